"""Proposals, questions, preferences and the Chair's conclusion."""
