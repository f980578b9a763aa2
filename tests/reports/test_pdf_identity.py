"""The same document gives the same bytes: in two processes, with other hash seeds, in another time zone, later."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from assessment.reports.document import Attachment, Document
from tests.reports import sample

ROOT = Path(__file__).parents[2]
LIMITS = ["--memory", str(1 << 30), "--seconds", "60", "--output", str(1 << 25), "--nice", "0"]


def made(document: Document, **environment: str) -> bytes:
    """The document from a worker of its own; no SOURCE_DATE_EPOCH fixes anything from outside."""
    kept = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environment}
    command = [sys.executable, "-m", "assessment.reports.worker", *LIMITS]
    done = subprocess.run(
        command, input=document.to_json().encode(), env=kept, cwd=ROOT, check=True, capture_output=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def first() -> bytes:
    return made(sample.document(), PYTHONHASHSEED="1", TZ="UTC")


def test_another_process_with_another_seed_and_zone_makes_the_same_bytes(first: bytes) -> None:
    assert made(sample.document(), PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LANG="ar_EG.UTF-8") == first


def test_no_date_is_in_the_file_but_the_one_given(first: bytes) -> None:
    with pikepdf.open(io.BytesIO(first)) as pdf:
        pdf.save(plain := io.BytesIO(), qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    text = plain.getvalue()

    assert set(re.findall(rb"D:(\d{4,14})", text)) == {b"20261123000000"}
    assert set(re.findall(rb"\b\d{4}-\d\d-\d\dT?[\d:Z]*", text)) == {b"2026-11-23T00:00:00Z"}


def test_the_identifier_of_the_file_is_that_of_the_content(first: bytes) -> None:
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert bytes(pdf.trailer.ID[0]).decode() == sample.document().identifier[:32]


def test_a_changed_attachment_changes_the_identifier() -> None:
    other = Attachment("answers.json", "application/json", "The answers as data", b"{}")
    document = sample.document()

    changed = Document(document.html, document.language, document.created, (other,))

    assert changed.identifier != document.identifier


def test_the_identifier_cannot_be_kept_by_moving_text_between_parts() -> None:
    assert Document("ab", "c", "2026-11-23").identifier != Document("a", "bc", "2026-11-23").identifier


def test_a_document_survives_its_journey_to_the_worker() -> None:
    document = sample.document("<p>half \ud83d, null \x00, हिन्दी</p>")

    assert Document.from_json(document.to_json()) == document


def test_a_moment_without_a_zone_is_in_utc_and_others_are_brought_there() -> None:
    moments = [Document("", "en", text).moment.isoformat() for text in ("2026-11-23", "2026-11-23T01:30:00+02:00")]

    assert moments == ["2026-11-23T00:00:00+00:00", "2026-11-22T23:30:00+00:00"]


def test_a_date_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="23 November"):
        Document("<p>", "en", "23 November 2026")


def test_two_attachments_of_one_name_are_refused() -> None:
    twice = Attachment("a.json", "application/json", "", b"")

    with pytest.raises(ValueError, match="same name"):
        Document("<p>", "en", "2026-11-23", (twice, twice))
