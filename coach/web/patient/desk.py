"""Page script: posture at the desk."""

from coach.web.patient.deskwork import show

show()
