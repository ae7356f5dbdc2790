"""Pages of participation, one module per noun."""
