"""Rounds of assessments: what was commissioned, who was invited, and workshops at which people answer together."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, Words, digest, identifier


class Round(Base):
    """A commissioned series of assessments with one questionnaire version at one depth.

    It is open from `opens_on` to `closes_on`, both included; `state` is draft, open or closed. `follows` is the round
    it was cloned from. `revision` grows with every change, so that two officers cannot change it from the same page.
    """

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    depth: Mapped[int] = mapped_column()
    languages: Mapped[list[str]] = mapped_column(Words(), default=list)
    opens_on: Mapped[date] = mapped_column()
    closes_on: Mapped[date] = mapped_column()
    state: Mapped[str] = mapped_column(String(10), default="draft")
    revision: Mapped[int] = mapped_column(default=1)
    follows: Mapped[str] = mapped_column(identifier(), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())
    closed_at: Mapped[datetime | None] = mapped_column(Moment())


class RoundCountry(Base):
    """One country of a round, with how many submissions are aimed at (0: no number was set)."""

    __tablename__ = "round_country"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    target: Mapped[int] = mapped_column(default=0)


class Participant(Base):
    """An organisation in a round, from the invitation on; `organisation_id` is empty until somebody has accepted it.

    `key` is the digest of what tells two rows of an invitation list apart, so that nothing is imported twice. What the
    officer wrote about the organisation only fills in its description; from then on its own words count. `batch` names
    the import it came with. `holding` is whom the organisation belongs to, if several belong to one. Until
    `extended_to` it may submit, whatever the round's own last day is.
    """

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("round_id", "key", name="uq_participant_key"),
        Index("ix_participant_organisation", "organisation_id", "round_id"),
    )

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(digest())
    batch: Mapped[str] = mapped_column(identifier(), default="")
    name: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    activity: Mapped[str] = mapped_column(String(40), default="")
    size: Mapped[str] = mapped_column(String(10), default="")
    contact: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    holding: Mapped[str] = mapped_column(String(200), default="")
    facilitator_id: Mapped[str] = mapped_column(identifier(), default="", index=True)
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment())
    opened_at: Mapped[datetime | None] = mapped_column(Moment())
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment())
    extended_to: Mapped[date | None] = mapped_column()


class RoundSheet(Base):
    """A list of organisations to invite that somebody has sent and is looking at; it goes after a day.

    `rows` are the cells as JSON, without anything that only a spreadsheet can do. Once imported, they are forgotten.
    """

    __tablename__ = "round_sheet"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    rows: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    imported_at: Mapped[datetime | None] = mapped_column(Moment())
    imported: Mapped[int] = mapped_column(default=0)


class RoundLetters(Base):
    """One file of printable letters of a round; it holds codes, so it goes after a day, or when it was printed."""

    __tablename__ = "round_letters"

    key: Mapped[str] = mapped_column(digest(), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    letters: Mapped[int] = mapped_column()
    size: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(digest())
    made_by: Mapped[str] = mapped_column(identifier())
    made_at: Mapped[datetime] = mapped_column(Moment(), index=True)


class SubmissionCheck(Base):
    """That a submission was found complete and coherent, which says nothing about its truth."""

    __tablename__ = "submission_check"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    checked_by: Mapped[str] = mapped_column(identifier())
    checked_at: Mapped[datetime] = mapped_column(Moment())


class Workshop(Base):
    """A meeting at which people answer an assessment together before a projector.

    `code_hash` lets people vote from their phones without an account; `question_id` is what is on the screen now, and
    `is_voting` whether votes are taken.
    """

    __tablename__ = "workshop"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(digest(), unique=True)
    question_id: Mapped[str] = mapped_column(String(60), default="")
    is_voting: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[str] = mapped_column(identifier())
    created_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    ended_at: Mapped[datetime | None] = mapped_column(Moment())


class WorkshopVote(Base):
    """One vote on one question; `voter` is a digest of a browser's secret, so that each counts once and has no name."""

    __tablename__ = "workshop_vote"

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    voter: Mapped[str] = mapped_column(digest(), primary_key=True)
    choice: Mapped[str] = mapped_column(Text)
    voted_at: Mapped[datetime] = mapped_column(Moment())


class WorkshopOutcome(Base):
    """What a workshop agreed on one question: the counted votes as JSON, and the dissent in words."""

    __tablename__ = "workshop_outcome"

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    votes: Mapped[str] = mapped_column(Text, default="{}")
    dissent: Mapped[str] = mapped_column(Text, default="")
    agreed_by: Mapped[str] = mapped_column(identifier())
    agreed_at: Mapped[datetime] = mapped_column(Moment())
