"""Verbs of consultations, one module per noun. Each locks the question first."""
