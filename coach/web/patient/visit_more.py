"""A clinic's own questionnaire as a step of a visit."""

from __future__ import annotations

import streamlit as st

from coach.instruments import Instrument, Item, find_instrument, score_of
from coach.visit.steps import MORE
from coach.web.patient.visit_scale import one_of, scale_of
from coach.web.patient.visit_sitting import Sitting, ask_for, buttons
from coach.web.problems import plain


def ask_more(sitting: Sitting, step: str) -> None:
    """Ask the questionnaire that this step is named after; too many blanks are asked for.

    Raises:
        UnknownInstrumentError: its file was taken away in the meantime.
    """
    name = step.removeprefix(MORE)
    instrument = find_instrument(name)
    kept = sitting.walk.of(step)
    with st.form(f"visit-{step}", border=False):
        given = {item.id: _ask(instrument, item, kept.get(item.id)) for item in instrument.items}
        sent = buttons(step)
    st.caption(f"{plain(instrument.source)}  \n{plain(instrument.licence)}")
    if not sent:
        return
    result = score_of(instrument, given)
    if result.total is None:
        texts = {item.id: item.text for item in instrument.items}
        ask_for([texts[one] for one in result.missing])
    elif sitting.keep(step, given, {name: given}):
        st.rerun()


def _ask(instrument: Instrument, item: Item, kept: object) -> object:
    key = f"visit-{instrument.id}-{item.id}"
    if instrument.rule == "count":
        return st.checkbox(plain(item.text), value=kept is True, key=key)
    choices = {str(choice.value): choice.text for choice in instrument.choices_of(item)}
    if not choices:
        return scale_of(instrument, item.text, key, kept)
    chosen = one_of(item.text, choices, key, None if kept is None else str(kept))
    return None if chosen is None else int(chosen)
