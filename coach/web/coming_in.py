"""May whoever asks with this cookie come in at all?"""

from __future__ import annotations

from coach.records.sign_ins import visitor_of
from coach.web.store import my_database, single_user
from poses.errors import UserFacingError


def may_come_in(cookie: str | None) -> bool:
    """Whether it is of somebody who is signed in; without accounts, anybody may."""
    try:
        return single_user() or visitor_of(my_database(), cookie) is not None
    except UserFacingError:
        return False
