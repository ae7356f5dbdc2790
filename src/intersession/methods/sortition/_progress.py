"""How far a lottery is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`phase`: "people" (read), "room" (there is one), "rooms" (made), "lottery", "done". `worst`:
    a chance that nobody who can be seated is below, as far as known. `done`: share of the work.
    """

    phase: str
    worst: float | None
    done: float
