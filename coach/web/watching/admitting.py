"""Whether somebody may ask to watch, and whether they still may: asked again while they do."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coach.live.sharing import Why
from coach.records import NotFoundError, Person
from coach.records.access import open_care
from coach.records.sign_ins import SignInId, holds, visitor_of
from coach.records.sittings import LiveSitting, find_sitting
from coach.web.live.tokens import secret_key
from coach.web.visitors import my_database, single_user
from coach.web.watching.tokens import read
from poses.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Guest:
    """A therapist at the other end of a line, and the sitting that they ask for."""

    therapist: Person
    sign_in: UUID
    cookie: str
    sitting: LiveSitting


def admit(token: str, cookie: str | None) -> Guest | None:
    """Who asks, by token and cookie together; None if either is not good, or not theirs.

    Without accounts nobody may.

    Raises:
        NotFoundError: the sitting is over, or no patient's of theirs.
        StorageError: the key or the database can't be read.
    """
    claim = read(token, secret_key())
    if claim is None or cookie is None or single_user():
        return None
    visitor = visitor_of(my_database(), cookie)
    if visitor is None or (visitor.person.id, visitor.sign_in) != (claim.therapist, claim.sign_in):
        return None
    sitting = find_sitting(my_database(), visitor.person, claim.sitting)
    return Guest(visitor.person, visitor.sign_in, cookie, sitting)


def why_no_more(guest: Guest, allowed_by: UUID | None) -> Why | None:
    """Why a guest may not stay, or None; ``allowed_by`` is the patient's sign-in that let them.

    What can't be looked up is a reason as well.
    """
    try:
        database = my_database()
        visitor = visitor_of(database, guest.cookie)
        if visitor is None or visitor.sign_in != guest.sign_in:
            return "signed_out"
        patient = guest.sitting.patient.id
        open_care(database, visitor.person, patient)
        if allowed_by is not None and not holds(database, patient, SignInId(allowed_by)):
            return "left"
    except NotFoundError:
        return "gone"
    except UserFacingError:
        return "closed"
    return None
