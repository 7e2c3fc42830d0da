"""What becomes of the single exercises of a day."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coach.programme.doing import ItemStatus, SessionId, mean_form, share_done
from coach.programme.model import Prescription
from coach.programme.progression import rules
from coach.records.book import Book
from coach.records.care_models import SessionItemRow, SessionRow, SessionSetRow
from coach.records.entries import NO_SUCH_SET, SetId
from coach.records.errors import NotFoundError
from coach.records.models import SetRow
from coach.records.session_rows import done_sets, kept_prescription
from coach.records.text import storable

_NO_SUCH_SESSION: Final = "There is no such day of exercises here: go back to Today."
_NO_SUCH_ITEM: Final = "There is no such exercise in this day: go back to Today."


class SessionItems(Book):
    """The part of ``Sessions`` that is about one exercise; see there."""

    def attach(self, session_id: SessionId, place: int, set_id: SetId) -> None:
        """A set was done for an exercise of the day; its dose, form and feelings are taken over.

        Attaching once more changes nothing; a set that belonged to another exercise moves.

        Raises:
            NotFoundError: this patient has no such session, exercise of it, or set.
        """
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            query = select(SetRow).where(SetRow.id == set_id, SetRow.patient_id == self._patient)
            done = session.scalar(query)
            if done is None:
                raise NotFoundError(NO_SUCH_SET)
            link = session.get(SessionSetRow, done.id)
            if link is not None and link.item_id == item.id:
                return
            before = None if link is None else session.get(SessionItemRow, link.item_id)
            if link is None:
                session.add(SessionSetRow(set_id=done.id, item_id=item.id))
            else:
                link.item_id = item.id
            session.flush()
            _take_over(session, item)
            if before is not None and not before.told:
                _clear(before)
                _take_over(session, before)

    def refresh(self, session_id: SessionId, place: int) -> None:
        """Look again at the sets of an exercise: one may have been finished or told meanwhile.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
        """
        with self._database.writing() as session:
            _take_over(session, self._item(session, session_id, place))

    def tell(
        self,
        session_id: SessionId,
        place: int,
        done_share: float,
        *,
        pain: int | None = None,
        effort: int | None = None,
    ) -> None:
        """The person says how much of an exercise was done without a camera; 1 is all of it.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
            ValueError: the share is negative, or a figure is outside 0..10.
        """
        if not done_share >= 0:
            raise ValueError(f"the share that was done must not be negative, got {done_share}")
        within_scale("pain", pain)
        within_scale("effort", effort)
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            item.told = True
            item.reason = ""
            _done(item, done_share)
            item.pain = item.pain if pain is None else pain
            item.effort = item.effort if effort is None else effort

    def skip(self, session_id: SessionId, place: int, reason: str) -> None:
        """Leave out an exercise today.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
        """
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            item.status = ItemStatus.SKIPPED
            item.reason = storable(reason)

    def take_up(self, session_id: SessionId, place: int) -> None:
        """Take up again an exercise that was left out.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
        """
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            if item.status is ItemStatus.SKIPPED:
                item.status = ItemStatus.PLANNED
                item.reason = ""
                if item.done_share is not None:
                    _done(item, item.done_share)

    def replace(
        self,
        session_id: SessionId,
        place: int,
        exercise: str,
        prescription: Prescription,
        reason: str,
    ) -> int:
        """Do another exercise instead of the prescribed one, today only; its place.

        One that was begun stays as it was, with how it felt, and the other gets a place of its
        own.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
        """
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            if item.done_share is not None or item.pain is not None:
                last = select(func.max(SessionItemRow.place)).where(
                    SessionItemRow.session_id == item.session_id
                )
                other = SessionItemRow(
                    session_id=item.session_id,
                    place=(session.scalar(last) or 0) + 1,
                    prescribed=item.prescribed,
                    status=ItemStatus.PLANNED,
                )
                session.add(other)
                if item.status is ItemStatus.PLANNED:
                    item.status = ItemStatus.PARTLY
                item = other
            item.exercise = storable(exercise)
            item.prescription_json = kept_prescription(prescription)
            item.reason = storable(reason)
            item.status = ItemStatus.PLANNED
            session.flush()
            return item.place

    def feel(
        self,
        session_id: SessionId,
        place: int,
        *,
        pain: int | None = None,
        effort: int | None = None,
    ) -> None:
        """How an exercise felt, 0..10 each; None leaves what is known.

        Raises:
            NotFoundError: this patient has no such session, or it no such exercise.
            ValueError: a figure is outside 0..10.
        """
        within_scale("pain", pain)
        within_scale("effort", effort)
        with self._database.writing() as session:
            item = self._item(session, session_id, place)
            item.pain = item.pain if pain is None else pain
            item.effort = item.effort if effort is None else effort

    def _own(self, session: Session, session_id: SessionId) -> SessionRow:
        query = select(SessionRow).where(
            SessionRow.id == session_id, SessionRow.patient_id == self._patient
        )
        row = session.scalar(query.with_for_update())
        if row is None:
            raise NotFoundError(_NO_SUCH_SESSION)
        return row

    def _item(self, session: Session, session_id: SessionId, place: int) -> SessionItemRow:
        query = select(SessionItemRow).where(
            SessionItemRow.session_id == self._own(session, session_id).id,
            SessionItemRow.place == place,
        )
        row = session.scalar(query)
        if row is None:
            raise NotFoundError(_NO_SUCH_ITEM)
        return row


def within_scale(name: str, figure: int | None) -> None:
    """Refuse a figure that is not 0..10.

    Raises:
        ValueError: it is outside; None is not.
    """
    if figure is not None and not 0 <= figure <= 10:
        raise ValueError(f"{name} must be 0 to 10, got {figure}")


def _done(item: SessionItemRow, share: float) -> None:
    item.done_share = share
    item.status = ItemStatus.DONE if share >= rules().done_share else ItemStatus.PARTLY


def _clear(item: SessionItemRow) -> None:
    item.status = ItemStatus.PLANNED
    item.done_share = item.form = None


def _take_over(session: Session, item: SessionItemRow) -> None:
    rows, sets = done_sets(session, item.id)
    if not sets:
        return
    prescription = Prescription.model_validate_json(item.prescription_json)
    _done(item, share_done(prescription, sets))
    item.told = False
    item.form = mean_form(sets)
    # The worst of what was said counts; what was said of the exercise itself counts more.
    if item.pain is None:
        item.pain = max((row.pain for row in rows if row.pain is not None), default=None)
    if item.effort is None:
        item.effort = max((row.effort for row in rows if row.effort is not None), default=None)
