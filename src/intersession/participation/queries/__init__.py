"""Reads of participation, one module per noun."""
