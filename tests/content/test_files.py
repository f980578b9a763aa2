"""Versions on disk: found, verified against their fingerprint, cached."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from assessment.config import QUESTIONNAIRES
from assessment.content import cache, files
from assessment.content.errors import ChangedAfterPublication, DoesNotCompile, NotPublished, UnknownQuestionnaire

NAME = ("altai", "2020.1")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a writable copy of the published questionnaires."""
    for source in [QUESTIONNAIRES / files.PUBLISHED, QUESTIONNAIRES / "altai" / "2020.1.yaml"]:
        target = tmp_path / source.relative_to(QUESTIONNAIRES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tmp_path


def test_every_published_version_has_the_fingerprint_it_was_published_with() -> None:
    listed = files.published()

    found = {
        key: hashlib.sha256((QUESTIONNAIRES / key[0] / f"{key[1]}.yaml").read_bytes()).hexdigest() for key in listed
    }

    assert found == listed != {}


def test_one_changed_byte_of_a_published_version_is_refused(library: Path) -> None:
    path = library / "altai" / "2020.1.yaml"
    path.write_bytes(path.read_bytes().replace(b"trust", b"Trust", 1))

    with pytest.raises(ChangedAfterPublication, match=r"altai 2020\.1 was changed after its publication"):
        files.verified(files.find(*NAME, library))


def test_a_published_version_whose_file_is_gone_is_refused(library: Path) -> None:
    (library / "altai" / "2020.1.yaml").unlink()

    with pytest.raises(ChangedAfterPublication, match="cannot be used"):
        files.verified(files.find(*NAME, library))


def test_a_damaged_list_of_fingerprints_is_refused(library: Path) -> None:
    (library / files.PUBLISHED).write_text("nonsense\n")

    with pytest.raises(ChangedAfterPublication, match="Restore the file"):
        files.versions(library)


def test_a_draft_is_not_served_as_published(library: Path) -> None:
    (library / files.PUBLISHED).write_text("")

    with pytest.raises(NotPublished, match="is a draft"):
        files.verified(files.find(*NAME, library))


@pytest.mark.parametrize("name", [("altai", "1999.1"), ("..", "2020.1"), ("../../etc", "passwd")])
def test_an_unknown_version_is_refused_with_those_that_exist(name: tuple[str, str]) -> None:
    with pytest.raises(UnknownQuestionnaire, match=r"altai 2020\.1"):
        files.find(*name)


def test_a_file_that_does_not_compile_is_refused_with_its_findings() -> None:
    with pytest.raises(DoesNotCompile) as refused:
        files.compiled(b"format: 1\nformat: 1\n", Path("broken.yaml"))

    assert "R106" in {finding.code for finding in refused.value.findings}


def test_the_cache_gives_the_same_questionnaire_as_the_file() -> None:
    questionnaire = files.load(*NAME)

    assert cache.put(questionnaire.fingerprint, questionnaire) == cache.get(questionnaire.fingerprint)


def test_a_truncated_cache_is_ignored() -> None:
    questionnaire = files.load(*NAME)
    cache.put(questionnaire.fingerprint, questionnaire)
    path = next((Path(os.environ["INSTANCE"]) / "cache").glob(f"{questionnaire.fingerprint}*"))
    path.write_text(path.read_text("utf-8")[:1000], "utf-8")

    assert cache.get(questionnaire.fingerprint) is None
