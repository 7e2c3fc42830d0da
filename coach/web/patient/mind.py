"""Page script: calm and mind."""

from coach.web.patient.mind_page import show

show()
