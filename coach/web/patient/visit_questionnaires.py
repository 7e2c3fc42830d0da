"""The questionnaires of a visit: pain, activities, everyday life, confidence, all in all."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.instruments import find_instrument, score
from coach.web.patient.visit_scale import scale_of
from coach.web.patient.visit_sitting import Sitting, ask_for, buttons
from coach.web.problems import plain

_NAME: Final = 80
_EXAMPLES: Final = ("Putting on socks", "An hour in the garden", "Lifting my grandchild")


def ask_pain(sitting: Sitting) -> None:
    """How strong the pain is."""
    _ask_instrument(sitting, "pain", "pain_nrs")


def ask_confidence(sitting: Sitting) -> None:
    """How sure somebody is of moving well."""
    _ask_instrument(sitting, "confidence", "confidence")


def ask_change(sitting: Sitting) -> None:
    """How it is all in all."""
    _ask_instrument(sitting, "change", "global_change")


def ask_function(sitting: Sitting) -> None:
    """What the back makes harder: sentences to tick, none of them needed."""
    instrument = find_instrument("rmdq")
    kept = sitting.walk.of("function")
    with st.form("visit-function", border=False):
        with st.container(key="tick-rmdq", gap=None):
            given = {
                item.id: st.checkbox(
                    plain(item.text), value=kept.get(item.id) is True, key=f"visit-rmdq-{item.id}"
                )
                for item in instrument.items
            }
        sent = buttons("function")
    st.caption(f"{plain(instrument.source)}  \n{plain(instrument.licence)}")
    if sent and sitting.keep("function", given, {"rmdq": given}):
        st.rerun()


def ask_activities(sitting: Sitting) -> None:
    """Activities of one's own choice, and how well each goes; a look back asks the same again."""
    instrument = find_instrument("psfs")
    kept = list(sitting.walk.of("activities").items())
    own = instrument.own
    assert own is not None
    rows = len(sitting.activities) or own.at_most
    given: dict[str, int | None] = {}
    open_rows: list[str] = []
    with st.form("visit-activities", border=False, enter_to_submit=False):
        for row in range(rows):
            before = kept[row] if row < len(kept) else ("", None)
            with st.container(border=True, key=f"card-activity-{row}"):
                if sitting.activities:
                    name = sitting.activities[row]
                    st.markdown(f"**{plain(name)}**")
                    value = dict(kept).get(name)
                else:
                    needed = "" if row < own.at_least else " (if you like)"
                    name = st.text_input(
                        f"Activity {row + 1}{needed}",
                        before[0],
                        max_chars=_NAME,
                        placeholder=_EXAMPLES[row] if row < len(_EXAMPLES) else None,
                        key=f"visit-activity-{row}",
                    ).strip()
                    value = before[1]
                rated = scale_of(instrument, "How well does it go today?", f"psfs-{row}", value)
            if name:
                given[name] = rated
            if (name or row < own.at_least) and (rated is None or not name):
                open_rows.append(f"activity {row + 1}")
        sent = buttons("activities")
    st.caption(plain(instrument.licence))
    if not sent:
        return
    if open_rows:
        ask_for(open_rows)
    elif len(given) < min(rows, own.at_least):
        ask_for(["three different activities"])
    elif sitting.keep("activities", given, {"psfs": given}):
        st.rerun()


def _ask_instrument(sitting: Sitting, step: str, name: str) -> None:
    instrument = find_instrument(name)
    kept = sitting.walk.of(step)
    with st.form(f"visit-{step}", border=False):
        st.markdown(f"**{plain(instrument.ask)}**")
        given = {
            item.id: scale_of(
                instrument,
                item.text,
                f"visit-{name}-{item.id}",
                kept.get(item.id),
                ends=item == instrument.items[-1],
            )
            for item in instrument.items
        }
        sent = buttons(step)
    if not sent:
        return
    if open_items := score(name, given).missing:
        texts = {item.id: item.text for item in instrument.items}
        ask_for([texts[one] for one in open_items])
    elif sitting.keep(step, given, {name: given}):
        st.rerun()
