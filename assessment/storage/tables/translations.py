"""Translations that are made in the service."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import String, UnicodeText
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, identifier


class TranslatedText(Base):
    """One revision of one translation; none is ever changed, the newest counts.

    `name` is the digest of key, source and plural. `forms` is a JSON list of texts, `state` is draft or reviewed: a
    review is a revision with the same forms by somebody else.
    """

    __tablename__ = "translated_text"

    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    domain: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(UnicodeText)
    plural: Mapped[str] = mapped_column(UnicodeText, default="")
    forms: Mapped[str] = mapped_column(UnicodeText)
    state: Mapped[str] = mapped_column(String(10))
    made_by: Mapped[str] = mapped_column(identifier())
    made_at: Mapped[datetime] = mapped_column(Moment())
