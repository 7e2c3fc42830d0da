"""What a check-up came to: the value with its error, others like this person, and the change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import streamlit as st

from coach.assessments.about import About
from coach.assessments.change import Direction
from coach.assessments.keeping import Course, courses, of_tests
from coach.assessments.norms import comparisons_for, norm_for, telling_for
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol
from coach.records import Assessment, NotFoundError
from coach.web.charts import CONFIG
from coach.web.frame import figures
from coach.web.patient.assess_chart import course_chart
from coach.web.patient.assess_concluding import close, conclude, forget, fresh, outcomes_of
from coach.web.patient.assess_list import TEST, open_test
from coach.web.patient.assess_sources import show_sources
from coach.web.problems import plain
from coach.web.store import my_log
from coach.web.words import date_words

_SIGNS: Final = {
    Direction.SAME: ":material/trending_flat:",
    Direction.BETTER: ":material/trending_up:",
    Direction.WORSE: ":material/trending_down:",
    Direction.DIFFERENT: ":material/swap_vert:",
}


def show(protocol: Protocol) -> None:
    """The newest result, its course over time, and what could not be assessed.

    Raises:
        StorageError: the log can't be read or written.
    """
    if fresh(protocol) and not conclude(protocol):
        return
    mine = outcomes_of(protocol)
    kept = of_tests(my_log(), [protocol]).get(protocol.id, [])
    st.title(protocol.name)
    if not kept or (mine and not any(one.assessed for one in mine)):
        st.subheader("No result this time")
        st.markdown("That happens. What you did is kept in your log; try it again when you like.")
    newest = [one for one in kept if one.performed_at == kept[0].performed_at]
    if newest and (not mine or any(one.assessed for one in mine)):
        _newest(protocol, kept, newest)
    _not_assessed(mine)
    _course(protocol, kept)
    _next(protocol, newest)
    show_sources(protocol)


def _newest(protocol: Protocol, kept: list[Assessment], newest: list[Assessment]) -> None:
    st.caption(date_words(newest[0].performed_at))
    told = About.from_details(newest[0].details, newest[0].performed_at, newest[0].performed_at)
    ids = {one.id for one in newest}
    current = [course for course in courses(protocol, kept) if course.latest.id in ids]
    for _, group in groupby(current, key=lambda course: course.quantity.id):
        with st.container(border=True, key=f"summary-{'-'.join(_keys(same := list(group)))}"):
            _quantity(same, told)
    if protocol.note:
        st.caption(plain(protocol.note))


def _keys(same: list[Course]) -> list[str]:
    return [f"{course.quantity.id}{course.side or ''}" for course in same]


def _quantity(same: list[Course], about: About) -> None:
    """One quantity, both sides together."""
    quantity = same[0].quantity
    figures([_figure(course) for course in same])
    lines = [line for course in same for line in _lines(course, about)]
    values = [course.latest.value for course in same]
    told = [remark for value in values for remark in telling_for(quantity, value, about)]
    lines += dict.fromkeys(plain(remark.words) for remark in told)
    st.markdown("  \n".join(lines))
    for remark in comparisons_for(quantity, about):
        st.caption(plain(remark.words))


def _figure(course: Course) -> tuple[str, str, str]:
    label = course.quantity.title
    if course.side is not None:
        label = f"{label}, {course.side.value}"
    value = f"{course.latest.value:.{course.quantity.decimals}f}"
    if course.latest.error is None:
        return label, value, course.quantity.unit
    error = f"{course.latest.error:g}"
    return label, value, f"{course.quantity.unit} ± {error}"


def _lines(course: Course, about: About) -> Iterator[str]:
    """Others like this person, the change, and what else there is to say; as Markdown."""
    where = f"{course.side.value.capitalize()}: " if course.side else ""
    norm = norm_for(course.quantity, course.latest.value, about)
    if norm is not None:
        yield plain(where + norm.words)
    changes = (
        ("Since the first time", course.since_first),
        ("Since the last time", course.since_last),
    )
    for since, change in changes:
        if change is not None:
            yield f"{_SIGNS[change.direction]} {plain(f'{where}{since}: {change.words}')}"
    notes = course.latest.details.get("notes")
    if isinstance(notes, list):
        yield from (plain(str(note)) for note in notes)


def _not_assessed(outcomes: list[Outcome]) -> None:
    missing = [outcome for outcome in outcomes if not outcome.assessed]
    if not missing:
        return
    st.subheader("Not assessed")
    for outcome in missing:
        where = f", {outcome.side.value}" if outcome.side else ""
        st.markdown(f"**{plain(outcome.quantity.title)}{where}.** {plain(outcome.reason)}")
        for note in outcome.notes:
            st.caption(plain(note))


def _course(protocol: Protocol, kept: list[Assessment]) -> None:
    found = courses(protocol, kept)
    for quantity in protocol.quantities:
        same = [course for course in found if course.quantity is quantity]
        if not any(len(course.results) > 1 for course in same):
            continue
        st.subheader(f"{quantity.title} over time")
        st.plotly_chart(
            course_chart(same),
            theme=None,
            config=CONFIG,
            key=f"chart-{protocol.key(quantity)}",
            alt=f"{quantity.title} over time",
        )


def _next(protocol: Protocol, newest: list[Assessment]) -> None:
    with st.container(horizontal=True, key="actions"):
        st.button(
            "Other check-ups",
            type="primary",
            icon=":material/straighten:",
            key="to-list",
            on_click=close,
        )
        st.button("Do it again", icon=":material/refresh:", key="again", on_click=_again)
        if newest:
            st.button(
                "This result does not count: remove it",
                type="tertiary",
                icon=":material/delete:",
                key="remove-result",
                on_click=_remove,
                args=(newest,),
            )


def _again() -> None:
    test = st.query_params.get(TEST)
    forget()
    open_test(test)


def _remove(newest: list[Assessment]) -> None:
    log = my_log()
    for one in newest:
        try:
            log.delete_assessment(one.id)
        except NotFoundError:
            continue
    forget()
