"""Rounds with their countries, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, delete, distinct, func, insert, or_, select, update

from assessment.domain.rounds import invitations_last_until
from assessment.storage import affected
from assessment.storage.tables import Assessment, Invitation, Participant, Round, RoundCountry, Submission

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement

    from assessment.storage import DatabaseSession

_COUNTRIES = select(RoundCountry).where(RoundCountry.round_id.in_(bindparam("rounds", expanding=True)))


def add(session: DatabaseSession, values: Mapping[str, object], countries: Mapping[str, int]) -> None:
    """Write a round with its countries."""
    session.execute(insert(Round).values(**values))
    _write_countries(session, str(values["id"]), countries)


def find(session: DatabaseSession, id_: str) -> Round | None:
    """Return a round as it is now."""
    query = select(Round).where(Round.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def newest_first(session: DatabaseSession) -> Sequence[Round]:
    """Return every round, the one that closes last first."""
    return session.scalars(select(Round).order_by(Round.closes_on.desc(), Round.created_at.desc(), Round.id)).all()


def countries(session: DatabaseSession, rounds: Collection[str]) -> Sequence[RoundCountry]:
    """Return the countries of several rounds."""
    return session.scalars(_COUNTRIES, {"rounds": list(rounds)}).all()


def set_countries(session: DatabaseSession, round_id: str, given: Mapping[str, int]) -> None:
    """Put other countries in the place of those of a round."""
    session.execute(delete(RoundCountry).where(RoundCountry.round_id == round_id))
    _write_countries(session, round_id, given)


def change(session: DatabaseSession, id_: str, revision: int, values: Mapping[str, object]) -> bool:
    """Change a round that is still at this revision and raise the revision; False when somebody was faster."""
    query = (
        update(Round)
        .where(Round.id == id_, Round.revision == revision)
        .values(dict(values) | {"revision": revision + 1})
    )
    return affected(session.execute(query)) == 1


def countries_in_use(session: DatabaseSession, round_id: str) -> frozenset[str]:
    """Return the countries from which somebody takes part."""
    query = select(Participant.country).where(Participant.round_id == round_id).distinct()
    return frozenset(session.scalars(query.where(Participant.withdrawn_at.is_(None))))


def counts(
    session: DatabaseSession, rounds: Collection[str], facilitator: str | None
) -> dict[str, tuple[int, int, int, int]]:
    """Return by round how many organisations were invited, have looked, have started and have submitted.

    Who has accepted has looked, whichever way they came. Only those that are bound to a facilitator count, unless that
    is None.
    """
    has_looked = or_(
        Participant.opened_at.is_not(None),
        Participant.organisation_id.is_not(None),
        Invitation.accepted_at.is_not(None),
    )
    invited = (
        select(Participant.round_id, func.count(), func.count(case((has_looked, 1))))
        .outerjoin(Invitation, Invitation.id == Participant.invitation_id)
        .where(Participant.round_id.in_(rounds), *_counted(facilitator))
        .group_by(Participant.round_id)
    )
    started = _organisations(session, rounds, facilitator, submitted=False)
    submitted = _organisations(session, rounds, facilitator, submitted=True)
    found = {row[0]: (row[1], row[2]) for row in session.execute(invited)}
    return {id_: (*found.get(id_, (0, 0)), started.get(id_, 0), submitted.get(id_, 0)) for id_ in rounds}


def _organisations(
    session: DatabaseSession, rounds: Collection[str], facilitator: str | None, *, submitted: bool
) -> dict[str, int]:
    of = (Participant.round_id == Assessment.round_id) & (Participant.organisation_id == Assessment.organisation_id)
    query = (
        select(Assessment.round_id, func.count(distinct(Assessment.organisation_id)))
        .join(Participant, of)
        .where(Assessment.round_id.in_(rounds), *_counted(facilitator))
        .group_by(Assessment.round_id)
    )
    if submitted:
        query = query.join(Submission, Submission.assessment_id == Assessment.id).where(Submission.voided_at.is_(None))
    return {row[0]: row[1] for row in session.execute(query)}


def _counted(facilitator: str | None) -> tuple[ColumnElement[bool], ...]:
    takes_part = Participant.withdrawn_at.is_(None)
    return (takes_part,) if facilitator is None else (takes_part, Participant.facilitator_id == facilitator)


def move_end(session: DatabaseSession, round_id: str, closes_on: date) -> None:
    """Let what hangs on the end of a round move with it: open assessments' day, and the term of open invitations."""
    mine = (Assessment.round_id == round_id) & Assessment.state.in_(("draft", "returned", "in-review", "signed"))
    session.execute(update(Assessment).where(mine).values(due_on=closes_on))
    of_round = select(Participant.invitation_id).where(Participant.round_id == round_id)
    unused = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    until = invitations_last_until(closes_on)
    session.execute(update(Invitation).where(Invitation.id.in_(of_round), unused).values(expires_at=until))


def _write_countries(session: DatabaseSession, round_id: str, given: Mapping[str, int]) -> None:
    if given:
        rows = [{"round_id": round_id, "country": code, "target": target} for code, target in given.items()]
        session.execute(insert(RoundCountry), rows)
