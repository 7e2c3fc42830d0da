"""Own targets, assessments, times at the desk, taught exercises, and sets told by the person."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SOURCES_BEFORE = ("video", "live", "manual", "track")
_SOURCES = (*_SOURCES_BEFORE, "self_report")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=16)


def _set_table(sources: tuple[str, ...]) -> sa.Table:
    """The table of sets: SQLite changes a CHECK only by copying, and reads none from its file."""
    metadata = sa.MetaData()
    sa.Table("person", metadata, sa.Column("id", sa.Uuid(), primary_key=True))
    of_sources = "source IN ({})".format(", ".join(f"'{source}'" for source in sources))
    endings = "ended IN ('done', 'stopped', 'pain', 'sharp_pain', 'left')"
    name = "ck_exercise_set_"
    return sa.Table(
        "exercise_set",
        metadata,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("exercise_name", sa.Text(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("performed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("fps", sa.Double()),
        sa.Column("duration_s", sa.Double()),
        sa.Column("frames", sa.Integer()),
        sa.Column("usable_share", sa.Double()),
        sa.Column("score", sa.Double()),
        sa.Column("hold_s", sa.Double(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("result_json", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(64)),
        # With the column, as revision 0002 added them: only so SQLite can drop it again.
        sa.Column("ended", sa.String(16), sa.CheckConstraint(endings, name=f"{name}ending")),
        sa.Column(
            "pain",
            sa.Integer(),
            sa.CheckConstraint("pain >= 0 AND pain <= 10", name=f"{name}pain_range"),
        ),
        sa.Column(
            "effort",
            sa.Integer(),
            sa.CheckConstraint("effort >= 0 AND effort <= 10", name=f"{name}effort_range"),
        ),
        sa.CheckConstraint(
            "fps >= 0 AND duration_s >= 0 AND frames >= 0", name=f"{name}not_negative"
        ),
        sa.CheckConstraint("hold_s >= 0", name=f"{name}hold_not_negative"),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=f"{name}score_range"),
        sa.CheckConstraint(
            "usable_share >= 0 AND usable_share <= 1", name=f"{name}usable_share_range"
        ),
        sa.CheckConstraint(of_sources, name=f"{name}source"),
        sa.CheckConstraint("status IN ('in_progress', 'finished')", name=f"{name}status"),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name="fk_exercise_set_patient_id_person",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exercise_set"),
        sa.UniqueConstraint("fingerprint", name="uq_exercise_set_fingerprint"),
        sa.Index("ix_exercise_set_patient_id_performed_at", "patient_id", "performed_at"),
        sa.Index(
            "ix_exercise_set_patient_id_exercise_performed_at",
            "patient_id",
            "exercise",
            "performed_at",
        ),
    )


def _allow(sources: tuple[str, ...]) -> None:
    table = _set_table(sources)
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("exercise_set", copy_from=table, recreate="always"):
            pass
        return
    of_sources = next(
        check.sqltext
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint) and check.name == "ck_exercise_set_source"
    )
    op.drop_constraint(op.f("ck_exercise_set_source"), "exercise_set", type_="check")
    op.create_check_constraint(op.f("ck_exercise_set_source"), "exercise_set", of_sources)


def upgrade() -> None:
    _allow(_SOURCES)
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column(
            "set_by",
            _one_of("targetsource", "calibration", "therapist", "patient"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_target_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index("ix_target_patient_id", "target", ["patient_id"])
    op.create_index(
        "ix_target_patient_id_exercise_key",
        "target",
        ["patient_id", "exercise", "key"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid()),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("side", sa.Text()),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("error", sa.Double()),
        sa.Column("details_json", sa.Text(), nullable=False),
        sa.Column("performed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("error >= 0", name=op.f("ck_assessment_error_not_negative")),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_assessment_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_assessment_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index("ix_assessment_set_id", "assessment", ["set_id"])
    op.create_index(
        "ix_assessment_patient_id_performed_at", "assessment", ["patient_id", "performed_at"]
    )
    op.create_table(
        "posture_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary_json", sa.Text(), nullable=False),
        sa.CheckConstraint("started_at <= ended_at", name=op.f("ck_posture_session_times_ordered")),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_posture_session_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posture_session")),
    )
    op.create_index(
        "ix_posture_session_patient_id_started_at", "posture_session", ["patient_id", "started_at"]
    )
    op.create_table(
        "taught_exercise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("taught_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_exercise")),
    )
    op.create_index(
        "ix_taught_exercise_exercise",
        "taught_exercise",
        ["exercise"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("taught_exercise")
    op.drop_table("posture_session")
    op.drop_table("assessment")
    op.drop_table("target")
    op.execute("UPDATE exercise_set SET source = 'manual' WHERE source = 'self_report'")
    _allow(_SOURCES_BEFORE)
