"""Intersession: a member-led policy dialogue whose every step can be checked."""
