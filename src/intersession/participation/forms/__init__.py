"""Plain forms, one module per noun."""
