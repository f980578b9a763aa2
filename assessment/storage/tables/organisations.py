"""Organisations, their members, their AI systems and what they consented to."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, identifier


class Organisation(Base):
    """Who assesses. `country` is an ISO 3166 code (XK for Kosovo), `sector` an ISIC Rev. 4 section letter.

    `activity` is the plain word that the person chose and that led to the letter. `holding` is whom it belongs to:
    organisations with the same one count as one in aggregates.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2), default="")
    sector: Mapped[str] = mapped_column(String(1), default="")
    activity: Mapped[str] = mapped_column(String(40), default="")
    size: Mapped[str] = mapped_column(String(10), default="")
    holding: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment())
    suspended_at: Mapped[datetime | None] = mapped_column(Moment())
    suspended_for: Mapped[str] = mapped_column(String(300), default="")


class Membership(Base):
    """That an account belongs to an organisation, in one role."""

    __tablename__ = "membership"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))
    joined_at: Mapped[datetime] = mapped_column(Moment())


class System(Base):
    """An AI system of an organisation. `role` is provider, deployer or both; `stage` where it is in its life."""

    __tablename__ = "system"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime] = mapped_column(Moment())
    archived_at: Mapped[datetime | None] = mapped_column(Moment())


class Consent(Base):
    """One decision about one purpose; the newest of a purpose counts, the older ones stay as the record."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_newest", "organisation_id", "purpose", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    wording: Mapped[int] = mapped_column()
    given: Mapped[bool] = mapped_column()
    decided_by: Mapped[str] = mapped_column(identifier())
    decided_at: Mapped[datetime] = mapped_column(Moment())
