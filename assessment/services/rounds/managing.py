"""Making a round, changing its terms, opening, extending, closing and reopening it, and the round of the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.rounds import FIXED, STEPS, RoundState, Step, Terms
from assessment.domain.trail import Event
from assessment.services import assessments
from assessment.services.conflicts import Stale
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.services.rounds import inviting, reading
from assessment.storage import acts, participants, rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from assessment.domain.access import Person
    from assessment.services.rounds.inviting import Writer
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Participant, Round


class Unfit(ValueError):
    """Terms that no round can have; `code` says why: period, past, questionnaire, languages or countries."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Fixed(ValueError):
    """What was to be changed cannot change any more in this state; `names` are fields of the terms."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(", ".join(sorted(names)))
        self.names = frozenset(names)


class CountriesInUse(ValueError):
    """Organisations of countries that were to leave the round take part in it."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(", ".join(sorted(codes)))
        self.codes = frozenset(codes)


def make_round(terms: Terms, by: Person, at: datetime, *, follows: str = "", along: Sequence[Participant] = ()) -> str:
    """Make a round as a draft and return its id; raises Unfit.

    `follows` is the round it was cloned from, and `along` are those of its participants who take part again.
    """
    _judge(terms)
    _judge_version(terms, at)
    id_ = new_id()
    with acts.act(Event.ROUND_MADE, by=by.id, at=at, subject=id_) as done:
        values = _values(terms) | {"id": id_, "created_by": by.id, "created_at": at, "follows": follows}
        rounds.add(done.session, values, terms.countries)
        participants.add(done.session, [_again(one, id_, by, at) for one in along])
        done.content["edition"] = f"{terms.questionnaire} {terms.version}"
        if follows:
            done.content |= {"follows": follows, "participants": len(along)}
    return id_


def change_round(round_id: str, terms: Terms, revision: int, by: Person, at: datetime) -> None:
    """Change the terms of a round. Raises Stale, Unfit, Fixed or CountriesInUse, and changes nothing then."""
    _judge(terms)
    with acts.act(Event.ROUND_CHANGED, by=by.id, at=at, subject=round_id) as done:
        row = _found(done.session, round_id)
        changed = reading.terms_of(done.session, row).changed(terms)
        if "version" in changed:
            _judge_version(terms, at)
        fixed = changed & FIXED[RoundState(row.state)]
        if fixed:
            raise Fixed(fixed)
        gone = rounds.countries_in_use(done.session, round_id) - set(terms.countries)
        if gone and "countries" in changed:
            raise CountriesInUse(gone)
        if not rounds.change(done.session, round_id, revision, _values(terms)):
            raise Stale
        if "countries" in changed:
            rounds.set_countries(done.session, round_id, terms.countries)
        done.content["changed"] = sorted(changed)
        done.is_void = not changed


def open_round(round_id: str, revision: int, by: Person, at: datetime, writer: Writer | None = None) -> None:
    """Open a draft: from its first day on, organisations can start in it. Raises Stale, or Unfit when it is over.

    Organisations that take part already, because they did in the round before, are told what `writer` writes.
    """
    with acts.act(Event.ROUND_OPENED, by=by.id, at=at, subject=round_id) as done:
        row = _found(done.session, round_id, Step.OPEN)
        _judge_end(row.closes_on, at)
        _move(done.session, round_id, revision, {"state": RoundState.OPEN.value})
        known = {one.organisation_id: one.name for one in participants.of_round(done.session, round_id)}
        if writer is not None:
            told = {id_: name for id_, name in known.items() if id_}
            inviting.tell_owners(done.session, told, writer, reading.terms_of(done.session, row), at)


