"""The script of the page "App and therapist"."""

from coach.web.therapist.agreement_page import show

show()
