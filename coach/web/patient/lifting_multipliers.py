"""What each multiplier of the NIOSH equation means, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from coach.lifting.niosh import Multipliers

_MATTERS_BELOW: Final = 0.95


@dataclass(frozen=True)
class Meaning:
    """A multiplier in words, and what would help most when it is the smallest."""

    title: str
    text: str
    advice: str


MEANINGS: Final = {
    "horizontal": Meaning(
        "How close the load is",
        "Best within 25 cm of the ankles; the further away, the less you can lift.",
        "Bringing the load closer would help most.",
    ),
    "vertical": Meaning(
        "How high it stands",
        "Best at about 75 cm, where hanging hands reach; lower or higher asks for more.",
        "Starting from a higher place, such as a table or chair, would help most.",
    ),
    "distance": Meaning(
        "How far up or down it goes",
        "Best up to 25 cm; a longer way asks for more.",
        "A shorter way up or down would help most.",
    ),
    "asymmetry": Meaning(
        "How far to one side it is",
        "Best straight ahead; the further to one side, the less you can lift.",
        "Standing straight before the load and turning with your feet would help most.",
    ),
    "frequency": Meaning(
        "How often and how long",
        "Best now and then for less than an hour; often or for hours tires you.",
        "Fewer lifts in a minute, or longer rests, would help most.",
    ),
    "coupling": Meaning(
        "How well it can be held",
        "Best with handles; without them you hold harder and further away.",
        "A box with handles would help most.",
    ),
}


def weakest(shares: Multipliers) -> str | None:
    """The multiplier that takes most away; None when hardly any does."""
    name = min(MEANINGS, key=lambda one: getattr(shares, one))
    return name if getattr(shares, name) < _MATTERS_BELOW else None


def shares_html(shares: Multipliers) -> str:
    """All six as bars: full is best, empty means that no load is left."""
    rows = []
    for name, meaning in MEANINGS.items():
        share = getattr(shares, name)
        rows.append(
            f'<div class="part"><div class="name"><span>{escape(meaning.title)}</span>'
            f"<span>{100 * share:.0f} %</span></div>"
            f'<div class="track"><div class="fill" style="width:{100 * share:.0f}%"></div></div>'
            f'<div class="why">{escape(meaning.text)}</div></div>'
        )
    return f'<div class="parts">{"".join(rows)}</div>'
