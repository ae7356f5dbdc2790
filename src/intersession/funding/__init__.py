"""Contributions, earmarks and budget lines. Comes with its own issue."""
