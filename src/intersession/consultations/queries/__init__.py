"""Reads of consultations, shaped for pages; the only place where rows become ballots."""
