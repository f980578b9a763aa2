"""Questionnaires in the making, in parts that two people can edit at once, and what was published of them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, String, UnicodeText
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class Draft(Base):
    """A version in the making. `base` is the version it was made from, empty for a new questionnaire.

    `state` is draft, in-approval, published or discarded. `revision` counts every change, so that who approves approves
    what they have seen; `remark` is why it was given back.
    """

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    questionnaire: Mapped[str] = mapped_column(String(60), index=True)
    version: Mapped[str] = mapped_column(String(20))
    base: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    remark: Mapped[str] = mapped_column(UnicodeText, default="")
    made_by: Mapped[str] = mapped_column(identifier())
    made_at: Mapped[datetime] = mapped_column(Moment())
    changed_by: Mapped[str] = mapped_column(identifier())
    changed_at: Mapped[datetime] = mapped_column(Moment())
    sent_by: Mapped[str] = mapped_column(identifier(), default="")


class DraftPart(Base):
    """One part of a draft as JSON: what is about the whole, or one question, section, scale or term.

    `version` counts its changes; a save that was based on an older one is not applied. What was removed stays, so that
    it can be put back and its id is not used again.
    """

    __tablename__ = "draft_part"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    position: Mapped[int] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    content: Mapped[str] = mapped_column(UnicodeText)
    is_removed: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[str] = mapped_column(identifier())
    changed_at: Mapped[datetime] = mapped_column(Moment())


class Edition(Base):
    """A version that was published here: its bytes, which never change, under the fingerprint that names them.

    `pack` names the content pack that brought it; it is empty for one that was made here.
    """

    __tablename__ = "edition"

    questionnaire: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(digest(), unique=True)
    content: Mapped[str] = mapped_column(UnicodeText)
    draft_id: Mapped[str] = mapped_column(identifier(), default="")
    pack: Mapped[str] = mapped_column(String(60), default="")
    made_by: Mapped[str] = mapped_column(identifier())
    approved_by: Mapped[str] = mapped_column(identifier())
    published_at: Mapped[datetime] = mapped_column(Moment())


class InstalledCatalogue(Base):
    """Translations (PO) of a questionnaire that came with a content pack."""

    __tablename__ = "installed_catalogue"

    questionnaire: Mapped[str] = mapped_column(String(60), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[str] = mapped_column(UnicodeText)
    pack: Mapped[str] = mapped_column(String(60))
