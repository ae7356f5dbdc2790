"""Delegations, nominations, registrations, the room, support, attendance. Comes with its own issue."""
