"""Page script: the way back to everyday life."""

from coach.web.patient.returning_page import show

show()
