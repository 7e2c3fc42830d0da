"""Page script: exercise in front of the camera."""

from coach.web.patient.exercising import show

show()
