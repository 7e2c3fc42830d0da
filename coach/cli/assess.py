"""``coach assess``: what a recorded check-up came to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from coach import clock
from coach.assessments.about import About, Sex
from coach.assessments.change import in_unit
from coach.assessments.keeping import By, keep
from coach.assessments.measure import assess
from coach.assessments.norms import Norm, comparisons_for, norm_for, telling_for
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol
from coach.assessments.shelf import find_protocol
from coach.cli.guard import FAILED, OK, CommandError, tell
from coach.cli.recording import TRACK_SUFFIX, track_of
from coach.engine.tracker import track_set
from coach.output import Json
from coach.records import Log, Source, default_person, open_database
from coach.settings import Settings
from poses.track import PoseTrack


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for."""

    test: str
    clips: tuple[Path, ...]
    about: About
    touched: bool
    as_json: bool
    save: bool
    model: Path | None


def run_assess(wishes: Wishes) -> int:
    """Measure a test from its recordings and show it; 2 if nothing could be assessed.

    Raises:
        UserFacingError: the test is not known, or a file, the model or the log can't be used.
    """
    protocol = find_protocol(wishes.test)
    if wishes.touched and protocol.touched is None:
        raise CommandError(f"'{protocol.id}' has nothing to touch: leave out --touched.")
    tracks = [track_of(clip, wishes.model, "Watching") for clip in wishes.clips]
    outcomes = assess(protocol, tracks, wishes.about, touched=wishes.touched)
    if wishes.as_json:
        told = json.dumps(_object(protocol, outcomes, wishes.about), ensure_ascii=False, indent=2)
        typer.echo(told)
    else:
        _show(protocol, outcomes, wishes.about)
    if wishes.save:
        _save(protocol, outcomes, wishes, tracks)
    return OK if any(outcome.assessed for outcome in outcomes) else FAILED


def sex_of(text: str | None) -> Sex | None:
    """Read the option.

    Raises:
        CommandError: it is neither female nor male.
    """
    if text is None:
        return None
    try:
        return Sex(text.lower())
    except ValueError:
        raise CommandError("--sex is female or male; without it there is no norm by sex.") from None


def _show(protocol: Protocol, outcomes: Sequence[Outcome], about: About) -> None:
    console = Console(highlight=False)
    console.print(Text(protocol.name, "bold"))
    for outcome in outcomes:
        console.print(f"\n{_title(outcome)}", style="bold", markup=False)
        for line in _lines(outcome, about):
            console.print(f"  {line}", markup=False)
    for text in (*protocol.unseen, *filter(None, [protocol.note])):
        console.print(f"\n{text}", style="dim", markup=False)


def _title(outcome: Outcome) -> str:
    side = f", {outcome.side.value}" if outcome.side else ""
    if outcome.value is None:
        return f"{outcome.quantity.title}{side}: not assessed"
    value = in_unit(outcome.quantity, outcome.value)
    return f"{outcome.quantity.title}{side}: {value}, plus or minus {outcome.error:g}"


def _lines(outcome: Outcome, about: About) -> list[str]:
    if outcome.value is None:
        return [outcome.reason, *outcome.notes]
    lines = []
    if len(outcome.attempts) > 1:
        lines.append(f"Attempts: {', '.join(f'{one:g}' for one in outcome.attempts)}")
    norm = norm_for(outcome.quantity, outcome.value, about)
    lines += [norm.words] if norm else []
    lines += [one.words for one in comparisons_for(outcome.quantity, about)]
    lines += [one.words for one in telling_for(outcome.quantity, outcome.value, about)]
    return [*lines, *outcome.notes]


def _object(protocol: Protocol, outcomes: Sequence[Outcome], about: About) -> Json:
    return {
        "test": protocol.id,
        "name": protocol.name,
        "exercise": protocol.exercise,
        "about": about.as_details(),
        "outcomes": [_outcome(outcome, about) for outcome in outcomes],
    }


def _outcome(outcome: Outcome, about: About) -> Json:
    value = outcome.value
    return {
        "key": outcome.key,
        "title": outcome.quantity.title,
        "side": outcome.side.value if outcome.side else None,
        "value": value,
        "unit": outcome.quantity.unit,
        "error": outcome.error,
        "attempts": list(outcome.attempts),
        "norm": None if value is None else _norm(norm_for(outcome.quantity, value, about)),
        "not_assessed": outcome.reason or None,
        "notes": list(outcome.notes),
        "details": dict(outcome.details),
    }


def _norm(norm: Norm | None) -> Json | None:
    if norm is None:
        return None
    return {"band": norm.band.value, "words": norm.words, "source": norm.source}


def _save(
    protocol: Protocol, outcomes: Sequence[Outcome], wishes: Wishes, tracks: Sequence[PoseTrack]
) -> None:
    """Keep the sets and what they came to; the day is taken to be the first file's."""
    now = clock.now()
    performed = min(datetime.fromtimestamp(wishes.clips[0].stat().st_mtime, UTC), now)
    with open_database(Settings.from_environment()) as database:
        log = Log(database, default_person(database).id)
        sets = [
            log.save_result(
                track_set(protocol.as_tested, track).finish(),
                source=Source.TRACK if clip.suffix.lower() == TRACK_SUFFIX else Source.VIDEO,
                source_name=clip.name,
                performed_at=performed,
                track=track,
            )
            for clip, track in zip(wishes.clips, tracks, strict=True)
        ]
        keep(log, outcomes, about=wishes.about, by=By.VIDEO, performed_at=performed, sets=sets)
    tell("Your result is in your log now: see it on the page Check-ups.")
