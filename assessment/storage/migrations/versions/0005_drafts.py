"""Questionnaires in the making, and versions published from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("base", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("remark", sa.UnicodeText(), nullable=False),
        sa.Column("made_by", sa.String(26), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(26), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(26), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_questionnaire"), ["questionnaire"], unique=False)

    op.create_table(
        "draft_part",
        sa.Column("draft_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.UnicodeText(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(26), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_part_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "name", name=op.f("pk_draft_part")),
    )  # fmt: skip
    op.create_table(
        "edition",
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("content", sa.UnicodeText(), nullable=False),
        sa.Column("draft_id", sa.String(26), nullable=False),
        sa.Column("pack", sa.String(60), nullable=False),
        sa.Column("made_by", sa.String(26), nullable=False),
        sa.Column("approved_by", sa.String(26), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire", "version", name=op.f("pk_edition")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_edition_fingerprint")),
    )
    op.create_table(
        "installed_catalogue",
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("content", sa.UnicodeText(), nullable=False),
        sa.Column("pack", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire", "language", name=op.f("pk_installed_catalogue")),
    )


def downgrade() -> None:
    op.drop_table("installed_catalogue")
    op.drop_table("edition")
    op.drop_table("draft_part")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_questionnaire"))
    op.drop_table("draft")
