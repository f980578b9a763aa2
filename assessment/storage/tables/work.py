"""What the program itself keeps track of: jobs, documents made, mail to send, settings, and the improvement plan."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class Job(Base):
    """Work outside a request. `key` is the fingerprint of what it makes: equal work is done once.

    A worker holds a job until `leased_until`; then another may take it.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_next", "state", "run_after"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(digest(), index=True)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str] = mapped_column(identifier(), default="")
    created_at: Mapped[datetime] = mapped_column(Moment())
    run_after: Mapped[datetime] = mapped_column(Moment())
    leased_until: Mapped[datetime | None] = mapped_column(Moment())
    finished_at: Mapped[datetime | None] = mapped_column(Moment())


class StoredDocument(Base):
    """A document made by a job; its bytes lie outside the database under their SHA-256.

    `key` is the fingerprint of everything the document was made from.
    """

    __tablename__ = "stored_document"

    key: Mapped[str] = mapped_column(digest(), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger())
    digest: Mapped[str] = mapped_column(digest(), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment())


class MailMessage(Base):
    """A message that waits to be sent, or was sent; its text is emptied when it has been delivered.

    One with a country goes only in the working hours of that country.
    """

    __tablename__ = "mail_message"
    __table_args__ = (Index("ix_mail_message_next", "sent_at", "next_attempt_at"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    country: Mapped[str] = mapped_column(String(2), default="", server_default="")
    subject: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[datetime] = mapped_column(Moment())
    next_attempt_at: Mapped[datetime | None] = mapped_column(Moment())
    sent_at: Mapped[datetime | None] = mapped_column(Moment())


class Setting(Base):
    """One setting that the operator changed in the browser; what is not here has its default."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(identifier(), default="")
    changed_at: Mapped[datetime] = mapped_column(Moment())


class PlanAction(Base):
    """One action of the improvement plan; `question_id` is the question whose recommendation it follows, if any."""

    __tablename__ = "plan_action"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    system_id: Mapped[str] = mapped_column(ForeignKey("system.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[str] = mapped_column(String(100), default="")
    effort: Mapped[str] = mapped_column(String(1), default="")
    due_on: Mapped[date | None] = mapped_column()
    state: Mapped[str] = mapped_column(String(12), default="open")
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())
    changed_at: Mapped[datetime] = mapped_column(Moment())
