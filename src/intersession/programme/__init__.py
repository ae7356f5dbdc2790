"""The dialogue of one year: its theme, its slots, its year line."""
