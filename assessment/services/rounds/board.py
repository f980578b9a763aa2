"""The status board of a round: who stands where, by country and by facilitator; without an answer or a score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain import standing_in_round
from assessment.domain.standing_in_round import AssessmentFacts, Delivery, Facts, Group, Stage
from assessment.domain.states import AssessmentState
from assessment.services.rounds import far, reach
from assessment.storage import db, round_board

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.storage.tables import Assessment, Participant, Round


class Order(Enum):
    """By what the lines of a board are sorted."""

    NAME = "name"
    COUNTRY = "country"
    STAGE = "stage"
    DONE = "done"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a board is wanted; empty means everything. `facilitator` is an id, or "none" for who has nobody."""

    country: str = ""
    facilitator: str = ""
    stage: Stage | None = None
    words: str = ""
    order: Order = Order.NAME


@dataclass(frozen=True, slots=True)
class Line:
    """One participant on the board, how far it is and how much is done; `changed_at` is the last sign of life."""

    id: str
    name: str
    country: str
    contact: str
    email: str
    language: str
    facilitator_id: str
    facilitator: str
    facts: Facts
    stage: Stage
    percent: int
    delivery: Delivery
    invited_at: datetime
    opened_at: datetime | None
    started_at: datetime | None
    submitted_at: datetime | None
    returned_at: datetime | None
    changed_at: datetime | None
    reminders: int
    reminded_at: datetime | None

    @property
    def group(self) -> Group | None:
        """Which reminder would help."""
        return standing_in_round.group_of(self.facts)


@dataclass(frozen=True, slots=True)
class Tally:
    """Some participants in numbers; who was withdrawn is in none. `target` counts submissions, 0 without a number."""

    key: str
    name: str
    target: int
    invited: int
    opened: int
    started: int
    submitted: int
    returned: int
    checked: int
    undelivered: int


@dataclass(frozen=True, slots=True)
class Board:
    """A round with those of its lines that were asked for; the tallies are about all that the person sees."""

    round: Round
    lines: tuple[Line, ...]
    total: Tally
    countries: tuple[Tally, ...]
    facilitators: tuple[Tally, ...]


def show_board(person: Person, round_id: str, wish: Wish) -> Board:
    """Return the board of a round as far as the person sees it; raise NotFound. The number of queries is fixed."""
    found = reach.find_round(person, round_id)
    limit = reach.facilitator_of(person)
    lines = lines_of(found.id, limit)
    targets = round_board.targets(db.session, found.id) if limit is None else {}
    return Board(
        found,
        tuple(sorted((line for line in lines if _is_wanted(line, wish)), key=_ORDERS[wish.order])),
        _tally("", "", sum(targets.values()), lines),
        tuple(
            _tally(country, country, targets.get(country, 0), [line for line in lines if line.country == country])
            for country in sorted({line.country for line in lines} | set(targets))
        ),
        tuple(
            _tally(id_, name, 0, [line for line in lines if line.facilitator_id == id_])
            for name, id_ in sorted({(line.facilitator, line.facilitator_id) for line in lines})
        ),
    )


def is_unreached(line: Line) -> bool:
    """Whether mail cannot bring somebody the invitation: it was given up, or there is no address."""
    return line.stage is Stage.INVITED and line.delivery in {Delivery.FAILED, Delivery.NO_ADDRESS}


def lines_of(round_id: str, facilitator: str | None, participant: str = "") -> tuple[Line, ...]:
    """Return the lines of a round by name; of those bound to a facilitator, unless that is None; or a single one."""
    if participant:
        one = round_board.participant(db.session, participant, facilitator)
        found = [one] if one else []
    else:
        found = list(round_board.participants(db.session, round_id, facilitator))
    only = found[0][0].organisation_id or "" if participant and found else ""
    assessments = [] if participant and not only else _assessments(round_id, only)
    by_organisation: dict[str | None, list[_Assessed]] = defaultdict(list)
    for one_assessed in assessments:
        by_organisation[one_assessed.row.organisation_id].append(one_assessed)
    names = round_board.names(db.session, {row[0].facilitator_id for row in found if row[0].facilitator_id})
    deliveries = _deliveries([row[0] for row in found])
    return tuple(
        _line(row, (name, accepted is not None), by_organisation.get(row.organisation_id, []), (names, deliveries))
        for row, name, accepted in found
    )


