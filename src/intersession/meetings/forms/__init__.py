"""Forms of meetings, one module per noun."""

from intersession.meetings.forms.agenda import Item
from intersession.meetings.forms.documents import Paper
from intersession.meetings.forms.meetings import Add, Cancel, Change, State, kept, start
from intersession.meetings.forms.speaker_page import (
    About,
    Decline,
    Words,
    kept_about,
    kept_words,
)
from intersession.meetings.forms.speakers import (
    Answer,
    Chosen,
    Link,
    OfPart,
    OfSpeaker,
    PartInItem,
    Replace,
    kept_part,
    kept_speaker,
)

__all__ = [
    "About",
    "Add",
    "Answer",
    "Cancel",
    "Change",
    "Chosen",
    "Decline",
    "Item",
    "Link",
    "OfPart",
    "OfSpeaker",
    "Paper",
    "PartInItem",
    "Replace",
    "State",
    "Words",
    "kept",
    "kept_about",
    "kept_part",
    "kept_speaker",
    "kept_words",
    "start",
]
