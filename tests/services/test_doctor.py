"""The doctor finds each fault that is planted, says how to mend it, and finds nothing in a healthy installation."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assessment import storage
from assessment.content import answers_writer, files
from assessment.domain import scoring, scoring_json
from assessment.domain.answers import Answer
from assessment.domain.answers import Assessment as Given
from assessment.domain.questionnaire import Depth
from assessment.domain.trail import Event
from assessment.services import durability, publications
from assessment.services.doctor import checking, machine
from assessment.services.identifiers import new_id
from assessment.storage import acts, blobs, db, instance
from assessment.storage.tables import Evidence, Submission
from tests import catalogues, factories
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

pytestmark = pytest.mark.usefixtures("context")


def _ill() -> set[str]:
    return {one.check.name for one in checking.examine(NOW) if not one.is_sound}


def _submit(score: str = "") -> None:
    assessment = factories.assessment(factories.system(factories.organisation()))
    questionnaire = files.load("altai", "2020.1")
    answers = {"HAO-A1": Answer(options=("yes",))}
    card = scoring.score(questionnaire, answers, Depth.FULL)
    given = Given("altai", "2020.1", Depth.FULL, "en", "2026-11-25", answers=answers)
    with storage.transaction() as session:
        session.add(
            Submission(
                id=new_id(), assessment_id=assessment.id, organisation_id=assessment.organisation_id, number=1,
                questionnaire="altai", version="2020.1", fingerprint=questionnaire.fingerprint, scoring_model="1.0",
                depth=int(Depth.FULL), language="en", answers=answers_writer.to_json(given, questionnaire),
                score=score or json.dumps(scoring_json.to_json(card)), statement="", signer_name="A", signed_by="a",
                signed_at=NOW, submitted_by="a", submitted_at=NOW, digest="", code=new_id(),
            )
        )  # fmt: skip


def _evidence() -> str:
    assessment = factories.assessment(factories.system(factories.organisation()))
    digest = blobs.store().put(io.BytesIO(b"minutes of the meeting"), 100).digest
    with storage.transaction() as session:
        session.add(
            Evidence(
                id=new_id(), assessment_id=assessment.id, organisation_id=assessment.organisation_id,
                question_id="HAO-A1", name="minutes.pdf", digest=digest, added_by="a", added_at=NOW,
            )
        )  # fmt: skip
    return digest


def test_a_healthy_installation_has_nothing_to_mend() -> None:
    publications.register_published(NOW)
    _submit()
    _evidence()
    with acts.act(Event.COMMENTED, by="a", at=NOW):
        pass

    assert {one.check.name: one.problems for one in checking.examine(NOW) if one.problems} == {}


def _lose_a_file() -> None:
    blobs.store().remove(_evidence())


def _damage_a_file() -> None:
    digest = _evidence()
    (instance.folder() / "blobs" / digest[:2] / digest[2:]).write_bytes(b"other minutes")


def _change_the_trail() -> None:
    with acts.act(Event.COMMENTED, by="a", at=NOW):
        pass
    with storage.transaction() as session:
        session.execute(text("update trail_line set subject = 'another'"))


def _change_a_score() -> None:
    _submit('{"requirements": []}')


def _weaken_the_database() -> None:
    db.session.execute(text("pragma synchronous=NORMAL"))


def _outdate_the_schema() -> None:
    with storage.transaction() as session:
        session.execute(text("update alembic_version set version_num = '0001'"))


def _publish_a_key() -> None:
    (instance.folder() / "secret-key").chmod(0o644)


def _set_the_clock_back() -> None:
    with acts.act(Event.COMMENTED, by="a", at=NOW + timedelta(hours=2)):
        pass


def _serve_another_questionnaire() -> None:
    publications.register_published(NOW)
    with storage.transaction() as session:
        session.execute(text("update published_version set fingerprint = 'another'"))


FAULTS: dict[str, tuple[Callable[[], None], str]] = {
    "a lost file": (_lose_a_file, "files"),
    "a damaged file": (_damage_a_file, "files"),
    "a changed trail": (_change_the_trail, "trail"),
    "a changed score": (_change_a_score, "scores"),
    "a database that forgets": (_weaken_the_database, "durability"),
    "an old schema": (_outdate_the_schema, "database"),
    "a key for everybody": (_publish_a_key, "keys"),
    "a clock that is behind": (_set_the_clock_back, "clock"),
    "another questionnaire": (_serve_another_questionnaire, "questionnaires"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    plant, check = FAULTS[fault]

    plant()

    found = {one.check.name: one.problems for one in checking.examine(NOW) if not one.is_sound}
    assert list(found) == [check]
    assert all(problem.what and problem.mend for problem in found[check])


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE", 2**62)

    assert _ill() == {"disk"}


def test_missing_fonts_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))

    assert _ill() == {"fonts"}


def test_a_check_that_breaks_down_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (instance.folder() / "anchors.jsonl").mkdir()

    assert _ill() == {"trail"}


def test_weak_settings_stop_the_start(app: Flask) -> None:
    _weaken_the_database()

    with pytest.raises(durability.NotDurable, match="synchronous is 1"):
        durability.require_durability()
    assert app is not None


@pytest.mark.postgres
@pytest.mark.slow
def test_postgresql_is_asked_for_its_durable_settings(any_app: Flask) -> None:
    with any_app.app_context():
        durability.require_durability()
        if not storage.is_sqlite():
            db.session.execute(text("set synchronous_commit = off"))
            with pytest.raises(durability.NotDurable, match="synchronous_commit is off"):
                durability.require_durability()


def test_a_broken_text_of_a_catalogue_is_named_and_no_error(app: Flask) -> None:
    path = catalogues.interface(catalogues.folder(app), "sw")
    path.write_text(path.read_text("utf-8").replace("sw %(done)s of", "sw %(dne)s of"), "utf-8")
    catalogues.forget()

    found = [one for one in machine.catalogues(NOW) if "sw/LC_MESSAGES/interface.po" in one.what]

    assert "placeholders" in found[0].what
    assert found[0].is_warning
