"""Numbered documents with their language versions, and stored files."""
