"""Five methods. They know neither Django nor the apps, and not each other.

One shape: a keyword-only function, given frozen dataclasses, returns a frozen dataclass that has
`remarks`. Chance comes in as a seed. The order of the inputs never changes the answer.
"""
