"""Questionnaires and what all participants would have said. Comes with its own issue."""
