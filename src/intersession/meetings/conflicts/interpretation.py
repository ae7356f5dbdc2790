"""Interpretation: a team with every language, in one place at a time, with rest and lunch."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from intersession.meetings import interpreting, rules
from intersession.meetings.conflicts._conflict import Conflict, together
from intersession.meetings.conflicts._told import languages, numbered, uids
from intersession.meetings.models import AgendaItem, Meeting, Team
from intersession.ui.dates import day, hour

Rows = Sequence[AgendaItem]


def not_interpreted(_meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    """An item whose languages nobody interprets, or not all of them."""
    for row in rows:
        lacking = [code for code in row.languages if not (row.team and code in row.team.languages)]
        if not lacking or row.kind == AgendaItem.Kind.BREAK:
            continue
        said = {"languages": languages(lacking), "items": numbered((row,))}
        if row.team is None:
            message = _("No interpretation into %(languages)s in %(items)s: no team is assigned.")
        else:
            said["team"] = row.team.name
            message = _(
                "No interpretation into %(languages)s in %(items)s: team %(team)s has no such "
                "booth."
            )
        yield Conflict(code="not_interpreted", items=uids(row), message=message, values=said)


def without_languages(_meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    """A hint: other items are interpreted."""
    held = [row for row in rows if row.kind != AgendaItem.Kind.BREAK]
    bare = [row for row in held if not row.languages]
    if bare and len(bare) < len(held):
        yield Conflict(
            code="without_languages",
            hint=True,
            items=uids(*bare),
            message=ngettext_lazy(
                "Other items are interpreted, this one is not (%(items)s).",
                "Other items are interpreted, these are not (%(items)s).",
                len(bare),
            ),
            values={"items": numbered(bare)},
        )


def team_twice(meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    for team, items in by_team(rows):
        for first, second in together(items):
            at = hour(interpreting.begins(second), "", meeting.time_zone)
            yield Conflict(
                code="team_twice",
                items=uids(first, second),
                message=_("Team %(team)s is in two items at %(hour)s (%(items)s)."),
                values={"team": team.name, "hour": at, "items": numbered((first, second))},
            )


def too_many_half_days(meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    for team, items in by_team(rows):
        for when, found in interpreting.by_day(items, zone).items():
            halves = interpreting.by_half_day(found, limits, zone)
            if len(halves) > limits.half_days:
                yield Conflict(
                    code="half_days",
                    items=uids(*found),
                    message=_(
                        "Team %(team)s works %(worked)s half-days on %(day)s (%(items)s); at most "
                        "%(allowed)s are allowed."
                    ),
                    values={
                        "team": team.name,
                        "worked": len(halves),
                        "allowed": limits.half_days,
                        "day": day(when),
                        "items": numbered(found),
                    },
                )


def too_long(meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    for team, items in by_team(rows):
        for stretch in interpreting.stretches(items):
            if stretch.minutes > limits.longest:
                yield Conflict(
                    code="too_long",
                    items=uids(*stretch.items),
                    message=_(
                        "Team %(team)s works for %(minutes)s minutes without a rest on %(day)s "
                        "(%(items)s); at most %(longest)s are allowed."
                    ),
                    values={
                        "team": team.name,
                        "minutes": stretch.minutes,
                        "longest": limits.longest,
                        "day": day(stretch.begins.astimezone(zone).date()),
                        "items": numbered(stretch.items),
                    },
                )


def too_much(meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    """More minutes on a day than its half-days may last together, whatever rests lie between."""
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    for team, items in by_team(rows):
        for when, found in interpreting.by_day(items, zone).items():
            minutes = interpreting.minutes_of(found)
            if minutes > limits.of_a_day:
                yield Conflict(
                    code="too_much",
                    items=uids(*found),
                    message=_(
                        "Team %(team)s works for %(minutes)s minutes on %(day)s (%(items)s); at "
                        "most %(most)s are allowed."
                    ),
                    values={
                        "team": team.name,
                        "minutes": minutes,
                        "most": limits.of_a_day,
                        "day": day(when),
                        "items": numbered(found),
                    },
                )


def no_lunch(meeting: Meeting, rows: Rows) -> Iterator[Conflict]:
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    for team, items in by_team(rows):
        for when, found in interpreting.by_day(items, zone).items():
            tired = interpreting.without_lunch(found, limits, zone)
            if tired:
                yield Conflict(
                    code="no_lunch",
                    items=uids(*tired),
                    message=_(
                        "Team %(team)s has no lunch of %(minutes)s minutes on %(day)s (%(items)s)."
                    ),
                    values={
                        "team": team.name,
                        "minutes": limits.lunch,
                        "day": day(when),
                        "items": numbered(tired),
                    },
                )


def by_team(rows: Rows) -> list[tuple[Team, list[AgendaItem]]]:
    """What each team interprets, by hour; teams by name."""
    teams = {row.team.pk: row.team for row in rows if row.team is not None}
    ordered = sorted(teams.values(), key=lambda team: team.name)
    return [(team, interpreting.works_of(team, rows)) for team in ordered]


CHECKS = (
    not_interpreted,
    without_languages,
    team_twice,
    too_many_half_days,
    too_long,
    too_much,
    no_lunch,
)
