"""Page script: how the weeks go."""

from coach.web.patient.progress_page import show

show()
