"""Page script: what is for today."""

from coach.web.patient.today_page import show

show()
