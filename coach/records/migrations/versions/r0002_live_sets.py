"""How a live set ended and felt, its video, and the answers to the safety questions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite and PostgreSQL both add a column with its check in place: no table is copied.
_COLUMNS = {
    "ended": (
        "VARCHAR(16) CONSTRAINT ck_exercise_set_ending "
        "CHECK (ended IN ('done', 'stopped', 'pain', 'sharp_pain', 'left'))"
    ),
    "pain": "INTEGER CONSTRAINT ck_exercise_set_pain_range CHECK (pain >= 0 AND pain <= 10)",
    "effort": "INTEGER CONSTRAINT ck_exercise_set_effort_range CHECK (effort >= 0 AND effort <= 10)",
}


def upgrade() -> None:
    for name, kind in _COLUMNS.items():
        op.execute(f"ALTER TABLE exercise_set ADD COLUMN {name} {kind}")
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "clear",
                "review",
                "today",
                "emergency",
                name="screeningoutcome",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("answers_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_screening_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
    )
    op.create_index("ix_screening_patient_id", "screening", ["patient_id"])
    op.create_table(
        "recording",
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_recording_size_not_negative")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_recording_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_recording")),
    )


def downgrade() -> None:
    op.drop_table("recording")
    op.drop_table("screening")
    for name in reversed(_COLUMNS):
        op.execute(f"ALTER TABLE exercise_set DROP COLUMN {name}")
