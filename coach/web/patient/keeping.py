"""Page script: keeping going after week six."""

from coach.web.patient.keeping_page import show

show()
