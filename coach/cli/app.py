"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.batch import batch_app
from coach.cli.data import data_app
from coach.cli.fhir import fhir_app
from coach.cli.targets import targets_app
from coach.cli.user import user_app

app = typer.Typer(
    help="Counts, checks and scores back-rehabilitation exercises in a video.",
    pretty_exceptions_enable=False,
    add_completion=False,
)
models_app = typer.Typer(
    help="The pose model and the browser's pose files: list, fetch, check.", no_args_is_help=True
)
app.add_typer(models_app, name="models")
app.add_typer(targets_app, name="targets")
app.add_typer(data_app, name="data")
app.add_typer(fhir_app, name="fhir")
app.add_typer(user_app, name="user")
app.add_typer(batch_app, name="batch")


@dataclass
class Options:
    """What is said before the command and holds for all of them."""

    debug: bool = False


options = Options()

ModelPath = Annotated[
    Path | None, typer.Option(metavar="PATH", help="The pose model's file or its folder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
ModelName = Annotated[str, typer.Argument(metavar="[NAME]", help="full, lite, or browser.")]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("back-coach")
    except PackageNotFoundError:
        return "(a copy that was not installed)"


@app.callback(invoke_without_command=True)
def _common(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    options.debug = debug
    if version:
        typer.echo(f"Back Coach {_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def analyse(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="VIDEO|FOLDER",
            help="A video, a saved landmark recording (.npz), or a folder of videos.",
        ),
    ],
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", help="Its id (see 'coach exercises'), or auto."),
    ] = "auto",
    as_json: AsJson = False,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the repetitions as CSV.")
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(metavar="OUT.mp4", help="Write the video with skeleton, count and cues."),
    ] = None,
    save: Annotated[bool, typer.Option(help="Keep the set in the log.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Videos of a folder at the same time.", show_default="2 at most"),
    ] = None,
    model: ModelPath = None,
) -> None:
    """Count, check and score the set in a video, or in each video of a folder."""
    from coach.cli.analyse import Wishes, analyse_folder, analyse_one

    wishes = Wishes(exercise, as_json, csv, overlay, save, workers, model, options.debug)
    code = (analyse_folder if source.is_dir() else analyse_one)(source, wishes)
    raise typer.Exit(code)


@app.command()
def live(
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", help="Its id (see 'coach exercises').")
    ],
    camera: Annotated[
        str,
        typer.Option(help="Its number or device, the address of a stream, or a video file."),
    ] = "0",
    sets: Annotated[int, typer.Option(min=1, help="How many sets.")] = 1,
    reps: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Repetitions of a set, on each side where there are sides.",
            show_default="as in the first weeks",
        ),
    ] = None,
    save: Annotated[bool, typer.Option(help="Keep the sets in the log.")] = True,
    mirror: Annotated[bool, typer.Option(help="Show yourself as in a mirror.")] = True,
    video: Annotated[
        Path | None,
        typer.Option(metavar="FILE.mp4", help="Keep a film of what the camera sees."),
    ] = None,
    bell: Annotated[
        bool, typer.Option("--bell", help="Ring the terminal's bell with each count.")
    ] = False,
    model: ModelPath = None,
    lite: Annotated[
        bool, typer.Option("--lite", help="Use the smaller pose model, for a slow computer.")
    ] = False,
) -> None:
    """Coach sets in front of this computer's camera, in a window of its own."""
    from coach.cli.live import LiveWishes, run_live

    wishes = LiveWishes(camera, exercise, sets, reps, save, mirror, video, bell, model, lite)
    raise typer.Exit(run_live(wishes))


@app.command()
def assess(
    test: Annotated[str, typer.Argument(metavar="TEST", help="Its id, such as chair_stand_30s.")],
    clips: Annotated[
        list[Path],
        typer.Argument(metavar="CLIP...", help="Videos or saved landmark recordings of it."),
    ],
    age: Annotated[int | None, typer.Option(min=1, max=120, help="In years, for norms.")] = None,
    sex: Annotated[str | None, typer.Option(help="female or male, for norms.")] = None,
    height: Annotated[
        float | None, typer.Option(min=100, max=230, help="In cm, for results in cm.")
    ] = None,
    touched: Annotated[
        bool, typer.Option("--touched", help="The fingertips touched the floor.")
    ] = False,
    as_json: AsJson = False,
    save: Annotated[bool, typer.Option(help="Keep the result in the log.")] = False,
    model: ModelPath = None,
) -> None:
    """Measure a check-up: its value with the error, and what is usual where that is known."""
    from coach.assessments.about import About
    from coach.cli.assess import Wishes, run_assess, sex_of

    about = About(age, sex_of(sex), height)
    wishes = Wishes(test, tuple(clips), about, touched, as_json, save, model)
    raise typer.Exit(run_assess(wishes))


