"""How often the therapist agrees with the app: the product measures itself in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.library import exercises
from coach.records.judged import Judged, judged_for
from coach.records.judgements import Judgements
from coach.review.agreement import agreement_rules
from coach.review.agreement_table import Row, as_csv, rows
from coach.web.problems import say_problem
from coach.web.store import my_care, my_database, single_user, viewer
from coach.web.therapist.agreement_export import show_export
from coach.web.therapist.agreement_shown import show_rows
from coach.web.words import count_words
from poses.errors import UserFacingError

_ABOUT: Final = """\
**Exact agreement** is the share of your judgements in which app and therapist say the same.
**Kappa** (Cohen) takes away what chance alone would give: 1 is perfect, 0 is no better than chance.
For counts and scores a small difference weighs less than a large one (weighted by its square);
scores agree when they are told in the same words. The ranges are 95 % intervals. Judgements on the
same patient resemble each other, so in truth they are a little wider.

The figures are as good as the judgements: judge whole sets, and sets chosen without looking at what
the app found. Whoever judges only what looks odd will see less agreement than there is.
"""


def show() -> None:
    """The figures of all patients of the therapist at the screen, and their export."""
    st.title("App and therapist")
    try:
        _page(_judged(), exercises(my_database()))
    except UserFacingError as error:
        say_problem(str(error))


def _judged() -> list[Judged]:
    if single_user():
        care = my_care()
        return [Judged(care.patient.id, one) for one in care.book(Judgements).all()]
    return judged_for(my_database(), viewer())


def _page(judged: Sequence[Judged], known: Mapping[str, Exercise]) -> None:
    if not judged:
        st.markdown(
            "Nothing has been judged yet. Open a set under Review and say below the player whether "
            "the app is right: this page then shows how often you agree."
        )
        st.page_link("therapist/review.py", label="To the reviews", icon=":material/arrow_forward:")
        return
    patients = len({one.patient for one in judged})
    sets = len({one.judgement.set_id for one in judged})
    st.markdown(
        f"{count_words(len(judged), 'judgement')} on {count_words(sets, 'set')} of "
        f"{count_words(patients, 'patient')}. Figures are told from {agreement_rules().least} "
        "judgements of a kind on."
    )
    found = rows(one.judgement for one in judged)
    chosen = _chosen(found, known)
    show_rows([row for row in found if chosen is None or row.exercise == chosen], known)
    with st.expander("What these figures mean"):
        st.markdown(_ABOUT)
    with st.container(horizontal=True, key="actions"):
        st.download_button(
            "Download these figures (CSV)",
            data=as_csv(found),
            file_name="agreement.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="agreement-figures",
        )
    show_export(judged)


def _chosen(found: Sequence[Row], known: Mapping[str, Exercise]) -> str | None:
    names = {row.exercise: row.exercise for row in found if row.exercise}
    names |= {name: known[name].name for name in names if name in known}
    if len(names) < 2:
        return None
    return st.selectbox(
        "Show",
        [None, *sorted(names, key=names.__getitem__)],
        format_func=lambda name: "All exercises" if name is None else names[name],
        key="agreement-exercise",
    )
