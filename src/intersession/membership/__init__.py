"""Entities, dated status, dated groups, and who acts for them."""
