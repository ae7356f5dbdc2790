"""Rows become ballots here: the recount file, the count of the brief, kept as a Run."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from intersession.consultations import rules
from intersession.consultations.models import Option, Preference, Question, RegisterEntry
from intersession.ledger.models import Run, canonical
from intersession.ledger.record import name_of
from intersession.methods import voting

METHOD, VERSION = "voting", "1"
SEEN_BY_IN_FILE = {
    Question.Seen.ADMINISTRATION: "administration",
    Question.Seen.MEMBERSHIP: "membership",
    Question.Seen.PUBLIC: "everybody",
}
STATE_IN_FILE = {
    Preference.State.ACCEPTED: "counted",
    Preference.State.HELD: "held",
    Preference.State.SET_ASIDE: "set_aside",
    Preference.State.LATE: "late",
    Preference.State.LATE_ACCEPTED: "late_accepted",
}
EXACT_RULES = ("av", "pav", "cc")


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Everything a count reads, once."""

    question: Question
    options: list[Option]
    register: list[RegisterEntry]
    preferences: list[Preference]

    @cached_property
    def counted(self) -> dict[int, RegisterEntry]:
        return {entry.entity_id: entry for entry in self.register if entry.counted}

    @cached_property
    def receipts(self) -> dict[int, str]:
        return {row.pk: row.receipt for row in self.preferences}

    @cached_property
    def live(self) -> frozenset[str]:
        """Codes of the options that stand."""
        return frozenset(option.code for option in self.options if not option.withdrawn_at)


def rows_of(question: Question) -> Rows:
    """Three queries, whatever the number of Members and versions."""
    return Rows(
        question=question,
        options=list(question.options.all()),
        register=list(question.register.select_related("entity")),
        preferences=list(question.preferences.order_by("entity_id", "version")),
    )


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """Rows that contradict each other (altered in the database, say) are a sentence, no crash."""
    try:
        yield
    except voting.VotingError as error:
        raise rules.CannotBeCounted(why=str(error)) from error


@_refused_in_words()
def export(question: Question) -> voting.Export:
    """The file that anyone can recount, as the rows stand now. Raises CannotBeCounted."""
    rows = rows_of(question)
    members = rows.counted
    public = question.positions_seen_by == Question.Seen.PUBLIC
    return voting.write_export(
        question=_asked(rows),
        register=voting.Register(entities=tuple(e.entity.slug for e in members.values())),
        answers=[
            _answer(preference, members[preference.entity_id], rows, public)
            for preference in rows.preferences
            if preference.entity_id in members
        ],
    )


def _asked(rows: Rows) -> voting.Question:
    question = rows.question
    closed = question.closing_hour
    if question.opened_at is None or closed is None:
        raise voting.VotingError("The question was never opened.", code="not-opened")
    return voting.Question(
        slug=question.slug,
        kind=question.kind,
        wording=question.title,
        options=tuple(
            voting.Option(
                code=option.code,
                titles=option.title,
                joined=option.joined_at is not None,
                withdrawn=option.withdrawn_at is not None,
            )
            for option in rows.options
        ),
        seats=question.seats,
        rule=question.rule,
        cap=question.cap,
        ties=question.ties,
        positions=SEEN_BY_IN_FILE[Question.Seen(question.positions_seen_by)],
        opened=question.opened_at,
        closed=closed,
    )


def _answer(
    preference: Preference, entry: RegisterEntry, rows: Rows, public: bool
) -> voting.Answer:
    state = STATE_IN_FILE[Preference.State(preference.state)]
    counts = preference.state in (Preference.State.ACCEPTED, Preference.State.LATE_ACCEPTED)
    return voting.Answer(
        receipt=preference.receipt,
        approves=tuple(preference.approved),
        state="replaced" if counts and not preference.standing else state,
        replaces=rows.receipts.get(preference.replaces_id or 0),
        entity=entry.entity.slug if public else None,
        groups=(entry.region,) if public and entry.region else (),
    )


@_refused_in_words()
def count(question: Question) -> dict[str, Any]:
    """What the brief shows of the answers that are counted, as plain values a Run can keep."""
    rows = rows_of(question)
    outcome = _outcome(rows, question.rule)
    values = _plain(outcome)
    values["changes"] = {
        rule: outcome.margin if rule == question.rule else _outcome(rows, rule).margin
        for rule in EXACT_RULES
    }
    values["regions"] = _answered_by_region(rows)
    values["no_preference"] = sum(
        row.standing and not row.approved and row.entity_id in rows.counted
        for row in rows.preferences
    )
    return values


def _outcome(rows: Rows, rule: str) -> voting.Outcome:
    members = rows.counted
    live = rows.live
    ballots = [
        voting.Ballot(
            voter=row.receipt,
            approved=live.intersection(row.approved),
            groups=(members[row.entity_id].region,) if members[row.entity_id].region else (),
        )
        for row in rows.preferences
        if row.standing and row.entity_id in members
    ]
    return voting.count(
        ballots=ballots,
        options=live,
        seats=rows.question.seats,
        rule=rule,
        cap=rows.question.cap,
        ties=rows.question.ties,
        silent=len(members) - len(ballots),
    )


def _plain(outcome: voting.Outcome) -> dict[str, Any]:
    values = {
        "rule": outcome.rule,
        "seats": outcome.seats,
        "cap": outcome.cap,
        "ties": outcome.ties,
        "options": list(outcome.options),
        "voters": outcome.voters,
        "answered": outcome.answered,
        "winners": [list(s) for s in outcome.winners],
        "chosen": list(outcome.chosen),
        "scores": dict(outcome.scores),
        "margin": outcome.margin,
        "silent_margin": outcome.silent_margin,
        "tie_break": {
            "step": outcome.tie_break.step,
            "contenders": [list(s) for s in outcome.tie_break.contenders],
            "digests": list(outcome.tie_break.digests),
        },
        "covered": _pair(outcome.coverage.all),
        "covered_by_region": {k: _pair(v) for k, v in outcome.coverage.groups.items()},
        "others": {rule: [list(s) for s in sets] for rule, sets in outcome.others.items()},
        "overlap": [[o.first, o.second, o.both, o.either] for o in outcome.overlap],
        "merges": [
            {"pair": [m.first, m.second], "chosen": list(m.chosen), "enters": m.enters}
            for m in outcome.merges
        ],
        "withouts": [
            {"option": w.option, "chosen": list(w.chosen), "changes": w.changes}
            for w in outcome.withouts
        ],
        "remarks": [[remark.code, dict(remark.values)] for remark in outcome.remarks],
    }
    return values


def _pair(share: voting.Share) -> list[int]:
    return [share.part, share.whole]


def _answered_by_region(rows: Rows) -> dict[str, list[int]]:
    """Region -> [Members that named something that stands, Members on the register]."""
    figures: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    named = {
        row.entity_id
        for row in rows.preferences
        if row.standing and not rows.live.isdisjoint(row.approved)
    }
    for entity, entry in rows.counted.items():
        figures[entry.region][0] += entity in named
        figures[entry.region][1] += 1
    return dict(figures)


def kept_count(question: Question) -> dict[str, Any]:
    """The count of the recount file whose digest the question shows; worked out when not kept."""
    run = Run.objects.filter(
        method=METHOD, subject=name_of(question), inputs_digest=question.digest
    ).first()
    return dict(json.loads(run.answer)) if run else json_ready(count(question))


def json_ready(values: dict[str, Any]) -> dict[str, Any]:
    """Exactly what comes back out of a Run."""
    return dict(json.loads(canonical(values)))
