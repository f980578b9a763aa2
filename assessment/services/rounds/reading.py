"""Rounds as pages show them: their terms, what they are now, and how far they have come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import STEPS, Phase, RoundState, Step, Terms, phase_of
from assessment.services.rounds import reach
from assessment.storage import db, rounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Round


@dataclass(frozen=True, slots=True)
class Counts:
    """How many organisations of a round were invited, have looked, have started and have submitted."""

    invited: int = 0
    opened: int = 0
    started: int = 0
    submitted: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A round: what was decided about it and where it stands at the moment it was read."""

    id: str
    terms: Terms
    state: RoundState
    phase: Phase
    revision: int
    follows: str
    counts: Counts

    @property
    def steps(self) -> frozenset[Step]:
        """What can be done with it now."""
        return STEPS[self.state]

    @property
    def edition(self) -> str:
        """The questionnaire version, as "altai 2020.1"."""
        return f"{self.terms.questionnaire} {self.terms.version}"


def list_rounds(person: Person, at: datetime) -> tuple[Known, ...]:
    """Return the rounds that a person sees, the one that closes last first; a fixed number of queries.

    A facilitator's counts are about the organisations that are bound to them.
    """
    visible = reach.rounds_in_reach(person)
    rows = [row for row in rounds.newest_first(db.session) if visible is None or row.id in visible]
    return _known(rows, at, reach.facilitator_of(person))


def find_round(person: Person, round_id: str, at: datetime) -> Known:
    """Return one round that a person sees; raise NotFound."""
    return _known([reach.find_round(person, round_id)], at, reach.facilitator_of(person))[0]


def name_of(round_id: str) -> str:
    """Return the name of a round; empty when it is not there."""
    found = rounds.find(db.session, round_id)
    return found.name if found else ""


def terms_of(session: DatabaseSession, row: Round) -> Terms:
    """Return the terms of a stored round."""
    return _terms(row, {one.country: one.target for one in rounds.countries(session, [row.id])})


def _known(rows: Sequence[Round], at: datetime, facilitator: str | None) -> tuple[Known, ...]:
    ids = [row.id for row in rows]
    countries: dict[str, dict[str, int]] = defaultdict(dict)
    for one in rounds.countries(db.session, ids):
        countries[one.round_id][one.country] = one.target
    counts = rounds.counts(db.session, ids, facilitator)
    made = []
    for row in rows:
        terms, state = _terms(row, countries[row.id]), RoundState(row.state)
        phase = phase_of(state, terms, at)
        made.append(Known(row.id, terms, state, phase, row.revision, row.follows, Counts(*counts[row.id])))
    return tuple(made)


def _terms(row: Round, countries: dict[str, int]) -> Terms:
    return Terms(
        row.name, row.questionnaire, row.version, Depth(row.depth), row.opens_on, row.closes_on, countries,
        tuple(row.languages), row.note,
    )  # fmt: skip
