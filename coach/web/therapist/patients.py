"""The therapist's patients."""

from coach.web.therapist import patients_page

patients_page.show()
