"""The Chair's brief: the kept count with the words of its options."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from intersession.consultations.models import Option, Question, RegisterEntry
from intersession.consultations.queries import counting
from intersession.consultations.queries.answers import WAITING
from intersession.membership import queries as membership


@dataclass(frozen=True, kw_only=True)
class OptionLine:
    option: Option
    score: int
    preferred: bool


@dataclass(frozen=True, kw_only=True)
class RegionLine:
    name: dict[str, str]
    members: int
    answered: int
    covered: int


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    rule: str
    sets: list[list[str]]
    changes: int | None
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Plain figures beside their words; `values` is the kept count (see queries.counting)."""

    question: Question
    values: dict[str, Any]
    lines: list[OptionLine]
    withdrawn: list[Option]
    regions: list[RegionLine]
    rules: list[RuleLine]
    challenger: str  # the option that would come in first, "" when there is none
    waiting: int  # answers that are held or late, and so not counted
    named_only_withdrawn: int  # Members whose answer names nothing that still stands

    @property
    def answered(self) -> int:
        return int(self.values["answered"])

    @property
    def members(self) -> int:
        return int(self.values["voters"])

    @property
    def silent(self) -> int:
        return self.members - self.answered

    @property
    def tied(self) -> bool:
        return len(self.values["winners"]) > 1


def brief(question: Question) -> Brief:
    """Four queries: the kept Run, the options, what it leaves out, the names of regions."""
    options = list(question.options.select_related("proposal"))
    live = [option for option in options if option.withdrawn_at is None]
    beside = _beside(question, {option.code for option in live})
    values = {**counting.kept_count(question), "apart": beside.apart}
    chosen = set(values["chosen"])
    lines = [
        OptionLine(option=o, score=values["scores"].get(o.code, 0), preferred=o.code in chosen)
        for o in live
    ]
    outside = [line for line in lines if not line.preferred]
    return Brief(
        question=question,
        values=values,
        lines=sorted(lines, key=lambda line: (not line.preferred, -line.score, line.option.code)),
        withdrawn=[option for option in options if option.withdrawn_at],
        regions=_regions(values),
        rules=_rules(values),
        challenger=max(outside, key=lambda line: line.score).option.code if outside else "",
        waiting=beside.waiting,
        named_only_withdrawn=beside.named_only_withdrawn,
    )


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """What the count leaves out: it is not in the recount file, and so not under its digest."""

    apart: dict[str, int]  # approvals by observers and partners, who are never counted
    waiting: int
    named_only_withdrawn: int


def _beside(question: Question, live: set[str]) -> _Beside:
    """One query."""
    here = {"question": OuterRef("question"), "entity": OuterRef("entity")}
    counted = Exists(RegisterEntry.objects.filter(**here, counted=True))
    rows = question.preferences.annotate(counted=counted)
    apart: Counter[str] = Counter()
    waiting = only_withdrawn = 0
    for state, stands, codes, counts in rows.values_list(
        "state", "standing", "approved", "counted"
    ):
        waiting += counts and state in WAITING
        if stands and counts:
            only_withdrawn += bool(codes) and live.isdisjoint(codes)
        elif stands:
            apart.update(codes)
    return _Beside(
        apart=dict(sorted(apart.items())), waiting=waiting, named_only_withdrawn=only_withdrawn
    )


def _regions(values: dict[str, Any]) -> list[RegionLine]:
    covered = values["covered_by_region"]
    return [
        RegionLine(
            name=name,
            members=values["regions"][code][1],
            answered=values["regions"][code][0],
            covered=covered.get(code, [0, 0])[0],
        )
        for code, name in membership.regions().items()
        if code in values["regions"]
    ]


def _rules(values: dict[str, Any]) -> list[RuleLine]:
    """The agreed rule first."""
    agreed = values["rule"]
    sets = {agreed: values["winners"], **values["others"]}
    return [
        RuleLine(rule=rule, sets=found, changes=values["changes"].get(rule), agreed=rule == agreed)
        for rule, found in sets.items()
    ]
