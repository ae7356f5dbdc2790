"""Who gets the seats and the travel money: a planned room, or a fair draw, under rules.

The method is described in docs/methods/sortition.md.
"""
