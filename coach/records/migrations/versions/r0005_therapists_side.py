"""Consents, judgements, marks, sets that are watched, and keys of what is encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "movement",
                "video",
                "sharing",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_consent_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        op.f("ix_consent_patient_id_kind"),
        "consent",
        ["patient_id", "kind"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "live_sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_live_sitting_patient_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_sitting")),
    )
    op.create_index(
        op.f("ix_live_sitting_patient_id"), "live_sitting", ["patient_id"], unique=False
    )
    op.create_table(
        "live_watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("watcher_id", sa.Uuid(), nullable=True),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_live_watch_patient_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["watcher_id"],
            ["person.id"],
            name=op.f("fk_live_watch_watcher_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_watch")),
    )
    op.create_index(
        op.f("ix_live_watch_patient_id_asked_at"),
        "live_watch",
        ["patient_id", "asked_at"],
        unique=False,
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "count",
                "fault",
                "score",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("repetition", sa.Integer(), nullable=True),
        sa.Column("check", sa.Text(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "confirmed",
                "corrected",
                "added",
                "removed",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("machine_json", sa.Text(), nullable=False),
        sa.Column("value_json", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("repetition >= 1", name=op.f("ck_judgement_repetition_from_one")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_judgement_author_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_judgement_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_judgement_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index(
        op.f("ix_judgement_patient_id_at"), "judgement", ["patient_id", "at"], unique=False
    )
    op.create_index(op.f("ix_judgement_set_id"), "judgement", ["set_id"], unique=False)
    op.create_table(
        "mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "moment",
                "cue",
                "drawing",
                name="markkind",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("time_s", sa.Double(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("drawing_json", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("time_s >= 0", name=op.f("ck_mark_time_not_negative")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_mark_author_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_mark_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_mark_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_index(op.f("ix_mark_patient_id_at"), "mark", ["patient_id", "at"], unique=False)
    op.create_index(op.f("ix_mark_set_id"), "mark", ["set_id"], unique=False)
    op.add_column("landmark_track", sa.Column("key_id", sa.Text(), nullable=True))
    op.drop_index(
        op.f("ix_exercise_set_patient_id_exercise_performed_at"), table_name="exercise_set"
    )
    op.create_index(
        op.f("ix_exercise_set_patient_id_exercise_performed_at_status_score"),
        "exercise_set",
        ["patient_id", "exercise", "performed_at", "status", "score"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_exercise_set_patient_id_exercise_performed_at_status_score"),
        table_name="exercise_set",
    )
    op.create_index(
        op.f("ix_exercise_set_patient_id_exercise_performed_at"),
        "exercise_set",
        ["patient_id", "exercise", "performed_at"],
        unique=False,
    )
    op.drop_column("landmark_track", "key_id")
    op.drop_index(op.f("ix_mark_set_id"), table_name="mark")
    op.drop_index(op.f("ix_mark_patient_id_at"), table_name="mark")
    op.drop_table("mark")
    op.drop_index(op.f("ix_judgement_set_id"), table_name="judgement")
    op.drop_index(op.f("ix_judgement_patient_id_at"), table_name="judgement")
    op.drop_table("judgement")
    op.drop_index(op.f("ix_live_watch_patient_id_asked_at"), table_name="live_watch")
    op.drop_table("live_watch")
    op.drop_index(op.f("ix_live_sitting_patient_id"), table_name="live_sitting")
    op.drop_table("live_sitting")
    op.drop_index(
        op.f("ix_consent_patient_id_kind"),
        table_name="consent",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_table("consent")
