"""Who may come in: passwords, secrets, waiting times; nothing here knows a database or a page."""
