"""The expert sets as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table

from benchmarks.experts.clinical import LABEL_FILE, ExpertRow
from benchmarks.experts.form_labels import ASPECT
from benchmarks.experts.form_quality import AucRow, VerdictRow
from benchmarks.experts.form_report import FormReport
from benchmarks.experts.form_stages import StageRow
from benchmarks.experts.keraal import AgreementRow
from benchmarks.experts.report import SETS, ExpertReport
from benchmarks.experts.sensor_sets import Elsewhere, SensorCount
from benchmarks.separation import Separation
from benchmarks.tables import number, plain_table


def expert_tables(report: ExpertReport) -> Iterator[RenderableType]:
    """Everything that was found, and a line for what was not there."""
    if report.form:
        yield from form_tables(report.form)
    if report.agreement:
        yield agreement_table(report.agreement)
    if report.counts:
        yield sensor_table(report.counts)
    if report.elsewhere:
        yield elsewhere_table(report.elsewhere)
    if report.experts:
        yield clinical_table(report.experts)
    for name in report.unlabelled:
        yield (
            f"{name}: nobody's label or clinical score comes with it, so neither an area under the "
            f"curve nor a rank correlation can be had ({LABEL_FILE} is where they would go)."
        )
    for name in report.missing:
        yield f"{name}: no folder {SETS[name][0]} ({SETS[name][1]})."


def form_tables(form: FormReport) -> Iterator[Table]:
    """Labelled frames: the coach's figures, its verdicts, stages, and what else would tell."""
    yield auc_table("Correct form and stages told apart, by frames", form.auc, ASPECT)
    yield verdict_table(form.verdicts)
    yield stage_table(form.stages)
    yield auc_table("Measures that tell a fault best (picked from these very frames)", form.telling)
    yield aspect_table(form)


def auc_table(title: str, rows: Sequence[AucRow], aspect: float | None = None) -> Table:
    """Areas under the curve, those with the assumed proportion of the picture."""
    table = plain_table(
        title,
        *("file", "exercise", "higher", "lower", "figure", "AUC", "95 %", "frames", "takes"),
    )
    for row in rows:
        if aspect is not None and row.aspect != aspect:
            continue
        seen = row.result
        table.add_row(
            row.file,
            row.exercise,
            row.positive,
            row.negative,
            row.figure,
            number(seen.auc, 3),
            f"{seen.low:.3f}-{seen.high:.3f}",
            f"{seen.positives}+{seen.negatives}",
            f"{seen.positive_groups}+{seen.negative_groups}",
        )
    return table


def verdict_table(rows: Sequence[VerdictRow]) -> Table:
    """What the limits of the exercises say about the frames of each label."""
    table = plain_table(
        "What the coach's limits say of these frames",
        *("file", "label", "frames", "takes", "taken for the position", "any fault", "which"),
    )
    for row in rows:
        if row.aspect != ASPECT:
            continue
        which = ", ".join(f"{name} {share:.0%}" for name, share in row.by_check.items() if share)
        held = "" if row.held is None else f"{row.held:.0%}"
        table.add_row(
            row.file, row.label, str(row.frames), str(row.takes), held, f"{row.faulty:.0%}", which
        )
    return table


def stage_table(rows: Sequence[StageRow]) -> Table:
    """The counting signal in each stage."""
    table = plain_table(
        "Counting signal: progress, 0 at the start and 1 in full, and share past the least",
        *("file", "signal", "stage", "frames", "median progress", "past the least"),
    )
    for row in rows:
        table.add_row(
            row.file,
            row.signal,
            row.stage,
            str(row.frames),
            number(row.progress),
            f"{row.counts:.0%}",
        )
    return table


def aspect_table(form: FormReport) -> Table:
    """What becomes of it if the picture had another proportion than assumed."""
    table = plain_table(
        "If the picture had another proportion (width over height)",
        *("file", "told apart", "figure", *(f"{aspect:.2f}" for aspect in _aspects(form))),
    )
    told = {(row.file, row.positive, row.negative, row.figure) for row in form.auc}
    shown = [key for key in dict.fromkeys(_key(row) for row in form.auc) if key in told]
    for key in shown:
        values = [
            next((r.result.auc for r in form.auc if _key(r) == key and r.aspect == aspect), None)
            for aspect in _aspects(form)
        ]
        if len([value for value in values if value is not None]) > 1:
            file, positive, negative, figure = key
            table.add_row(
                file, f"{positive} / {negative}", figure, *(number(value, 3) for value in values)
            )
    return table


def _key(row: AucRow) -> tuple[str, str, str, str]:
    return row.file, row.positive, row.negative, row.figure


def _aspects(form: FormReport) -> list[float]:
    return list(dict.fromkeys(row.aspect for row in form.auc))


def agreement_table(rows: Sequence[AgreementRow]) -> Table:
    """Angles by one system against another."""
    table = plain_table(
        "Angles of one movement by different systems, degrees",
        *("exercise", "measure", "systems", "lag s", "n", "range", "MAE", "bias"),
        *("MAE less bias", "r"),
    )
    for row in rows:
        table.add_row(
            row.exercise,
            row.measure,
            f"{row.first} - {row.second}",
            f"{round(row.lag_s, 2) + 0.0:+.2f}",
            str(row.samples),
            number(row.range_deg, 0),
            number(row.mae, 1),
            f"{row.bias:+.1f}",
            number(row.mae_level, 1),
            number(row.correlation),
        )
    return table


def sensor_table(rows: Sequence[SensorCount]) -> Table:
    """Recordings of a depth sensor against the count by eye."""
    table = plain_table(
        "Recordings of a depth sensor, against repetitions counted by eye",
        *("file", "as", "seen", "counted", "by eye", "error", "score", "faults", "left out"),
    )
    for row in rows:
        error = "" if row.error is None else f"{row.error:+d}" if row.error else "0"
        table.add_row(
            row.file,
            row.exercise,
            row.camera,
            str(row.counted),
            row.expected or "unknown",
            error,
            number(row.score, 0),
            ", ".join(row.faults),
            ", ".join(row.left_out),
            style="red" if row.error else None,
        )
    return table


def elsewhere_table(rows: Sequence[Elsewhere]) -> Table:
    """Movements outside the catalogue, counted as every exercise."""
    table = plain_table(
        "Movements that are not in the catalogue, as every exercise",
        *("file", "shows", "exercises tried", "false repetitions", "where"),
    )
    for file in dict.fromkeys(row.file for row in rows):
        own = [row for row in rows if row.file == file]
        where = ", ".join(f"{row.exercise} {row.counted}" for row in own if row.counted)
        total = sum(row.counted for row in own)
        style = "red" if total else None
        table.add_row(file, own[0].shows, str(len(own)), str(total), where, style=style)
    return table


def clinical_table(experts: dict[str, list[ExpertRow]]) -> Table:
    """The score against labels of whole recordings."""
    table = plain_table(
        "The coach's score against experts' labels of whole recordings",
        *("set", "exercise", "recordings", "without score", "AUC correct", "Spearman"),
        "mean deviation",
    )
    for name, rows in experts.items():
        for row in rows:
            told = row.clinical
            table.add_row(
                name,
                row.exercise,
                str(row.recordings),
                str(row.unscored),
                _area(row.correct),
                number(told.spearman if told else None),
                number(told.deviation if told else None, 1),
            )
    return table


def _area(seen: Separation | None) -> str:
    return "–" if seen is None else f"{seen.auc:.3f} ({seen.low:.3f}-{seen.high:.3f})"
