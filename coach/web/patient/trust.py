"""The script of the page "Who sees what"."""

from coach.web.patient.trust_page import show

show()
