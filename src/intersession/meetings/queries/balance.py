"""How balanced the panels of a meeting are, from its draft; for the Administration alone.

Eight queries, however many speak. What an Entity declared of itself is counted here and leaves as a
number: no name stands beside it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Lower

from intersession.meetings import balance, published, rules
from intersession.meetings.balance import Dimension, Tally, Voice
from intersession.meetings.models import AgendaItem, Meeting, Part, Speaker
from intersession.membership.models import Entity, Group, GroupMembership, Profile
from intersession.programme.models import Slot

Words = Mapping[str, str]
State = Part.State
# Whose parts are counted: what the switch of the page says, and the states it means.
COUNTED = {
    "proposed": (State.PROPOSED, State.INVITED, State.CONFIRMED),
    "invited": (State.INVITED, State.CONFIRMED),
    "confirmed": (State.CONFIRMED,),
}
ROLES = frozenset(Part.Role) - {Part.Role.RAPPORTEUR}
NOBODY = Tally(of=0, shares=())


@dataclass(frozen=True, kw_only=True)
class ItemBalance:
    uid: str
    number: int
    title: Words
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class MeetingBalance:
    """`on_topic`: labels declared on the topic of this workshop were found, besides general ones;
    `groups`: names of the regional groups by their code."""

    parts: str
    whole: Tally
    items: list[ItemBalance]
    groups: Mapping[str, Words]
    on_topic: bool

    def by_uid(self) -> dict[str, ItemBalance]:
        return {item.uid: item for item in self.items}


def of_meeting(meeting: Meeting, parts: str = "proposed") -> MeetingBalance:
    rows = [row for row in published.in_order(meeting) if row.cancelled_at is None]
    counted = [part for row in rows for part in row.parts.all() if _counts(part, parts)]
    known = _Known(meeting, [part.speaker for part in counted])
    voices = [known.voice(part) for part in counted]
    wanted = _wanted(known.groups)
    found = balance.by_item(voices, wanted)
    return MeetingBalance(
        parts=parts,
        whole=balance.tally(voices, wanted),
        items=[
            ItemBalance(
                uid=str(row.uid),
                number=row.number,
                title=row.title,
                tally=found.get(str(row.uid), NOBODY),
            )
            for row in rows  # what one presents or two open is balanced with the whole alone
            if row.kind == AgendaItem.Kind.PANEL
        ],
        groups=known.groups,
        on_topic=known.on_topic,
    )


def _counts(part: Part, parts: str) -> bool:
    return part.state in COUNTED[parts] and part.role in ROLES


def _wanted(groups: Mapping[str, Words]) -> dict[Dimension, list[str]]:
    kinds = [kind.value for kind in Entity.Kind if kind is not Entity.Kind.OTHER]
    return {
        Dimension.SEX: [Speaker.Gender.WOMAN.value, Speaker.Gender.MAN.value],
        Dimension.LABELS: [label.value for label in Profile.Label],
        Dimension.REGION: list(groups),
        Dimension.STAKEHOLDER: kinds,
        Dimension.CAPITAL: [balance.YES, balance.NO],
        Dimension.FORMER: [balance.YES, balance.NO],
    }


class _Known:
    """What is known of the Entities and of earlier meetings, asked for all speakers at once."""

    def __init__(self, meeting: Meeting, speakers: Collection[Speaker]) -> None:
        self.meeting = meeting
        self.day: date = rules.days_of(meeting)[0]
        self.entities = {row.entity_id for row in speakers if row.entity_id}
        self.labels, self.on_topic = self._labels()
        self.groups = self._groups()
        self.regions = self._regions()
        self.emails, self.names = self._former(speakers)

    def voice(self, part: Part) -> Voice:
        who = part.speaker
        entity = who.entity
        return Voice(
            person=str(who.uid),
            item=str(part.item.uid),
            entity=str(entity.uid) if entity else "",
            labels=self.labels.get(who.entity_id, frozenset()),
            region=self.regions.get(who.entity_id, ""),
            stakeholder=who.stakeholder or (entity.kind if entity else ""),
            sex=who.gender,
            from_capital=who.from_capital,
            former=self._spoke_before(who),
        )

    def _spoke_before(self, who: Speaker) -> bool:
        named = _named(who.name, who.entity_id)
        return _mailbox(who.email) in self.emails or named in self.names

    def _labels(self) -> tuple[dict[int | None, frozenset[str]], bool]:
        """On the topic of the workshop; of who declared nothing on it, on migration in general."""
        topic = self._topic()
        rows = Profile.objects.in_force(self.day).filter(entity__in=self.entities)
        found: dict[str, dict[int | None, set[str]]] = {topic: {}, "": {}}
        asked = rows.filter(topic__in={topic, ""}).values_list("entity", "topic", "label")
        for entity, of, label in asked:
            found[of].setdefault(entity, set()).add(label)
        labels = {**found[""], **found[topic]}
        declared = bool(topic and found[topic])
        return {entity: frozenset(those) for entity, those in labels.items()}, declared

    def _topic(self) -> str:
        slots = Slot.objects.filter(
            programme=self.meeting.programme_id, number=self.meeting.number, proposal__isnull=False
        )
        slot = slots.first() if self.meeting.kind == Meeting.Kind.WORKSHOP else None
        return str(slot.proposal) if slot else ""

    def _groups(self) -> dict[str, Words]:
        rows = Group.objects.filter(kind=Group.Kind.UN_REGIONAL_GROUP).order_by("position", "code")
        return dict(rows.values_list("code", "name"))

    def _regions(self) -> dict[int | None, str]:
        """One each: who sits in two is counted with the later one, as elections do."""
        rows = GroupMembership.objects.in_force(self.day).filter(
            entity__in=self.entities, group__code__in=self.groups
        )
        return dict(rows.order_by("group__position").values_list("entity", "group__code"))

    def _former(self, speakers: Collection[Speaker]) -> tuple[set[str], set[tuple[str, int]]]:
        """Who had a confirmed part in an earlier meeting: by mailbox, by name and Entity."""
        boxes = {_mailbox(row.email) for row in speakers if row.email}
        earlier = (
            Speaker.objects.filter(
                meeting__starts_at__lt=self.meeting.starts_at, parts__state=State.CONFIRMED
            )
            .annotate(box=Lower("email"))
            .filter(Q(box__in=boxes) | Q(entity__in=self.entities))
            .values_list("box", "name", "entity")
            .distinct()
        )
        emails, names = set(), set()
        for box, name, entity in earlier:
            emails |= {box} if box else set()
            names |= {_named(name, entity)} if entity else set()
        return emails, names


def _mailbox(email: str) -> str:
    return email.strip().lower() or "-"


def _named(name: str, entity: int | None) -> tuple[str, int]:
    return " ".join(name.casefold().split()), entity or 0
