"""The verbs of imports: receive a list, say what its columns mean, take it in, undo it."""

from intersession.imports.actions.lists import arrange, forget, receive
from intersession.imports.actions.taking import ChangedSince, take_in, undo

__all__ = ["ChangedSince", "arrange", "forget", "receive", "take_in", "undo"]
