"""A set while it is being done: camera check, countdown, counting, pauses, rest. No pages here."""