@app.command()
def posture(
    source: Annotated[
        Path,
        typer.Argument(metavar="VIDEO", help="A video or a saved landmark recording (.npz)."),
    ],
    standing: Annotated[
        bool, typer.Option("--standing", help="Measure how somebody stands, front or side.")
    ] = False,
    mine: Annotated[
        bool,
        typer.Option(
            "--mine", help="Compare with the usual position in the log, not with its own beginning."
        ),
    ] = False,
    as_json: AsJson = False,
    model: ModelPath = None,
) -> None:
    """Tell the time in each position of somebody at a desk, or measure a standing posture."""
    from coach.cli.posture import show_posture

    show_posture(source, standing=standing, mine=mine, as_json=as_json, model=model)


@app.command()
def exercises() -> None:
    """List the exercises that can be analysed."""
    from coach.cli.lists import show_exercises

    show_exercises()


@app.command()
def log(
    limit: Annotated[int, typer.Option(min=1, help="How many sets at most.")] = 20,
    exercise: Annotated[
        str | None, typer.Option("--exercise", "-e", help="Only this exercise.")
    ] = None,
) -> None:
    """List the sets in the log, the latest first."""
    from coach.cli.lists import show_log

    show_log(limit, exercise)


@app.command()
def lifts(
    source: Annotated[
        Path,
        typer.Argument(metavar="CLIP", help="A video, or a saved landmark recording (.npz)."),
    ],
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", help="The lifting exercise that it shows.")
    ] = "box_lift",
    height: Annotated[
        float | None,
        typer.Option(metavar="CM", help="The person's standing height, for exact lengths."),
    ] = None,
    as_json: AsJson = False,
    model: ModelPath = None,
) -> None:
    """Describe each lift in a clip: style, distance of the load, turning, pace."""
    from coach.cli.lifts import show_lifts

    show_lifts(source, exercise, height, as_json, model)


@app.command()
def teach(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="CLIP",
            help="A video of the exercise, shown about three times, or a recording (.npz).",
        ),
    ],
    name: Annotated[str, typer.Option(help="What patients call it.")],
    id: Annotated[
        str | None, typer.Option("--id", help="Its id.", show_default="made of the name")
    ] = None,
    goal: Annotated[str, typer.Option(help="What it is good for, in a few words.")] = "",
    minimum: Annotated[
        float | None,
        typer.Option(
            min=0.2,
            max=0.95,
            help="Share of the way shown from which on a repetition counts.",
            show_default="0.5",
        ),
    ] = None,
    toml: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Write the exercise file as well.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what was found, keep nothing.")
    ] = False,
    model: ModelPath = None,
) -> None:
    """Teach an exercise by a recording of somebody who shows it; it is counted from then on."""
    from coach.cli.teach import TeachingWishes, run_teach

    run_teach(source, TeachingWishes(name, id, goal, minimum, toml, dry_run, model))


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    address: Annotated[
        str | None,
        typer.Option(
            help="Address to listen on; with --phone, this computer's in the home network.",
            show_default="localhost",
        ),
    ] = None,
    phone: Annotated[
        bool, typer.Option("--phone", help="Serve a phone too: https, with a code to scan.")
    ] = False,
) -> None:
    """Start the pages for the browser; Ctrl-C ends them."""
    from coach.cli.serve import serve as start

    raise typer.Exit(start(port, address, phone))


@models_app.command("list")
def list_models() -> None:
    """Show which of them are on this machine."""
    from coach.cli.models import show_models

    show_models()


@models_app.command("fetch")
def fetch_model(name: ModelName = "full") -> None:
    """Fetch a pose model or the browser's files, verified; nothing is fetched twice."""
    from coach.cli.models import fetch

    fetch(name)


@models_app.command("check")
def check_model(name: ModelName = "full") -> None:
    """Say whether a pose model, or all of the browser's files, is there and intact."""
    from coach.cli.models import check

    check(name)
