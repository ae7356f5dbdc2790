"""Who came without having registered: whose Entity it is, and who is perhaps registered already."""

from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import deciding
from intersession.participation.at_the_door import WalkIn
from intersession.participation.checks_of_registrations import for_the_office, name_key, plain
from intersession.participation.models import Call, Delegation, Registration

MOST_ALIKE = 10


def entity_named(words: str) -> Entity | None:
    """The Entity of exactly that name in one of our languages; other words are an affiliation."""
    wanted = plain(words)
    if not wanted:
        return None
    rows = Entity.objects.only("id", "kind", "name", "slug")
    return next((row for row in rows if wanted in _names(row)), None)


def _names(row: Entity) -> set[str]:
    return {plain(str(name)) for code, name in row.name.items() if code != "original"}


def unsaved(meeting: Meeting, facts: WalkIn) -> Registration:
    """The row as it would be, without its days."""
    entity = entity_named(facts.of)
    return Registration(
        meeting=meeting,
        badge_name=facts.name,
        function=facts.function,
        email=facts.email,
        entity=entity,
        affiliation="" if entity else facts.of,
        stakeholder=entity.kind if entity else "",
    )


def alike(row: Registration) -> list[Registration]:
    """Others of this meeting with the same name and Entity, or the same mail. Proposed only."""
    others = for_the_office(row.meeting_id).filter(state__in=deciding.LIVE).exclude(pk=row.pk)
    others = others.select_related("entity", "meeting").order_by("badge_name", "pk")
    key, mail = name_key(row), row.email.lower()
    found = (one for one in others if name_key(one) == key or (mail and one.email.lower() == mail))
    return [one for one, _place in zip(found, range(MOST_ALIKE), strict=False)]


def over(row: Registration) -> tuple[int, int] | None:
    """How many its Entity has with this one, and how many it may have, where that is too many."""
    call = Call.objects.filter(meeting=row.meeting_id).first()
    if call is None or row.entity is None:
        return None
    delegation = Delegation.objects.filter(meeting=row.meeting_id, entity=row.entity).first()
    rows = for_the_office(row.meeting_id).filter(entity=row.entity, state__in=deciding.LIVE)
    has, most = rows.count(), deciding.names_of(call, row.entity, delegation)
    return (has, most) if has > most else None
