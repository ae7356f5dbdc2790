"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import ItemFacts
from intersession.meetings.actions.agenda import add_item, change_item, remove_item
from intersession.meetings.actions.documents import attach_document, detach_document
from intersession.meetings.actions.following import (
    NobodyFollows,
    follow_meeting,
    unfollow_meeting,
)
from intersession.meetings.actions.meetings import (
    ChangedMeanwhile,
    Facts,
    add_meeting,
    cancel_meeting,
    change_meeting,
    move,
    restore_meeting,
)
from intersession.meetings.actions.publishing import (
    AgendaUnchanged,
    DraftChangedMeanwhile,
    publish_agenda,
)

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "DraftChangedMeanwhile",
    "Facts",
    "ItemFacts",
    "NobodyFollows",
    "add_item",
    "add_meeting",
    "attach_document",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "detach_document",
    "follow_meeting",
    "move",
    "publish_agenda",
    "remove_item",
    "restore_meeting",
    "unfollow_meeting",
]
