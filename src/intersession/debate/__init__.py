"""The floor: speakers' list, interventions, statements. Comes with its own issue."""
