"""One's own account."""

from coach.web.account import account_page

account_page.show()
