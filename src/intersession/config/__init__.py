"""Settings, addresses and the console program: the one place that knows everything."""
