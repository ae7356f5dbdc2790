"""Informal consultations, workshops and Council sessions: dates, place, agenda, documents."""
