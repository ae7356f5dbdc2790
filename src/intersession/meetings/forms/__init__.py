"""Forms of meetings, one module per noun."""

from intersession.meetings.forms.agenda import Item
from intersession.meetings.forms.documents import Paper
from intersession.meetings.forms.meetings import Add, Cancel, Change, State, kept, start
from intersession.meetings.forms.schedules import Schedule, Take

__all__ = ["Add", "Cancel", "Change", "Item", "Paper", "Schedule", "State", "Take", "kept", "start"]
