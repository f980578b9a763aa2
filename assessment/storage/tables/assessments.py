"""Assessments, their answers with history, their states and their frozen submissions."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class Assessment(Base):
    """One questionnaire version answered about one system, pinned to the questionnaire's fingerprint.

    `revision` grows with every change of state, so that two people cannot change it from the same page. `follows` is
    the assessment this one started from, `round_id` the round it belongs to, if any. `warnings` counts how often the
    members were told that it will be deleted because nobody works on it; they count only if nothing has changed since
    `warned_at`.
    """

    __tablename__ = "assessment"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    system_id: Mapped[str] = mapped_column(ForeignKey("system.id", ondelete="CASCADE"), index=True)
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(digest())
    depth: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(20), default="en")
    state: Mapped[str] = mapped_column(String(20), default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    follows: Mapped[str] = mapped_column(identifier(), default="")
    round_id: Mapped[str] = mapped_column(identifier(), default="", index=True)
    due_on: Mapped[date | None] = mapped_column()
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())
    changed_at: Mapped[datetime] = mapped_column(Moment())
    warnings: Mapped[int] = mapped_column(default=0)
    warned_at: Mapped[datetime | None] = mapped_column(Moment())


class StoredAnswer(Base):
    """The present answer to one question as canonical JSON, as typed; `is_valid` tells whether it fits its question.

    `version` grows by one with every change and travels in the form. An empty value is an answer taken back.
    `changed_by` is an account or a guest link.
    """

    __tablename__ = "answer"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column()
    value: Mapped[str] = mapped_column(Text)
    is_valid: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[str] = mapped_column(identifier())
    changed_at: Mapped[datetime] = mapped_column(Moment())


class AnswerChange(Base):
    """One version of one answer: the history, and the memory of which saves were applied already."""

    __tablename__ = "answer_change"
    __table_args__ = (
        UniqueConstraint("assessment_id", "question_id", "version", name="uq_answer_change_version"),
        Index("ix_answer_change_save", "assessment_id", "save_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column()
    value: Mapped[str] = mapped_column(Text)
    save_id: Mapped[str] = mapped_column(String(36))
    origin: Mapped[str] = mapped_column(String(20), default="typed")
    reason: Mapped[str] = mapped_column(Text, default="")
    changed_by: Mapped[str] = mapped_column(identifier())
    changed_at: Mapped[datetime] = mapped_column(Moment())


class StateChange(Base):
    """One step of an assessment from a state to another, with the remark that explains it."""

    __tablename__ = "state_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    before: Mapped[str] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(Text, default="")
    changed_by: Mapped[str] = mapped_column(identifier())
    changed_at: Mapped[datetime] = mapped_column(Moment())


class Signature(Base):
    """An approver's signature under answers that are locked until it is voided or submitted.

    `answers_digest` covers the answers that were signed: only these can be submitted. `statement` is the whole text.
    """

    __tablename__ = "signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    statement: Mapped[str] = mapped_column(Text)
    signer_name: Mapped[str] = mapped_column(String(100))
    signer_function: Mapped[str] = mapped_column(String(100), default="")
    answers_digest: Mapped[str] = mapped_column(digest())
    signed_by: Mapped[str] = mapped_column(identifier())
    signed_at: Mapped[datetime] = mapped_column(Moment())
    voided_at: Mapped[datetime | None] = mapped_column(Moment())


class Submission(Base):
    """What was signed off, frozen: the answers file, the score, and what they were made with.

    `fingerprint` is the questionnaire's; `digest` covers answers, score, statement and signature. `code` is what a
    reader of the report types to verify it. A voided submission stays, and says so.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("assessment_id", "number", name="uq_submission_number"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = mapped_column()
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(digest())
    scoring_model: Mapped[str] = mapped_column(String(10))
    depth: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(20))
    answers: Mapped[str] = mapped_column(Text)
    score: Mapped[str] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text)
    signer_name: Mapped[str] = mapped_column(String(100))
    signer_function: Mapped[str] = mapped_column(String(100), default="")
    signed_by: Mapped[str] = mapped_column(identifier())
    signed_at: Mapped[datetime] = mapped_column(Moment())
    submitted_by: Mapped[str] = mapped_column(identifier())
    submitted_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    voided_at: Mapped[datetime | None] = mapped_column(Moment())
    digest: Mapped[str] = mapped_column(digest())
    code: Mapped[str] = mapped_column(identifier(), unique=True)
