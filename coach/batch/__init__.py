"""Judging what is stored once more with today's engine, and telling what would be different."""
