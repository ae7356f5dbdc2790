"""How far a lottery is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`phase`: "people" (read), "room" (there is one), "rooms" (made), "lottery", "done". `worst`:
    a chance that nobody who can be seated is below, as far as known; `upper`: what the worst chance
    can be at most. `done`: share of the work.
    """

    phase: str
    worst: float | None
    done: float
    upper: float | None = None
