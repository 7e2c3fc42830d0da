"""Sheets of A4 with a head, page numbers, wrapped text, tables and plots."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TextEmphasis
from fpdf.fonts import FontFace

from coach import clock
from coach.reporting.letters import FOLDER, STYLES, drawable
from coach.reporting.plots import Plot

MARGIN: Final = 18.0
"""Millimetres on every side."""

_PAGES: Final = "{n}"
_FONT: Final = "sheet"
_BODY: Final = 9.5
_INK: Final = 0
_QUIET: Final = 90
_RULE: Final = 170
_TOGETHER: Final = 9
"""Tables of no more rows are not torn apart."""


class Sheet(FPDF):
    """A document of A4 pages.

    ``head`` is a name and what stands behind it, ``foot`` a sentence; both are on each page.
    ``fonts`` draw letters that DejaVu lacks. With ``joined``, letters of scripts that join them, or
    run from right to left, are put together as they should be, which takes longer.
    """

    def __init__(
        self,
        title: str,
        head: tuple[str, str],
        foot: str,
        *,
        fonts: Sequence[Path] = (),
        joined: bool = False,
    ) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self._fonts = tuple(fonts)
        for style, name in STYLES.items():
            self.add_font(_FONT, style, FOLDER / name)
        for number, path in enumerate(self._fonts):
            self.add_font(f"more{number}", "", path)
        self.set_fallback_fonts([f"more{n}" for n in range(len(self._fonts))], exact_match=False)
        self.set_text_shaping(joined)
        self.c_margin = 0
        self._name, self._behind = (self.safe(text) for text in head)
        self._foot = self.safe(foot)
        self.set_title(self.safe(title))
        self.set_creator("Back Coach")
        self.set_creation_date(clock.now())
        self.set_lang("en")
        self.alias_nb_pages(_PAGES)
        self.set_margins(MARGIN, MARGIN + 6, MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self.add_page()

    def safe(self, text: str) -> str:
        """What can be drawn of a text."""
        return drawable(text, *self._fonts)

    def header(self) -> None:
        """The head of a page."""
        self._print(8, ink=_QUIET)
        self.set_y(MARGIN - 6)
        brand = "Back Coach"
        self.cell(self.get_string_width(brand) + 4, 5, brand)
        # Two cells: a name that runs from right to left would turn what stands behind it.
        behind = self.get_string_width(f" · {self._behind}")
        name = self._fitted(self._name, self.epw - 24 - behind)
        self.set_x(self.l_margin)
        self.cell(self.epw - behind, 5, name, align="R")
        self.cell(behind, 5, f" · {self._behind}", align="R")
        self._line(MARGIN)
        self.set_y(MARGIN + 6)

    def footer(self) -> None:
        """The foot of a page, with its number."""
        self._print(7.5, ink=_QUIET)
        self._line(self.h - MARGIN + 1)
        self.set_y(self.h - MARGIN + 2.5)
        self.cell(self.epw - 24, 4, self._fitted(self._foot, self.epw - 26))
        self.cell(0, 4, f"{self.page_no()} of {_PAGES}", align="R")

    def headline(self, text: str, below: str) -> None:
        """The title of the document, and a line below it."""
        self._print(18, "B")
        self.multi_cell(0, 8.5, self.safe(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self._print(9.5, ink=_QUIET)
        self.multi_cell(0, 5, self.safe(below), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(3)

    def section(self, text: str, room: float = 30) -> None:
        """A heading; on the next page unless ``room`` millimetres are left below it."""
        self._keep(room + 10)
        self.ln(3)
        self._print(12, "B")
        self.multi_cell(0, 6, self.safe(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def words(self, text: str, *, quiet: bool = False, bold: bool = False) -> None:
        """A paragraph."""
        self._print(8 if quiet else _BODY, "B" if bold else "", ink=_QUIET if quiet else _INK)
        height = 4.1 if quiet else 4.9
        self.multi_cell(0, height, self.safe(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(0.8)

    def points(self, lines: Sequence[str]) -> None:
        """A list."""
        for line in lines:
            self._print(_BODY)
            text = self.safe(line)
            self._keep(2 * 4.9)
            self.set_x(self.l_margin)
            self.cell(5, 4.9, "•")
            self.multi_cell(self.epw - 5, 4.9, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def figures(self, cells: Sequence[tuple[str, str, str]]) -> None:
        """Large figures in boxes side by side: label, figure, and a word below it."""
        width = (self.epw - 3 * (len(cells) - 1)) / len(cells)
        top = self.get_y()
        for place, (label, figure, word) in enumerate(cells):
            left = self.l_margin + place * (width + 3)
            self.set_draw_color(_RULE)
            self.rect(left, top, width, 20)
            for offset, size, style, text in (
                (2, 7.5, "", label),
                (6, 15, "B", figure),
                (14.5, 7.5, "", word),
            ):
                self._print(size, style, ink=_INK if style else _QUIET)
                self.set_xy(left + 2.5, top + offset)
                self.cell(width - 4, size * 0.5, self._fitted(self.safe(text), width - 5))
        self.set_xy(self.l_margin, top + 23)

    def plot(self, picture: Plot, alternative: str) -> None:
        """A plot, as wide as it is; ``alternative`` tells those who can't see it what it shows."""
        self._keep(picture.height)
        self.image(
            io.BytesIO(picture.png),
            x=self.l_margin,
            w=picture.width,
            h=picture.height,
            alt_text=self.safe(alternative),
        )
        self.ln(2)

    def rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """A table; ``widths`` are shares. Only a long one is torn apart, with its heads again."""
        if len(rows) <= _TOGETHER:
            self._keep(6.2 * (len(rows) + 1))
        self._print(8)
        self.set_draw_color(_RULE)
        bold = FontFace(emphasis=TextEmphasis.B)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=tuple(widths),
            headings_style=bold,
            line_height=4.2,
            padding=(0.9, 1.2, 0.9, 0),
            text_align="LEFT",
            align="LEFT",
            width=self.epw,
        ) as table:
            for cells in (heads, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(self.safe(cell))
        self.ln(2)

    def finished(self) -> bytes:
        """The document as a file."""
        return bytes(self.output())

    def _print(self, size: float, style: str = "", ink: int = _INK) -> None:
        self.set_font(_FONT, style, size)
        self.set_text_color(ink)
        # With another colour to fill with, fpdf2 forgets which font holds after a borrowed letter.
        self.set_fill_color(ink)

    def _line(self, y: float) -> None:
        self.set_draw_color(_RULE)
        self.set_line_width(0.2)
        self.line(self.l_margin, y, self.w - self.r_margin, y)

    def _keep(self, height: float) -> None:
        """Begin a new page where so many millimetres are not left on this one."""
        if self.get_y() + height > self.h - self.b_margin:
            self.add_page()

    def _fitted(self, text: str, width: float) -> str:
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"
