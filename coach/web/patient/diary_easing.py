"""What a person can do themselves when it hurts."""

from __future__ import annotations

import streamlit as st

from coach.diary.relief import Advice, advices
from coach.records.care import Care
from coach.web.patient.screening import show_stop_rules
from coach.web.problems import plain


def show_easing(_care: Care) -> None:
    """Each way with what to look at first, the steps, and when to leave it."""
    st.markdown("Different things help different people. Try one at a time, and note how it was.")
    for advice in advices():
        with st.expander(plain(advice.title), icon=f":material/{advice.icon}:"):
            _tell(advice)
    st.page_link("patient/learn.py", label="Read more under Learn", icon=":material/school:")
    with st.expander("When to get help", icon=":material/call:"):
        show_stop_rules()


def _tell(advice: Advice) -> None:
    st.markdown(plain(advice.text))
    st.markdown(f":material/visibility: **{plain(advice.first)}**")
    st.markdown("\n".join(f"{place}. {plain(step)}" for place, step in enumerate(advice.steps, 1)))
    st.markdown(f":material/info: **Good to know:** {plain(advice.stop)}")
    if advice.relief == "relaxation":
        st.page_link("patient/mind.py", label="Calm and mind", icon=":material/spa:")
    st.caption(f"Where this comes from: {plain(advice.basis)}")
