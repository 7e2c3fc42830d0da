"""Page script: what the rules propose, and what the therapist should know."""

from coach.web.therapist.deciding_page import show

show()
