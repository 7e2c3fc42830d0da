"""The script of the page "Review"."""

from coach.web.therapist.review_page import show

show()
