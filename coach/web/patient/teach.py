"""Page script: teach an exercise by showing it."""

from coach.web.patient.teaching import show

show()
