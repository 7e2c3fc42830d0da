"""``coach live``: a set in front of this computer's camera, without a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import uuid4

import typer

from coach.cli.camera import names_clip, open_pictures
from coach.cli.files import require_place
from coach.cli.guard import FAILED, OK, CommandError, tell
from coach.cli.live_picture import Painter
from coach.cli.live_safety import require_answers, show_aftercare
from coach.cli.live_station import Station
from coach.cli.own import own_exercises, tell_if_own
from coach.cli.progress import download_bar
from coach.cli.window import Window, require_screen
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.live.keeper import Keeper
from coach.live.livecoach import journal_folder
from coach.live.plan import Plan, first_plan
from coach.live.sitting import Sitting
from coach.records import Ending, Log, SetId, default_person, open_database
from coach.settings import Settings
from poses.estimator import PoseEstimator
from poses.models import ensure_model
from poses.writer import VideoWriter

TITLE: Final = "Back Coach"


@dataclass(frozen=True, slots=True)
class LiveWishes:
    """What the command line asked for."""

    camera: str
    exercise: str
    sets: int
    repetitions: int | None
    save: bool
    mirror: bool
    video: Path | None
    bell: bool
    model: Path | None
    lite: bool


def run_live(wishes: LiveWishes) -> int:
    """Lead the sets, show the results; the exit code.

    Raises:
        UserFacingError: there is no camera, screen or model, or what was done can't be kept.
    """
    exercise = find_exercise(wishes.exercise, own_exercises())
    if exercise.mode == "guide":
        raise CommandError(
            f"No camera can see the exercise '{exercise.id}': do it on the pages ('coach serve'), "
            "where a timer leads you."
        )
    plan = plan_of(exercise, wishes)
    if wishes.video is not None:
        require_place(wishes.video, Path(wishes.camera))
        if wishes.video.suffix.lower() != ".mp4":
            raise CommandError(f"The film is an MP4 video: let {wishes.video.name} end in .mp4.")
    require_screen()
    tell_if_own(exercise)
    settings = Settings.from_environment()
    sitting = Sitting(exercise, plan)
    with ExitStack() as stack:
        keeping = stack.enter_context(_keeping(settings, wishes, sitting))
        pictures = open_pictures(wishes.camera)
        stack.callback(pictures.close)
        station = Station(
            sitting,
            stack.enter_context(PoseEstimator(_model(wishes))),
            Painter(exercise, mirrored=wishes.mirror, recording=wishes.video is not None),
            keeper=keeping.keeper,
            film=VideoWriter(wishes.video) if wishes.video is not None else None,
            bell=wishes.bell,
        )
        try:
            with Window(TITLE) as window:
                station.run(pictures, window)
        except KeyboardInterrupt:
            station.break_off(Ending.STOPPED)
            raise
        except BaseException:
            station.break_off(Ending.LEFT)
            raise
        finally:
            station.close_film()
            safe = keeping.settle()
            show_results(station.results)
            if not any(map(done, station.results)):
                tell("Nothing was counted, so there is nothing to keep.")
            elif keeping.keeper is not None and safe:
                tell("What you did is in your log.")
        if sitting.ended in (Ending.PAIN, Ending.SHARP_PAIN):
            show_aftercare(settings.emergency_number)
        if safe and station.results and done(station.results[-1]):
            keeping.ask_how_it_felt(SetId(sitting.set_ids[-1]))
    return OK if safe else FAILED


def plan_of(exercise: Exercise, wishes: LiveWishes) -> Plan:
    """So many sets of what was asked for, or of what the first weeks are to be.

    Raises:
        CommandError: repetitions of an exercise that is held.
    """
    plan = replace(first_plan(exercise), sets=wishes.sets)
    if wishes.repetitions is None:
        return plan
    if exercise.hold is not None:
        raise CommandError(f"{exercise.name} is held, not repeated: leave --reps away.")
    return replace(plan, repetitions=wishes.repetitions)


def show_results(results: Sequence[SetResult]) -> None:
    """Print each set in which something was done."""
    from coach.cli.screen import show_result

    for number, result in enumerate(results, 1):
        if done(result):
            show_result(result, f"set {number}")


def done(result: SetResult) -> bool:
    """Whether anything of a set is worth showing and keeping."""
    return bool(result.repetitions or result.holds or result.partial_repetitions)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the sets of this sitting are kept; nowhere without a log."""

    log: Log | None = None
    keeper: Keeper | None = None

    def settle(self) -> bool:
        """Wait until all is safe; False, and told why, if something is not."""
        if self.keeper is None or self.keeper.settle():
            return True
        tell(self.keeper.problem or "Something could not be kept.")
        return False

    def ask_how_it_felt(self, set_id: SetId) -> None:
        """Ask at the terminal for pain and effort; no answer is an answer."""
        if self.log is None or self.keeper is None or not sys.stdin.isatty():
            return
        pain = _figure("How much did it hurt? 0 is not at all, 10 the worst (Enter: no answer)")
        effort = _figure("How hard was it? 0 is no effort, 10 all you had (Enter: no answer)")
        self.log.report(set_id, pain=pain, effort=effort)


@contextmanager
def _keeping(settings: Settings, wishes: LiveWishes, sitting: Sitting) -> Iterator[Keeping]:
    """The log, once the safety questions of whoever stands before the camera are answered."""
    somebody = not names_clip(wishes.camera)
    if not somebody and not wishes.save:
        yield Keeping()
        return
    with open_database(settings) as database:
        person = default_person(database).id
        log = Log(database, person)
        if somebody:
            require_answers(log, settings.emergency_number)
        if not wishes.save:
            yield Keeping()
            return
        keeper = Keeper(
            log,
            journal_folder(settings),
            sitting=uuid4(),
            person=person,
            exercise=sitting.exercise,
            plan=sitting.plan,
        )
        yield Keeping(log, keeper)


def _figure(question: str) -> int | None:
    while True:
        answer = typer.prompt(question, default="", show_default=False).strip()
        if not answer:
            return None
        if answer.isdecimal() and int(answer) <= 10:
            return int(answer)
        typer.echo("A number from 0 to 10, please.")


def _model(wishes: LiveWishes) -> Path:
    with download_bar() as progress:
        name = "lite" if wishes.lite else "full"
        return ensure_model(name, explicit=wishes.model, progress=progress)
