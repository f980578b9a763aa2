"""Releases: score rows frozen at submission, the frozen tables with what they were made from, and who took them."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessment.storage import Base
from assessment.storage.tables.kinds import Moment, digest, identifier


class ScoreRow(Base):
    """The figures of one submission, wide and frozen with it: what every aggregate is computed from.

    The eight scores are in billionths of the whole (0 to 1,000,000,000), None where the model withholds one. `details`
    is JSON: bands and scores of the sub-sections, and the items with a gap. `role` is the system's.
    """

    __tablename__ = "score_row"
    __table_args__ = (Index("ix_score_row_aggregate", "questionnaire", "depth", "submitted_at"),)

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    assessment_id: Mapped[str] = mapped_column(identifier(), index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    system_id: Mapped[str] = mapped_column(identifier(), index=True)
    round_id: Mapped[str] = mapped_column(identifier(), default="", index=True)
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    scoring_model: Mapped[str] = mapped_column(String(10))
    depth: Mapped[int] = mapped_column()
    role: Mapped[str] = mapped_column(String(10), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    submitted_at: Mapped[datetime] = mapped_column(Moment())
    hao: Mapped[int | None] = mapped_column()
    trs: Mapped[int | None] = mapped_column()
    pdg: Mapped[int | None] = mapped_column()
    tra: Mapped[int | None] = mapped_column()
    dnf: Mapped[int | None] = mapped_column()
    sew: Mapped[int | None] = mapped_column()
    acc: Mapped[int | None] = mapped_column()
    fr: Mapped[int | None] = mapped_column()
    details: Mapped[str] = mapped_column(Text)


class Release(Base):
    """A set of aggregate tables: computed, previewed, approved by a second person, then frozen for ever.

    `number` is given at approval, counted from 1, and null until then. `state` is waiting, computing, ready, refused,
    failed, approved or discarded; `problem` is the code of why a release was refused. `cutoff` is the last moment that
    counts. Without `round_id` it is a release of a quarter. `policy` and `tables_digest` name what decided and what was
    decided; `audit` is JSON about the check that nothing gives anybody away.
    """

    __tablename__ = "release"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    problem: Mapped[str] = mapped_column(String(60), default="")
    round_id: Mapped[str] = mapped_column(identifier(), default="", index=True)
    period: Mapped[str] = mapped_column(String(20))
    cutoff: Mapped[datetime] = mapped_column(Moment())
    questionnaire: Mapped[str] = mapped_column(String(60))
    depth: Mapped[int] = mapped_column()
    scoring_model: Mapped[str] = mapped_column(String(10))
    policy: Mapped[int] = mapped_column()
    policy_fingerprint: Mapped[str] = mapped_column(digest())
    software: Mapped[str] = mapped_column(String(40))
    basis: Mapped[str] = mapped_column(String(20))
    stages: Mapped[str] = mapped_column(Text, default="{}")
    audit: Mapped[str] = mapped_column(Text, default="{}")
    progress: Mapped[int] = mapped_column(default=0)
    tables_digest: Mapped[str] = mapped_column(String(64), default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str] = mapped_column(identifier())
    made_at: Mapped[datetime] = mapped_column(Moment())
    approved_by: Mapped[str] = mapped_column(identifier(), default="")
    approved_at: Mapped[datetime | None] = mapped_column(Moment())


class ReleaseCell(Base):
    """One released figure, or that it is withheld and why; what is written here is what every reader sees.

    `position` orders the cells of a release. `table_id` names the table of the policy, `first` and `second` the values
    of its dimensions, `measure` and `item` what is told of whom (a requirement, a sub-section, a band, a question),
    `statistic` which figure. `value` is the published whole number, None where withheld; `count` the rounded number of
    organisations. `status` is `A` or a status code of withholding, `reason` its code, `as_of` the number of the release
    that the value was first shown in (0: this one).
    """

    __tablename__ = "release_cell"
    __table_args__ = (Index("ix_release_cell_table", "release_id", "table_id", "measure", "item", "first", "second"),)

    release_id: Mapped[str] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_id: Mapped[str] = mapped_column(String(40))
    first: Mapped[str] = mapped_column(String(60), default="")
    second: Mapped[str] = mapped_column(String(60), default="")
    measure: Mapped[str] = mapped_column(String(20))
    item: Mapped[str] = mapped_column(String(60), default="")
    statistic: Mapped[str] = mapped_column(String(20))
    value: Mapped[int | None] = mapped_column()
    count: Mapped[int | None] = mapped_column()
    status: Mapped[str] = mapped_column(String(2))
    reason: Mapped[str] = mapped_column(String(40), default="")
    as_of: Mapped[int] = mapped_column(default=0)


class ReleaseContribution(Base):
    """What one organisation contributed to a release, under a pseudonym, for the audit of later releases.

    `pseudonym` is a keyed digest of the organisation, the same in every release, and `unit` that of its holding (or the
    organisation itself). `organisation_id` lets the organisation see which releases contain it, and is emptied when it
    is erased. `figures` is JSON: attributes, scores, bands and gaps.
    """

    __tablename__ = "release_contribution"

    release_id: Mapped[str] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    pseudonym: Mapped[str] = mapped_column(digest(), primary_key=True)
    unit: Mapped[str] = mapped_column(digest())
    organisation_id: Mapped[str] = mapped_column(identifier(), default="", index=True)
    figures: Mapped[str] = mapped_column(Text)


class ReleaseFile(Base):
    """One download of a release, made once; its bytes lie outside the database under their SHA-256."""

    __tablename__ = "release_file"

    key: Mapped[str] = mapped_column(digest(), primary_key=True)
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger())
    digest: Mapped[str] = mapped_column(digest(), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment())


class Download(Base):
    """That somebody took figures of a release: who, which, when and for what purpose."""

    __tablename__ = "download"
    __table_args__ = (Index("ix_download_release", "release_id", "taken_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[str] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(255), default="")
    purpose: Mapped[str] = mapped_column(String(300))
    taken_by: Mapped[str] = mapped_column(identifier(), index=True)
    taken_at: Mapped[datetime] = mapped_column(Moment())


class SavedView(Base):
    """A choice of cut and measure that a person keeps under a name; `query` is the address's own."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "name", name="uq_saved_view_name"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    query: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Moment())


class ApiToken(Base):
    """A secret with which a program reads releases for a person; only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(String(300))
    token_hash: Mapped[str] = mapped_column(digest(), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[date] = mapped_column()
    used_at: Mapped[datetime | None] = mapped_column(Moment())
    revoked_at: Mapped[datetime | None] = mapped_column(Moment())


class OfficialCountry(Base):
    """One country that an official is limited to; an official without any sees all."""

    __tablename__ = "official_country"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
