"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import ItemChangedMeanwhile, ItemFacts
from intersession.meetings.actions.agenda import (
    AgendaUnchanged,
    add_item,
    change_item,
    publish_agenda,
    remove_item,
)
from intersession.meetings.actions.copying import copy_agenda
from intersession.meetings.actions.documents import attach_document, detach_document
from intersession.meetings.actions.meetings import (
    ChangedMeanwhile,
    Facts,
    add_meeting,
    cancel_meeting,
    change_meeting,
    move,
    restore_meeting,
)
from intersession.meetings.actions.places import cancel_item, place_item, restore_item

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "Facts",
    "ItemChangedMeanwhile",
    "ItemFacts",
    "add_item",
    "add_meeting",
    "attach_document",
    "cancel_item",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "copy_agenda",
    "detach_document",
    "move",
    "place_item",
    "publish_agenda",
    "remove_item",
    "restore_item",
    "restore_meeting",
]
