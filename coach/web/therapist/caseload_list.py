"""The list of a therapist's patients: who needs them first, searched, narrowed, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from coach.caseload.reason import Reason
from coach.caseload.row import PAGE, CaseRow, found, page_of, pages
from coach.records import Person, PersonId
from coach.records.auditing import note_listed
from coach.records.care_entries import AlertLevel
from coach.records.care_links import OwnPatient, colleagues
from coach.records.invitations import Invitation, open_invitations
from coach.web.frame import figures
from coach.web.problems import plain
from coach.web.store import PATIENT, my_database
from coach.web.therapist.caseload_more import show_more
from coach.web.therapist.caseload_opening import (
    choose,
    leads_somewhere,
    open_patient,
    open_reason,
)
from coach.web.therapist.caseload_words import LEVELS, STEPS, WANTED, standing
from coach.web.words import count_words, moment_words

_WORDS: Final = "caseload-words"
_WANTED: Final = "caseload-wanted"
_PAGE: Final = "caseload-page"
_FEW: Final = 3
"""So few patients need no search."""

_REASONS: Final = 4
"""Reasons that a line shows; the overview has all of them."""

_PAGES: Final = (
    ("therapist/overview.py", "Overview"),
    ("therapist/editing.py", "Change the plan"),
    ("therapist/deciding.py", "Proposals"),
    ("therapist/noting.py", "Treatments and scores"),
    ("patient/targets.py", "Targets"),
)


def show_list(therapist: Person, rows: Sequence[CaseRow]) -> None:
    """Draw it.

    Raises:
        StorageError: the log can't be read or written.
    """
    _headline(rows)
    shown = _narrowed(rows)
    if not shown:
        st.info(
            "Nobody here is called so, among those that are shown. Clear the search or the choice."
        )
        return
    links = open_invitations(my_database())
    others = colleagues(my_database(), therapist.id)
    page = page_of(shown, st.session_state.get(_PAGE, 1))
    agreed = [row.patient.person.id for row in page if row.patient.agreed]
    note_listed(my_database(), therapist.id, agreed)
    for row in page:
        with st.container(border=True, key=f"patient-{row.patient.person.id}"):
            _one(therapist, row, links, others)
    _pager(len(shown))


def _headline(rows: Sequence[CaseRow]) -> None:
    levels = [row.level for row in rows]
    soon = sum(level in (AlertLevel.NOW, AlertLevel.DAY) for level in levels)
    live = sum(row.live for row in rows)
    told = [
        ("Now or within a day", str(soon), "need you" if soon != 1 else "needs you"),
        ("At the weekly look", str(sum(level is AlertLevel.WEEK for level in levels)), ""),
        ("All", str(len(rows)), "patients" if len(rows) != 1 else "patient"),
    ]
    if live:
        told.append(("Exercising now", str(live), ""))
    figures(told)


def _narrowed(rows: Sequence[CaseRow]) -> Sequence[CaseRow]:
    if len(rows) <= _FEW:
        return rows
    words = st.text_input(
        "Search",
        key=_WORDS,
        placeholder="A name, or a part of one",
        on_change=_first_page,
        width=420,
    )
    counts = {one: len(found(rows, "", one)) for one in WANTED}
    choices = [one for one, count in counts.items() if count]
    if st.session_state.get(_WANTED) not in choices:
        # The last one of this kind was looked after meanwhile.
        st.session_state.pop(_WANTED, None)
    wanted = st.pills(
        "Show only",
        choices,
        format_func=lambda one: f"{WANTED[one]} ({counts[one]})",
        key=_WANTED,
        on_change=_first_page,
    )
    return found(rows, words, wanted)


def _first_page() -> None:
    st.session_state[_PAGE] = 1


def _pager(count: int) -> None:
    last = pages(count)
    if last == 1:
        return
    number = min(max(1, st.session_state.get(_PAGE, 1)), last)
    with st.container(horizontal=True, vertical_alignment="center", key="caseload-pager"):
        st.button(
            "Before",
            icon=":material/chevron_left:",
            key="caseload-before",
            disabled=number == 1,
            on_click=_turn,
            args=(number - 1,),
        )
        first = (number - 1) * PAGE + 1
        st.markdown(
            f"{first} to {min(number * PAGE, count)} of {count}, page {number} of {last}",
            width="content",
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            key="caseload-next",
            disabled=number == last,
            on_click=_turn,
            args=(number + 1,),
        )


def _turn(number: int) -> None:
    st.session_state[_PAGE] = number


def _one(
    therapist: Person,
    row: CaseRow,
    links: Mapping[PersonId, Invitation],
    others: Sequence[Person],
) -> None:
    patient, person = row.patient, row.patient.person
    left, right = st.columns([3, 2], vertical_alignment="center")
    chosen = st.session_state.get(PATIENT) == person.id
    mark = " · :material/check: chosen" if chosen else ""
    told = standing(row)
    left.markdown(
        f"**{plain(person.display_name)}**{mark}  \n"
        + (f"{told}  \n" if told else "")
        + f":small[{_state(therapist, patient, links.get(person.id))}]"
    )
    with right.container(horizontal=True):
        if patient.agreed and st.button(
            "Open", key=f"open-{person.id}", type="primary", icon=":material/folder_open:"
        ):
            if patient.joined:
                open_patient(person.id)
            choose(person.id)
            st.rerun()
        with st.popover("More", key=f"more-{person.id}"):
            show_more(therapist, patient, others)
    with st.container(gap="xsmall"):
        for number, reason in enumerate(row.reasons[:_REASONS]):
            _reason(person.id, number, reason)
    if len(row.reasons) > _REASONS:
        st.caption(f"And {count_words(len(row.reasons) - _REASONS, 'other reason')}.")
    if chosen:
        with st.container(horizontal=True):
            for script, label in _PAGES:
                st.page_link(script, label=label)


def _reason(patient: PersonId, number: int, reason: Reason) -> None:
    words, icon = LEVELS[reason.level]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{icon} **{words}:** {plain(reason.sentence)}", width="stretch")
        if leads_somewhere(reason) and st.button(
            STEPS.get(reason.kind, "Look"), key=f"look-{patient}-{number}"
        ):
            open_reason(patient, reason)


def _state(therapist: Person, patient: OwnPatient, link: Invitation | None) -> str:
    if not patient.joined:
        if link is None:
            return "Invited; the link is too old. Make a new one under “More”."
        until = moment_words(link.expires_at, therapist.zone)
        return f"Invited; has not come yet. The link works until {until}."
    if not patient.agreed:
        return "Has been asked whether you may see the records, and has not answered yet."
    if patient.active_at is None:
        return "Has come; nothing recorded yet."
    return f"Last active {moment_words(patient.active_at, therapist.zone)}"
