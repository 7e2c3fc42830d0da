"""Page script: the first visit, and the visits that look back."""

from coach.web.patient.visit_page import show

show()
