"""Rounds as pages show them: their terms, what they are now, and how far they have come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import STEPS, Phase, RoundState, Step, Terms, phase_of
from assessment.services.places import NotFound
from assessment.storage import db, rounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

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


def list_rounds(at: datetime) -> tuple[Known, ...]:
    """Return every round, the one that closes last first; the number of queries does not depend on how many."""
    return _known(db.session, rounds.newest_first(db.session), at)


def find_round(round_id: str, at: datetime) -> Known:
    """Return one round; raise NotFound."""
    row = rounds.find(db.session, round_id)
    if row is None:
        raise NotFound
    return _known(db.session, [row], at)[0]


def terms_of(session: DatabaseSession, row: Round) -> Terms:
    """Return the terms of a stored round."""
    return _terms(row, {one.country: one.target for one in rounds.countries(session, [row.id])})


def _known(session: DatabaseSession, rows: Sequence[Round], at: datetime) -> tuple[Known, ...]:
    ids = [row.id for row in rows]
    countries: dict[str, dict[str, int]] = defaultdict(dict)
    for one in rounds.countries(session, ids):
        countries[one.round_id][one.country] = one.target
    counts = rounds.counts(session, ids)
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
