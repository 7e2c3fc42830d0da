"""A relapse plan to begin with, out of what the person has told already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from coach.keeping.forms import RelapsePlan

_MOST = 4


def what_helped(helped: Iterable[Iterable[str]], most: int = _MOST) -> tuple[str, ...]:
    """What helped most often by the lines of the diary, each with its names; at most ``most``."""
    counts = Counter(name for line in helped for name in dict.fromkeys(line) if name)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, _ in ranked[:most])


def first_plan(
    helped: Sequence[str], own_steps: Sequence[str] = (), whom_to_call: str = ""
) -> RelapsePlan:
    """A plan with what is known already; nothing that the person did not say or choose."""
    return RelapsePlan(
        helped_before=tuple(helped),
        first_steps=tuple(step.strip() for step in own_steps if step.strip()),
        whom_to_call=whom_to_call,
    )
