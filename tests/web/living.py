"""A patient's hands and eyes in a real browser, day after day."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from browsing import ROOT, Server, drawn, press
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from coach.safety import questionnaire

PASSWORD = "a long password"
TRIES, TRY_MS, LOOK_MS = 5, 10_000, 100
COMMAND = "from coach.cli import main; main()"


class Days:
    """The server's clock, which the tests may move ahead."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "clock"
        self.ahead = timedelta()
        self._write()

    @property
    def environment(self) -> dict[str, str]:
        """What makes a server read it."""
        return {"BACK_COACH_CLOCK": str(self.file)}

    def pass_by(self, days: int) -> None:
        """So many days go by."""
        self.ahead += timedelta(days=days)
        self._write()

    def _write(self) -> None:
        self.file.write_text(str(self.ahead.total_seconds()))


def coach(server: Server, *arguments: str, typed: str = "") -> str:
    """The command line beside the running server."""
    finished = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "BACK_COACH_DATA_DIR": str(server.data_dir),
            "BACK_COACH_MODEL_DIR": str(server.model_dir),
            **server.environment,
        },
        input=typed.encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return finished.stdout.decode()


@dataclass
class Patient:
    """Somebody at a page of the app."""

    page: Page
    origin: str

    def open(self, path: str = "") -> None:
        """Go to a page by its address, as after a night."""
        self.page.goto(f"{self.origin}/{path}")
        drawn(self.page)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until it stands there."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def heading(self, text: str) -> None:
        """Wait for a page, or a part of it, by its title."""
        self.page.get_by_role("heading", name=text).first.wait_for()
        drawn(self.page)

    def press(self, name: str) -> None:
        """Press a button."""
        press(self.page, name)
        drawn(self.page)

    def pick(self, question: str, answer: str) -> None:
        """One answer of a question with several, or a number of a scale."""
        self.choose(self._group(question), answer)

    def choose(self, group: Locator, answer: str) -> None:
        """One of a group, pressed once more if it was just being drawn anew."""
        group.wait_for()
        drawn(self.page)
        option = group.get_by_role("radio", name=answer, exact=True)
        self._until(
            group.get_by_text(answer, exact=True).first,
            lambda: option.count() == 0 or option.first.is_checked(),
        )
        drawn(self.page)

    def send(self, button: Locator, gone: Locator) -> None:
        """Press a button with which this goes away."""
        drawn(self.page)
        self._until(button, lambda: gone.count() == 0)
        drawn(self.page)

    def _until(self, what: Locator, done: Callable[[], bool]) -> None:
        """Press as people do: once more when nothing came of it."""
        for _ in range(TRIES):
            with suppress(PlaywrightTimeout):  # it went away while the finger was on its way
                what.click(timeout=TRY_MS)
            for _ in range(TRY_MS // LOOK_MS):
                if done():
                    return
                self.page.wait_for_timeout(LOOK_MS)
        raise AssertionError(f"pressed {TRIES} times in vain: {what}")

    def tick(self, answer: str) -> None:
        """A box."""
        self.page.get_by_text(answer, exact=True).first.click()
        drawn(self.page)

    def write(self, label: str, text: str) -> None:
        """Into a field."""
        field = self.page.get_by_label(label, exact=True)
        field.wait_for()
        drawn(self.page)
        field.fill(text)
        field.press("Tab")

    def unfold(self, title: str) -> Locator:
        """Open a part that is folded away."""
        part = self.page.get_by_test_id("stExpander").filter(has_text=title).first
        part.wait_for()
        drawn(self.page)
        if part.locator("details[open]").count() == 0:
            part.locator("summary").click()
            drawn(self.page)
        return part

    def answer_no_to_all_safety_questions(self) -> None:
        """The whole list, as at the beginning."""
        self.heading("Before you begin")
        questions = self.page.get_by_role("radiogroup")
        expect(questions).to_have_count(len(questionnaire().questions))
        for group in questions.all():
            group.get_by_text("No", exact=True).click()
        self.press("These are my answers")

    def say_that_health_is_as_it_was(self, then: str) -> None:
        """The short safety questions, where they are due before what comes ``then``."""
        none = self.page.get_by_role("button", name="No, none of these")
        none.or_(self.page.get_by_text(then)).first.wait_for()
        drawn(self.page)
        if none.is_visible():
            self.press("No, none of these")
        self.sees(then)

    def _group(self, question: str) -> Locator:
        named = re.compile(f"^{re.escape(question)}")
        return self.page.get_by_role("radiogroup", name=named).or_(
            self.page.get_by_role("group", name=named)
        )


def exercise_today(
    patient: Patient, *, before: int, pain: int, effort: int, after: int, already: int = 0
) -> int:
    """Begin the day and tell every exercise as done without the camera; how many there were."""
    patient.pick("How much does your back hurt now?", str(before))
    patient.press("Start")
    told = tell_the_rest(patient, pain=pain, effort=effort)
    finish_today(patient, after=after, effort=effort)
    return told + already


def tell_the_rest(patient: Patient, *, pain: int, effort: int) -> int:
    """Whatever is still open, done without the camera; how what a camera saw felt."""
    page, told = patient.page, 0
    end = page.locator(".st-key-card-end")
    asked = page.locator('[class*="st-key-today-effort-"]')
    keep = page.locator('[class*="st-key-today-told-keep-"]')
    while True:
        end.or_(asked).or_(keep).first.wait_for(state="attached")
        drawn(page)
        if end.is_visible():
            return told
        if asked.is_visible():
            card = _this(page, asked)
            patient.pick("How much did it hurt", str(pain))
            patient.pick("How hard was it", str(effort))
        else:
            card = _this(page, keep)
            part = patient.unfold("I did it without the camera")
            for question, answer in (("How much did it hurt", pain), ("How hard was it", effort)):
                named = re.compile(f"^{question}")
                group = part.get_by_role("radiogroup", name=named).or_(
                    part.get_by_role("group", name=named)
                )
                patient.choose(group.first, str(answer))
            patient.send(part.get_by_role("button", name="Keep it"), card)
            told += 1
        expect(card).to_have_count(0)


def _this(page: Page, one: Locator) -> Locator:
    """This very element, by its own key, to see when it has gone."""
    names = (one.first.get_attribute("class") or "").split()
    key = next(name for name in names if name.startswith("st-key-today-"))
    return page.locator(f".{key}")


def finish_today(patient: Patient, *, after: int, effort: int) -> None:
    """The last questions of a day."""
    patient.pick("How much does your back hurt now?", str(after))
    patient.pick("How hard was it all in all?", str(effort))
    patient.press("Finish today")
    patient.sees("your exercises for today are finished")
