"""The trail: one line for every act, each bound to the one before it."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import digest, identifier


class TrailLine(Base):
    """One act. Nothing here is personal and nothing is an answer: who and what stand as a commitment only."""

    __tablename__ = "trail_line"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(27))
    event: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    commitment: Mapped[str] = mapped_column(digest())
    previous: Mapped[str] = mapped_column(digest())
    digest: Mapped[str] = mapped_column(digest())


class TrailDetail(Base):
    """What opens a line's commitment: who acted and what changed. Erasure empties `actor`, `content` and `salt`."""

    __tablename__ = "trail_detail"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(identifier(), index=True)
    content: Mapped[str] = mapped_column(Text)


class TrailHead(Base):
    """The last line's number and digest, in one row: what a truncated trail no longer agrees with.

    On PostgreSQL writers lock this row, so that lines are numbered without gaps.
    """

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(digest())
