"""Page script: analyse a video."""

from coach.web.patient.analysing import show

show()
