"""What to say about the movement: counting, form, score, programme and log."""
