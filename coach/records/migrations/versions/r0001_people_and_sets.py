"""People, sets, and what was seen in a set."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.Text()),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "patient",
                "therapist",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("handle", name=op.f("uq_person_handle")),
    )
    op.create_table(
        "exercise_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("exercise_name", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "video",
                "live",
                "manual",
                "track",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_progress",
                "finished",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
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
        sa.Column("fingerprint", sa.String(length=64)),
        sa.CheckConstraint(
            "fps >= 0 AND duration_s >= 0 AND frames >= 0",
            name=op.f("ck_exercise_set_not_negative"),
        ),
        sa.CheckConstraint("hold_s >= 0", name=op.f("ck_exercise_set_hold_not_negative")),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_exercise_set_score_range")),
        sa.CheckConstraint(
            "usable_share >= 0 AND usable_share <= 1",
            name=op.f("ck_exercise_set_usable_share_range"),
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["person.id"],
            name=op.f("fk_exercise_set_patient_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_set")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_exercise_set_fingerprint")),
    )
    op.create_index(
        "ix_exercise_set_patient_id_exercise_performed_at",
        "exercise_set",
        ["patient_id", "exercise", "performed_at"],
    )
    op.create_index(
        "ix_exercise_set_patient_id_performed_at", "exercise_set", ["patient_id", "performed_at"]
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("side", sa.Text()),
        sa.Column("in_tolerance_s", sa.Double()),
        sa.Column("steadiness_deg", sa.Double()),
        sa.CheckConstraint("in_tolerance_s >= 0", name=op.f("ck_hold_in_tolerance_not_negative")),
        sa.CheckConstraint("start_s <= end_s", name=op.f("ck_hold_times_ordered")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_hold_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_set_id", "hold", ["set_id"])
    op.create_table(
        "landmark_track",
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("frames >= 0", name=op.f("ck_landmark_track_frames_not_negative")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_landmark_track_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_landmark_track")),
    )
    op.create_table(
        "not_assessed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_not_assessed_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_assessed")),
    )
    op.create_index("ix_not_assessed_set_id", "not_assessed", ["set_id"])
    op.create_table(
        "partial_repetition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("side", sa.Text()),
        sa.Column("fraction", sa.Double()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("start_s <= end_s", name=op.f("ck_partial_repetition_times_ordered")),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_partial_repetition_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partial_repetition")),
    )
    op.create_index("ix_partial_repetition_set_id", "partial_repetition", ["set_id"])
    op.create_table(
        "repetition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text()),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("turn_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("range_of_motion_deg", sa.Double()),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("signal_start", sa.Double()),
        sa.Column("signal_peak", sa.Double()),
        sa.Column("score", sa.Double()),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_repetition_score_range")),
        sa.CheckConstraint(
            "start_s <= turn_s AND turn_s <= end_s", name=op.f("ck_repetition_times_ordered")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_repetition_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repetition")),
        sa.UniqueConstraint("set_id", "number", name=op.f("uq_repetition_set_id_number")),
    )
    op.create_table(
        "fault",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("repetition_id", sa.Integer()),
        sa.Column("hold_id", sa.Integer()),
        sa.Column("check", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("start_s", sa.Double(), nullable=False),
        sa.Column("end_s", sa.Double(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("threshold", sa.Double()),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "repetition_id IS NULL OR hold_id IS NULL", name=op.f("ck_fault_one_owner")
        ),
        sa.CheckConstraint("start_s <= end_s", name=op.f("ck_fault_times_ordered")),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["hold.id"], name=op.f("fk_fault_hold_id_hold"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repetition_id"],
            ["repetition.id"],
            name=op.f("fk_fault_repetition_id_repetition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_fault_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault")),
    )
    op.create_index("ix_fault_hold_id", "fault", ["hold_id"])
    op.create_index("ix_fault_repetition_id", "fault", ["repetition_id"])
    op.create_index("ix_fault_set_id", "fault", ["set_id"])
    op.create_table(
        "score_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("repetition_id", sa.Integer()),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("weight", sa.Double()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("value >= 0 AND value <= 100", name=op.f("ck_score_part_value_range")),
        sa.ForeignKeyConstraint(
            ["repetition_id"],
            ["repetition.id"],
            name=op.f("fk_score_part_repetition_id_repetition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["exercise_set.id"],
            name=op.f("fk_score_part_set_id_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_part")),
    )
    op.create_index("ix_score_part_repetition_id", "score_part", ["repetition_id"])
    op.create_index("ix_score_part_set_id", "score_part", ["set_id"])


def downgrade() -> None:
    op.drop_table("score_part")
    op.drop_table("fault")
    op.drop_table("repetition")
    op.drop_table("partial_repetition")
    op.drop_table("not_assessed")
    op.drop_table("landmark_track")
    op.drop_table("hold")
    op.drop_table("exercise_set")
    op.drop_table("person")
