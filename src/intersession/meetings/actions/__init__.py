"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import ItemFacts
from intersession.meetings.actions._speakers import PartFacts, SpeakerFacts
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
from intersession.meetings.actions.parts import (
    add_part,
    answer_part,
    change_part,
    remove_part,
    replace_speaker,
)
from intersession.meetings.actions.speaker_files import (
    add_file,
    agree_to_file,
    hold_file,
    release_file,
    withdraw_file,
    write_part,
)
from intersession.meetings.actions.speakers import (
    add_speaker,
    change_speaker,
    invite_speakers,
    remind_speakers,
    send_link,
    write_about,
)

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "Facts",
    "ItemFacts",
    "PartFacts",
    "SpeakerFacts",
    "add_file",
    "add_item",
    "add_meeting",
    "add_part",
    "add_speaker",
    "agree_to_file",
    "answer_part",
    "attach_document",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_part",
    "change_speaker",
    "detach_document",
    "hold_file",
    "invite_speakers",
    "move",
    "publish_agenda",
    "release_file",
    "remind_speakers",
    "remove_item",
    "remove_part",
    "replace_speaker",
    "restore_meeting",
    "send_link",
    "withdraw_file",
    "write_about",
    "write_part",
]
