"""Evidence in the database and in the data folder: what is kept, for how long, and what goes."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import current_app
from sqlalchemy import select

from assessment import storage
from assessment.domain.access import Person
from assessment.services import evidence, guest_codes, guest_links
from assessment.services.erasing.assessments import delete_assessment
from assessment.services.files import GRACE, sweep_files
from assessment.services.mail import Letter
from assessment.services.places import NotFound
from assessment.services.retention.rules import apply_rules
from assessment.services.uploads.refusals import Refusal, Refused
from assessment.storage import blobs
from assessment.storage.tables import Evidence, TrailDetail
from tests import factories
from tests.services import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NOW, DAY = factories.NOW, timedelta(days=1)
PDF = files.GOOD["report.pdf"]


@pytest.fixture
def about(any_app: Flask) -> Iterator[evidence.About]:
    with any_app.app_context():
        made = factories.assessment(factories.system(factories.organisation()))
        yield evidence.About(made.organisation_id, made.id, "HAO-B4")
        storage.db.session.remove()


def add(about: evidence.About, content: bytes = PDF, name: str = "report.pdf") -> str:
    return evidence.add_file(about, (name, io.BytesIO(content)), None, Person("someone"), NOW)


def digests() -> list[str]:
    return [digest for digest, _ in blobs.store().all()]


def test_a_file_lies_outside_the_database_under_its_digest(about: evidence.About) -> None:
    id_ = add(about)

    row = storage.db.session.scalars(select(Evidence)).one()
    assert digests() == [row.digest]
    with evidence.open_file(about, id_).stream as file:
        assert file.read() == PDF


def test_the_trail_knows_which_file_was_added_and_not_its_name(about: evidence.About) -> None:
    add(about, name="Dismissal of Jane Doe.pdf")

    content = storage.db.session.scalars(select(TrailDetail.content)).one()
    assert digests()[0] in content
    assert "Jane" not in content


def test_the_same_file_twice_is_kept_until_the_last_one_goes(about: evidence.About) -> None:
    first, second = add(about), add(about)
    late = NOW + evidence.undo_time() + DAY
    evidence.remove_evidence(about, first, Person("someone"), NOW)
    age_files()
    apply_rules(late)
    kept = len(digests())
    evidence.remove_evidence(about, second, Person("someone"), NOW)
    age_files()
    apply_rules(late)

    assert (kept, digests()) == (1, [])


def age_files() -> None:
    """Make every file old enough not to be taken for one that is on its way."""
    for digest, _ in blobs.store().all():
        os.utime(Path(current_app.instance_path) / "blobs" / digest[:2] / digest[2:], (0, 0))


def test_removed_evidence_is_put_back_with_its_file_until_its_time_is_over(about: evidence.About) -> None:
    id_ = add(about)
    evidence.remove_evidence(about, id_, Person("someone"), NOW)
    evidence.put_back(about, id_, Person("someone"), NOW + DAY)
    with evidence.open_file(about, id_).stream as file:
        again = file.read()
    evidence.remove_evidence(about, id_, Person("someone"), NOW)

    assert again == PDF
    with pytest.raises(NotFound):
        evidence.put_back(about, id_, Person("someone"), NOW + evidence.undo_time())


def test_a_file_that_is_just_arriving_is_not_swept_away(about: evidence.About) -> None:
    blob = blobs.store().put(io.BytesIO(PDF), len(PDF))
    put_at = dict(blobs.store().all())[blob.digest]

    counts = sweep_files(put_at + GRACE - timedelta(seconds=1)), sweep_files(put_at + GRACE + timedelta(seconds=1))

    assert counts == (0, 1)
    assert about.assessment_id


def test_a_refused_file_leaves_nothing_behind(about: evidence.About) -> None:
    for _ in range(evidence.MOST_OF_A_QUESTION):
        evidence.add_link(about, ("", "https://example.org/"), None, Person("someone"), NOW)

    with pytest.raises(Refused) as caught:
        add(about)

    assert caught.value.refusal is Refusal.TOO_MANY
    assert digests() == []


def test_evidence_goes_with_its_assessment(about: evidence.About) -> None:
    add(about)
    delete_assessment(about.assessment_id, "someone", NOW)

    assert digests() == []
    assert storage.db.session.scalars(select(Evidence)).all() == []


def test_a_file_that_another_assessment_needs_stays(about: evidence.About) -> None:
    other = factories.assessment(factories.system(factories.organisation()))
    add(about)
    add(evidence.About(other.organisation_id, other.id, "HAO-B4"))
    delete_assessment(about.assessment_id, "someone", NOW)

    assert len(digests()) == 1


def test_links_and_codes_work_on_every_database(about: evidence.About) -> None:
    letters: list[str] = []

    def letter(secret: str) -> Letter:
        letters.append(secret)
        return Letter("x", "x")

    where, guest = (about.assessment_id, "HAO"), guest_links.Invited("Fatima", "f@example.org", "en", 7)
    made = guest_links.make_link(where, guest, Person("someone"), NOW, letter)
    guest_codes.send_code(made.token, NOW, letter)
    with pytest.raises(guest_codes.WrongCode) as wrong:
        guest_codes.confirm_link(made.token, "NOTRIGHT", NOW)
    browser = guest_codes.confirm_link(made.token, letters[-1], NOW)

    assert wrong.value.left == 4
    assert guest_codes.is_known(made.id, browser)
    assert not guest_codes.is_known(made.id, "another")
