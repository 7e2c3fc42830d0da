"""Pages for the therapist."""
