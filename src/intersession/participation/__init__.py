"""Delegations, nominations, registrations, the room, support, attendance."""
