"""Files of releases: made once, the same every time, only of what a reader may see, and never without a line."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Person
from assessment.domain.disclosure.publishable import Altered
from assessment.domain.settings import Group, in_group
from assessment.reports.aggregates import full_report, printing
from assessment.services import files as housekeeping
from assessment.services import settings, work
from assessment.services.places import NotFound
from assessment.services.releases import files, giving, reading, taking
from assessment.services.releases.files import Ready, Wish
from assessment.services.releases.kinds import KINDS, Kind
from assessment.storage import blobs, db
from assessment.storage.tables import Download, Job, Release, ReleaseFile, TrailLine
from tests import cells_equal, factories, large_release, releases
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cells_equal import Key, Shown

pytestmark = pytest.mark.usefixtures("context")
DIRECT = [kind for kind in KINDS.values() if not kind.is_long and not kind.needs_country]
READERS = {
    "tidy": cells_equal.from_csv, "json": cells_equal.from_json, "workbook": cells_equal.from_data_sheet,
}  # fmt: skip


def content(ready: Ready) -> bytes:
    with files.open_file(ready) as file:
        return file.read()


def made(kind: str, countries: frozenset[str] = frozenset(), number: int = 1) -> bytes:
    return content(files.make(files.identify(Wish(number, kind, countries=countries)), NOW))


def read(kind: str, made: bytes) -> Mapping[Key, Shown]:
    return READERS[kind](made)


def packed(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return {name.rpartition("/")[2]: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("kind", READERS)
def test_every_cell_of_a_release_has_its_value_in_every_format(kind: str) -> None:
    releases.release()

    assert cells_equal.differences(reading.read(1).table, read(kind, made(kind))) == []


@pytest.mark.slow
def test_every_cell_of_a_large_release_has_its_value_in_the_pdf() -> None:
    cells = large_release.cells()
    releases.release(cells)
    given = giving.give(reading.read(1), "en")
    html = printing.html(given, "report/release.html", full_report.context(given))

    assert cells_equal.from_pdf(made("release-report"), html) == {cell.key: cell.value for cell in cells}


@pytest.mark.parametrize("kind", READERS)
def test_who_is_limited_to_a_country_gets_no_cell_of_another(kind: str) -> None:
    releases.release()
    limited = frozenset({"KE"})
    found = read(kind, made(kind, limited))

    assert {key[1] for key in found if "country" in key[0]} == {"KE"}
    assert cells_equal.differences(reading.read(1, limited).table, found) == []


def test_the_operators_licence_stands_in_files_made_from_then_on() -> None:
    releases.release()
    before = json.loads(made("json"))["release"]["licence"]
    given = {setting.name: setting.default for setting in in_group(Group.DATA)} | {"figures-licence": "CC0 1.0"}
    settings.change_settings(Group.DATA, given, Person(id="o" * 26), NOW)

    assert (before, json.loads(made("json"))["release"]["licence"]) == ("CC BY 4.0", "CC0 1.0")


@pytest.mark.parametrize("kind", DIRECT, ids=lambda kind: kind.id)
def test_a_limited_file_names_no_other_country(kind: Kind) -> None:
    releases.release()
    archive = made(kind.id, frozenset({"KE"}))
    parts = packed(archive).values() if archive.startswith(b"PK") else [archive]

    assert not [part for part in parts if b"Senegal" in part or b",SN," in part]


@pytest.mark.parametrize("kind", DIRECT, ids=lambda kind: kind.id)
def test_a_file_made_anew_has_the_same_bytes(kind: Kind) -> None:
    releases.release()
    first = made(kind.id)
    db.session.query(ReleaseFile).delete()
    db.session.commit()

    assert made(kind.id) == first


def test_a_file_is_made_once() -> None:
    releases.release()
    asked = files.identify(Wish(1, "json"))
    first = files.make(asked, NOW)

    assert files.make(asked, NOW + timedelta(days=1)) == first


def test_a_file_that_was_lost_is_made_again() -> None:
    releases.release()
    asked = files.identify(Wish(1, "json"))
    blobs.store().remove(files.make(asked, NOW).digest)

    assert content(files.make(asked, NOW))


def test_a_file_of_a_release_is_not_swept_away() -> None:
    releases.release()
    ready = files.make(files.identify(Wish(1, "json")), NOW)

    assert housekeeping.forget_unneeded([ready.digest]) == 0


def test_names_are_the_same_in_every_language() -> None:
    releases.release()
    names = {files.identify(Wish(1, kind.id, "ar")).name for kind in DIRECT}

    assert {"release-1-tidy.csv", "release-1.json", "release-1-workbook.xlsx", "release-1-opsys.xlsx"} <= names


@pytest.mark.parametrize("wish", [Wish(2, "json"), Wish(1, "nothing"), Wish(1, "json", country="KE"), Wish(-1, "json")])
def test_what_there_is_not_is_not_found(wish: Wish) -> None:
    releases.release()

    with pytest.raises(NotFound):
        files.identify(wish)


def test_everything_is_packed_by_the_worker() -> None:
    releases.release()
    asked = files.identify(Wish(1, "all"))
    files.request(asked, "", NOW)
    work.work_once(lambda: NOW)
    ready = files.find(asked)

    assert ready is not None
    inside = packed(content(ready))
    assert {kind.name("release-1") for kind in DIRECT if kind.in_bundle} <= inside.keys()
    assert "SHA256SUMS" in inside


def test_who_asks_twice_waits_for_one_job() -> None:
    releases.release()
    asked = files.identify(Wish(1, "all"))
    files.request(asked, "", NOW)
    files.request(asked, "", NOW)

    assert db.session.query(Job).count() == 1


def test_a_taking_is_in_the_log_and_in_the_trail() -> None:
    row = releases.release()
    person = factories.account("Grace Santoso")
    taking.note_file(files.identify(Wish(1, "json")), "  A briefing\nfor Nairobi ", person.id, NOW)
    found = taking.log(10)

    assert [(one.number, one.name, one.purpose, one.person) for one in found] == [
        (1, "release-1.json", "A briefing for Nairobi", "Grace Santoso")
    ]
    assert db.session.query(TrailLine).filter_by(subject=row.id, event="release-taken").count() == 1


def test_taking_all_releases_is_in_the_log_of_each() -> None:
    releases.release()
    releases.release()
    taking.note_series("Teaching", "someone", NOW)

    assert {one.number for one in taking.log(10)} == {1, 2}
    assert db.session.query(Download).count() == 2


def test_the_table_of_all_releases_holds_the_cells_of_each() -> None:
    releases.release()
    releases.release(releases.cells(former=1, shift=3))
    lines = b"".join(taking.series("en", frozenset(), NOW)).splitlines()

    assert len(lines) == 1 + len(releases.cells()) + len(releases.cells(former=1))


def test_the_auditors_bundle_repeats_the_digest_of_the_release() -> None:
    row = releases.release()

    assert hashlib.sha256(packed(made("audit"))["cells.jsonl"]).hexdigest() == row.tables_digest


def test_the_auditors_bundle_tells_no_number_of_organisations_that_was_not_rounded() -> None:
    audit = {"contributions": 67, "scores": 536, "width": 20, "shown": 400}
    releases.release(
        audit=json.dumps(audit), stages=json.dumps({"published": {"submitted": 70}, "exact": {"submitted": 67}})
    )
    inside = packed(made("audit"))

    assert json.loads(inside["audit.json"]) == {"width": 20, "shown": 400}
    assert json.loads(inside["release.json"])["stages"] == {"submitted": 70}


def test_the_auditors_bundle_holds_no_pseudonym() -> None:
    releases.release(organisations=[factories.organisation().id])

    assert not [name for name, part in packed(made("audit")).items() if f"{0:064x}".encode() in part]


def test_the_readme_names_every_part_of_the_auditors_bundle() -> None:
    releases.release()

    inside = packed(made("audit"))
    told = inside["README.txt"].decode("utf-8-sig").splitlines()

    assert [name for name in inside if name not in told and name != "README.txt"] == []


def test_the_readme_of_the_auditors_bundle_is_in_the_language_of_the_reader() -> None:
    releases.release()

    bundle = content(files.make(files.identify(Wish(1, "audit", language="ar")), NOW))

    told = packed(bundle)["README.txt"].decode("utf-8-sig").splitlines()
    assert told[0] == "ما تستند إليه النشرة 1"
    assert told[2] == "release.json"


def test_a_release_of_invented_organisations_says_so_in_its_method() -> None:
    releases.release(is_demo=True)

    assert b"invented organisations" in made("method")


def test_a_release_that_was_altered_gives_no_file() -> None:
    row = releases.release()
    db.session.query(Release).filter_by(id=row.id).update({"tables_digest": "0" * 64})
    db.session.commit()

    with pytest.raises(Altered):
        made("json")
