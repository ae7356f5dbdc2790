"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import ItemFacts
from intersession.meetings.actions._taking import Choices
from intersession.meetings.actions.agenda import (
    AgendaUnchanged,
    add_item,
    change_item,
    publish_agenda,
    remove_item,
)
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
from intersession.meetings.actions.schedules import (
    forget_schedules,
    receive_schedule,
    take_schedule,
)

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "Choices",
    "Facts",
    "ItemFacts",
    "add_item",
    "add_meeting",
    "attach_document",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "detach_document",
    "forget_schedules",
    "move",
    "publish_agenda",
    "receive_schedule",
    "remove_item",
    "restore_meeting",
    "take_schedule",
]
