"""The register of questionnaire versions that this installation has served."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_version",
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("first_served", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("questionnaire", "version", name=op.f("pk_published_version")),
    )


def downgrade() -> None:
    op.drop_table("published_version")
