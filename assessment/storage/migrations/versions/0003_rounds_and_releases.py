"""Rounds with their participants and workshops, releases with everything behind them, and holdings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("problem", sa.String(60), nullable=False),
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("cutoff", sa.DateTime(timezone=True), nullable=False),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("scoring_model", sa.String(10), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("policy_fingerprint", sa.String(64), nullable=False),
        sa.Column("software", sa.String(40), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("stages", sa.Text(), nullable=False),
        sa.Column("audit", sa.Text(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("tables_digest", sa.String(64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.String(26), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.String(26), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("number", name=op.f("uq_release_number")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_round_id"), ["round_id"], unique=False)

    op.create_table(
        "round",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("languages", sa.UnicodeText(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("follows", sa.String(26), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.Date(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_api_token_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_token_token_hash")),
    )
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_token_account_id"), ["account_id"], unique=False)

    op.create_table(
        "download",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("purpose", sa.String(300), nullable=False),
        sa.Column("taken_by", sa.String(26), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_download_release_id_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download")),
    )
    with op.batch_alter_table("download", schema=None) as batch_op:
        batch_op.create_index("ix_download_release", ["release_id", "taken_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_download_taken_by"), ["taken_by"], unique=False)

    op.create_table(
        "official_country",
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_official_country_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "country", name=op.f("pk_official_country")),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.String(40), nullable=False),
        sa.Column("first", sa.String(60), nullable=False),
        sa.Column("second", sa.String(60), nullable=False),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("statistic", sa.String(20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(2), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("as_of", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_cell_release_id_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_release_cell")),
    )
    with op.batch_alter_table("release_cell", schema=None) as batch_op:
        batch_op.create_index(
            "ix_release_cell_table", ["release_id", "table_id", "measure", "item", "first", "second"], unique=False
        )

    op.create_table(
        "release_contribution",
        sa.Column("release_id", sa.String(26), nullable=False),
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("organisation_id", sa.String(26), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_contribution_release_id_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "pseudonym", name=op.f("pk_release_contribution")),
    )
    with op.batch_alter_table("release_contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_contribution_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "release_file",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("release_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_file_release_id_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_release_file")),
    )
    with op.batch_alter_table("release_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_file_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_file_release_id"), ["release_id"], unique=False)

    op.create_table(
        "round_country",
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_country_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "country", name=op.f("pk_round_country")),
    )
    op.create_table(
        "round_sheet",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_sheet_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_sheet")),
    )
    op.create_index(op.f("ix_round_sheet_round_id"), "round_sheet", ["round_id"], unique=False)
    op.create_index(op.f("ix_round_sheet_created_at"), "round_sheet", ["created_at"], unique=False)
    op.create_table(
        "round_letters",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(26), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_letters_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "part", name=op.f("pk_round_letters")),
    )
    op.create_index(op.f("ix_round_letters_round_id"), "round_letters", ["round_id"], unique=False)
    op.create_index(op.f("ix_round_letters_made_at"), "round_letters", ["made_at"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("query", sa.String(500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("account_id", "name", name="uq_saved_view_name"),
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("batch", sa.String(26), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("activity", sa.String(40), nullable=False),
        sa.Column("size", sa.String(10), nullable=False),
        sa.Column("contact", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("holding", sa.String(200), nullable=False),
        sa.Column("facilitator_id", sa.String(26), nullable=False),
        sa.Column("invitation_id", sa.String(26), nullable=True),
        sa.Column("organisation_id", sa.String(26), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_participant_invitation_id_invitation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_participant_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_participant_round_id_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("round_id", "key", name="uq_participant_key"),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participant_facilitator_id"), ["facilitator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index("ix_participant_organisation", ["organisation_id", "round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_participant_round_id"), ["round_id"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("participant_id", sa.String(26), nullable=False),
        sa.Column("assessment_id", sa.String(26), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("is_voting", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_workshop_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_workshop_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_workshop_code_hash")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshop_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "score_row",
        sa.Column("submission_id", sa.String(26), nullable=False),
        sa.Column("assessment_id", sa.String(26), nullable=False),
        sa.Column("organisation_id", sa.String(26), nullable=False),
        sa.Column("system_id", sa.String(26), nullable=False),
        sa.Column("round_id", sa.String(26), nullable=False),
        sa.Column("questionnaire", sa.String(60), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("scoring_model", sa.String(10), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hao", sa.Integer(), nullable=True),
        sa.Column("trs", sa.Integer(), nullable=True),
        sa.Column("pdg", sa.Integer(), nullable=True),
        sa.Column("tra", sa.Integer(), nullable=True),
        sa.Column("dnf", sa.Integer(), nullable=True),
        sa.Column("sew", sa.Integer(), nullable=True),
        sa.Column("acc", sa.Integer(), nullable=True),
        sa.Column("fr", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_score_row_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_score_row_submission_id_submission"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_score_row")),
    )
    with op.batch_alter_table("score_row", schema=None) as batch_op:
        batch_op.create_index("ix_score_row_aggregate", ["questionnaire", "depth", "submitted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_row_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_row_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_row_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_row_system_id"), ["system_id"], unique=False)

    op.create_table(
        "submission_check",
        sa.Column("submission_id", sa.String(26), nullable=False),
        sa.Column("checked_by", sa.String(26), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_submission_check_submission_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_check")),
    )
    op.create_table(
        "workshop_outcome",
        sa.Column("workshop_id", sa.String(26), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("votes", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(26), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_outcome_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "question_id", name=op.f("pk_workshop_outcome")),
    )
    op.create_table(
        "workshop_vote",
        sa.Column("workshop_id", sa.String(26), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("voter", sa.String(64), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_vote_workshop_id_workshop"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", "question_id", "voter", name=op.f("pk_workshop_vote")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.String(26), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_assessment_round_id"), ["round_id"], unique=False)

    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holding", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    # Not in a batch: SQLite would make the tables anew, and the old ones would take all that hangs on them along.
    op.execute("ALTER TABLE organisation DROP COLUMN holding")
    op.drop_index(op.f("ix_assessment_round_id"), table_name="assessment")
    op.execute("ALTER TABLE assessment DROP COLUMN round_id")

    op.drop_table("submission_check")
    op.drop_table("workshop_vote")
    op.drop_table("workshop_outcome")
    with op.batch_alter_table("score_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_row_system_id"))
        batch_op.drop_index(batch_op.f("ix_score_row_round_id"))
        batch_op.drop_index(batch_op.f("ix_score_row_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_score_row_assessment_id"))
        batch_op.drop_index("ix_score_row_aggregate")

    op.drop_table("score_row")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_participant_id"))
        batch_op.drop_index(batch_op.f("ix_workshop_assessment_id"))

    op.drop_table("workshop")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_round_id"))
        batch_op.drop_index("ix_participant_organisation")
        batch_op.drop_index(batch_op.f("ix_participant_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_participant_facilitator_id"))

    op.drop_table("participant")
    op.drop_table("saved_view")
    op.drop_table("round_letters")
    op.drop_table("round_sheet")
    op.drop_table("round_country")
    with op.batch_alter_table("release_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_file_release_id"))
        batch_op.drop_index(batch_op.f("ix_release_file_digest"))

    op.drop_table("release_file")
    with op.batch_alter_table("release_contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_contribution_organisation_id"))

    op.drop_table("release_contribution")
    with op.batch_alter_table("release_cell", schema=None) as batch_op:
        batch_op.drop_index("ix_release_cell_table")

    op.drop_table("release_cell")
    op.drop_table("official_country")
    with op.batch_alter_table("download", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_download_taken_by"))
        batch_op.drop_index("ix_download_release")

    op.drop_table("download")
    with op.batch_alter_table("api_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_token_account_id"))

    op.drop_table("api_token")
    op.drop_table("round")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_round_id"))

    op.drop_table("release")
