"""What the rules came to, day by day, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NewType
from uuid import UUID, uuid4

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.programme.model import Change
from coach.programme.progression.decision import Decision, ProposalKind, ProposalStatus
from coach.records.assessments import as_text
from coach.records.book import Book
from coach.records.care_models import ProposalRow
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError, StorageError
from coach.records.people import require_person
from coach.records.text import storable
from poses.errors import UserFacingError

ProposalId = NewType("ProposalId", UUID)

_HOLDS: Final = (ProposalStatus.APPLIED, ProposalStatus.ACCEPTED, ProposalStatus.EDITED)
_NO_SUCH_PROPOSAL: Final = "There is no such proposal here: go back to the list and choose one."


class DecidedMeanwhileError(UserFacingError):
    """Somebody else has answered this proposal."""

    def __init__(self) -> None:
        super().__init__("This proposal was answered in the meantime: look at the list once more.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision as it was kept; ``programme`` is the version that it was applied in."""

    id: ProposalId
    decision: Decision
    made_at: datetime
    status: ProposalStatus
    decided_at: datetime | None = None
    decided_by: PersonId | None = None
    decision_note: str = ""
    programme: int | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.status is ProposalStatus.WAITING

    @property
    def unapplied(self) -> bool:
        """Whether it holds and changes something that no version of the programme has yet."""
        holds = self.status in _HOLDS and self.decision.change is not None
        return holds and self.programme is None


class Proposals(Book):
    """The decisions about one patient; each is kept once, however often it is come to."""

    def record(self, decision: Decision, *, programme: int | None = None) -> Proposal:
        """Keep a decision: one that raises the load waits, any other holds at once.

        The same ``mark`` again gives what is kept already. ``programme`` is the version that the
        decision was applied in.

        Raises:
            NotFoundError: the patient is not known.
            TypeError: the evidence holds something that is not plain data.
        """
        text = as_text(decision.evidence)
        change = decision.change
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            known = session.scalar(
                select(ProposalRow).where(
                    ProposalRow.patient_id == self._patient, ProposalRow.mark == decision.mark
                )
            )
            if known is not None:
                return _proposal(known)
            row = ProposalRow(
                id=uuid4(),
                patient_id=self._patient,
                mark=storable(decision.mark),
                day=decision.day,
                made_at=clock.now(),
                rule=decision.rule,
                kind=decision.kind,
                exercise=None if decision.exercise is None else storable(decision.exercise),
                raises_load=decision.raises_load,
                sentence=storable(decision.sentence),
                change_json="" if change is None else storable(change.model_dump_json()),
                evidence_json=text,
                status=ProposalStatus.WAITING if decision.raises_load else ProposalStatus.APPLIED,
                decided_at=None,
                decided_by=None,
                decision_note="",
                programme=programme,
            )
            session.add(row)
            session.flush()
            return _proposal(row)

    def waiting(self) -> list[Proposal]:
        """Those that nobody has answered, the oldest first."""
        query = select(ProposalRow).where(
            ProposalRow.patient_id == self._patient, ProposalRow.status == ProposalStatus.WAITING
        )
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(ProposalRow.made_at, ProposalRow.id))
            return [_proposal(row) for row in rows]

    def recent(self, limit: int = 50, *, since: date | None = None) -> list[Proposal]:
        """The latest first, whatever became of them; only those of ``since`` and later days.

        Raises:
            ValueError: ``limit`` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be 1 or more, got {limit}")
        query = select(ProposalRow).where(ProposalRow.patient_id == self._patient)
        if since is not None:
            query = query.where(ProposalRow.day >= since)
        latest = (ProposalRow.day.desc(), ProposalRow.made_at.desc(), ProposalRow.id)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(*latest).limit(limit))
            return [_proposal(row) for row in rows]

    def unapplied(self) -> list[Proposal]:
        """Those that hold and change something, which no version of the programme has yet."""
        query = select(ProposalRow).where(
            ProposalRow.patient_id == self._patient,
            ProposalRow.status.in_(_HOLDS),
            ProposalRow.programme.is_(None),
            ProposalRow.change_json != "",
        )
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(ProposalRow.made_at, ProposalRow.id))
            return [_proposal(row) for row in rows]

    def find(self, proposal_id: ProposalId) -> Proposal:
        """One of them.

        Raises:
            NotFoundError: this patient has no such proposal.
        """
        with self._database.reading() as session:
            return _proposal(self._own(session, proposal_id, lock=False))

    def decide(
        self,
        proposal_id: ProposalId,
        status: ProposalStatus,
        note: str = "",
        *,
        change: Change | None = None,
        programme: int | None = None,
    ) -> Proposal:
        """Answer one that waits; ``change`` is what an edited one became.

        Raises:
            NotFoundError: this patient has no such proposal.
            DecidedMeanwhileError: it was answered already.
        """
        with self._database.writing() as session:
            row = self._own(session, proposal_id)
            if row.status is not ProposalStatus.WAITING:
                raise DecidedMeanwhileError
            row.status = status
            row.decided_at = clock.now()
            row.decided_by = self._author
            row.decision_note = storable(note)
            row.programme = programme
            if change is not None:
                row.change_json = storable(change.model_dump_json())
            return _proposal(row)

    def applied(self, proposal_id: ProposalId, programme: int) -> None:
        """Note in which version of the programme a decision was applied.

        Raises:
            NotFoundError: this patient has no such proposal.
        """
        with self._database.writing() as session:
            self._own(session, proposal_id).programme = programme

    def _own(self, session: Session, proposal_id: ProposalId, *, lock: bool = True) -> ProposalRow:
        query = select(ProposalRow).where(
            ProposalRow.id == proposal_id, ProposalRow.patient_id == self._patient
        )
        row = session.scalar(query.with_for_update() if lock else query)
        if row is None:
            raise NotFoundError(_NO_SUCH_PROPOSAL)
        return row


def _proposal(row: ProposalRow) -> Proposal:
    try:
        change = Change.model_validate_json(row.change_json) if row.change_json else None
        evidence: Mapping[str, object] = json.loads(row.evidence_json)
    except (ValidationError, ValueError) as error:
        raise StorageError(
            f"A proposal of {row.day.isoformat()} in this log is damaged: put a backup in its "
            "place, or report it."
        ) from error
    decision = Decision(
        rule=row.rule,
        kind=ProposalKind(row.kind),
        day=row.day,
        exercise=row.exercise,
        sentence=row.sentence,
        mark=row.mark,
        change=change,
        raises_load=row.raises_load,
        evidence=evidence,
    )
    return Proposal(
        id=ProposalId(row.id),
        decision=decision,
        made_at=row.made_at,
        status=row.status,
        decided_at=row.decided_at,
        decided_by=None if row.decided_by is None else PersonId(row.decided_by),
        decision_note=row.decision_note,
        programme=row.programme,
    )
