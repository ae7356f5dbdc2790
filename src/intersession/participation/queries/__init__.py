"""Reads shaped for a page, one module per noun."""
