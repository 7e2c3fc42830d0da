"""Today before there is a plan: the first visit, or an exercise at once."""

from __future__ import annotations

import streamlit as st

from coach.records.care import Care
from coach.visit import visit_of
from coach.web.frame import LIVE


def show(care: Care) -> None:
    """One button to begin with.

    Raises:
        StorageError: the records can't be read.
    """
    with st.container(border=True, key="card-begin"):
        if visit_of(care.journal) is not None:
            st.markdown(
                "Your first visit is done. The next step is your plan: six weeks, made from what "
                "you told."
            )
            if _big("Make my plan", ":material/calendar_month:", "today-plan"):
                st.switch_page("patient/plan.py")
        else:
            st.markdown(
                "Welcome. Tell your coach about your back and what you would like to do again. "
                "From that it makes six weeks of exercise for you, in small steps. "
                "It takes about a quarter of an hour, and you can stop and go on at any time."
            )
            if _big("Begin with your first visit", ":material/assignment:", "today-visit"):
                st.switch_page("patient/visit.py")
    st.markdown("You would like to move first? Any exercise is open to you.")
    st.page_link(LIVE, label="Do an exercise now", icon=":material/fitness_center:")


def _big(label: str, icon: str, key: str) -> bool:
    with st.container(key=f"big-{key}"):
        return st.button(label, type="primary", icon=icon, key=key)
