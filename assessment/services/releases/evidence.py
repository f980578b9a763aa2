"""What stands behind a release, for auditors: rules, versions, checks, trail and anchors, without a contribution."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC
from importlib import metadata
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessment.content import files, policies
from assessment.domain.disclosure.publishable import written
from assessment.reports import readme
from assessment.reports.aggregates import bundle, json_file, methodology, tidy_csv
from assessment.services import anchors
from assessment.storage import anchors as kept
from assessment.storage import db, release_files

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given
    from assessment.services.releases.reading import ReleaseHead

# Of the check's figures, those about cells: how many scores it looked at would tell how many organisations took part.
_TOLD = ("width", "shown", "standing", "few", "protects")
# What has a hand in a figure, besides Python.
_LIBRARIES = ("highspy", "numpy", "sqlalchemy", "xlsxwriter")


def write(given: Given, head: ReleaseHead) -> bytes:
    """Return the auditor's bundle as a ZIP."""
    target = BytesIO()
    contents = (
        (readme.NAME, readme.of_evidence(given.words.gettext, head.number, head.policy).as_text()),
        ("release.json", _json(json_file.release(given.imprint))),
        ("cells.jsonl", b"".join(written(given.table.cells))),
        ("cells.csv", tidy_csv.write(given)),
        (f"policy-{head.policy}.yaml", policies.content(head.policy)),
        ("rules.json", _json(_rules(head))),
        ("audit.json", _json({name: head.audit[name] for name in _TOLD if name in head.audit})),
        ("software.json", _json(_software(head))),
        *_trail(head),
        ("method.txt", methodology.as_text(given)),
    )
    bundle.write(contents, target, f"{given.imprint.stem}-audit")
    return target.getvalue()


def _rules(head: ReleaseHead) -> dict[str, Any]:
    versions = [one for one in files.versions() if one.questionnaire == head.questionnaire and one.is_published]
    return {
        "disclosure_policy": {"version": head.policy, "fingerprint": head.policy_fingerprint},
        "scoring_model": head.scoring_model,
        "questionnaire": head.questionnaire,
        "versions": {one.version: one.published_as for one in versions},
    }


def _software(head: ReleaseHead) -> dict[str, str]:
    return {"release": head.software} | {name: metadata.version(name) for name in _LIBRARIES}


def _trail(head: ReleaseHead) -> tuple[tuple[str, bytes], ...]:
    approved = f"{head.approved_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    rows = [row for row in release_files.lines_about(db.session, head.id) if row.at <= approved]
    lines = [
        {"number": row.number, "at": row.at, "event": row.event, "commitment": row.commitment, "digest": row.digest}
        for row in rows
    ]
    counted, _ = anchors.check_anchors(kept.lines(), anchors.public_key())
    last = rows[-1].number if rows else 0
    covering = [asdict(one) for one in counted if one.number >= last][:1]
    return (
        ("trail.json", _json(lines)),
        ("anchors.json", _json(covering)),
        ("anchor-key.pem", anchors.public_key().encode()),
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
