"""Before a set: which exercise, how to do it, how much, with which camera."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.live.plan import Plan, first_plan
from coach.programme.model import Prescription
from coach.settings import ALONE, Settings
from coach.web.live import assets
from coach.web.live.component import token_for
from coach.web.live.hub import Room
from coach.web.live.phone import (
    BROWSER_WARNING,
    IPHONE_STAYS_EMPTY,
    certificate_url,
    phone_url,
)
from coach.web.patient.cards import show_cards, show_how
from coach.web.patient.finding import ask, matching
from coach.web.patient.guiding import lead
from coach.web.patient.prescribed import keep, plan_of, prescribed, show_way_back
from coach.web.patient.screening import show_ask_again, show_stop_rules
from coach.web.plan_words import prescribed_words
from coach.web.problems import plain
from coach.web.store import my_exercises
from coach.web.top import show_from_the_top
from poses.errors import UserFacingError

_CHOSEN: Final = "live-exercise"
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be done now; ``consent`` to a video of it; a phone as the camera or not."""

    exercise: Exercise
    plan: Plan
    consent: bool
    by_phone: bool


def prepare() -> Chosen | None:
    """Draw the choice, then the preparation; what was chosen, once Start is pressed."""
    chosen = my_exercises().get(st.session_state.get(_CHOSEN, ""))
    if chosen is None:
        _cards()
        return None
    return _ready(chosen)


def pair_url(room: Room) -> str | None:
    """What a phone opens to be the camera of this sitting; None without ``--phone``."""
    address = phone_url()
    if address is None:
        return None
    # Named for a proxy: the sitting is in the memory of this process.
    worker = Settings.from_environment().worker
    here = "" if worker == ALONE else f"&worker={worker}"
    return f"{address}/exercise?pair={token_for(room, 'camera')}{here}"


def _cards() -> None:
    _fetch_early()
    st.title("Exercise with your coach")
    st.markdown("Choose an exercise. Your coach watches, counts and helps you along.")
    show_cards(matching(my_exercises().values(), ask("choose")), "Choose", "choose", choose)


@cache
def _fetch_early() -> threading.Thread:
    """While people choose, what the browser needs is fetched; later it says what went wrong."""

    def fetch() -> None:
        with contextlib.suppress(UserFacingError):
            assets.prepare()

    fetching = threading.Thread(target=fetch, name="live-assets", daemon=True)
    fetching.start()
    return fetching


def _when_to_stop() -> None:
    with st.expander("When to stop, and whom to call", icon=":material/health_and_safety:"):
        show_stop_rules()
    show_ask_again()


def choose(exercise: str | None, prescription: Prescription | None = None) -> None:
    """Make this the exercise to get ready for, with what is prescribed of it.

    None goes back to the choice.
    """
    keep(prescription)
    if exercise is None:
        st.session_state.pop(_CHOSEN, None)
    else:
        st.session_state[_CHOSEN] = exercise


def _ready(exercise: Exercise) -> Chosen | None:
    show_from_the_top(exercise.id)
    with st.container(horizontal=True, key="ways-back"):
        show_way_back("back-to-today")
        st.button(
            "Another exercise",
            icon=":material/arrow_back:",
            key="back",
            on_click=choose,
            args=(None,),
        )
    st.title(exercise.name)
    st.markdown(plain(exercise.text.purpose))
    show_how(exercise, "howto", lambda: _care(exercise))
    if exercise.mode == "guide":
        lead(exercise)
        _when_to_stop()
        return None
    plan = _dose(exercise)
    consent = st.checkbox(
        "Keep a video of my sets, so that I and my therapist can look at them later",
        key="live-consent",
        help="Without this, only your movement as lines and figures is kept. You can delete a "
        "video in your log at any time.",
    )
    if not assets_ready():
        return None
    started, by_phone = start_buttons()
    _when_to_stop()
    if started or by_phone:
        return Chosen(exercise, plan, consent, by_phone and not started)
    return None


def start_buttons() -> tuple[bool, bool]:
    """Draw the ways to begin, and what to know; whether each was pressed: here, by phone."""
    with st.container(horizontal=True, key="start-live"):
        started = st.button("Start", type="primary", icon=":material/play_arrow:", key="live-start")
        by_phone = phone_url() is not None and st.button(
            "Use my phone as the camera", icon=":material/qr_code_2:", key="live-phone"
        )
    address = phone_url()
    if address is not None:
        st.caption(BROWSER_WARNING)
        st.caption(IPHONE_STAYS_EMPTY.format(url=certificate_url(address)))
    st.markdown(
        ":material/lock: The picture of the camera stays on this device. Your coach sees your "
        "movement as points only.  \n"
        ":material/info: Stop at any time. Your coach helps you to move; it makes no diagnosis."
    )
    return started, bool(by_phone)


def _care(exercise: Exercise) -> None:
    st.info(_lines(exercise.text.safety), icon=":material/favorite:")
    for title, lines in (
        ("Leave it out for now", exercise.text.leave_out),
        ("When to stop", exercise.text.stop),
    ):
        if lines:
            st.markdown(f"**{title}**  \n{_lines(lines)}")


def _lines(lines: Iterable[str]) -> str:
    return "  \n".join(f"• {plain(line)}" for line in lines)


def _dose(exercise: Exercise) -> Plan:
    asked = prescribed(exercise.id)
    usual = first_plan(exercise) if asked is None else plan_of(asked, exercise)
    if asked is not None:
        st.markdown(f":material/flag: For today: **{prescribed_words(asked)}**")
    columns = st.columns(3)
    sets = columns[0].number_input("Sets", 1, 10, usual.sets, key=f"sets-{exercise.id}")
    repetitions, hold_s = usual.repetitions, usual.hold_s
    if usual.hold_s is not None:
        hold_s = float(
            columns[1].number_input(
                "Seconds to hold", 3, 600, round(usual.hold_s), step=5, key=f"hold-{exercise.id}"
            )
        )
    else:
        label = "Repetitions on each side" if usual.per_side else "Repetitions"
        repetitions = columns[1].number_input(
            label, 1, _MOST, usual.repetitions or 8, key=f"reps-{exercise.id}"
        )
    rest_s = columns[2].number_input(
        "Seconds of rest between sets", 0, 600, round(usual.rest_s), step=15, key="rest-s"
    )
    return Plan(int(sets), repetitions, hold_s, float(rest_s), usual.per_side)


def assets_ready() -> bool:
    """Whether the pose model is here; the first time, it is fetched now."""
    if assets.ready():
        return True
    words = "Getting ready. The first time this can take a minute."
    bar = st.progress(0.0, text=words)

    def told(done: int, total: int | None) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, text=words)

    assets.prepare(told)
    bar.empty()
    return True
