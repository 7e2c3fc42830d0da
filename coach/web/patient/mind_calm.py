"""A quiet time: choose one, and the pacer leads through it; its end is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from coach.mind.forms import CALM, CalmTime
from coach.mind.practices import Practice, practices, script
from coach.records.care import Care
from coach.records.journal import Journal
from coach.web.asset import asset
from coach.web.patient.mind_entries import history, keep, told
from coach.web.problems import plain

_FELT: Final = {"calmer": "Calmer", "same": "About the same", "tenser": "More tense"}
_SHORTEST_S: Final = 20
"""What ends sooner was only looked at."""

_component = st.components.v2.component(
    "back_coach_pacer",
    html='<section class="pacer"></section>',
    css=asset("calm/pacer.css"),
    js=asset("shared.js", "calm/timeline.js", "calm/pacer.js"),
)


def show(care: Care) -> None:
    """Choose, do, and say how it was."""
    journal = care.journal
    known = practices()
    chosen = st.pills(
        "Which one?",
        list(known),
        format_func=lambda name: f"{known[name].icon} {known[name].title}",
        default=next(iter(known)),
        key="calm-which",
    )
    practice = known[chosen or next(iter(known))]
    st.markdown(plain(practice.about))
    minutes = _minutes(practice)
    st.markdown(f":material/info: {plain(practice.careful)}")
    told_done = _component(
        key=f"pacer-{practice.id}-{minutes}",
        data=_data(practice, minutes),
        on_done_change=_nothing,
    )
    if told_done.done:
        note_end(journal, practice, told_done.done)
    _ask_how(journal)
    history(
        journal,
        CALM,
        journal.entries(CALM, CalmTime, limit=30),
        _tell,
        title="Your quiet times",
        change=False,
    )


def note_end(journal: Journal, practice: Practice, told: Mapping[str, Any]) -> None:
    """Keep how long it was and whether it was done to its end."""
    seconds = min(7200, max(0, int(told.get("seconds", 0))))
    whole = bool(told.get("finished"))
    if seconds >= _SHORTEST_S or whole:
        journal.add(CALM, CalmTime(practice=practice.id, seconds=seconds, finished=whole))


def _nothing() -> None:
    """The component's answer is read where it is drawn."""


def _minutes(practice: Practice) -> int:
    if len(practice.minutes) == 1:
        st.markdown(f"It takes about **{practice.usual_minutes} minutes**.")
        return practice.usual_minutes
    chosen = st.segmented_control(
        "How many minutes?",
        practice.minutes,
        default=practice.usual_minutes,
        key=f"calm-minutes-{practice.id}",
    )
    return int(chosen or practice.usual_minutes)


def _data(practice: Practice, minutes: int) -> dict[str, Any]:
    return {
        "id": f"{practice.id}-{minutes}",
        "title": practice.title,
        "steps": [
            {"say": one.say, "seconds": one.seconds, "circle": one.circle, "part": one.part}
            for one in script(practice, minutes)
        ],
    }


def _ask_how(journal: Journal) -> None:
    """Ask once, of the last quiet time of today."""
    last = journal.latest(CALM, CalmTime)
    if last is None or last.day != journal.today() or last.body.felt is not None:
        return
    with st.container(border=True, key="card-calm-felt"):
        st.markdown("Well done: it is noted. **How do you feel now?**")
        with st.container(horizontal=True):
            for felt, words in _FELT.items():
                if st.button(words, key=f"calm-felt-{felt}"):
                    body = CalmTime.model_validate({**last.body.model_dump(), "felt": felt})
                    keep(journal, CALM, body, last, said=_answer(felt))


def _answer(felt: str) -> str:
    if felt == "tenser":
        return "Kept. It can be so at first. Another one may suit you better, or a shorter time."
    return "Kept. A little every day helps most."


def _tell(time: CalmTime) -> str:
    known = practices().get(time.practice)
    minutes = max(1, round(time.seconds / 60))
    return told(
        (known.title if known else "A quiet time", f"about {minutes} min"),
        ("Afterwards", _FELT.get(time.felt or "", "").lower()),
    )
