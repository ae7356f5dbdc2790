"""Pages of consultations, one module per noun."""
