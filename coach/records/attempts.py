"""Tries to sign in, so that guessing can be slowed down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NewType

from sqlalchemy import ColumnElement, delete, func, select, text
from sqlalchemy.orm import Session

from coach import clock
from coach.accounts.login import same_login
from coach.accounts.waiting import FOR_A_NAME, FOR_AN_ADDRESS, Patience, WaitError
from coach.records.account_models import SignInAttemptRow
from coach.records.database import Database
from coach.records.text import storable

AttemptId = NewType("AttemptId", int)

_KEPT: Final = timedelta(days=1)


def begin_attempt(database: Database, login: str, address: str) -> AttemptId:
    """Ask to make a try, before the password is looked at; it counts as failed until told.

    ``address`` is where it comes from, empty where that is not known. A try that is refused does
    not count, so that waiting always helps.

    Raises:
        WaitError: too many have failed for this name or from this address.
        StorageError: the log can't be written.
    """
    name, place = storable(same_login(login)), storable(address)
    now = clock.now()
    with database.writing() as session:
        _one_at_a_time(session)
        session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.at < now - _KEPT))
        of_name = SignInAttemptRow.login == name
        last_right = session.scalar(
            select(func.max(SignInAttemptRow.id)).where(of_name, SignInAttemptRow.succeeded)
        )
        waits = [_until(session, FOR_A_NAME, of_name, now, last_right or 0)]
        if place:
            of_place = SignInAttemptRow.address == place
            waits.append(_until(session, FOR_AN_ADDRESS, of_place, now, 0))
        until = max((moment for moment in waits if moment is not None), default=None)
        if until is not None and until > now:
            raise WaitError(until - now)
        row = SignInAttemptRow(login=name, address=place, at=now, succeeded=False)
        session.add(row)
        session.flush()
        return AttemptId(row.id)


def succeed(session: Session, attempt: AttemptId) -> None:
    """Note inside a transaction that this try was right."""
    row = session.get(SignInAttemptRow, attempt)
    if row is not None:
        row.succeeded = True


def _until(
    session: Session,
    patience: Patience,
    whose: ColumnElement[bool],
    now: datetime,
    after: int,
) -> datetime | None:
    query = (
        select(SignInAttemptRow.at)
        .where(
            whose,
            SignInAttemptRow.succeeded.is_(False),
            SignInAttemptRow.at > now - patience.within,
            SignInAttemptRow.id > after,
        )
        .order_by(SignInAttemptRow.at)
    )
    return patience.until(list(session.scalars(query)))


def _one_at_a_time(session: Session) -> None:
    """Many tries in the same moment must see each other; a file has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE sign_in_attempt IN SHARE ROW EXCLUSIVE MODE"))
