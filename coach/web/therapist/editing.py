"""A therapist changes a patient's programme."""

from coach.web.therapist.editing_page import show

show()
