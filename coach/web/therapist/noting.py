"""The script of the page "Treatments and scores"."""

from coach.web.therapist.noting_page import show

show()
