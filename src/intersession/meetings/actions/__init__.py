"""Verbs of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.actions._items import (
    ItemChangedMeanwhile,
    ItemFacts,
)
from intersession.meetings.actions._speakers import (
    PartFacts,
    SpeakerFacts,
)
from intersession.meetings.actions._taking import (
    Choices,
)
from intersession.meetings.actions.agenda import (
    add_item,
    change_item,
    remove_item,
)
from intersession.meetings.actions.copying import (
    copy_agenda,
)
from intersession.meetings.actions.documents import (
    attach_document,
    detach_document,
)
from intersession.meetings.actions.following import (
    NobodyFollows,
    follow_meeting,
    unfollow_meeting,
)
from intersession.meetings.actions.history import (
    load_history,
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
from intersession.meetings.actions.parts import (
    add_part,
    answer_part,
    change_part,
    remove_part,
    replace_speaker,
)
from intersession.meetings.actions.places import (
    cancel_item,
    place_item,
    restore_item,
)
from intersession.meetings.actions.publishing import (
    AgendaUnchanged,
    DraftChangedMeanwhile,
    publish_agenda,
)
from intersession.meetings.actions.rooms import (
    RoomFacts,
    add_room,
    change_room,
    end_room,
    offer_room,
    remove_room,
)
from intersession.meetings.actions.schedules import (
    forget_schedules,
    receive_schedule,
    take_schedule,
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
from intersession.meetings.actions.teams import (
    Limits,
    TeamFacts,
    add_team,
    assign_team,
    change_team,
    remove_team,
    set_interpretation,
)

__all__ = [
    "AgendaUnchanged",
    "ChangedMeanwhile",
    "Choices",
    "DraftChangedMeanwhile",
    "Facts",
    "ItemChangedMeanwhile",
    "ItemFacts",
    "Limits",
    "NobodyFollows",
    "PartFacts",
    "RoomFacts",
    "SpeakerFacts",
    "TeamFacts",
    "add_file",
    "add_item",
    "add_meeting",
    "add_part",
    "add_room",
    "add_speaker",
    "add_team",
    "agree_to_file",
    "answer_part",
    "assign_team",
    "attach_document",
    "cancel_item",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_part",
    "change_room",
    "change_speaker",
    "change_team",
    "copy_agenda",
    "detach_document",
    "end_room",
    "follow_meeting",
    "forget_schedules",
    "hold_file",
    "invite_speakers",
    "load_history",
    "move",
    "offer_room",
    "place_item",
    "publish_agenda",
    "receive_schedule",
    "release_file",
    "remind_speakers",
    "remove_item",
    "remove_part",
    "remove_room",
    "remove_team",
    "replace_speaker",
    "restore_item",
    "restore_meeting",
    "send_link",
    "set_interpretation",
    "take_schedule",
    "unfollow_meeting",
    "withdraw_file",
    "write_about",
    "write_part",
]
