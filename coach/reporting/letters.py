"""Letters for paper: the DejaVu fonts, and for what they lack whatever else is installed here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import matplotlib
from matplotlib.font_manager import findSystemFonts
from matplotlib.ft2font import FT2Font

FOLDER: Final = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
STYLES: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf", "I": "DejaVuSans-Oblique.ttf"}

MISSING: Final = "\N{WHITE SQUARE}"
"""Stands for a letter that no font here can draw."""

_DRAWN_AS_NOTHING: Final = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F, 0xFEFF}


def drawable(text: str, *more: Path) -> str:
    """The text with a sign for every letter that neither DejaVu nor these fonts can draw."""
    known = _letters(FOLDER / STYLES[""]).union(*(_letters(path) for path in more))
    kept = (letter for letter in text if ord(letter) not in _DRAWN_AS_NOTHING)
    return "".join(
        letter if ord(letter) in known or letter in "\n\t" else MISSING for letter in kept
    ).replace("\t", " ")


def fonts_for(text: str) -> tuple[Path, ...]:
    """Installed fonts that together draw what DejaVu lacks of a text, as far as there are any."""
    lacking = {ord(letter) for letter in text if letter not in "\n\t\r"}
    lacking -= _letters(FOLDER / STYLES[""]) | _DRAWN_AS_NOTHING
    found: list[Path] = []
    if not lacking:
        return ()
    for path in _installed():
        drawn = lacking & _letters(path)
        if drawn:
            found.append(path)
            lacking -= drawn
        if not lacking:
            break
    return tuple(found)


@cache
def _installed() -> tuple[Path, ...]:
    paths = sorted(Path(name) for name in findSystemFonts())
    return tuple(path for path in paths if path.suffix.lower() in (".ttf", ".otf", ".ttc"))


@cache
def _letters(path: Path) -> frozenset[int]:
    try:
        return frozenset(FT2Font(str(path)).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
