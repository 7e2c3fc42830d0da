"""``python -m benchmarks experts``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.environment import environment, environment_line
from benchmarks.experts.report import expert_report
from benchmarks.experts.tables import expert_tables


def add_command(app: typer.Typer, out: Console) -> None:
    """Add the command to the program."""

    @app.command()
    def experts(
        sets: Annotated[Path, typer.Option("--sets", help="Folder that holds the sets' folders.")],
        as_json: Annotated[
            bool, typer.Option("--json", help="Print one JSON object, no tables.")
        ] = False,
    ) -> None:
        """Form checks, scores, angles and counts against sets that experts have labelled."""
        report = expert_report(sets)
        if as_json:
            typer.echo(json.dumps(asdict(report) | {"environment": environment()}, indent=2))
            return
        for shown in expert_tables(report):
            out.print(shown)
        out.print(environment_line(), style="dim")
