"""How the weeks go: figures, what may be called a change, a summary in words, a calendar. Pure."""
