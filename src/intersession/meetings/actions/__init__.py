"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import ItemFacts
from intersession.meetings.actions.agenda import (
    AgendaUnchanged,
    add_item,
    change_item,
    publish_agenda,
    remove_item,
)
from intersession.meetings.actions.documents import attach_document, detach_document
from intersession.meetings.actions.history import load_history
from intersession.meetings.actions.meetings import (
    ChangedMeanwhile,
    Facts,
    add_meeting,
    cancel_meeting,
    change_meeting,
    move,
    restore_meeting,
)

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "Facts",
    "ItemFacts",
    "add_item",
    "add_meeting",
    "attach_document",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "detach_document",
    "load_history",
    "move",
    "publish_agenda",
    "remove_item",
    "restore_meeting",
]
