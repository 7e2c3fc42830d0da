"""The commands of ``python -m benchmarks``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks import accuracy as counting
from benchmarks import accuracy_tables, tables, teaching
from benchmarks.busy_tables import busy_tables
from benchmarks.clinic import open_everything
from benchmarks.clips import Clip, read_clips
from benchmarks.engine_speed import engine_costs
from benchmarks.environment import environment, environment_line
from benchmarks.experts import command as experts_command
from benchmarks.made_clinic import make_clinic
from benchmarks.speed import compare_speed
from benchmarks.tracks import TrackStore, default_cache
from benchmarks.truth import analyse_with_angles, compare
from benchmarks.truth_file import read_truths
from coach import clock
from coach.engine.catalogue import find_exercise
from coach.engine.tracker import track_set
from coach.records import open_database
from coach.records.invitations import new_link
from coach.settings import DATABASE_FILE, Settings
from poses.errors import UserFacingError, VideoError
from poses.estimator import PoseEstimator
from poses.models import ensure_model
from poses.track import PoseTrack

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
_WIDE = 150
_out = Console(width=None if sys.stdout.isatty() else _WIDE)
"""In a file or a pipe there is no window that tables would have to fit into."""

_err = Console(stderr=True)

CacheOption = Annotated[
    Path | None, typer.Option("--cache", help="Folder for landmark tracks, kept between runs.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object, no tables.")]


@app.callback(invoke_without_command=True)
def _list(context: typer.Context) -> None:
    """How well and how fast the coach works. See benchmarks/README.md for every figure."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def accuracy(
    clips: Annotated[Path, typer.Argument(help="CSV next to the videos, with counts by hand.")],
    cache: CacheOption = None,
    as_json: JsonOption = False,
    all_exercises: Annotated[
        bool, typer.Option("--all-exercises", help="Also count every clip as every exercise.")
    ] = False,
) -> None:
    """Repetitions counted in clips against counts by hand."""
    counts: list[counting.ClipCount] = []
    everything: list[counting.FalseCount] = []
    rows = read_clips(clips)
    with _tracks(cache) as give:
        for clip in rows:
            known = counting.in_catalogue(clip)
            try:
                track = give(clip.path)
            except VideoError as error:
                counts.append(counting.unusable_clip(clip, str(error)))
                continue
            if known:
                counts.append(counting.count_clip(clip, track))
            if all_exercises or not known or clip.still:
                everything += counting.count_as_everything(clip, track)
    _show_accuracy(rows, counts, everything, as_json, all_exercises)


def _show_accuracy(
    clips: list[Clip],
    counts: list[counting.ClipCount],
    everything: list[counting.FalseCount],
    as_json: bool,
    all_exercises: bool,
) -> None:
    still = [clip for clip in clips if clip.still]
    others = [clip for clip in clips if not clip.still and not counting.in_catalogue(clip)]
    summary, exercises = counting.summarise(counts), counting.by_exercise(counts)
    if as_json:

        def rows_of(group: list[Clip]) -> list[dict[str, Any]]:
            names = {clip.name for clip in group}
            return [asdict(row) for row in everything if row.clip in names]

        _print_json(
            clips=[asdict(row) for row in counts],
            exercises=[asdict(row) for row in exercises],
            summary=asdict(summary),
            uncounted=[clip.name for clip in clips if not clip.expected],
            false_repetitions=rows_of(still),
            other_movements=rows_of(others),
            all_exercises=[asdict(row) for row in everything] if all_exercises else None,
        )
        return
    _out.print(accuracy_tables.counts_table(counts))
    _out.print(accuracy_tables.exercises_table(exercises, summary))
    _out.print(accuracy_tables.failures_table(counts))
    title = "Nothing to count in them, as every exercise"
    _out.print(accuracy_tables.false_table(title, still, everything))
    title = "Movements that are not in the catalogue, as every exercise"
    _out.print(accuracy_tables.false_table(title, others, everything))
    if all_exercises:
        _out.print(accuracy_tables.everything_table(everything))
    _out.print(environment_line(), style="dim")


experts_command.add_command(app, _out)


@app.command()
def truth(
    folder: Annotated[
        Path, typer.Argument(help="Folder of clips with truth files next to them.")
    ] = Path("sample_videos"),
    cache: CacheOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is found in synthetic clips against what is exactly known of them."""
    truths = read_truths(folder)
    with _tracks(cache) as give:
        rows = [
            compare(clip, analyse_with_angles(give(clip.video), clip.exercise)) for clip in truths
        ]
    if as_json:
        _print_json(clips=[asdict(row) for row in rows])
        return
    _out.print(tables.truth_table(rows))
    _out.print("Angles: mean absolute error (bias), measured after smoothing.", style="dim")
    _out.print(environment_line(), style="dim")


@app.command()
def speed(
    video: Annotated[Path, typer.Argument(help="A clip of some ten seconds or more.")],
    exercise: Annotated[str, typer.Option(help="What the clip shows.")] = "squat",
    rounds: Annotated[int, typer.Option(min=1, help="How often each is timed.")] = 5,
    engine_only: Annotated[bool, typer.Option("--engine-only", help="No whole programs.")] = False,
    cache: CacheOption = None,
    as_json: JsonOption = False,
) -> None:
    """The coach against the bare pose model, and the engine's cost per frame."""
    with _tracks(cache) as give:
        costs = engine_costs(give(video))
    found = None
    if not engine_only:
        with _err.status("getting ready") as status:
            found = compare_speed(video, exercise, ensure_model(), rounds, status.update)
    if as_json:
        programs = found and asdict(found) | {
            "processes_ratio": found.processes.wall.ratio,
            "inside_ratio": found.inside.wall.ratio,
        }
        engine = [asdict(cost) | {"judging": cost.judging} for cost in costs]
        _print_json(programs=programs, engine_us_per_frame=engine)
        return
    shown = tables.speed_tables(found, costs) if found else [tables.engine_table(costs)]
    for table in shown:
        _out.print(table)
    _out.print(environment_line(), style="dim")


@app.command()
def clinic(
    people: Annotated[int, typer.Option(min=1, help="How many patients.")] = 500,
    sets: Annotated[
        int, typer.Option(min=1, help="How many sets, all patients together.")
    ] = 100_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each question is asked.")] = 7,
    as_json: JsonOption = False,
) -> None:
    """What a large clinic has kept: made by dice, then opened as the pages do."""
    from benchmarks.clinic_pages import open_pages

    with (
        tempfile.TemporaryDirectory(prefix="back-coach-clinic-") as folder,
        open_database(Settings(data_dir=Path(folder))) as database,
    ):
        made = make_clinic(database, people=people, sets=sets)
        rows = open_everything(database, made, rounds=rounds)
        rows += open_pages(database, Path(folder), made, rounds=rounds)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))
        return
    title = (
        f"{made.people} patients, {made.sets} sets, a diary of {made.lines} lines; {rounds} rounds"
    )
    _out.print(tables.opened(title, rows))


