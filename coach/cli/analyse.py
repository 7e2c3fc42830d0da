"""``coach analyse``: from files to results on the screen, on disk and in the log."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import typer

from coach.analysis import AUTO, Analysis, analyse_track
from coach.cli.files import require_place, videos_in, write_text
from coach.cli.guard import FAILED, OK, SOME_FAILED, CommandError, tell, unexpected
from coach.cli.outcome import Outcome
from coach.cli.own import own_exercises, tell_if_own
from coach.cli.progress import files_bar, frames_bar
from coach.cli.recording import TRACK_SUFFIX, fetched_model, track_of
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import Exercise
from coach.output import Json, csv_rows, csv_text, failure_object, result_object
from poses.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for."""

    exercise: str
    as_json: bool
    csv: Path | None
    overlay: Path | None
    save: bool
    workers: int | None
    model: Path | None
    debug: bool

    def check(self, source: Path, exercises: Mapping[str, Exercise]) -> None:
        """Refuse what can't work before minutes are spent on it.

        Raises:
            UserFacingError: an unknown exercise, or a place that can't be written.
        """
        if self.exercise != AUTO:
            find_exercise(self.exercise, exercises)
        if self.csv is not None:
            require_place(self.csv, source)
        if self.overlay is None:
            return
        require_place(self.overlay, source)
        if self.overlay.suffix.lower() != ".mp4":
            raise CommandError(f"The overlay is an MP4 video: let {self.overlay.name} end in .mp4.")
        if source.is_dir() or source.suffix.lower() == TRACK_SUFFIX:
            raise CommandError("--overlay needs a single video, whose pictures it can draw on.")


def analyse_one(source: Path, wishes: Wishes) -> int:
    """Analyse one video or saved track, show it, and write what was asked for.

    The result is shown even when a later step fails; every failed step is told.

    Raises:
        UserFacingError: the file or the model can't be used.
    """
    exercises = own_exercises()
    wishes.check(source, exercises)
    analysis = _analysis(source, wishes, exercises)
    tell_if_own(analysis.exercise)
    if wishes.as_json:
        _print_json(result_object(analysis.result, str(source)))
    else:
        from coach.cli.screen import show_result

        show_result(analysis.result, str(source))
    failed = [error for step in _steps(source, analysis, wishes) if (error := _told(step, wishes))]
    return FAILED if failed else OK


def analyse_folder(folder: Path, wishes: Wishes) -> int:
    """Analyse every video of a folder; a file that fails is told and the others go on.

    Raises:
        UserFacingError: there is no video, or the model can't be had.
    """
    from coach.cli.jobs import analyse_all  # slow to import, and needed for folders only

    exercises = own_exercises()
    wishes.check(folder, exercises)
    videos = videos_in(folder)
    model = fetched_model(wishes.model)
    outcomes: list[Outcome] = []
    write_failed = False
    with ExitStack() as stack:
        advance = stack.enter_context(files_bar(len(videos)))
        may_save = wishes.save
        for outcome in analyse_all(videos, wishes.exercise, model, wishes.workers, exercises):
            outcomes.append(outcome)
            advance()
            if outcome.analysis is None:
                tell(f"{outcome.file}: {outcome.error}")
                if wishes.debug and outcome.details:
                    tell(outcome.details)
            elif may_save:
                may_save = not _told(_saving(outcome.file, outcome.analysis), wishes)
                write_failed |= not may_save
    outcomes.sort(key=lambda outcome: videos.index(outcome.file))
    if wishes.as_json:
        _print_json({"files": [_object(outcome) for outcome in outcomes]})
    else:
        from coach.cli.screen import show_folder

        show_folder([(str(o.file), o.analysis.result) for o in outcomes if o.analysis])
    if wishes.csv is not None:
        write_failed |= _told(_table(wishes.csv, outcomes), wishes)
    failures = sum(outcome.analysis is None for outcome in outcomes)
    if write_failed or failures == len(outcomes):
        return FAILED
    return SOME_FAILED if failures else OK


def _analysis(source: Path, wishes: Wishes, exercises: Mapping[str, Exercise]) -> Analysis:
    track = track_of(source, wishes.model, "Analysing")
    return analyse_track(track, wishes.exercise, exercises)


def _steps(source: Path, analysis: Analysis, wishes: Wishes) -> Iterator[Callable[[], None]]:
    if wishes.save:
        yield _saving(source, analysis)
    if wishes.csv is not None:
        yield _table(wishes.csv, [Outcome(source, analysis)])
    if wishes.overlay is not None:
        yield _drawing(source, analysis, wishes.overlay)


def _told(step: Callable[[], None], wishes: Wishes) -> bool:
    """Do a step; whether it failed, which is told."""
    try:
        step()
    except UserFacingError as error:
        tell(str(error))
    except Exception as error:
        tell(traceback.format_exc() if wishes.debug else unexpected(error))
    else:
        return False
    return True


def _saving(source: Path, analysis: Analysis) -> Callable[[], None]:
    def step() -> None:
        from coach.cli.saving import save

        save(source, analysis)

    return step


def _table(target: Path, outcomes: list[Outcome]) -> Callable[[], None]:
    def step() -> None:
        rows = [
            row for o in outcomes if o.analysis for row in csv_rows(o.analysis.result, str(o.file))
        ]
        write_text(target, csv_text(rows))

    return step


def _drawing(source: Path, analysis: Analysis, target: Path) -> Callable[[], None]:
    def step() -> None:
        from coach.overlay import write_overlay

        with frames_bar("Drawing") as progress:
            write_overlay(source, analysis, target, progress)

    return step


def _object(outcome: Outcome) -> Json:
    if outcome.analysis is None:
        return failure_object(str(outcome.file), outcome.error)
    return result_object(outcome.analysis.result, str(outcome.file))


def _print_json(content: Json) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))
