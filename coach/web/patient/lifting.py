"""Page script: lifting."""

from coach.web.patient.lifting_page import show

show()
