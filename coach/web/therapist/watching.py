"""The script of the page "Live"."""

from coach.web.therapist.watching_page import show

show()
