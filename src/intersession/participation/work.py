"""Long work of participation: the lottery of a draw is looked for by a job."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.jobs import work
from intersession.jobs.work import Progress, by_language
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions.draws import FINDING, keep_lottery
from intersession.participation.models import Draw
from intersession.ui.numbers import percent

STEPS = 100
THERE_IS_ONE = _("There is a room that meets all conditions. Now everybody’s chance is raised.")
SO_FAR = _(
    "There is a room that meets all conditions. Worst chance so far: %(worst)s; no lottery can "
    "give more than %(upper)s."
)
WITHOUT_BOUND = _("There is a room that meets all conditions. Worst chance so far: %(worst)s.")


def find(progress: Progress, values: dict[str, Any], *, by: Actor, at: datetime) -> dict[str, Any]:
    """Begun again it does the same from the beginning: nothing is kept before the end."""
    began = time.monotonic()
    draw = Draw.objects.select_related("meeting").get(uid=values["draw"])
    if draw.state != Draw.State.PREPARED:
        return {}
    people, rules = drawing.thawed(draw.inputs)
    progress.step(0, words=THERE_IS_ONE)  # it was tried before they were fixed
    progress.total(STEPS)
    found = sortition.lottery(
        candidates=people, rules=rules, seconds=drawing.SECONDS, progress=_teller(progress)
    )
    passed = timedelta(seconds=time.monotonic() - began)
    keep_lottery(draw=draw, found=found, by=by, at=at + passed)
    return {}


def _teller(progress: Progress) -> Callable[[sortition.Progress], None]:
    told = [0]

    def tell(now: sortition.Progress) -> None:
        more = max(0, int(now.done * STEPS) - told[0])
        told[0] += more
        progress.step(more, words=_words(now))

    return tell


def _words(now: sortition.Progress) -> dict[str, str]:
    """In each language, for the page is read by others, too."""
    if now.worst is None:
        return by_language(THERE_IS_ONE)
    said = by_language(WITHOUT_BOUND if now.upper is None else SO_FAR)
    return {code: words % _figures(now, code) for code, words in said.items()}


def _figures(now: sortition.Progress, code: str) -> dict[str, str]:
    upper = percent(now.upper or 0, language=code)
    return {"worst": percent(now.worst or 0, language=code), "upper": upper}


KINDS = {FINDING: work.Kind(run=find, words=_("Finding the lottery"), needs=May.HOLD_DRAW)}
