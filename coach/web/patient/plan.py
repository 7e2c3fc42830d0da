"""The person's own programme."""

from coach.web.patient.plan_page import show

show()
