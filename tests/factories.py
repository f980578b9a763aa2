"""Real rows for tests, one function for each thing a test needs; every default is plausible."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from flask import g, has_app_context
from sqlalchemy import update

from assessment import storage
from assessment.content import files
from assessment.domain.access import SECOND_FACTOR, Role
from assessment.domain.answer_json import to_text
from assessment.domain.answers import Answer
from assessment.domain.questionnaire import Depth, Kind
from assessment.services import passwords, sessions
from assessment.services.identifiers import hashed, new_id
from assessment.storage import db
from assessment.storage.tables import (
    Account,
    Assessment,
    Membership,
    Organisation,
    Participant,
    Round,
    RoundCountry,
    SectionAssignment,
    StoredAnswer,
    System,
)
from assessment.web.account import resuming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient

    from assessment.domain.questionnaire import Question, Questionnaire

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
_count = itertools.count(1)
Kept = TypeVar("Kept")


def account(name: str = "Amina Otieno", *offices: Role, **values: object) -> Account:
    """Make a person; `offices` are roles outside organisations. There is no password unless one is given (hashed).

    Whose office demands a second factor has one, unless `tf_primary_method` says otherwise.
    """
    made = Account(
        id=new_id(), email=f"person{next(_count)}@example.org", name=name, offices=[office.value for office in offices],
        fs_uniquifier=new_id(), queue_key="00" * 32, created_at=NOW, active=True, language="en", time_zone="UTC",
        tf_primary_method="authenticator" if SECOND_FACTOR.intersection(offices) else None,
    )  # fmt: skip
    return _kept(made, values)


def organisation(name: str = "Kisumu Health Network", **values: object) -> Organisation:
    made = Organisation(
        id=new_id(), name=name, country="KE", sector="Q", activity="health", size="small", created_at=NOW,
        language="en", time_zone="Africa/Nairobi",
    )  # fmt: skip
    return _kept(made, values)


def member(organisation: Organisation, role: Role = Role.OWNER, person: Account | None = None) -> Account:
    """Make a person a member in this role; a new person unless one is given."""
    who = person or account(f"{role.value.title()} {next(_count)}")
    _kept(Membership(organisation_id=organisation.id, account_id=who.id, role=role.value, joined_at=NOW), {})
    return who


def system(organisation: Organisation, name: str = "Triage helper", **values: object) -> System:
    made = System(
        id=new_id(), organisation_id=organisation.id, name=name, role="deployer", purpose="Suggests who is seen first.",
        stage="pilot", created_at=NOW,
    )  # fmt: skip
    return _kept(made, values)


def assessment(system: System, **values: object) -> Assessment:
    """Start a full assessment of ALTAI 2020.1."""
    questionnaire = files.load("altai", "2020.1")
    made = Assessment(
        id=new_id(), organisation_id=system.organisation_id, system_id=system.id, questionnaire="altai",
        version="2020.1", fingerprint=questionnaire.fingerprint, depth=int(Depth.FULL), language="en", state="draft",
        revision=1, created_by=new_id(), created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    return _kept(made, values)


def assign(assessment: Assessment, person: Account, *sections: str) -> None:
    """Ask a member to answer sections."""
    for section in sections:
        asked = {"assessment_id": assessment.id, "section_id": section, "account_id": person.id}
        _kept(SectionAssignment(**asked, assigned_by=person.id, assigned_at=NOW), {})


def answers(assessment: Assessment, given: Mapping[str, Answer | None], **values: object) -> None:
    """Store answers as they are, valid unless told otherwise; None is an answer that was taken back."""
    for question, answer in given.items():
        made = StoredAnswer(
            assessment_id=assessment.id, question_id=question, version=1, value=to_text(answer), is_valid=True,
            changed_by=assessment.created_by, changed_at=NOW,
        )  # fmt: skip
        _kept(made, values)


def every_answer(questionnaire: Questionnaire, level: int = -1) -> dict[str, Answer]:
    """Return a fitting answer to every question: its last option, or that at `level`; every row of a matrix."""
    return {question.id: _fitting(question, level) for question in questionnaire.questions}


def _fitting(question: Question, level: int) -> Answer:
    chosen = [option.id for option in question.options if not option.exclusive]
    match question.kind:
        case Kind.SINGLE:
            return Answer(options=(chosen[max(level, -len(chosen))],))
        case Kind.MULTIPLE:
            return Answer(options=tuple(chosen))
        case Kind.MATRIX:
            return Answer(cells=tuple((row.id, chosen[0]) for row in question.rows))
        case Kind.TEXT:
            return Answer(text="Nothing to add.")


def round_(name: str = "East Africa 2026", **values: object) -> Round:
    """Make a round of full assessments with ALTAI 2020.1 in Kenya; a draft unless told otherwise."""
    made = Round(
        id=new_id(), name=name, questionnaire="altai", version="2020.1", depth=int(Depth.FULL), languages=["en"],
        opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 31), state="draft", created_by=new_id(), created_at=NOW,
    )  # fmt: skip
    kept = _kept(made, values)
    _kept(RoundCountry(round_id=kept.id, country="KE", target=20), {})
    return kept


def participant(round_id: str, organisation: Organisation | None = None, **values: object) -> Participant:
    """Invite an organisation to a round; one that is known takes part, any other has not answered yet."""
    made = Participant(
        id=new_id(), round_id=round_id, key=hashed(new_id()), name=organisation.name if organisation else "Invited",
        country="KE", organisation_id=organisation.id if organisation else None, created_by=new_id(), created_at=NOW,
    )  # fmt: skip
    return _kept(made, values)


PASSWORD = "correct horse battery staple"  # noqa: S105 - of people who do not exist


def set_password(app: Flask, person: Account, password: str = PASSWORD) -> None:
    """Give a person a password, so that they can sign in by the form."""
    with app.app_context():
        kept = passwords.keep(password)
        with storage.transaction() as session:
            session.execute(update(Account).where(Account.id == person.id).values(password=kept))


def sign_in(app: Flask, client: FlaskClient, person: Account, *, left_open: bool = False) -> None:
    """Give a client a session of this person, as signing in would, without the forms.

    With `left_open` it was signed in long ago: what weighs most then asks for a proof.
    """
    proven = 0 if left_open else datetime.now(UTC).timestamp()
    with app.app_context():
        token_of_forms = resuming.token_for(person.id)
        held = {"_user_id": person.fs_uniquifier, "_fresh": True, "fs_paa": proven, "csrf_token": token_of_forms}
        who = (person.fs_uniquifier, sessions.person_of(person))
        token = sessions.keep_session(None, json.dumps(held), who, "Firefox, Linux", datetime.now(UTC))
    assert token is not None
    client.set_cookie("session", token)
    if has_app_context():
        # Requests share `g` with a context that a test keeps open; the next one is another person's.
        for name in list(g):
            g.pop(name)


def _kept(row: Kept, values: dict[str, object]) -> Kept:
    for name, value in values.items():
        setattr(row, name, value)
    with storage.transaction():
        db.session.add(row)
    return row
