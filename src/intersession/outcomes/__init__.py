"""Chair's summary, capacity needs, follow-up. Comes with its own issue."""
