"""Crosswalks: checked beside both versions, published like them, and never mistaken for a version."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from assessment.content import canonical, crosswalks, files
from assessment.content.checking import check, check_file
from assessment.content.errors import ChangedAfterPublication, DoesNotCompile, NotPublished, UnknownCrosswalk
from tests.content.faults import CROSSWALK, put_versions
from tests.content.test_hostile_files import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

NAME = ("mini", "2025.1", "2026.1")
CONTENT = CROSSWALK.read_bytes()
LINES = CONTENT.splitlines(keepends=True)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a folder of questionnaires with the small crosswalk, its versions, and no fingerprint."""
    folder = tmp_path / "mini"
    folder.mkdir()
    put_versions(folder)
    (folder / "2025.1--2026.1.yaml").write_bytes(CONTENT)
    (tmp_path / files.PUBLISHED).write_text("")
    return tmp_path


def publish(library: Path) -> None:
    digest = hashlib.sha256((library / "mini" / "2025.1--2026.1.yaml").read_bytes()).hexdigest()
    (library / files.PUBLISHED).write_text(f"{digest}  mini/2025.1--2026.1.yaml\n")


def test_the_small_crosswalk_has_no_findings(library: Path) -> None:
    checked = check_file(library / "mini" / "2025.1--2026.1.yaml")

    assert checked.findings == ()
    assert checked.name == ("mini", "2025.1--2026.1")


def test_a_crosswalk_is_not_a_version(library: Path) -> None:
    publish(library)

    assert [version.version for version in files.versions(library)] == ["2025.1", "2026.1"]
    assert [found.version for found in crosswalks.crosswalks(library)] == ["2025.1--2026.1"]


def test_a_published_crosswalk_is_loaded_with_its_fingerprint(library: Path) -> None:
    publish(library)

    assert crosswalks.load(*NAME, root=library).fingerprint == hashlib.sha256(CONTENT).hexdigest()


def test_a_draft_is_not_served_as_published(library: Path) -> None:
    with pytest.raises(NotPublished, match="is a draft"):
        crosswalks.load(*NAME, root=library)


def test_one_changed_byte_of_a_published_crosswalk_is_refused(library: Path) -> None:
    publish(library)
    path = library / "mini" / "2025.1--2026.1.yaml"
    path.write_bytes(CONTENT.replace(b"carries: suggestion", b"carries: answer", 1))

    with pytest.raises(ChangedAfterPublication, match="was changed after its publication"):
        crosswalks.load(*NAME, root=library)


def test_a_crosswalk_between_other_versions_is_unknown(library: Path) -> None:
    with pytest.raises(UnknownCrosswalk, match=r"from version '2026\.1' to '2025\.1'"):
        crosswalks.load("mini", "2026.1", "2025.1", root=library)


def test_a_crosswalk_that_cannot_be_read_does_not_compile(library: Path) -> None:
    (library / "mini" / "2025.1--2026.1.yaml").write_bytes(CONTENT.replace(b"relation: kept", b"relation: same"))

    with pytest.raises(DoesNotCompile) as refused:
        crosswalks.load(*NAME, drafts=True, root=library)

    assert {finding.code for finding in refused.value.findings} == {"X121"}


def test_a_crosswalk_survives_the_round_trip_through_canonical_bytes(library: Path) -> None:
    walk = crosswalks.load(*NAME, drafts=True, root=library)

    assert canonical.crosswalk_from_json(canonical.to_json(walk)) == walk


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_crosswalk_gives_findings_and_no_exception(name: str, library: Path) -> None:
    assert check(HOSTILE[name], str(library / "mini" / "2025.1--2026.1.yaml")).has_errors


@pytest.mark.parametrize("number", range(len(LINES)), ids=str)
def test_a_crosswalk_that_lost_a_line_is_refused(number: int, library: Path) -> None:
    without = b"".join(LINES[:number] + LINES[number + 1 :])

    assert check(without, str(library / "mini" / "2025.1--2026.1.yaml")).has_errors
