"""Translations that are made in the service, each change a row of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "translated_text",
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("domain", sa.String(60), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("source", sa.UnicodeText(), nullable=False),
        sa.Column("plural", sa.UnicodeText(), nullable=False),
        sa.Column("forms", sa.UnicodeText(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("made_by", sa.String(26), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("language", "domain", "name", "version", name=op.f("pk_translated_text")),
    )


def downgrade() -> None:
    op.drop_table("translated_text")
