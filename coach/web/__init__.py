"""The pages: what patient and therapist see in the browser."""
