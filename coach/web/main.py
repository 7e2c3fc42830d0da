"""The script that Streamlit runs for every visitor: see ``coach.web.frame``."""

from coach.web.frame import run_pages

run_pages()
