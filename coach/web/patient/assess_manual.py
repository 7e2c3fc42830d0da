"""Values that somebody else measured, written down by hand."""

from __future__ import annotations

import streamlit as st

from coach import clock
from coach.assessments.about import About
from coach.assessments.change import in_unit
from coach.assessments.keeping import By, keep
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol, Quantity
from coach.engine.results import Side
from coach.web.patient.assess_list import RESULT, open_test
from coach.web.problems import plain, say_problem
from coach.web.store import my_log
from poses.errors import UserFacingError


def ask(protocol: Protocol, about: About) -> None:
    """Draw a field for each value; what is filled in is kept."""
    st.markdown("Write down what your therapist measured. Leave empty what was not measured.")
    with st.form(f"manual-{protocol.id}", border=False, enter_to_submit=False):
        fields = [
            (quantity, side)
            for quantity in protocol.quantities
            for side in (Side if quantity.per_side else (None,))
        ]
        values = [_field(protocol, quantity, side) for quantity, side in fields]
        given = st.form_submit_button("Keep it", type="primary", key="manual-keep")
    if not given:
        return
    outcomes = [
        Outcome(protocol.key(quantity), quantity, side, value)
        for (quantity, side), value in zip(fields, values, strict=True)
        if value is not None
    ]
    if not outcomes:
        st.warning("Please fill in one value at least.", icon=":material/edit:")
        return
    try:
        keep(my_log(), outcomes, about=about, by=By.THERAPIST, performed_at=clock.now())
    except UserFacingError as error:
        say_problem(str(error))
        return
    open_test(protocol.id, RESULT)
    st.rerun()


def _field(protocol: Protocol, quantity: Quantity, side: Side | None) -> float | None:
    where = f", {side.value}" if side else ""
    value = st.number_input(
        f"{plain(quantity.title)}{where}, in {plain(quantity.unit)}",
        min_value=None if quantity.better is None else 0.0,
        value=None,
        step=1.0 if quantity.decimals == 0 else 0.1,
        format=f"%.{quantity.decimals}f",
        key=f"manual-{protocol.key(quantity)}-{side or 'both'}",
        help=f"For example {in_unit(quantity, 10)}",
    )
    return None if value is None else float(value)
