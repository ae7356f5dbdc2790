"""Mail is first a row, then leaves."""
