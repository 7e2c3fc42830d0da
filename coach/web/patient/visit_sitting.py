"""One visit at the screen: where it stands, and how a step of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from coach.instruments import score
from coach.records.answers import Answers
from coach.records.care import Care
from coach.visit.steps import Walk, keep_step
from coach.visit.telling import tell_total
from coach.visit.visit import Visit
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_SAID: Final = "visit-say-next"


@dataclass(frozen=True)
class Sitting:
    """A visit that goes on.

    Answers of its occasion from ``since`` on belong to it, camera tests from ``tests_since`` on. A
    look back has the ``first`` visit, whose activities it asks about again.
    """

    care: Care
    walk: Walk
    since: date
    tests_since: date
    first: Visit | None = None

    @property
    def activities(self) -> tuple[str, ...]:
        """Those that were named at the first visit; none during the first one."""
        return self.first.activities if self.first else ()

    def say_next(self, words: str) -> None:
        """Say something over the step that comes next."""
        st.session_state[_SAID] = words

    @property
    def step(self) -> str:
        """The step on the screen: where this browser stands, or the first without answers."""
        here = st.session_state.get(self._here)
        return here if here in self.walk.steps else self.walk.next_step

    def go(self, step: str) -> None:
        """Show another step next."""
        st.session_state[self._here] = step

    def leave(self) -> None:
        """Forget where this browser stood."""
        st.session_state.pop(self._here, None)

    def keep(
        self,
        step: str,
        answers: Mapping[str, object],
        questionnaires: Mapping[str, Mapping[str, object]] | None = None,
        *,
        stay: bool = False,
    ) -> bool:
        """Keep a step with the questionnaires in it and go on; False, and said, if it can't be."""
        try:
            for name, given in (questionnaires or {}).items():
                total = score(name, given).total
                self.care.book(Answers).put(
                    name, given, occasion=self.walk.occasion, total=total, since=self.since
                )
                tell_total(self.care, name, total)
            keep_step(self.care.journal, self.walk, step, answers)
        except UserFacingError as error:
            say_problem(str(error))
            return False
        self.go(step if stay else self.walk.after(step))
        return True

    @property
    def _here(self) -> str:
        return f"visit-at-{self.walk.occasion}"


def say_what_was_left() -> None:
    """Draw what the step before wanted to be said."""
    if words := st.session_state.pop(_SAID, None):
        st.info(words, icon=":material/info:")


def buttons(step: str, label: str = "Save and go on") -> bool:
    """The button that sends a form."""
    return st.form_submit_button(
        label, type="primary", icon=":material/arrow_forward:", key=f"visit-save-{step}"
    )


def ask_for(missing: list[str]) -> None:
    """Say what is still to be answered, below the button, where people look after pressing it."""
    listed = "; ".join(missing)
    st.warning(f"Please answer this too: {listed}", icon=":material/edit:")
