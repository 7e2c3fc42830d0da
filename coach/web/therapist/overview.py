"""The script of the page "Overview"."""

from coach.web.therapist.overview_page import show

show()
