"""Page script: lessons, the action plan and the workstation."""

from coach.web.patient.learning import show

show()
