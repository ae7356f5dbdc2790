"""What happened, who did it, when: chains that only grow. Runs of the methods."""