@app.command()
def seed(
    folder: Annotated[Path, typer.Argument(help="An empty data folder, made if there is none.")],
    people: Annotated[int, typer.Option(min=1, help="How many patients.")] = 500,
    sets: Annotated[
        int, typer.Option(min=1, help="How many sets, all patients together.")
    ] = 100_000,
) -> None:
    """Make such a clinic to look at, until yesterday; it ends with a link for its therapist."""
    if (folder / DATABASE_FILE).exists():
        _err.print(f"There is a log in {folder} already: choose an empty folder.")
        raise typer.Exit(2)
    # Of today nothing is made: its evening has not come yet.
    yesterday = clock.now().date() - timedelta(days=1)
    with open_database(Settings(data_dir=folder)) as database:
        made = make_clinic(database, people=people, sets=sets, last_day=yesterday)
        link = new_link(database, made.therapist.id, by=None)
    typer.echo(f"{made.people} patients, {made.sets} sets. Start the app with accounts on this")
    typer.echo(f"folder and open: /?invite={link.secret}")


@app.command()
def live(
    video: Annotated[Path, typer.Argument(help="A clip of squats.")] = Path(
        "sample_videos/squat_good_side.mp4"
    ),
    patients: Annotated[
        list[int] | None,
        typer.Option(help="At once; give it several times.", show_default="1 10 30"),
    ] = None,
    fps: Annotated[float, typer.Option(min=1, max=30, help="Frames per second of each.")] = 30.0,
    cache: CacheOption = None,
    as_json: JsonOption = False,
) -> None:
    """What live patients cost the server, and how soon they are answered."""
    from benchmarks.live_cost import live_cost

    with _tracks(cache) as give:
        track = give(video)
    expected = len(track_set(find_exercise("squat"), track).finish().repetitions)
    rows = [live_cost(track, expected, number, fps) for number in patients or [1, 10, 30]]
    if as_json:
        _print_json(live=[asdict(row) for row in rows])
        return
    _out.print(tables.live_table(rows))
    _out.print(environment_line(), style="dim")


@app.command()
def busy(
    patients: Annotated[int, typer.Option(min=1, help="Before their cameras.")] = 30,
    therapists: Annotated[int, typer.Option(min=1, help="Reviewing at the same time.")] = 5,
    fps: Annotated[float, typer.Option(min=1, max=30, help="Frames per second of each.")] = 15.0,
    repetitions: Annotated[int, typer.Option(min=2, help="Squats of each patient.")] = 16,
    processes: Annotated[int, typer.Option(min=1, help="Of the server.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Patients live and therapists reviewing at once, against the real server with accounts."""
    from benchmarks.busy_server import busy_server

    found = busy_server(patients, therapists, fps=fps, repetitions=repetitions, processes=processes)
    if as_json:
        _print_json(busy=asdict(found))
        return
    for table in busy_tables(found):
        _out.print(table)
    for error in found.errors:
        _out.print(error, style="red")
    _out.print(f"load average of the machine at the end: {found.load:.1f}", style="dim")
    _out.print(environment_line(), style="dim")


def _print_json(**content: Any) -> None:
    typer.echo(json.dumps(content | {"environment": environment()}, indent=2))


class _Give:
    """Gives the track of a video and shows how far it is."""

    def __init__(self, store: TrackStore, bar: Progress) -> None:
        self._store, self._bar = store, bar

    def __call__(self, video: Path) -> PoseTrack:
        task = self._bar.add_task(video.name, total=None)
        try:
            return self._store.track(
                video, lambda done, total: self._bar.update(task, completed=done, total=total)
            )
        finally:
            self._bar.remove_task(task)


@contextmanager
def _tracks(cache: Path | None) -> Iterator[_Give]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with (
        PoseEstimator(ensure_model()) as estimator,
        Progress(*columns, console=_err, transient=True) as bar,
    ):
        yield _Give(TrackStore(cache or default_cache(), estimator), bar)


teaching.add_command(app, _out, _tracks)


def main() -> None:
    """Run a command; what a person can put right is told in a sentence, exit code 2."""
    try:
        app(prog_name="python -m benchmarks")
    except UserFacingError as error:
        _err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        raise SystemExit(2) from None
