"""The review player on a page."""
