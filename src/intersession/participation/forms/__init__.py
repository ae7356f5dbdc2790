"""Forms of participation, one module per noun."""
