"""The people who work here, for the administrator."""

from coach.web.account import people_page

people_page.show()
