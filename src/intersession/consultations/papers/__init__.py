"""What is printed of consultations: the brief, the outcome, the discussion note, notes verbales."""
