"""Page script: all exercises."""

from coach.web.patient.browsing import show

show()
