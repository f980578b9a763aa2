"""How people share an assessment: sections, links for guests, comments, mentions and evidence."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class SectionAssignment(Base):
    """That a member is asked to answer a section."""

    __tablename__ = "section_assignment"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True)
    section_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    assigned_by: Mapped[str] = mapped_column(identifier())
    assigned_at: Mapped[datetime] = mapped_column(Moment())


class GuestLink(Base):
    """A link for a colleague without an account; it opens one section after a code was typed in the browser once.

    Only hashes of the token and of the code are kept. `attempts` are the wrong codes typed since the last code was
    made; `codes` is how many were made since `codes_since`.
    """

    __tablename__ = "guest_link"
    __table_args__ = (Index("ix_guest_link_section", "assessment_id", "section_id"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    section_id: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(20), default="en")
    token_hash: Mapped[str] = mapped_column(digest(), unique=True)
    code_hash: Mapped[str] = mapped_column(digest(), default="")
    code_expires_at: Mapped[datetime | None] = mapped_column(Moment())
    attempts: Mapped[int] = mapped_column(default=0)
    codes: Mapped[int] = mapped_column(default=0)
    codes_since: Mapped[datetime | None] = mapped_column(Moment())
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment())
    revoked_at: Mapped[datetime | None] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())


class GuestBrowser(Base):
    """A browser in which the code of a guest's link was typed; `id` is the SHA-256 of the token that it keeps."""

    __tablename__ = "guest_browser"

    id: Mapped[str] = mapped_column(digest(), primary_key=True)
    link_id: Mapped[str] = mapped_column(ForeignKey("guest_link.id", ondelete="CASCADE"), index=True)
    confirmed_at: Mapped[datetime] = mapped_column(Moment())


class Comment(Base):
    """A remark about one question. `is_return` marks a reviewer's remark that has to be dealt with before sign-off."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_question", "assessment_id", "question_id"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    is_return: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[str] = mapped_column(identifier())
    written_at: Mapped[datetime] = mapped_column(Moment())
    edited_at: Mapped[datetime | None] = mapped_column(Moment())
    resolved_by: Mapped[str] = mapped_column(identifier(), default="")
    resolved_at: Mapped[datetime | None] = mapped_column(Moment())
    deleted_at: Mapped[datetime | None] = mapped_column(Moment())


class Mention(Base):
    """That a comment names a member, and whether the member has seen it."""

    __tablename__ = "mention"

    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime | None] = mapped_column(Moment())


class Evidence(Base):
    """A file or a link that supports an answer; the bytes of a file lie outside the database under its SHA-256.

    `dated` is the date of the evidence itself; `added_at` that of the upload.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_question", "assessment_id", "question_id"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(255))
    url: Mapped[str] = mapped_column(String(2000), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(digest(), default="", index=True)
    dated: Mapped[date | None] = mapped_column()
    added_by: Mapped[str] = mapped_column(identifier(), index=True)
    added_at: Mapped[datetime] = mapped_column(Moment())
    removed_at: Mapped[datetime | None] = mapped_column(Moment())
