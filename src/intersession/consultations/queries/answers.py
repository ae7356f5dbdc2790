"""Reads of answers: the grid of the Administration, the call list, positions, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import get_language

from intersession.consultations.models import Option, Preference, Question, RegisterEntry
from intersession.membership import queries as membership
from intersession.membership.models import Entity
from intersession.membership.sorting import sort_key
from intersession.ui.text import text

WAITING = (Preference.State.HELD, Preference.State.LATE)


@dataclass(frozen=True, kw_only=True)
class GridRow:
    entity: int
    slug: str
    name: dict[str, str]
    region: str
    counted: bool
    approved: list[str]
    none: bool  # no preference
    answered: bool
    held: int
    was: str  # what the grid shows of it, to see later what was changed
    channel: str = ""  # chosen for this row alone


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A line of the call list."""

    slug: str
    name: dict[str, str]
    region: dict[str, str]
    phone: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Held and late answers of one question, with what stands beside them."""

    held: list[tuple[Preference, Preference | None]]
    late: list[Preference]


def grid(question: Question, language: str) -> list[GridRow]:
    """One row for each Entity on the register, in the order of the language."""
    standing, last, held = _by_entity(question)
    live = {option.code for option in live_options(question)}
    named = {entity: sorted(live.intersection(row.approved)) for entity, row in standing.items()}
    only_withdrawn = {e for e, row in standing.items() if row.approved and not named[e]}
    rows = [
        GridRow(
            entity=entry.entity_id,
            slug=entry.entity.slug,
            name=entry.entity.name,
            region=entry.region,
            counted=entry.counted,
            approved=named.get(entry.entity_id, []),
            none=entry.entity_id in standing and not standing[entry.entity_id].approved,
            answered=entry.entity_id in standing,
            held=held.get(entry.entity_id, 0),
            was=was(
                last.get(entry.entity_id, 0),
                None if entry.entity_id in only_withdrawn else named.get(entry.entity_id),
            ),
        )
        for entry in question.register.select_related("entity")
    ]
    return sorted(rows, key=lambda row: sort_key(text(row.name, language), language))


def was(version: int | str, approved: list[str] | None) -> str:
    """ "2:A,C"; "2:" for no preference; "0" for no answer, "2" for one that names nothing that
    still stands."""
    return str(version) if approved is None else f"{version}:{','.join(approved)}"


def last_seen(question: Question) -> int:
    """The key of the last answer there is. One query."""
    return question.preferences.aggregate(last=Max("pk"))["last"] or 0


def version_seen(question: Question, entity: Entity, seen: int | None) -> int | None:
    """The version of this Entity that somebody saw who knew answers up to `seen`; None when they
    did not say what they knew."""
    if seen is None:
        return None
    known = question.preferences.filter(entity=entity, pk__lte=seen)
    return known.aggregate(last=Max("version"))["last"] or 0


def number_waiting(question: Question) -> int:
    """Answers of Members that are held or received late, and so are not counted. One query."""
    counted = question.register.filter(counted=True).values("entity")
    return question.preferences.filter(state__in=WAITING, entity__in=counted).count()


def registered(question: Question) -> QuerySet[Entity]:
    """Everyone who may answer, for a list to choose from."""
    return Entity.objects.filter(pk__in=question.register.values("entity")).order_by("slug")


def by_name(entities: Iterable[Entity]) -> list[Entity]:
    """In the alphabetical order of the reader's language."""
    language = get_language() or "en"
    return sorted(entities, key=lambda entity: sort_key(text(entity.name, language), language))


def _by_entity(
    question: Question,
) -> tuple[dict[int, Preference], dict[int, int], dict[int, int]]:
    standing: dict[int, Preference] = {}
    last: dict[int, int] = {}
    held: dict[int, int] = {}
    for row in question.preferences.order_by("version"):
        last[row.entity_id] = row.version
        if row.standing:
            standing[row.entity_id] = row
        if row.state == Preference.State.HELD:
            held[row.entity_id] = held.get(row.entity_id, 0) + 1
    return standing, last, held


def missing(question: Question, day: date, language: str) -> list[Missing]:
    """Members who have not answered, with the telephone of their mission, in alphabetical order."""
    answered = set(question.preferences.filter(standing=True).values_list("entity", flat=True))
    if question.kind == Question.Kind.OPEN:
        answered = set(question.suggestions.values_list("entity", flat=True))
    names = membership.regions()
    rows = [
        Missing(
            slug=entry.entity.slug,
            name=entry.entity.name,
            region=names.get(entry.region, {}),
            phone=entry.entity.phone,
            language=entry.entity.language,
        )
        for entry in question.register.filter(counted=True).select_related("entity")
        if entry.entity_id not in answered
    ]
    return sorted(rows, key=lambda row: sort_key(text(row.name, language), language))


def waiting(question: Question) -> Waiting:
    """What somebody has to settle or accept; `counted` says whether the Entity is a Member."""
    counted = Exists(question.register.filter(entity=OuterRef("entity"), counted=True))
    found = question.preferences.annotate(counted=counted).select_related("entity")
    rows = list(found.order_by("entity_id", "version"))
    standing = {row.entity_id: row for row in rows if row.standing}
    return Waiting(
        held=[
            (row, standing.get(row.entity_id)) for row in rows if row.state == Preference.State.HELD
        ],
        late=[row for row in rows if row.state == Preference.State.LATE],
    )


def positions(question: Question, language: str) -> list[tuple[RegisterEntry, Preference | None]]:
    """Each Member with the answer that stands; only for those who may see positions."""
    standing, _last, _held = _by_entity(question)
    rows = [
        (entry, standing.get(entry.entity_id))
        for entry in question.register.filter(counted=True).select_related("entity")
    ]
    return sorted(rows, key=lambda pair: sort_key(text(pair[0].entity.name, language), language))


def live_options(question: Question) -> list[Option]:
    return [option for option in question.options.all() if option.withdrawn_at is None]
