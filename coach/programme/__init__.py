"""The six weeks: what is to be done on which day, why, and when it changes. Pure; no pages."""
