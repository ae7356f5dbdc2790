"""Who may do what: accounts, persons, one table of permissions, one guard."""