@dataclass(frozen=True, slots=True)
class _Assessed:
    row: Assessment
    facts: AssessmentFacts
    submitted_at: datetime | None
    returned_at: datetime | None


def _assessments(round_id: str, organisation: str) -> list[_Assessed]:
    rows = [row[0] for row in round_board.assessments(db.session, round_id, organisation)]
    ids = [row.id for row in rows]
    returns = round_board.returns(db.session, ids)
    submitted = round_board.submissions(db.session, ids)
    done = far.counts(rows)
    made = []
    for row in rows:
        returned_at = returns.get(row.id)
        _, submitted_at, checked_at = submitted.get(row.id, ("", None, None))
        facts = AssessmentFacts(
            AssessmentState(row.state), *done[row.id], returned_at is not None,
            returned_at is not None and row.changed_at <= returned_at, checked_at is not None,
        )  # fmt: skip
        made.append(_Assessed(row, facts, submitted_at, returned_at))
    return made


def _line(
    row: Participant,
    itself: tuple[str, bool],
    found: list[_Assessed],
    known: tuple[dict[str, str], dict[str, Delivery]],
) -> Line:
    name, has_accepted = itself
    names, deliveries = known
    is_accepted = has_accepted or row.organisation_id is not None
    facts = Facts(
        row.opened_at is not None or is_accepted,
        is_accepted,
        row.withdrawn_at is not None,
        tuple(one.facts for one in found),
    )
    return Line(
        id=row.id, name=name or row.name, country=row.country, contact=row.contact, email=row.email,
        language=row.language, facilitator_id=row.facilitator_id if row.facilitator_id in names else "",
        facilitator=names.get(row.facilitator_id, ""), facts=facts, stage=standing_in_round.stage_of(facts),
        percent=standing_in_round.percent(facts), delivery=deliveries[row.id],
        invited_at=row.created_at, opened_at=row.opened_at,
        started_at=min((one.row.created_at for one in found), default=None),
        submitted_at=max((one.submitted_at for one in found if one.submitted_at), default=None),
        returned_at=max((one.returned_at for one in found if one.returned_at), default=None),
        changed_at=max((one.row.changed_at for one in found), default=row.opened_at),
        reminders=row.reminders, reminded_at=row.reminded_at,
    )  # fmt: skip


def _deliveries(rows: Sequence[Participant]) -> dict[str, Delivery]:
    """Return what became of the last mail to the contact of each; one that left long ago has no row any more."""
    last: dict[str, Delivery] = {}
    for address, _, _, sent, given_up in round_board.mails(db.session, {row.email for row in rows if row.email}):
        last[address] = Delivery.SENT if sent else Delivery.FAILED if given_up else Delivery.WAITING
    return {row.id: last.get(row.email, Delivery.SENT) if row.email else Delivery.NO_ADDRESS for row in rows}


def _is_wanted(line: Line, wish: Wish) -> bool:
    nobody = wish.facilitator == "none"
    return (
        (not wish.country or line.country == wish.country)
        and (not wish.facilitator or line.facilitator_id == ("" if nobody else wish.facilitator))
        and (wish.stage is None or line.stage is wish.stage)
        and (
            not wish.words
            or any(wish.words.casefold() in text.casefold() for text in (line.name, line.contact, line.email))
        )
    )


def _tally(key: str, name: str, target: int, lines: Iterable[Line]) -> Tally:
    counted = [line for line in lines if line.stage is not Stage.WITHDRAWN]
    stages = [line.stage for line in counted]
    return Tally(
        key, name, target,
        invited=len(stages),
        opened=sum(stage.has_opened for stage in stages),
        started=sum(stage.has_started for stage in stages),
        submitted=sum(stage.has_submitted for stage in stages),
        returned=stages.count(Stage.RETURNED),
        checked=stages.count(Stage.CHECKED),
        undelivered=sum(line.delivery is Delivery.FAILED for line in counted),
    )  # fmt: skip


_STAGES = list(Stage)
_ORDERS = {
    Order.NAME: lambda line: (line.name.casefold(), line.id),
    Order.COUNTRY: lambda line: (line.country, line.name.casefold(), line.id),
    Order.STAGE: lambda line: (_STAGES.index(line.stage), line.name.casefold(), line.id),
    Order.DONE: lambda line: (-line.percent, line.name.casefold(), line.id),
    Order.CHANGE: lambda line: (-(line.changed_at or line.invited_at).timestamp(), line.name.casefold(), line.id),
}
