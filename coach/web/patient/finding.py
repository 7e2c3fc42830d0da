"""Finding an exercise among many: by a word, by kind, by position, by what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from coach.engine.exercise import Exercise
from coach.web.exercise_words import CATEGORIES, NEEDS, POSITIONS, needs


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; empty means anything."""

    words: str = ""
    categories: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    at_hand: frozenset[str] = frozenset()

    def fits(self, exercise: Exercise) -> bool:
        """Whether the exercise is one of those."""
        told = _told(exercise)
        return (
            all(word in told for word in self.words.lower().split())
            and (not self.categories or exercise.category in self.categories)
            and (not self.positions or exercise.position in self.positions)
            and (not self.at_hand or needs(exercise) <= self.at_hand | {"nothing"})
        )


def matching(exercises: Iterable[Exercise], wish: Wish) -> list[Exercise]:
    """Those that fit: where the word is in the name first."""
    found = [exercise for exercise in exercises if wish.fits(exercise)]
    word = wish.words.lower().strip()
    return sorted(found, key=lambda exercise: (word not in exercise.name.lower(), exercise.name))


def ask(key: str) -> Wish:
    """Draw the search; what the person looks for."""
    words = st.text_input(
        "Search",
        key=f"{key}-words",
        placeholder="A word, such as hip, balance or lifting",
        icon=":material/search:",
    )
    with st.expander("More ways to find one", icon=":material/tune:"):
        categories = _pills("What for?", CATEGORIES, f"{key}-categories")
        positions = _pills("In which position?", POSITIONS, f"{key}-positions")
        at_hand = _pills("What do you have at hand?", NEEDS, f"{key}-needs")
    return Wish(words or "", categories, positions, at_hand)


def _pills(label: str, titles: dict[str, str], key: str) -> frozenset[str]:
    chosen = st.pills(
        label, list(titles), selection_mode="multi", format_func=titles.__getitem__, key=key
    )
    return frozenset(chosen)


def _told(exercise: Exercise) -> str:
    text = exercise.text
    parts = (
        exercise.name,
        exercise.goal,
        text.purpose,
        text.start_position,
        *text.how_to,
        *exercise.equipment,
        CATEGORIES[exercise.category],
        POSITIONS[exercise.position],
    )
    return " ".join(parts).lower()
