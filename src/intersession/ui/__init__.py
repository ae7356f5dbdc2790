"""The page frame, the words of dates and numbers, charts, the stylesheet."""
