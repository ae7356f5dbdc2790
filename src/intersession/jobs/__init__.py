"""Work that takes longer than a page may: progress, cancel, what came of it."""
