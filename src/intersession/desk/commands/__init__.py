"""What the console program `intersession` does, one module a word."""
