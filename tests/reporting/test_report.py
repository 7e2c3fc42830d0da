"""The report on paper: pages of A4 that wrap, number themselves, and need no colour."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from coach.mind import Goal
from coach.progress.changes import Changed
from coach.records.care import Care
from coach.reporting.letters import MISSING, drawable, fonts_for
from coach.reporting.note import VisitNote
from coach.reporting.plots import courses_plot, kept_plot, pain_plot
from coach.reporting.report import Edition, make_report, written
from tests.reporting.report_examples import LONG_NAME, START, TODAY, empty, kept, little, rich

A4_MM = (210, 297)
POINTS_PER_MM = 72 / 25.4


class Pages:
    """A PDF as people see it."""

    def __init__(self, content: bytes) -> None:
        assert content.startswith(b"%PDF")
        self._document = pypdfium2.PdfDocument(content)
        self.texts = [
            page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in self._document
        ]

    @property
    def text(self) -> str:
        return " ".join("\n".join(self.texts).split())

    def sizes_mm(self) -> set[tuple[int, int]]:
        return {
            (round(width / POINTS_PER_MM), round(height / POINTS_PER_MM))
            for width, height in (page.get_size() for page in self._document)
        }

    def picture(self, number: int) -> np.ndarray:  # type: ignore[type-arg]
        return np.asarray(self._document[number].render(scale=0.7).to_pil().convert("RGB"))


@pytest.fixture(scope="module")
def doctors() -> Pages:
    """The longest report there is: six weeks of everything, with a note."""
    note = VisitNote(subjective="Schläft besser; „Übungen“ gehen.", plan="x" * 400, signed=True)
    return Pages(written(rich(), "doctor", author="Dr. Ada Łęcka", note=note))


def test_every_page_is_a4_and_numbered(doctors: Pages) -> None:
    assert doctors.sizes_mm() == {A4_MM}
    last = len(doctors.texts)
    assert last > 3
    for number, text in enumerate(doctors.texts, 1):
        assert f"{number} of {last}" in text
        assert "makes no diagnosis" in text


def test_it_tells_of_everything(doctors: Pages) -> None:
    for title in (
        "Progress report",
        "Pain",
        "Daily life",
        "Range of movement",
        "Form",
        "Days of exercise",
        "Goals",
        "The plan now",
        "Treatments",
        "Note of the visit",
        "How this was measured",
    ):
        assert title in doctors.text
    assert "24 of 24" in doctors.text
    assert "Walk around the lake, all of it, without a break and with the dog" in doctors.text
    assert "ended early for pain" in doctors.text
    assert "Schläft besser; „Übungen“ gehen." in doctors.text


def test_long_names_and_long_words_stay_on_the_page(doctors: Pages) -> None:
    assert LONG_NAME in doctors.text
    for number in range(len(doctors.texts)):
        page = doctors.picture(number)
        margin = round(page.shape[1] * 12 / 210)
        assert (page[:, :margin] > 250).all()
        assert (page[:, -margin:] > 250).all()


def test_nothing_on_it_needs_a_colour(doctors: Pages) -> None:
    for number in range(len(doctors.texts)):
        page = doctors.picture(number).astype(int)
        # Smoothed letters differ by a step or two between the channels.
        assert np.abs(page - page.mean(axis=2, keepdims=True)).max() < 3


@pytest.mark.parametrize("edition", ["patient", "doctor"])
def test_without_anything_it_says_so_kindly(edition: Edition) -> None:
    pages = Pages(written(empty(), edition))
    assert len(pages.texts) == 1
    assert "There is nothing to tell of this time yet, and that is fine" in pages.text
    assert "What this page will show" in pages.text


def test_after_a_few_days_it_has_what_there_is_and_names_what_is_missing() -> None:
    pages = Pages(written(little(), "patient"))
    assert "4 of 10 on average, 4 at most, noted on 1 day." in pages.text
    assert "No range was measured yet." in pages.text
    assert "No goal was written down yet." in pages.text
    assert "nothing to tell" not in pages.text


def test_names_in_any_script_are_written_or_marked_and_harm_nothing_else() -> None:
    name = "王小明 Müller محمد"
    goal = Goal(text="🙂 stairs with 王小明", confidence=5)
    pages = Pages(written(replace(little(), patient=name, goals=(goal,)), "doctor"))
    assert "Müller" in pages.text
    assert "stairs with" in pages.text
    assert "Course of a back-exercise programme" in pages.text
    assert drawable("🙂 Ä\u200b", *fonts_for("Ä")) == f"{MISSING} Ä"


def test_only_a_signed_note_leaves_the_app(own: Care) -> None:
    with pytest.raises(ValueError, match="signed"):
        make_report(own, "doctor", note=VisitNote(plan="Not yet"))


def test_a_report_is_made_from_the_records(ada: Care) -> None:
    pages = Pages(make_report(ada, "patient"))
    assert "made by Ada" in pages.text
    assert "nothing to tell of this time yet" in pages.text


def test_plots_are_drawn_in_greys_whatever_there_is_to_draw() -> None:
    one = Changed("squat", r"Squat $\frac{1}$ _x_", "°", ((TODAY, 71.0),), "same", "")
    many = replace(one, points=((START, 50.0), (TODAY, 71.0)), compared=(50.0, 71.0), needed=10.0)
    programme = little().programme
    assert programme is not None
    plots = (
        pain_plot({TODAY: 4.0}, {TODAY: 6}, None, 170),
        pain_plot({START: 4.0, TODAY: 2.0}, {}, 5, 170),
        courses_plot([one, many, many, one], "°", 170),
        kept_plot(kept(programme, ()), 170),
    )
    for plot in plots:
        picture = Image.open(io.BytesIO(plot.png))
        assert picture.mode == "L"
        assert picture.size[0] / picture.size[1] == pytest.approx(
            plot.width / plot.height, rel=0.01
        )
        assert np.asarray(picture).min() < 60


def test_letters_come_with_the_program_not_from_this_machine(tmp_path: Path) -> None:
    assert not fonts_for("Žofia Große-Ökonomenkämper Łęcka Ελένη Мария שרה محمد ★☆→°…")
    assert drawable("a\tb\nc") == "a b\nc"
