"""A realistic database, filled fast: organisations with assessments that are answered with all their gaps."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text

from assessment import storage
from assessment.app import create_app
from assessment.config import Settings
from assessment.content import files
from assessment.domain import population
from assessment.domain.answer_json import to_text
from assessment.domain.questionnaire import Depth
from assessment.services import documents, publications
from assessment.services.identifiers import new_id
from assessment.storage import db
from assessment.storage.tables import AnswerChange, Assessment, Membership, Organisation, StoredAnswer, System
from tests import factories, results
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from flask import Flask

    from assessment.storage.tables import Account

PATTERNS = 40
AT_ONCE = 20_000


@dataclass
class World:
    """The database of a benchmark, and the one organisation in it that is looked at."""

    app: Flask
    owner: Account
    assessment: str
    others: list[str]
    report: str


def build(folder: Path, assessments: int) -> World:
    """Fill a database with so many assessments, three for each organisation."""
    app = create_app(Settings.from_env({"INSTANCE": str(folder)}))
    with app.app_context():
        storage.migrate()
        publications.register_published(NOW)
        fill(assessments)
        organisation = factories.organisation()
        owner = factories.member(organisation)
        given = results.example()
        others = [results.stored_for(organisation, given).assessment for _ in range(6)]
        other_ids = [one.id for one in others if one is not None]
        place = results.stored_for(organisation, given)
        assert place.assessment is not None
        assessment = place.assessment.id
        results.submit(place, given)
        key = documents.request_report(place, documents.Wish(), owner.id, NOW)
        asked = {"key": key, "organisation": organisation.id}
        content = random.Random(1).randbytes(290_000)
        documents.keep(asked, ("report", "report.pdf", "application/pdf"), content, NOW)
        report = f"/assessments/{assessment}/report/{key}/file"
        _prepare_the_yardstick()
        db.session.refresh(owner)
        db.session.expunge(owner)
        return World(app, owner, assessment, other_ids, report)


def _prepare_the_yardstick() -> None:
    """Make the row that the bare commit changes; nobody waits for the report that stands in for a real one."""
    with storage.transaction() as session:
        session.execute(text("create table bench_row (number integer)"))
        session.execute(text("insert into bench_row values (0)"))
        session.execute(text("delete from job"))


def fill(assessments: int) -> None:
    """Add organisations with their systems, assessments, answers and history."""
    chance, questionnaire = random.Random(1), files.load("altai", "2020.1")
    invented = [population.invent(chance) for _ in range(PATTERNS)]
    answered = [
        {id_: to_text(answer) for id_, answer in found.items()}
        for one in invented
        for found in [population.answer(chance, one, questionnaire, Depth.FULL, one.maturity)]
    ]
    rows: dict[Any, list[dict[str, object]]] = {Organisation: [], Membership: [], System: [], Assessment: []}
    ids = []
    for number in range(assessments):
        one = invented[number % PATTERNS]
        if number % 3 == 0:
            organisation, system = new_id(), new_id()
            rows[Organisation].append(
                {"id": organisation, "name": one.name, "country": one.country, "sector": "J", "activity": one.activity,
                 "size": one.size, "language": "en", "time_zone": one.zone, "is_demo": True, "created_at": NOW}
            )  # fmt: skip
            rows[System].append({"id": system, "organisation_id": organisation, "name": "System", "created_at": NOW})
        ids.append(new_id())
        rows[Assessment].append(
            {"id": ids[-1], "organisation_id": organisation, "system_id": system, "questionnaire": "altai",
             "version": "2020.1", "fingerprint": questionnaire.fingerprint, "depth": int(Depth.FULL),
             "created_by": organisation, "created_at": NOW, "changed_at": NOW}
        )  # fmt: skip
    with storage.transaction() as session:
        for table, made in rows.items():
            if made:
                session.execute(insert(table), made)
        for some in _in_pieces(_answers(ids, answered, {"is_valid": True})):
            session.execute(insert(StoredAnswer), some)
        for some in _in_pieces(_answers(ids, answered, {"save_id": "bench"})):
            session.execute(insert(AnswerChange), some)


def _answers(ids: list[str], answered: list[dict[str, str]], more: dict[str, object]) -> Iterator[dict[str, object]]:
    for number, assessment in enumerate(ids):
        for question, value in answered[number % PATTERNS].items():
            yield {
                "assessment_id": assessment, "question_id": question, "version": 1, "value": value,
                "changed_by": "somebody", "changed_at": NOW, **more,
            }  # fmt: skip


def _in_pieces(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    given = iter(rows)
    while some := list(islice(given, AT_ONCE)):
        yield some
