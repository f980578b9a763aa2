"""The tables."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base


class PublishedVersion(Base):
    """A questionnaire version that this installation has served, with the fingerprint it had the first time."""

    __tablename__ = "published_version"

    questionnaire: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    first_served: Mapped[datetime] = mapped_column(DateTime(timezone=True))
