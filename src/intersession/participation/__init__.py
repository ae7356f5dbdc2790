"""Delegations, nominations, registrations, the room, support. Comes with its own issue."""
