"""Lists that come in from spreadsheets: map, preview, all or nothing, undo."""
