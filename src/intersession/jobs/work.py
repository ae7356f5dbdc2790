"""What another app needs to know: a kind of work, and how it tells how far it is.

    KINDS["documents:making"] = Kind(run=make, words=_("Making the papers"), needs=May.X)

    def make(progress: Progress, values: Words, *, by: Actor, at: datetime) -> dict[str, Any]:
        progress.total(len(rows))
        for row in rows:
            with transaction.atomic():
                ...
            progress.step(words=_("Paper %(symbol)s") % …)
        return {"then": "/documents/"}

Kinds are hung in by `desk.hanging`. The rules of `run`:

- It may be begun again from its beginning, after the process died in its middle: what it did
  already it must find done (look before you make; one transaction for each piece).
- Its transactions are its own and short: on SQLite nobody else writes while one is open. `step` is
  called between them, not inside.
- `step` ends the work by an exception where somebody cancelled it or the program is to stop.
  Catch `Exception` as you like, but let these through.
- What it returns is kept as JSON; `then` in it is the address to go to, before the job's own.
- A `Refusal` ends it with its sentence; so does any other exception, with a general one.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from intersession.access.guard import Actor
from intersession.access.models import Person, User
from intersession.access.policy import May
from intersession.jobs.models import Job

WRITES_EVERY = 0.5  # seconds
Run = Callable[..., dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`needs` is asked when the work is started, and again when it begins."""

    run: Run
    words: Any
    needs: May | None = None


KINDS: dict[str, Kind] = {}
# How an account and a person become who acts, on a day: the roles are known to an app above.
ACTING: list[Callable[[User, Person | None, date], Actor]] = []


class Ended(BaseException):
    """The work stops here. Not an `Exception`, so that no kind takes it for a failed row."""


class Cancelled(Ended):
    """Somebody asked for it."""


class PutBack(Ended):
    """The program ends; another one takes the job up."""


class Lost(Ended):
    """Another process took this job up: it had not heard of us for too long."""


def by_language(said: Any) -> dict[str, str]:
    """Words for a column: a mapping stays, a lazy sentence is said in each language."""
    if isinstance(said, Mapping):
        return {code: str(words) for code, words in said.items()}
    found = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            found[code] = str(said)
    return found


class Progress:
    """How far one claim of a job is. Written at most every half second."""

    def __init__(self, job: Job, stopping: Callable[[], bool] = lambda: False) -> None:
        self._rows = Job.objects.filter(pk=job.pk, claim=job.claim, state=Job.State.RUNNING)
        self._stopping = stopping
        self._done, self._total, self._words = 0, 0, {}  # type: tuple[int, int, dict[str, str]]
        self._written = 0.0

    def total(self, number: int) -> None:
        """How many steps there will be; may be said again when more is known."""
        self._total = max(0, number)
        self._tell()

    def step(self, n: int = 1, words: Any = "") -> None:
        """`n` more are done; `words` (by language, lazy or plain) say what comes now."""
        self._done += n
        if self._stopping():
            raise PutBack
        if time.monotonic() - self._written >= WRITES_EVERY:
            self._words = by_language(words) if words else self._words
            self._tell()

    def _tell(self) -> None:
        now = datetime.now(UTC)
        self._written = time.monotonic()
        total = max(self._total, self._done) if self._total else 0
        told = {"done": self._done, "total": total, "step": self._words}
        if not self._rows.update(progress_at=now, heartbeat=now, **told):
            raise Lost
        if self._rows.filter(cancel_asked=True).exists():
            raise Cancelled
