"""A patient's decisions: gathered from the books, come to by the rules, kept and applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from coach import clock
from coach.engine.exercise import Exercise
from coach.programme.changing import apply_change
from coach.programme.model import Change
from coach.programme.progression import (
    Decision,
    History,
    PastDecision,
    ProposalStatus,
    decide,
    notices,
    rungs,
)
from coach.programme.progression.answering import STALE, obstacle, outdated, withdrawn
from coach.programme.progression.flare import KIND as FLARE
from coach.programme.progression.flare import FlareTold
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.care_entries import AlertLevel
from coach.records.diary import Diary
from coach.records.programmes import ChangedMeanwhileError, Programmes
from coach.records.proposals import DecidedMeanwhileError, Proposal, ProposalId, Proposals
from coach.records.sessions import Sessions
from poses.errors import UserFacingError

LOOK_BACK: Final = timedelta(days=120)
"""What the rules look at: the last changes of every exercise lie well within it."""

_MOST_DECISIONS: Final = 2000
_TRIES: Final = 3


class NotNowError(UserFacingError):
    """A step can't be accepted today; the text says why."""


def history_of(care: Care, exercises: Mapping[str, Exercise]) -> History | None:
    """Everything that the rules look back on; None without a programme.

    Raises:
        StorageError: it can't be read.
    """
    saved = care.book(Programmes).current()
    if saved is None:
        return None
    today = care.today()
    since, until = today - LOOK_BACK, today + timedelta(days=1)
    diary = care.book(Diary)
    pains: dict[date, int] = {}
    for line in diary.lines(since=since, until=until):
        if line.pain is not None:
            pains[line.day] = max(line.pain, pains.get(line.day, 0))
    flares = care.journal.entries(FLARE, FlareTold, since=since)
    return History(
        programme=saved.programme,
        sessions=tuple(care.book(Sessions).between(since, until)),
        mornings=diary.morning_pain(since, until),
        pains=pains,
        flares=tuple(sorted({entry.day for entry in flares})),
        decisions=tuple(
            _past(care, one) for one in care.book(Proposals).recent(_MOST_DECISIONS, since=since)
        ),
        rungs=rungs(exercises),
    )


def tell_flare(care: Care, note: str = "") -> None:
    """The person says that the back is much worse today; once a day is enough.

    Raises:
        StorageError: it can't be kept.
    """
    today = care.today()
    if not care.journal.entries(FLARE, FlareTold, since=today, until=today):
        care.journal.add(FLARE, FlareTold(note=note))


def settle(care: Care, exercises: Mapping[str, Exercise]) -> tuple[Proposal, ...]:
    """Decide on what is known now; what lowers the load is applied, what raises it waits.

    Calling it again changes nothing until something new is known. The decisions of today come
    back, those that were kept before as well.

    Raises:
        ChangedMeanwhileError: the programme is being changed all the time.
        StorageError: the books can't be read or written.
    """
    for _ in range(_TRIES - 1):
        try:
            return _settle(care, exercises)
        except ChangedMeanwhileError:
            continue  # another device or the therapist was faster: look again
    return _settle(care, exercises)


def accept(
    care: Care,
    exercises: Mapping[str, Exercise],
    proposal_id: ProposalId,
    *,
    note: str = "",
    value: float | None = None,
) -> Proposal:
    """Accept a step that waits, with another ``value`` if one is given, and apply it.

    Raises:
        NotFoundError: this patient has no such proposal.
        NotNowError: today is no day for more, or the plan has changed since.
        DecidedMeanwhileError: it was answered already.
    """
    book = care.book(Proposals)
    proposal = book.find(proposal_id)
    if not proposal.waits:
        raise DecidedMeanwhileError
    history = history_of(care, exercises)
    change = proposal.decision.change
    if history is None or change is None:
        raise NotNowError(STALE)
    reason = obstacle(history, proposal.decision, care.today())
    if reason is not None:
        raise NotNowError(reason)
    edited = value is not None and value != change.new
    if value is not None and edited:
        change = change.model_copy(update={"new": float(value)})
    try:
        apply_change(history.programme, change, care.today(), exercises)
    except ValueError as error:
        raise NotNowError("The plan can't take this value: choose another one.") from error
    status = ProposalStatus.EDITED if edited else ProposalStatus.ACCEPTED
    answered = book.decide(proposal_id, status, note, change=change)
    with suppress(ChangedMeanwhileError):  # then the next look at the day applies it
        answered = _apply(care, exercises, answered)
    return answered


def reject(care: Care, proposal_id: ProposalId, note: str = "") -> Proposal:
    """Leave the dose as it is.

    Raises:
        NotFoundError: this patient has no such proposal.
        DecidedMeanwhileError: it was answered already.
    """
    return care.book(Proposals).decide(proposal_id, ProposalStatus.REJECTED, note)


def _settle(care: Care, exercises: Mapping[str, Exercise]) -> tuple[Proposal, ...]:
    _finish_applying(care, exercises)
    history = history_of(care, exercises)
    if history is None:
        return ()
    today, book = care.today(), care.book(Proposals)
    found = decide(history, today)
    known = {past.decision.mark for past in history.decisions}
    _withdraw(care, history, [one for one in found if one.mark not in known])
    kept = []
    for decision in found:
        proposal = book.record(decision)
        kept.append(_apply(care, exercises, proposal))
    fresh = history_of(care, exercises) or history
    alerts = care.book(Alerts)
    for notice in notices(fresh, today):
        alerts.tell(notice.kind, AlertLevel(notice.level), notice.sentence, notice.mark)
    return tuple(kept)


def _withdraw(care: Care, history: History, decisions: Iterable[Decision]) -> None:
    """Steps that wait and no longer hold are taken back, with the reason."""
    today, book = care.today(), care.book(Proposals)
    taken_back = {past.decision.mark for past in withdrawn(history.decisions, decisions)}
    for proposal in book.waiting():
        stale = outdated(history, proposal.decision, today)
        if stale or proposal.decision.mark in taken_back:
            reason = STALE if stale else "Your back asks for an easier time first."
            try:
                book.decide(proposal.id, ProposalStatus.WITHDRAWN, reason)
            except DecidedMeanwhileError:
                continue


def _finish_applying(care: Care, exercises: Mapping[str, Exercise]) -> None:
    """What was decided just before the program was stopped is applied now."""
    for proposal in care.book(Proposals).unapplied():
        _apply(care, exercises, proposal)


def _apply(care: Care, exercises: Mapping[str, Exercise], proposal: Proposal) -> Proposal:
    change = proposal.decision.change
    book, programmes = care.book(Proposals), care.book(Programmes)
    saved = programmes.current()
    if not proposal.unapplied or change is None or saved is None:
        return proposal
    today = care.today()
    number = saved.number
    if not _over(change, today):
        changed = apply_change(saved.programme, change, today, exercises)
        if changed != saved.programme:
            number = programmes.save(
                changed, reason=proposal.decision.sentence, expected=saved.number
            )
    book.applied(proposal.id, number)
    return book.find(proposal.id)


def _over(change: Change, today: date) -> bool:
    return change.until is not None and change.until < today


def _past(care: Care, proposal: Proposal) -> PastDecision:
    answered = proposal.decided_at
    day = None if answered is None else clock.day_of(answered, care.patient.zone)
    return PastDecision(proposal.decision, proposal.status, day)
