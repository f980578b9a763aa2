"""Checks a crosswalk file completely, together with the two versions that lie beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import crosswalks, files, shelf
from assessment.content.checks import crosswalk, crosswalk_carrying
from assessment.content.checks.crosswalk import Joined
from assessment.content.errors import ChangedAfterPublication
from assessment.content.findings import Findings
from assessment.content.reading import read_bytes
from assessment.domain.comparable import age

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.record import Record
    from assessment.domain.crosswalk import Crosswalk
    from assessment.domain.questionnaire import Questionnaire


def check(content: bytes, path: Path, findings: Findings) -> Crosswalk | None:
    """Report every fault of a crosswalk as it would stand at this path; return it when there is no error."""
    if (decoded := _decoded(content, path, findings)) is None:
        return None
    found, record, is_named = decoded
    if is_named:
        _fingerprint(found, record, path, findings)
        versions = [_version(found, record, key, path, findings) for key in ("from", "to")]
        if versions[0] is not None and versions[1] is not None:
            _meaning(Joined(found, record, versions[0], versions[1], findings))
    return None if findings.has_errors else found


def check_between(
    content: bytes, path: Path, versions: tuple[Questionnaire, Questionnaire], findings: Findings
) -> Crosswalk | None:
    """Report every fault of a crosswalk between two versions that are known already, such as a draft."""
    if (decoded := _decoded(content, path, findings)) is None:
        return None
    found, record, is_named = decoded
    if is_named and (found.old, found.new) == tuple(one.version for one in versions):
        _meaning(Joined(found, record, *versions, findings))
    return None if findings.has_errors else found


def _decoded(content: bytes, path: Path, findings: Findings) -> tuple[Crosswalk, Record, bool] | None:
    """Return a crosswalk as written, its record, and whether it says between which versions; None when unreadable."""
    record = crosswalks.decode(content, findings)
    if record is None:
        return None
    found = crosswalks.build(record, files.fingerprint(content))
    is_named = not {"from", "to", "questionnaire"} & record.bad
    if is_named:
        _names(found, record, path, findings)
    return found, record, is_named


def _meaning(joined: Joined) -> None:
    crosswalk.check(joined)
    crosswalk_carrying.check(joined)


def _names(found: Crosswalk, record: Record, path: Path, findings: Findings) -> None:
    folder = path.absolute().parent.name
    if path.stem != found.name:
        findings.add("X101", *record.at("to"), "", found=path.name, old=found.old, new=found.new)
    if folder != found.questionnaire:
        findings.add("X102", *record.at("questionnaire"), "", found=folder, id=found.questionnaire)
    if age(found.new) <= age(found.old):
        findings.add("X104", *record.at("to"), "", old=found.old, new=found.new)


def _fingerprint(found: Crosswalk, record: Record, path: Path, findings: Findings) -> None:
    try:
        listed = files.listed(path.absolute().parent.parent)
    except (ChangedAfterPublication, OSError, ValueError):
        listed = {(path.absolute().parent.name, path.stem): "unreadable"}
    published = listed.get((path.absolute().parent.name, path.stem), found.fingerprint)
    if published != found.fingerprint:
        findings.add("X105", *record.at("to"), "", found=found.fingerprint[:12], published=published[:12])


def _version(found: Crosswalk, record: Record, key: str, path: Path, findings: Findings) -> Questionnaire | None:
    """Return one of the two versions as far as its structure can be read, None with a finding when it cannot be."""
    version, own = record[key], Findings("")
    content = read_bytes(path.absolute().parent / f"{version}.yaml", own)
    if content is None and path.absolute().parent.parent == QUESTIONNAIRES:
        own = Findings("")
        content = shelf.current().content(shelf.current().find(found.questionnaire, version))
    draft = files.read_draft(content, own) if content is not None else None
    if draft is None or own.has_errors or draft.questionnaire.id != found.questionnaire:
        findings.add("X103", *record.at(key), "", version=version)
        return None
    return draft.questionnaire
