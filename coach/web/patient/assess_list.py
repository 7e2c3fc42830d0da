"""All check-ups as cards: what each tells, what it came to last, and when it is due."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from coach import clock
from coach.assessments.change import in_unit
from coach.assessments.due import due
from coach.assessments.keeping import Course, courses, of_tests
from coach.assessments.protocol import Protocol
from coach.assessments.shelf import protocols
from coach.records import Assessment
from coach.web.frame import LIVE
from coach.web.howto import still_html
from coach.web.problems import plain
from coach.web.store import my_log

TEST: Final = "test"
VIEW: Final = "view"
RESULT: Final = "result"
_COLUMNS: Final = 3


def show_list() -> None:
    """Every test as a card.

    Raises:
        StorageError: the log can't be read.
    """
    st.title("Check-ups")
    st.markdown(
        "Short tests that show where you stand today. Do the ones that your therapist chose, or "
        "those that you are curious about, and repeat them after three and six weeks."
    )
    if my_log().unfinished():
        st.info("You were in the middle of a set. Please finish it first.")
        st.page_link(LIVE, label="Go to it", icon=":material/arrow_forward:")
    tests = list(protocols().values())
    kept = of_tests(my_log(), tests)
    now = clock.now()
    for start in range(0, len(tests), _COLUMNS):
        row = tests[start : start + _COLUMNS]
        for column, protocol in zip(st.columns(_COLUMNS), row, strict=False):
            with column, st.container(border=True, key=f"card-{protocol.id}"):
                _card(protocol, kept.get(protocol.id, []), now)


def open_test(test: str | None, view: str | None = None) -> None:
    """Show this test next, or the list."""
    for name, value in ((TEST, test), (VIEW, view)):
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def _card(protocol: Protocol, kept: list[Assessment], now: datetime) -> None:
    st.html(still_html(protocol.as_tested))
    st.markdown(f"**{plain(protocol.name)}**  \n:small[{plain(protocol.tells)}]")
    st.markdown("  \n".join([*_last(protocol, kept), _when(protocol, kept, now)]))
    with st.container(horizontal=True):
        st.button(
            "Do it",
            key=f"do-{protocol.id}",
            help=f"Do the check-up {protocol.name}",
            on_click=open_test,
            args=(protocol.id,),
        )
        if kept:
            st.button(
                "Results",
                key=f"results-{protocol.id}",
                help=f"See the results of {protocol.name}",
                on_click=open_test,
                args=(protocol.id, RESULT),
            )


def _last(protocol: Protocol, kept: list[Assessment]) -> list[str]:
    found = courses(protocol, kept)
    first = [course for course in found if course.quantity is found[0].quantity]
    return [f"Last: **{', '.join(map(_short, first))}**"] if first else []


def _short(course: Course) -> str:
    side = f"{course.side.value} " if course.side else ""
    return plain(side + in_unit(course.quantity, course.latest.value))


def _when(protocol: Protocol, kept: list[Assessment], now: datetime) -> str:
    next_time = due(protocol.retest_weeks, (one.performed_at for one in kept))
    if not next_time.done:
        return ":small[Not done yet]"
    if next_time.at is None:
        return ":small[:material/check: Done for this programme]"
    if next_time.now(now):
        return ":small[:material/event: **Time to do it again**]"
    return f":small[:material/event: Again about {_day(next_time.at)}]"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%B}"
