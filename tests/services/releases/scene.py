"""Organisations with submissions in bulk, for tests that make releases."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import insert

from assessment import storage
from assessment.content import files
from assessment.domain import scoring, scoring_json
from assessment.domain.access import Role
from assessment.domain.questionnaire import Depth
from assessment.services import score_rows, work
from assessment.services.identifiers import new_id
from assessment.storage import releases
from assessment.storage.tables import (
    Assessment,
    Consent,
    Organisation,
    Participant,
    Release,
    Round,
    Submission,
    System,
)
from tests import factories

if TYPE_CHECKING:
    from assessment.storage.tables import Account

NOW = factories.NOW
ALTAI = ("altai", "2020.1")
AFTER = NOW + timedelta(days=1)
COUNTRIES = ("KE", "SN", "BR", "VN")
SECTORS = ("Q", "J", "O")
SIZES = ("small", "medium", "large")


@lru_cache(maxsize=8)
def score(level: int, edition: tuple[str, str] = ALTAI) -> str:
    """Return the frozen score of somebody who gave every question the answer at a level."""
    questionnaire = files.load(*edition)
    card = scoring.score(questionnaire, factories.every_answer(questionnaire, level), Depth.FULL)
    return json.dumps(scoring_json.to_json(card))


@dataclass
class Population:
    """Organisations of a round that is over, each with one submission of an edition."""

    edition: tuple[str, str] = ALTAI
    round_id: str = field(default_factory=new_id)
    organisations: list[str] = field(default_factory=list)
    submissions: list[str] = field(default_factory=list)


def population(
    count: int,
    *,
    with_rows: bool = True,
    consent: bool = True,
    at: datetime = NOW,
    edition: tuple[str, str] = ALTAI,
) -> Population:
    """Invent so many organisations that have submitted in a closed round and consent to be in aggregates."""
    made = Population(edition)
    with storage.transaction() as session:
        session.add(
            Round(
                id=made.round_id, name="Round of spring", questionnaire=edition[0], version=edition[1], depth=3,
                languages=["en"], opens_on=(at - timedelta(days=60)).date(), closes_on=at.date(), state="closed",
                created_by=new_id(), created_at=at - timedelta(days=70), closed_at=at + timedelta(hours=1),
            )
        )  # fmt: skip
    add(made, count, with_rows=with_rows, consent=consent, at=at)
    return made


def add(
    population: Population, count: int, *, with_rows: bool = True, consent: bool = True, at: datetime = NOW
) -> list[str]:
    """Let more organisations take part; return their ids."""
    first = len(population.organisations)
    ids = [new_id() for _ in range(count)]
    rows: dict[type, list[dict[str, object]]] = {}
    for number, id_ in enumerate(ids, first):
        _organisation(rows, population, number, id_, at)
        if consent:
            decided = {"purpose": "aggregate", "wording": 1, "given": True, "decided_by": new_id(), "decided_at": at}
            rows.setdefault(Consent, []).append({"organisation_id": id_} | decided)
    with storage.transaction() as session:
        for table, given in rows.items():
            session.execute(insert(table), given)
    if with_rows:
        score_rows.complete()
    population.organisations += ids
    return ids


def _organisation(
    rows: dict[type, list[dict[str, object]]], population: Population, number: int, id_: str, at: datetime
) -> None:
    country = COUNTRIES[(number * number) % len(COUNTRIES)] if number % 3 else COUNTRIES[number % len(COUNTRIES)]
    described = {"sector": SECTORS[number % 3], "size": SIZES[number // 3 % 3], "activity": "health"}
    _put(rows, Organisation, id=id_, name=f"Organisation {number}", country=country, created_at=at, **described)
    system, assessment, submission = new_id(), new_id(), new_id()
    role = ("provider", "deployer", "both")[number % 3]
    _put(rows, System, id=system, organisation_id=id_, name="System", role=role, created_at=at)
    where = {"assessment_id": assessment, "organisation_id": id_}
    about = dict(zip(("questionnaire", "version"), population.edition, strict=True)) | {"depth": 3, "language": "en"}
    fingerprint = files.load(*population.edition).fingerprint
    _put(
        rows, Assessment, id=assessment, organisation_id=id_, system_id=system, state="submitted", revision=1,
        created_by=new_id(), created_at=at, changed_at=at, round_id=population.round_id, fingerprint=fingerprint,
        **about,
    )  # fmt: skip
    _put(
        rows, Submission, id=submission, number=1, fingerprint=fingerprint, scoring_model="1.0", answers="{}",
        score=score(-1 - number % 4, population.edition), statement="Yes.", signer_name="Amina", signed_by=new_id(),
        signed_at=at, submitted_by=new_id(), submitted_at=at, digest="0" * 64, code=new_id(), **where, **about,
    )  # fmt: skip
    population.submissions.append(submission)
    _put(
        rows, Participant, id=new_id(), round_id=population.round_id, key=f"{number:064d}", name=f"Name {number}",
        country=country, organisation_id=id_, created_by=new_id(), created_at=at,
    )  # fmt: skip


def _put(rows: dict[type, list[dict[str, object]]], table: type, **values: object) -> None:
    rows.setdefault(table, []).append(values)


def officer() -> Account:
    """Make a programme officer."""
    return factories.account("Ola Officer", Role.PROGRAMME_OFFICER)


def do_jobs(at: datetime | None = None) -> None:
    """Do everything that waits."""
    while work.work_once(lambda: at or datetime.now(UTC)):
        pass


def release(id_: str) -> Release:
    """Return a release as it is now."""
    found = releases.find(storage.db.session, id_)
    assert found is not None
    return found
