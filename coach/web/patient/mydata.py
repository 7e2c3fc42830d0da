"""Page script: what is kept, to take along or to delete."""

from coach.web.patient.mydata_page import show

show()
