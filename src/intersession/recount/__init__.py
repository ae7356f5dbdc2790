"""One file, standard library only, that recounts an exported question."""
