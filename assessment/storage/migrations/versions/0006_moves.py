"""Moves of assessments to newer versions, and the days on which versions end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("assessment_id", sa.String(26), nullable=False),
        sa.Column("before_version", sa.String(20), nullable=False),
        sa.Column("before_fingerprint", sa.String(64), nullable=False),
        sa.Column("after_version", sa.String(20), nullable=False),
        sa.Column("after_fingerprint", sa.String(64), nullable=False),
        sa.Column("answers", sa.UnicodeText(), nullable=False),
        sa.Column("again", sa.UnicodeText(), nullable=False),
        sa.Column("followed", sa.UnicodeText(), nullable=False),
        sa.Column("since", sa.UnicodeText(), nullable=False),
        sa.Column("stood", sa.UnicodeText(), nullable=False),
        sa.Column("moved_by", sa.String(26), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(26), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_move_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_move_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "version_end",
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(26), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire", "version", name=op.f("pk_version_end")),
    )


def downgrade() -> None:
    op.drop_table("version_end")
    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_move_assessment_id"))
    op.drop_table("move")
