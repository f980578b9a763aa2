"""Asking for a release: what can be released, one at a time, and never the same twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.content import policies
from assessment.domain.questionnaire import Depth
from assessment.domain.rounds import end_of
from assessment.domain.scorecard import SCORING_MODEL
from assessment.domain.trail import Event
from assessment.services import jobs
from assessment.services.consents import inclusion_basis
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import acts, db, demo, gathering, releases

if TYPE_CHECKING:
    from assessment.storage.tables import Round

_PACKAGE = Path(__file__).resolve().parents[2]
# So many finished quarters are offered.
_QUARTERS = 8


class UnderWay(ValueError):
    """Another release is being made, or waits for a decision."""


class AlreadyReleased(ValueError):
    """There is an approved release of this round or quarter."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be released: a round, or (without `round_id`) a quarter such as "2026-Q4" of one questionnaire."""

    period: str
    questionnaire: str
    depth: Depth
    cutoff: datetime
    title: str
    round_id: str = ""
    is_demo: bool = False

    @property
    def id(self) -> str:
        """What names the wish in a form."""
        return self.round_id or f"{self.period}/{self.questionnaire}/{self.depth.word}"


def possible(at: datetime) -> tuple[Wish, ...]:
    """Return what can be released now: finished rounds, then finished quarters, the newest first."""
    is_demo = not demo.has_real_organisations(db.session)
    rounds = [_of_round(row, at, is_demo) for row in gathering.finished_rounds(db.session)]
    quarters = [
        Wish(period, questionnaire, Depth(depth), end, period, is_demo=is_demo)
        for questionnaire, depth, first in gathering.kinds(db.session)
        if Depth(depth) is not Depth.SCREENING
        for period, end in _quarters(first, at)
    ]
    found = [*(wish for wish in rounds if wish), *sorted(quarters, key=lambda wish: wish.period, reverse=True)]
    return tuple(wish for wish in found if not _is_released(wish))


def find_wish(id_: str, at: datetime) -> Wish:
    """Return what can be released under this id; raise NotFound."""
    found = next((wish for wish in possible(at) if wish.id == id_), None)
    if found is None:
        raise NotFound
    return found


def ask(wish: Wish, by: str, at: datetime, title: str = "") -> str:
    """Ask for a release and return its id; the worker makes it. Raises UnderWay and AlreadyReleased."""
    policy, id_ = policies.load(), new_id()
    with acts.act(Event.RELEASE_ASKED, by=by, at=at, subject=id_) as done:
        if releases.under_way(done.session) is not None:
            raise UnderWay
        if _is_released(wish):
            raise AlreadyReleased
        releases.add(
            done.session,
            {
                "id": id_, "title": title.strip() or wish.title, "state": "waiting", "round_id": wish.round_id,
                "period": wish.period, "cutoff": wish.cutoff, "questionnaire": wish.questionnaire,
                "depth": int(wish.depth), "scoring_model": SCORING_MODEL, "policy": policy.version,
                "policy_fingerprint": policy.fingerprint, "software": software(),
                "basis": inclusion_basis().value, "is_demo": wish.is_demo, "made_by": by, "made_at": at,
            },
        )  # fmt: skip
        jobs.want(done.session, jobs.Wanted(jobs.Kind.RELEASE, key_of(id_), {"release": id_}), by, at)
        done.content |= {"round": wish.round_id, "period": wish.period, "policy": policy.version}
    return id_


def key_of(release_id: str) -> str:
    """Return the key of the job that makes a release."""
    return hashlib.sha256(f"release {release_id}".encode()).hexdigest()


@lru_cache(maxsize=1)
def software() -> str:
    """Return the name of the program that decides what is released, with the digest of that part of it."""
    digest = hashlib.sha256()
    for path in sorted((_PACKAGE / "domain").rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return f"assessment {digest.hexdigest()[:12]}"


def _is_released(wish: Wish) -> bool:
    return releases.of_period(db.session, wish.questionnaire, wish.round_id, wish.period, int(wish.depth)) is not None


def _of_round(row: Round, at: datetime, is_demo: bool) -> Wish | None:  # noqa: FBT001 - how the installation is
    """Return the wish for a round that is over: closed by an officer, or its last day has passed everywhere."""
    end = row.closed_at if row.state == "closed" and row.closed_at else end_of(row.closes_on)
    if at < end or Depth(row.depth) is Depth.SCREENING:
        return None
    period = row.closes_on.isoformat()
    return Wish(period, row.questionnaire, Depth(row.depth), end, row.name, row.id, row.is_demo or is_demo)


def _quarters(first: datetime, at: datetime) -> list[tuple[str, datetime]]:
    """Return the finished quarters since the first submission, as (name, end), the newest first."""
    found: list[tuple[str, datetime]] = []
    end = _begin(at.astimezone(UTC).date())
    while end > first and len(found) < _QUARTERS:
        last = _begin(date.fromordinal(end.date().toordinal() - 1))
        found.append((f"{last.year}-Q{(last.month + 2) // 3}", end - timedelta(microseconds=1)))
        end = last
    return found


def _begin(day: date) -> datetime:
    """Return when the quarter of a day began."""
    return datetime(day.year, 3 * ((day.month - 1) // 3) + 1, 1, tzinfo=UTC)
