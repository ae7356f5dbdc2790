"""Operations by which the person of the token follows a meeting; and what was held before."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import remote as shapes
from intersession.api.views._rows import meeting_of, who
from intersession.meetings import actions, queries
from intersession.meetings.queries import history as past


@reads(
    _("Whether you are told when the agenda of a meeting changes"),
    access=May.SET_OWN,
    gives=shapes.Following,
)
def meeting_following(request: Any, slug: str) -> shapes.Following:
    return _following(request, slug)


@writes(
    _("Be told when the agenda of a meeting changes"),
    access=May.SET_OWN,
    gives=shapes.Following,
)
def meeting_follow(request: Any, slug: str, body: Any) -> shapes.Following:
    actions.follow_meeting(meeting=meeting_of(slug), **who(request))
    return _following(request, slug)


@writes(
    _("Be told no longer when the agenda of a meeting changes"),
    access=May.SET_OWN,
    gives=shapes.Following,
)
def meeting_unfollow(request: Any, slug: str, body: Any) -> shapes.Following:
    actions.unfollow_meeting(meeting=meeting_of(slug), **who(request))
    return _following(request, slug)


@reads(
    _("What was held so far, the latest year first"),
    access=PUBLIC,
    gives=Listed[shapes.PastMeeting],
    asks=Paged,
)
def history(request: Any, asked: Paged) -> Listed[shapes.PastMeeting]:
    return part(past.history(request.now).lines, asked, shapes.past)


def _following(request: Any, slug: str) -> shapes.Following:
    follows = queries.follows(meeting_of(slug), request.actor)
    return shapes.Following(meeting=slug, follows=bool(follows))