def extend_round(round_id: str, closes_on: date, revision: int, by: Person, at: datetime) -> None:
    """Give an open round another last day, today or later. Raises Stale or Unfit."""
    with acts.act(Event.ROUND_CHANGED, by=by.id, at=at, subject=round_id) as done:
        row = _found(done.session, round_id, Step.EXTEND)
        _judge_end(closes_on, at, row.opens_on)
        _move(done.session, round_id, revision, {"closes_on": closes_on})
        rounds.move_end(done.session, round_id, closes_on)
        done.content |= {"closes_on": closes_on.isoformat()}


def close_round(round_id: str, revision: int, by: Person, at: datetime) -> None:
    """Close an open round: nothing starts in it and nothing is submitted to it any more. Raises Stale."""
    with acts.act(Event.ROUND_CLOSED, by=by.id, at=at, subject=round_id) as done:
        _found(done.session, round_id, Step.CLOSE)
        _move(done.session, round_id, revision, {"state": RoundState.CLOSED.value, "closed_at": at})


def reopen_round(round_id: str, closes_on: date, revision: int, by: Person, at: datetime) -> None:
    """Open a closed round again until another last day. Raises Stale or Unfit."""
    with acts.act(Event.ROUND_OPENED, by=by.id, at=at, subject=round_id) as done:
        row = _found(done.session, round_id, Step.REOPEN)
        _judge_end(closes_on, at, row.opens_on)
        values = {"state": RoundState.OPEN.value, "closed_at": None, "closes_on": closes_on}
        _move(done.session, round_id, revision, values)
        rounds.move_end(done.session, round_id, closes_on)
        done.content |= {"again": True, "closes_on": closes_on.isoformat()}


def _judge(terms: Terms) -> None:
    """Refuse terms that contradict themselves or name what is not there."""
    if terms.closes_on < terms.opens_on:
        raise Unfit("period")
    published = {(one.questionnaire, one.version) for one in assessments.offered()}
    if (terms.questionnaire, terms.version) not in published:
        raise Unfit("questionnaire")
    if not terms.languages:
        raise Unfit("languages")
    if not terms.countries:
        raise Unfit("countries")


def _judge_version(terms: Terms, at: datetime) -> None:
    """Refuse a version that has ended: a round that has it already goes on with it."""
    startable = {(one.questionnaire, one.version) for one in assessments.startable(at.date())}
    if (terms.questionnaire, terms.version) not in startable:
        raise Unfit("questionnaire")


def _judge_end(closes_on: date, at: datetime, opens_on: date | None = None) -> None:
    """Refuse a last day that has passed already, or that comes before the first."""
    if closes_on < at.date() or (opens_on is not None and closes_on < opens_on):
        raise Unfit("past")


def _found(session: DatabaseSession, round_id: str, step: Step | None = None) -> Round:
    """Return a round on which this step can be taken; raise NotFound or Stale."""
    row = rounds.find(session, round_id)
    if row is None:
        raise NotFound
    if step is not None and step not in STEPS[RoundState(row.state)]:
        raise Stale
    return row


def _move(session: DatabaseSession, round_id: str, revision: int, values: Mapping[str, object]) -> None:
    if not rounds.change(session, round_id, revision, values):
        raise Stale


def _values(terms: Terms) -> dict[str, object]:
    return {
        "name": terms.name, "questionnaire": terms.questionnaire, "version": terms.version, "depth": int(terms.depth),
        "languages": list(terms.languages), "opens_on": terms.opens_on, "closes_on": terms.closes_on,
        "note": terms.note,
    }  # fmt: skip


def _again(one: Participant, round_id: str, by: Person, at: datetime) -> dict[str, object]:
    """Return the row of an organisation that is known, in another round: it needs no invitation."""
    return {
        "id": new_id(), "round_id": round_id, "key": one.key, "name": one.name, "country": one.country,
        "activity": one.activity, "size": one.size, "contact": one.contact, "email": one.email,
        "language": one.language, "holding": one.holding, "facilitator_id": one.facilitator_id,
        "organisation_id": one.organisation_id, "created_by": by.id, "created_at": at,
    }  # fmt: skip
