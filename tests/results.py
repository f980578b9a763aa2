"""Assessments with results: the answers of the examples stored, submissions frozen, jobs done."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import event

from assessment import storage
from assessment.content import answers_file, answers_writer, files
from assessment.content.findings import Findings
from assessment.content.reading import read_bytes
from assessment.domain import scoring, scoring_json
from assessment.domain.access import Role
from assessment.domain.answer_json import to_text
from assessment.services import work
from assessment.services.identifiers import new_id
from assessment.services.places import Place
from assessment.storage import db
from assessment.storage.tables import StoredAnswer, Submission
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask import Flask

    from assessment.domain.answers import Answer
    from assessment.domain.answers import Assessment as Given
    from assessment.storage.tables import Assessment

EXAMPLES = ("clinic-triage", "credit-scoring", "municipal-chatbot")
_FOLDER = Path(__file__).parent.parent / "examples"


def example(name: str = "clinic-triage") -> Given:
    """Read an example assessment."""
    path = _FOLDER / f"{name}.yaml"
    content = read_bytes(path, Findings(str(path)))
    assert content is not None
    read = answers_file.read_answers(content, str(path), files.load)
    assert read.assessment is not None
    return read.assessment


def stored(name: str = "clinic-triage", **values: object) -> Place:
    """Store an example as an organisation with a system and an assessment in progress."""
    given = example(name)
    organisation = factories.organisation(given.organisation.name, size=given.organisation.size)
    return stored_for(organisation, given, **values)


def stored_for(organisation: object, given: Given, **values: object) -> Place:
    system = factories.system(organisation, given.system.name, role=given.system.role, purpose=given.system.purpose)  # type: ignore[arg-type] # a row
    assessment = factories.assessment(system, depth=int(given.depth), **values)
    store_answers(assessment, given.answers)
    return Place(assessment=assessment, system=system, organisation=organisation)  # type: ignore[arg-type] # a row


def store_answers(assessment: Assessment, answers: Mapping[str, Answer]) -> None:
    with storage.transaction() as session:
        for question, answer in answers.items():
            row = StoredAnswer(
                assessment_id=assessment.id, question_id=question, version=1, value=to_text(answer), is_valid=True,
                changed_by=assessment.created_by, changed_at=factories.NOW,
            )  # fmt: skip
            session.merge(row)


def submit(place: Place, given: Given, number: int = 1, at: datetime = factories.NOW, **values: object) -> Submission:
    """Freeze answers as a submission."""
    assert place.assessment is not None
    source = files.load(given.questionnaire, given.version)
    card = scoring.score(source, given.answers, given.depth)
    made = Submission(
        id=new_id(), assessment_id=place.assessment.id, organisation_id=place.assessment.organisation_id,
        number=number, questionnaire=given.questionnaire, version=given.version, fingerprint=source.fingerprint,
        scoring_model="1.0", depth=int(given.depth), language="en", answers=answers_writer.to_json(given, source),
        score=json.dumps(scoring_json.to_json(card)), statement="We stand for it.", signer_name="Amina Otieno",
        signer_function="Director", signed_by=new_id(), signed_at=at, submitted_by=new_id(), submitted_at=at,
        digest=f"{number:064d}", code=new_id(),
    )  # fmt: skip
    for name, value in values.items():
        setattr(made, name, value)
    with storage.transaction():
        db.session.add(made)
    return made


def do_jobs(app: Flask) -> None:
    """Do everything that waits, as the worker would."""
    with app.app_context():
        while work.work_once(lambda: datetime.now(UTC)):
            pass


def member_of(app: Flask, place: Place, role: Role = Role.OWNER) -> PageClient:
    """Return the client of a new member of the place's organisation."""
    assert place.organisation is not None
    client = app.test_client()
    with app.app_context():
        person = factories.member(place.organisation, role)
    factories.sign_in(app, client, person)
    return PageClient(client)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the SQL statements of the block."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
