"""Forms of meetings, one module per noun."""

from intersession.meetings.forms.agenda import Item
from intersession.meetings.forms.documents import Paper
from intersession.meetings.forms.meetings import Add, Cancel, Change, State, kept, start

__all__ = ["Add", "Cancel", "Change", "Item", "Paper", "State", "kept", "start"]
