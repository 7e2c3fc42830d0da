"""The two questions of every exercise: how much it hurts, and how hard it is; 0 to 10."""

from __future__ import annotations

from typing import Final

import streamlit as st

SCALE: Final = tuple(range(11))

_NO_PAIN: Final = "0 is no pain, 10 the worst you can imagine"
_NO_EFFORT: Final = "0 is no effort, 10 all that you had"


def ask_pain(question: str, key: str, default: int | None = None) -> int | None:
    """The pain that was tapped; None before."""
    label = f"{question} {_NO_PAIN}".strip()
    return st.pills(label, SCALE, default=default, key=key)


def ask_effort(question: str, key: str, default: int | None = None) -> int | None:
    """The effort that was tapped; None before."""
    return st.pills(f"{question} {_NO_EFFORT}", SCALE, default=default, key=key)
