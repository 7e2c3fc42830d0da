"""Page script: a person's own values for exercises."""

from coach.web.patient.targets_page import show

show()
