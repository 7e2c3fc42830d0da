"""Page script: Check-ups."""

from coach.web.patient.assessing import show

show()
