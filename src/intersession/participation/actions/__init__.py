"""Verbs of participation, one module per noun."""
