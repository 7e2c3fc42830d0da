"""Page script: my log."""

from coach.web.patient.logbook import show

show()
