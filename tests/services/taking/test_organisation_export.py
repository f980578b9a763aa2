"""An organisation takes everything along: a row planted in each of its tables is in the file, and no secret is."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text, update

from assessment import storage
from assessment.domain.access import Person
from assessment.domain.purposes import Purpose
from assessment.domain.trail import Event
from assessment.services import consents, documents, jobs, work
from assessment.services.places import Place
from assessment.services.taking import organisations as exports
from assessment.storage import Base, acts, belonging, blobs, db
from assessment.storage.tables import Evidence, Organisation, StoredDocument
from tests import factories, planted, results
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

BELONGING = [table.name for table in belonging.tables()]


def _exported(organisation_id: str, language: str = "en") -> zipfile.ZipFile:
    key = exports.request_export(organisation_id, language, "somebody", NOW)
    while work.work_once(lambda: NOW):
        pass
    organisation = db.session.get_one(Organisation, organisation_id)
    ready = documents.find(Place(organisation=organisation), key)
    assert ready is not None
    return _opened(ready)


def _opened(ready: documents.Ready) -> zipfile.ZipFile:
    with documents.open_file(ready) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def _planted() -> tuple[str, dict[str, dict[str, object]]]:
    rows = planted.plant()
    return str(rows["organisation"]["id"]), rows


def _list(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read(name))
    return found


def test_every_table_is_an_organisations_or_says_why_not() -> None:
    assert {t.name for t in Base.metadata.sorted_tables} == set(BELONGING) | set(belonging.OF_NO_ORGANISATION)
    assert set(BELONGING) & set(belonging.OF_NO_ORGANISATION) == set()


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("table", BELONGING)
def test_a_row_of_each_table_is_in_the_export(table: str) -> None:
    organisation, rows = _planted()

    found = _list(_exported(organisation), f"organisation/{table}.json")

    expected = {name: value for name, value in rows[table].items() if name not in belonging.SECRET}
    assert len(found) == 1
    assert set(expected) <= set(found[0])
    assert all(found[0][name] == value for name, value in expected.items() if isinstance(value, str))


@pytest.mark.usefixtures("context")
def test_another_organisations_rows_are_not_in_the_export() -> None:
    organisation, _ = _planted()
    other = factories.assessment(factories.system(factories.organisation("Somebody else")))
    factories.member(db.session.get_one(Organisation, other.organisation_id))

    everything = b"".join(archive.read(n) for archive in [_exported(organisation)] for n in archive.namelist())

    assert other.id.encode() not in everything
    assert b"Somebody else" not in everything


@pytest.mark.usefixtures("context")
def test_no_secret_is_in_the_export() -> None:
    organisation, rows = _planted()
    secrets = [str(rows[t][n]) for t, n in (("invitation", "token_hash"), ("guest_link", "code_hash"))]
    secrets += [str(rows["account"][n]) for n in ("password", "tf_totp_secret", "fs_uniquifier", "queue_key")]

    everything = b"".join(archive.read(n) for archive in [_exported(organisation)] for n in archive.namelist())

    assert [secret for secret in secrets if secret.encode() in everything] == []


@pytest.mark.usefixtures("context")
def test_evidence_and_reports_are_in_the_export_under_harmless_names() -> None:
    organisation, rows = _planted()
    first, second = (blobs.store().put(io.BytesIO(content), 100).digest for content in (b"minutes", b"%PDF-"))
    with storage.transaction() as session:
        values = {"digest": first, "removed_at": None, "name": "../../etc/über\x00 minutes.pdf"}
        session.execute(update(Evidence).values(**values))
        session.execute(update(StoredDocument).values(digest=second, name="report.pdf"))

    archive = _exported(organisation)

    files = [name for name in archive.namelist() if name.startswith(("evidence/", "documents/"))]
    assert [archive.read(name) for name in sorted(files)] == [b"%PDF-", b"minutes"]
    assert all(".." not in name.split("/") and name.count("/") == 1 for name in files)
    assert any("über" in name for name in files)
    assert rows


@pytest.mark.slow
@pytest.mark.usefixtures("context")
def test_a_submission_is_in_the_export_as_a_report_though_nobody_asked_for_one() -> None:
    place = results.stored()
    results.submit(place, results.example())
    assert place.organisation is not None

    archive = _exported(place.organisation.id)

    reports = [name for name in archive.namelist() if name.startswith("documents/")]
    assert [archive.read(name)[:5] for name in reports] == [b"%PDF-"]


@pytest.mark.usefixtures("context")
def test_no_report_is_made_for_an_export_where_consent_to_reports_was_withdrawn() -> None:
    place = results.stored()
    results.submit(place, results.example())
    assert place.organisation is not None
    owner = Person(factories.member(place.organisation).id)
    consents.decide_consent(place.organisation.id, Purpose.OWN_REPORT, given=False, by=owner, at=NOW)

    names = _exported(place.organisation.id).namelist()

    assert [name for name in names if name.startswith("documents/")] == []


@pytest.mark.usefixtures("context")
def test_a_lost_file_is_named_and_does_not_stop_the_export() -> None:
    organisation, _ = _planted()
    with storage.transaction() as session:
        session.execute(update(Evidence).values(digest="a" * 64, removed_at=None))

    names = _exported(organisation).namelist()

    assert any(name.startswith("evidence/") and name.endswith(".missing.txt") for name in names)


@pytest.mark.usefixtures("context")
def test_the_lines_of_the_trail_about_the_organisation_are_in_the_export() -> None:
    organisation, rows = _planted()
    for subject in (organisation, str(rows["assessment"]["id"]), "another"):
        with acts.act(Event.COMMENTED, by="amina", at=NOW, subject=subject):
            pass

    lines = _list(_exported(organisation), "trail.json")

    assert [line["subject"] for line in lines][:2] == [organisation, rows["assessment"]["id"]]
    assert {line["event"] for line in lines[2:]} == {"data-exported"}


@pytest.mark.usefixtures("context")
def test_members_are_named_with_their_address_and_others_who_took_part_without() -> None:
    organisation = factories.organisation()
    owner, former = factories.member(organisation), factories.account("Former Member")
    factories.assessment(factories.system(organisation), created_by=former.id)

    people = _list(_exported(organisation.id), "people.json")

    named = {"id": owner.id, "name": owner.name, "email": owner.email}
    expected = [named, {"id": former.id, "name": "Former Member", "email": ""}]
    assert people == sorted(expected, key=lambda one: one["id"])


@pytest.mark.usefixtures("context")
def test_asking_twice_at_once_packs_once() -> None:
    organisation = factories.organisation()

    keys = {exports.request_export(organisation.id, "en", "a", NOW) for _ in range(2)}

    assert len(keys) == 1
    assert db.session.execute(text("select count(*) from job where kind = 'export'")).scalar_one() == 1


@pytest.mark.usefixtures("context")
def test_an_export_does_not_hold_the_exports_before_it() -> None:
    organisation = factories.organisation()
    _exported(organisation.id)
    exports.request_export(organisation.id, "en", "a", NOW + timedelta(hours=1))
    while work.work_once(lambda: NOW + timedelta(hours=1)):
        pass

    newest = exports.exports_of(organisation.id)[0]
    names = _opened(newest).namelist()

    assert [name for name in names if name.startswith("documents/")] == []


@pytest.mark.usefixtures("context")
def test_an_organisation_that_is_gone_cannot_be_packed() -> None:
    organisation = factories.organisation()
    key = exports.request_export(organisation.id, "en", "a", NOW)
    with storage.transaction() as session:
        session.execute(text("delete from organisation"))

    while work.work_once(lambda: NOW):
        pass

    progress = jobs.progress(key)
    assert progress is not None
    assert progress.problem == "gone"


@pytest.mark.usefixtures("context")
def test_the_readme_names_every_file_of_the_export() -> None:
    organisation, _ = _planted()
    archive = _exported(organisation)
    told = archive.read("README.txt").decode("utf-8-sig").splitlines()

    files = [name for name in archive.namelist() if name != "README.txt"]
    assert [
        name for name in files if not any(line and fnmatch(name, line + "*" * line.endswith("/")) for line in told)
    ] == []


@pytest.mark.usefixtures("context")
def test_the_readme_is_in_the_language_of_who_asked() -> None:
    organisation, _ = _planted()

    told = {code: _exported(organisation, code).read("README.txt").decode("utf-8-sig") for code in ("fr", "ar")}

    assert told["fr"].startswith("Tout ce que ce service conserve au sujet d’une organisation.")
    assert told["ar"].startswith("كل ما تحتفظ به هذه الخدمة عن منظمة.")


def test_an_export_is_made_on_both_databases(any_app: Flask) -> None:
    with any_app.app_context():
        organisation, _ = _planted()
        assert len(_list(_exported(organisation), "organisation/assessment.json")) == 1
