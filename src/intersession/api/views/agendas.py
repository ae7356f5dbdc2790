"""Operations of the agenda of a meeting: its draft, and the versions that were published."""

import uuid
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import agendas as shapes
from intersession.api.shapes.meetings import MeetingFull
from intersession.api.views._rows import meeting_full, meeting_of, named, who
from intersession.documents.models import Document
from intersession.meetings import actions, published, queries
from intersession.meetings.actions import ItemFacts
from intersession.meetings.conflicts import conflicts_of
from intersession.meetings.models import AgendaItem, Meeting, Room

Draft = shapes.AgendaDraft
OF = "meeting_agenda_draft"
MOST_VERSIONS = 32_767  # as its column takes them
WORDED = ("title", "detail", "objectives", "format")


@reads(_("The draft of an agenda"), access=May.MANAGE_MEETINGS, gives=Draft)
def meeting_agenda_draft(request: Any, slug: str) -> Draft:
    return shapes.draft(meeting_of(slug))


@writes(
    _("Add an item to the draft of the agenda"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.AgendaItem,
    gives=Draft,
    of=OF,
)
def meeting_agenda(request: Any, slug: str, body: shapes.AgendaItem) -> Draft:
    meeting = meeting_of(slug)
    papers = _papers(body)
    facts = _facts(meeting, body)
    made = actions.add_item(meeting=meeting, facts=facts, documents=papers, **who(request))
    return shapes.draft(meeting, [made])


@writes(
    _("Change an item of the draft"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.ItemChange,
    gives=Draft,
    of=OF,
)
def meeting_agenda_change(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.ItemChange
) -> Draft:
    item = _item(slug, uid)
    facts, papers = _facts(item.meeting, body, item), _papers(body)
    given = {"facts": facts, "documents": papers, "seen": body.seen}
    actions.change_item(item=item, **given, **who(request))
    return shapes.draft(item.meeting)


@writes(
    _("Move an item of the draft to another hour or room"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.ItemPlace,
    gives=Draft,
    of=OF,
)
def meeting_agenda_move(request: Any, slug: str, uid: uuid.UUID, body: shapes.ItemPlace) -> Draft:
    item = _item(slug, uid)
    place = {**body.model_dump(), "room": _room(body.room)}
    actions.place_item(item=item, **place, **who(request))
    return shapes.draft(item.meeting)


@writes(
    _("Cancel an item of the draft; it stays there as cancelled"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.ItemWhy,
    gives=Draft,
    of=OF,
)
def meeting_agenda_cancel(request: Any, slug: str, uid: uuid.UUID, body: shapes.ItemWhy) -> Draft:
    item = _item(slug, uid)
    actions.cancel_item(item=item, reason=body.reason, **who(request))
    return shapes.draft(item.meeting)


@writes(
    _("Hold a cancelled item of the draft after all"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.ItemWhy,
    gives=Draft,
    of=OF,
)
def meeting_agenda_restore(request: Any, slug: str, uid: uuid.UUID, body: shapes.ItemWhy) -> Draft:
    item = _item(slug, uid)
    actions.restore_item(item=item, reason=body.reason, **who(request))
    return shapes.draft(item.meeting)


@writes(
    _("Take an item off the draft of the agenda"), access=May.MANAGE_MEETINGS, gives=Draft, of=OF
)
def meeting_agenda_remove(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Draft:
    item = _item(slug, uid)
    actions.remove_item(item=item, **who(request))
    return shapes.draft(item.meeting)


@writes(
    _("Copy the agenda of another meeting into the draft"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.AgendaCopy,
    gives=Draft,
    of=OF,
)
def meeting_agenda_copy(request: Any, slug: str, body: shapes.AgendaCopy) -> Draft:
    meeting, source = meeting_of(slug), named(Meeting.objects, slug=body.source)
    given = {"source": source, "beside": body.beside}
    return shapes.draft(meeting, actions.copy_agenda(meeting=meeting, **given, **who(request)))


@reads(
    _("What in the draft of an agenda does not go together, in words"),
    access=May.MANAGE_MEETINGS,
    gives=list[shapes.AgendaConflict],
)
def meeting_agenda_conflicts(request: Any, slug: str) -> list[shapes.AgendaConflict]:
    meeting = meeting_of(slug)
    found = conflicts_of(meeting, published.in_order(meeting))
    return [shapes.conflict(one) for one in sorted(found, key=lambda one: one.hint)]


@reads(
    _("What publishing the draft would change, and how many would be told"),
    access=May.MANAGE_MEETINGS,
    gives=shapes.AgendaPreview,
)
def meeting_agenda_preview(request: Any, slug: str) -> shapes.AgendaPreview:
    return shapes.preview(queries.preview(meeting_of(slug), request.now))


@writes(
    _("Publish the draft of the agenda"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.AgendaPublish,
    gives=MeetingFull,
    of=OF,
)
def meeting_agenda_publish(request: Any, slug: str, body: shapes.AgendaPublish) -> MeetingFull:
    actions.publish_agenda(meeting=meeting_of(slug), **body.model_dump(), **who(request))
    return meeting_full(request, slug)


@reads(
    _("Published versions of an agenda, the latest first, with what each changed"),
    access=PUBLIC,
    gives=Listed[shapes.AgendaVersionLine],
    asks=Paged,
)
def meeting_agenda_versions(
    request: Any, slug: str, asked: Paged
) -> Listed[shapes.AgendaVersionLine]:
    meeting = meeting_of(slug)
    rows = meeting.versions.defer("content").order_by("-number")
    return part(rows, asked, lambda row: shapes.version(queries.version_line(meeting, row)))


@reads(_("One version of an agenda, as it stood"), access=PUBLIC, gives=shapes.AgendaAsPublished)
def meeting_agenda_version(request: Any, slug: str, number: int) -> shapes.AgendaAsPublished:
    meeting = meeting_of(slug)
    found = queries.version_page(meeting, min(number, MOST_VERSIONS))
    return shapes.as_published(meeting, found.version, found.latest)


def _item(slug: str, uid: uuid.UUID) -> AgendaItem:
    found: AgendaItem = get_object_or_404(
        AgendaItem.objects.select_related("meeting"), meeting__slug=slug, uid=uid
    )
    return found


def _facts(
    meeting: Meeting, body: shapes.AgendaItem, before: AgendaItem | None = None
) -> ItemFacts:
    given = body.model_dump(include={"kind", "starts_at", "minutes"})
    stood = list(before.questions) if before else []
    stood += [{}] * (len(body.questions) - len(stood))
    asked = zip(body.questions, stood, strict=False)
    return ItemFacts(
        **given,
        **{n: _kept(getattr(before, n, {}), getattr(body, n)) for n in WORDED},
        questions=tuple(_kept(old, new) for new, old in asked if new),
        room=_room(body.room),
        team=named(meeting.teams, uid=body.team) if body.team else None,
        languages=tuple(dict.fromkeys(body.languages)),
    )


def _kept(stood: dict[str, str], written: dict[str, str]) -> dict[str, str]:
    """As on the page: words in languages that cannot be written here stay, beside others."""
    others = {code: said for code, said in stood.items() if code not in dict(settings.LANGUAGES)}
    return {**others, **written} if written else {}


def _room(uid: uuid.UUID | None) -> Room | None:
    return named(Room.objects, uid=uid) if uid else None


def _papers(body: shapes.AgendaItem) -> list[Document]:
    return [named(Document.objects, slug=slug) for slug in dict.fromkeys(body.documents)]
