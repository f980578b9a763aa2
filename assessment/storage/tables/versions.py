"""What happens to assessments and versions over time: moves to newer versions, and the ends of versions."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, String, UnicodeText
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class Move(Base):
    """That an assessment went on with a newer version.

    `answers` are those before the move (JSON, values by question), `again` those that came back from before an earlier
    undo. `followed` names what went along with its question (JSON, by table and id the question it stood at). After an
    undo `since` holds the answers to the newer version that had been given since, and `stood` the number of each answer
    as the undo left it: clocks of several writers do not tell what came later.
    """

    __tablename__ = "move"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    before_version: Mapped[str] = mapped_column(String(20))
    before_fingerprint: Mapped[str] = mapped_column(digest())
    after_version: Mapped[str] = mapped_column(String(20))
    after_fingerprint: Mapped[str] = mapped_column(digest())
    answers: Mapped[str] = mapped_column(UnicodeText)
    again: Mapped[str] = mapped_column(UnicodeText, default="{}")
    followed: Mapped[str] = mapped_column(UnicodeText, default="{}")
    since: Mapped[str] = mapped_column(UnicodeText, default="{}")
    stood: Mapped[str] = mapped_column(UnicodeText, default="{}")
    moved_by: Mapped[str] = mapped_column(identifier())
    moved_at: Mapped[datetime] = mapped_column(Moment())
    undone_by: Mapped[str] = mapped_column(identifier(), default="")
    undone_at: Mapped[datetime | None] = mapped_column(Moment())


class VersionEnd(Base):
    """The last day on which assessments of a version are started; those that run then go on."""

    __tablename__ = "version_end"

    questionnaire: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    last_day: Mapped[date] = mapped_column()
    set_by: Mapped[str] = mapped_column(identifier())
    set_at: Mapped[datetime] = mapped_column(Moment())
