"""``coach teach``: an exercise is taught by a recording of somebody who shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.cli.files import require_place, write_text
from coach.cli.guard import CommandError, tell
from coach.cli.recording import track_of
from coach.engine.catalogue import catalogue
from coach.teach import Adjustments, Candidate, Proposal, Words, adjusted, id_from, teach, to_toml
from coach.teach.proposal import CHOSEN

_MOST_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class TeachingWishes:
    """What the command line asked for."""

    name: str
    id: str | None
    goal: str
    minimum: float | None
    toml: Path | None
    dry_run: bool
    model: Path | None


def run_teach(source: Path, wishes: TeachingWishes) -> None:
    """Teach from a video or a saved landmark recording, show what was found, and keep it.

    Raises:
        UserFacingError: nothing can be taught from it, or a file, the model or the log can't be
            used.
    """
    words = Words(wishes.id or id_from(wishes.name), wishes.name, goal=wishes.goal)
    if words.id in catalogue():
        raise CommandError(
            f"The catalogue has an exercise '{words.id}': choose another one with --id."
        )
    if wishes.toml is not None:
        require_place(wishes.toml, source)
    track = track_of(source, wishes.model, "Watching")
    day = _day(source)
    proposal = teach(track, words, day=day)
    changes = Adjustments(minimum=wishes.minimum)
    text = to_toml(adjusted(proposal.exercise, words, changes, day=day))
    show_proposal(proposal, source.name)
    if wishes.toml is not None:
        write_text(wishes.toml, text)
    if wishes.dry_run:
        tell("Nothing was kept: leave --dry-run out to use the exercise.")
    else:
        _keep(text, source.name, words)


def show_proposal(proposal: Proposal, file: str) -> None:
    """Print what was found and what was made of it."""
    console = Console(highlight=False)
    exercise = proposal.exercise
    console.print(Text(f"{exercise.name} · taught from {file}", "bold"))
    if proposal.repetitions:
        console.print(_repetitions(proposal))
        console.print(_candidates(proposal))
    for start_s, end_s in proposal.holds_s:
        console.print(f"Held from {start_s:.1f} to {end_s:.1f} s")
    for sentence in _conclusions(proposal):
        console.print(Text(sentence))
    for note in proposal.notes:
        console.print(Text(note, "dim"))


def _repetitions(proposal: Proposal) -> Table:
    chosen = proposal.chosen
    assert chosen is not None
    table = _table(f"Repetitions, {chosen.ref.title}", "No.", "Time, s", "Side", "From", "To", "s")
    for number, rep in enumerate(proposal.repetitions, 1):
        table.add_row(
            str(number),
            f"{rep.start_s:.1f}–{rep.end_s:.1f}",
            rep.side.value if rep.side else "",
            _value(rep.start, chosen),
            _value(rep.far, chosen),
            f"{rep.duration_s:.1f}",
        )
    return table


def _candidates(proposal: Proposal) -> Table:
    table = _table("Measures", "Measure", "From", "To", "Times", "Rank", "Why")
    for entry in proposal.candidates[:_MOST_CANDIDATES]:
        taken = entry.outcome == CHOSEN
        why = "; ".join((entry.outcome, *entry.reasons) if entry.outcome else entry.reasons)
        table.add_row(
            Text(entry.ref.title, "bold" if taken else ""),
            _value(entry.start, entry),
            _value(entry.far, entry),
            str(entry.repetitions),
            f"{entry.rank:.2f}",
            why,
        )
    return table


def _table(title: str, *heads: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head)
    return table


def _value(value: float, entry: Candidate) -> str:
    return f"{value:.0f}°" if entry.ref.unit == "deg" else f"{value:.2f}"


def _conclusions(proposal: Proposal) -> list[str]:
    exercise, result = proposal.exercise, proposal.result
    views = ", ".join(view.value.replace("_", " ") for view in exercise.camera.views)
    told = [f"Position: {(exercise.floor_pose or exercise.position)}. Film it from: {views}."]
    rule = exercise.repetitions
    if rule is None:
        return [*told, f"With it, the engine finds {result.hold_s:.0f} s held in this recording."]
    low, high = rule.tempo_s
    sides = " Left and right are counted apart." if rule.alternating else ""
    held = f" Each is held for {rule.hold_s:.0f} s." if rule.hold_s else ""
    share = rule.signals[0].minimum_progress
    told.append(
        f"A repetition counts from {share:.0%} of the way that was shown, comfortable in "
        f"{low:.1f} to {high:.1f} s.{sides}{held}"
    )
    count = len(result.repetitions)
    told.append(f"With it, the engine counts {count} repetitions in this recording.")
    return told


def _day(source: Path) -> date:
    """The day of the demonstration, taken to be that of the file's last change."""
    return datetime.fromtimestamp(source.stat().st_mtime, UTC).astimezone().date()


def _keep(text: str, origin: str, words: Words) -> None:
    from coach.records import add_taught_exercise, open_database
    from coach.settings import Settings

    with open_database(Settings.from_environment()) as database:
        add_taught_exercise(database, text, origin=origin)
    tell(f"{words.name} is counted from now on, as '{words.id}': see 'coach exercises'.")
