"""Finding the evidence that one person has added."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_evidence_added_by", "evidence", ["added_by"])


def downgrade() -> None:
    op.drop_index("ix_evidence_added_by", "evidence")
