"""The Administration's questions as a list."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from intersession.membership.labels import KIND_NAMES
from intersession.participation import asking
from intersession.participation.models import Call, PersonalPaper, Registration
from intersession.ui.text import listing, text


@dataclass(frozen=True, kw_only=True)
class Line:
    uid: str
    number: int  # among those that are asked; 0 when it is ended
    wording: dict[str, str]
    kind: Any
    choices: str
    needed: str
    condition: str
    answers: int
    ended: bool
    first: bool
    last: bool


def lines(call: Call) -> list[Line]:
    """Those that are asked, in their order; then those that are not any more. Three queries."""
    rows = list(call.questions.order_by("ended", "position", "pk"))
    asked = [row for row in rows if not row.ended]
    named = {str(row.uid): row for row in rows}
    answers = _answers(call)
    return [
        Line(
            uid=str(row.uid),
            number=0 if row.ended else asked.index(row) + 1,
            wording=row.wording,
            kind=asking.KIND_NAMES[row.kind],
            choices=listing([words for _c, words in asking.choices_of(row)])
            if row.kind in asking.CHOOSES
            else "",
            needed=_needed(row.required_for),
            condition=_condition(row.condition, named),
            answers=answers[str(row.uid)],
            ended=row.ended,
            first=bool(asked) and row is asked[0],
            last=bool(asked) and row is asked[-1],
        )
        for row in rows
    ]


def _answers(call: Call) -> Counter[str]:
    found: Counter[str] = Counter()
    rows = Registration.objects.filter(meeting=call.meeting_id).exclude(answers={})
    for given in rows.values_list("answers", flat=True):
        found.update(uid for uid, answer in given.items() if answer)
    files = PersonalPaper.objects.filter(question__call=call, deleted_at=None)
    found.update(str(uid) for uid in files.values_list("question__uid", flat=True))
    return found


def _needed(kinds: list[str]) -> str:
    if asking.ALL in kinds:
        return "*"
    return listing([str(KIND_NAMES[kind]) for kind in kinds if kind in KIND_NAMES])


def _condition(condition: dict[str, str], named: dict[str, Any]) -> str:
    other = named.get(condition.get("question", ""))
    if other is None:
        return ""
    return f"{text(other.wording)} {asking.said(other, condition.get('is'))}"
