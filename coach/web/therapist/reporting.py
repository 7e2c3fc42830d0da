"""The script of the page "Notes and reports"."""

from coach.web.therapist.reporting_page import show

show()
