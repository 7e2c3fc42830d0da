"""A therapist's caseload: who needs them first and why, and what is new since the last visit."""
