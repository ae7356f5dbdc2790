"""What the pages do, for other programs: the same actions, the same permissions."""
