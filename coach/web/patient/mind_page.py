"""The page of calm and mind: choose one thing, and only that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.instruments import Handover, needs_a_person
from coach.mind.words import mind_words
from coach.records.answers import Answers
from coach.records.care import Care
from coach.web.patient import (
    mind_calm,
    mind_goals,
    mind_pacing,
    mind_sleep,
    mind_support,
    mind_thoughts,
    mind_trying,
)
from coach.web.patient.mind_entries import say_kept
from coach.web.problems import say_problem
from coach.web.store import my_care
from poses.errors import UserFacingError

OPEN: Final = "mind-topic"
"""Where the chosen topic is kept; another page may set it before leading here."""

_IN_A_ROW: Final = 2
_MOOD: Final = ("phq2", "gad2")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its card, and what draws it."""

    id: str
    title: str
    icon: str
    about: str
    show: Callable[[Care], None]


TOPICS: Final = (
    Topic(
        "calm",
        "A quiet time",
        ":material/air:",
        "Breathing, tense and release, or a body scan. The screen leads you.",
        mind_calm.show,
    ),
    Topic(
        "goals",
        "What matters to me",
        ":material/flag:",
        "Your goals, small enough to believe in, and what they are good for.",
        mind_goals.show,
    ),
    Topic(
        "pacing",
        "A little every day",
        ":material/equalizer:",
        "Plan how much of an activity you do, so that good days don't run away.",
        mind_pacing.show,
    ),
    Topic(
        "thoughts",
        "Look at a thought",
        ":material/psychology_alt:",
        "Write down a worried thought and look at it from more sides.",
        mind_thoughts.show,
    ),
    Topic(
        "trying",
        "Try it out",
        ":material/explore:",
        "Something you avoid: guess how it will be, do a small version, compare.",
        mind_trying.show,
    ),
    Topic(
        "sleep",
        "Sleep well",
        ":material/bedtime:",
        "A steady rhythm, an evening that winds down, and your nights.",
        mind_sleep.show,
    ),
    Topic(
        "support",
        "Talk to somebody",
        ":material/forum:",
        "When a person can help more than an app, and what to say there.",
        mind_support.show,
    ),
)


def show() -> None:
    """The cards, or the topic that was chosen."""
    try:
        care = my_care()
        topic = next((one for one in TOPICS if one.id == st.session_state.get(OPEN)), None)
        if topic is None:
            _cards(care)
        else:
            _topic(care, topic)
    except UserFacingError as error:
        say_problem(str(error))


def handovers(care: Care) -> tuple[Handover, ...]:
    """Why to talk to a person, by the latest answers about mood and worry.

    Raises:
        StorageError: they can't be read.
    """
    answers = care.book(Answers)
    latest = [found[0] for name in _MOOD if (found := answers.of(name))]
    reached = [needs_a_person(one.instrument, one.total) for one in latest]
    return tuple(one for one in reached if one is not None)


def _cards(care: Care) -> None:
    st.title("Calm and mind")
    st.markdown(
        "Pain is in the back and in the day around it. Choose one thing that would do you good now."
    )
    reached = handovers(care)
    if reached:
        mind_support.say_handovers(reached)
    for start in range(0, len(TOPICS), _IN_A_ROW):
        _row(TOPICS[start : start + _IN_A_ROW])
    st.caption(mind_words().limits.text)


def _row(topics: Sequence[Topic]) -> None:
    for column, topic in zip(st.columns(_IN_A_ROW), topics, strict=False):
        with column, st.container(border=True, key=f"card-mind-{topic.id}"):
            st.markdown(f"#### {topic.icon} {topic.title}\n{topic.about}")
            st.button(
                "Open",
                key=f"mind-open-{topic.id}",
                help=f"Open: {topic.title}",
                width="stretch",
                on_click=_open,
                args=(topic.id,),
            )


def _open(topic: str | None) -> None:
    st.session_state[OPEN] = topic


def _topic(care: Care, topic: Topic) -> None:
    st.button(
        "All of calm and mind",
        key="mind-back",
        icon=":material/arrow_back:",
        on_click=_open,
        args=(None,),
    )
    st.title(topic.title)
    say_kept()
    topic.show(care)
