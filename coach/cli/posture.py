"""``coach posture``: time in each position of a recording, or how somebody stands in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.cli.guard import CommandError
from coach.cli.recording import track_of
from coach.posture import (
    TITLES,
    Baseline,
    Compared,
    PostureMonitor,
    StandingPicture,
    rules,
    standing_picture,
)
from coach.posture.events import PostureEvent, SuggestChange

_TOO_SHORT: Final = (
    "There were no ten calm seconds in it to learn the usual position from, so nothing could be "
    "compared."
)


def show_posture(
    source: Path, *, standing: bool, mine: bool, as_json: bool, model: Path | None
) -> None:
    """Measure a video or a saved landmark recording, and print what was found.

    ``mine`` compares with the person's own usual position of the log; else sitting is compared
    with the first seconds of the recording itself, and standing with nothing.

    Raises:
        UserFacingError: the file, the model or the log can't be used.
    """
    usual = _usual(standing) if mine else Baseline()
    track = track_of(source, model, "Looking")
    if standing:
        picture = standing_picture(track)
        compared = picture.against(usual)
        if as_json:
            _print(_standing_object(source, picture, compared))
        else:
            _show_standing(source, picture, compared)
        return
    monitor = PostureMonitor(rules(), usual)
    events = [event for frame in track for event in monitor.update(frame)]
    if as_json:
        _print({"file": str(source), **monitor.summary().as_json()})
    else:
        _show_sitting(source, monitor, events)


def _usual(standing: bool) -> Baseline:
    from coach.posture.keeping import EXERCISE as SITTING
    from coach.posture.standing import EXERCISE as STANDING
    from coach.records import Log, default_person, open_database
    from coach.settings import Settings

    with open_database(Settings.from_environment()) as database:
        log = Log(database, default_person(database).id)
        usual = Baseline.from_targets(log.targets(STANDING if standing else SITTING))
    if not usual:
        raise CommandError(
            "The log knows no usual position yet: let the page Desk posture learn it first, or "
            "leave --mine out."
        )
    return usual


def _show_sitting(source: Path, monitor: PostureMonitor, events: list[PostureEvent]) -> None:
    summary = monitor.summary()
    console = Console(highlight=False)
    console.print(Text(f"Posture · {source}", "bold"))
    table = Table("Position", "Time", "Share", box=None, pad_edge=False, header_style="dim")
    for posture, seconds in summary.seconds.items():
        share = seconds / max(summary.duration_s, 1e-6)
        table.add_row(TITLES[posture], _time(seconds), f"{100 * share:.0f} %")
    console.print(table)
    console.print(
        Text(
            f"{summary.changes} changes of position, the longest stretch without one "
            f"{_time(summary.longest_still_s)}; position not known for "
            f"{100 * summary.not_seen_share:.0f} % of the time."
        )
    )
    if monitor.learning is not None and not monitor.standing:
        console.print(Text(_TOO_SHORT))
    _compared(console, summary.measures)
    for event in events:
        if isinstance(event, SuggestChange):
            console.print(Text(f"At {_time(event.time_s)}: {event.text}"))
    for one in summary.not_assessed:
        console.print(Text(f"Not assessed: {one.what.lower()}. {one.reason}", "dim"))


def _show_standing(source: Path, picture: StandingPicture, compared: tuple[Compared, ...]) -> None:
    console = Console(highlight=False)
    console.print(Text(f"Standing · {source}", "bold"))
    table = Table("Measure", "Value", "Spread", "Seen", "Confidence", box=None, pad_edge=False)
    for name, one in picture.values.items():
        rule = rules().measures[name]
        unit = "°" if rule.unit == "deg" else f" {rule.unit}"
        table.add_row(
            rule.title,
            f"{one.value:.1f}{unit}",
            f"{one.spread:.1f}",
            f"{one.seen_s:.0f} s",
            f"{one.confidence:.2f}",
        )
    if picture.values:
        console.print(table)
    else:
        console.print(Text("Nobody could be seen standing for three seconds."))
    _compared(console, compared)
    for missing in picture.not_assessed:
        console.print(Text(f"Not assessed: {missing.what.lower()}. {missing.reason}", "dim"))


def _compared(console: Console, compared: tuple[Compared, ...]) -> None:
    for one in compared:
        console.print(Text(f"{one.title}: {one.sentence}."))


def _standing_object(
    source: Path, picture: StandingPicture, compared: tuple[Compared, ...]
) -> dict[str, Any]:
    return {
        "file": str(source),
        "values": {
            name: {key: round(value, 3) for key, value in asdict(one).items()}
            for name, one in picture.values.items()
        },
        "against_usual": [asdict(one) for one in compared],
        "not_assessed": [asdict(one) for one in picture.not_assessed],
    }


def _print(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
