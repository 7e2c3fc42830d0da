"""The script of the page "Diary"."""

from coach.web.patient.diary_page import show

show()
