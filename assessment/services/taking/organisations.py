"""An organisation takes everything along: asked for on a page, packed by the worker, downloaded for some days."""

from __future__ import annotations

import json
import re
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from assessment import storage
from assessment.domain.trail import Event
from assessment.languages import interface
from assessment.reports import readme
from assessment.services import documents, jobs, results
from assessment.services.places import NotFound, Place
from assessment.services.taking.reports import make_missing_reports
from assessment.storage import acts, belonging, blobs, db, instance
from assessment.storage import results as stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from assessment.services.jobs import Work
    from assessment.storage import DatabaseSession
    from assessment.storage.dump import Row

EXPORT = "export"
ZIP = "application/zip"
# Evidence is bounded by its quota; this bounds what a mistake could make of it.
LIMIT = 20 * 1000**3
_CHUNK = 256 * 1024
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_NAME_LENGTH = 120
_RENEW = 20


@dataclass
class _Taken:
    """What was seen while rows were written: ids of people, of what lines can be about, files to pack."""

    people: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    files: list[tuple[str, str]] = field(default_factory=list)
    assessments: list[str] = field(default_factory=list)
    submissions: list[Row] = field(default_factory=list)


@dataclass
class _Hold:
    """Holds the job for longer now and then, so that no other worker takes a large export over."""

    work: Work
    begun: float = field(default_factory=time.monotonic)
    renewed: float = 0.0

    def renew(self) -> None:
        passed = time.monotonic() - self.begun
        if passed - self.renewed > _RENEW:
            self.renewed = passed
            self.work.renew(jobs.LEASE)


def request_export(organisation_id: str, language: str, by: str, at: datetime) -> str:
    """Ask for everything of an organisation and return the key of what will be made; once a minute is enough.

    Its README is in `language`, or in English where that is not on offer.
    """
    minute = at.strftime("%Y-%m-%dT%H:%M")
    key = documents.key_of({"kind": EXPORT, "organisation": organisation_id, "minute": minute, "language": language})
    payload = {"organisation": organisation_id, "language": language, "key": key}
    with acts.act(Event.DATA_EXPORTED, by=by, at=at, subject=organisation_id) as done:
        done.content["document"] = key
        known = stored.document(done.session, organisation_id, key) is not None
        done.is_void = known or not jobs.want(done.session, jobs.Wanted(jobs.Kind.EXPORT, key, payload), by, at)
    return key


def exports_of(organisation_id: str) -> Sequence[documents.Ready]:
    """Return the exports that can still be downloaded, the newest first."""
    found = belonging.documents(db.session, organisation_id, "")
    made = [row for row in found if row.kind == EXPORT]
    made.sort(key=lambda row: row.made_at, reverse=True)
    return [
        documents.Ready(row.key, row.kind, row.name, row.media_type, row.size, row.digest, row.made_at) for row in made
    ]


def make_export(work: Work) -> str:
    """Pack and store what a job asks for; memory does not grow with what an organisation has."""
    organisation_id, key = work.payload["organisation"], work.payload["key"]
    title = belonging.name_of(db.session, organisation_id)
    if title is None:
        raise jobs.Cannot("gone")
    make_missing_reports(organisation_id, work)
    name = documents.file_name(title, f"{work.at:%Y-%m-%d}", "zip")
    with tempfile.TemporaryFile(dir=instance.folder()) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _pack(archive, organisation_id, work)
        file.seek(0)
        blob = blobs.store().put(file, LIMIT)
    row = {
        "key": key, "organisation_id": organisation_id, "kind": EXPORT, "name": name, "media_type": ZIP,
        "size": blob.size, "digest": blob.digest, "made_at": work.at,
    }  # fmt: skip
    with storage.transaction() as session:
        stored.keep_document(session, row)
    return str(key)


def _pack(archive: zipfile.ZipFile, organisation_id: str, work: Work) -> None:
    spoken = interface.spoken(work.payload.get("language", interface.SOURCE))
    archive.writestr(readme.NAME, readme.of_organisation(spoken.gettext).as_text())
    with storage.snapshot() as session:
        taken = _rows(archive, session, organisation_id)
        _list(archive, "trail.json", belonging.trail(session, taken.subjects))
        _list(archive, "releases.json", belonging.releases(session, organisation_id))
        people = belonging.people(session, organisation_id, taken.people)
        _list(archive, "people.json", ({"id": row[0], "name": row[1], "email": row[2]} for row in people))
    hold = _Hold(work)
    for id_ in taken.assessments:
        hold.renew()
        _answers(archive, id_)
    for submission in taken.submissions:
        text = json.dumps(_submission(submission), ensure_ascii=False, indent=1)
        archive.writestr(f"assessments/{submission['assessment_id']}/submission-{submission['number']}.json", text)
    for place, digest in taken.files:
        hold.renew()
        _file(archive, place, digest)


def _rows(archive: zipfile.ZipFile, session: DatabaseSession, organisation_id: str) -> _Taken:
    taken = _Taken()

    def watched(name: str, rows: Iterable[Row]) -> Iterable[Row]:
        for row in rows:
            _note(taken, name, row)
            yield row

    for table in belonging.tables():
        found = belonging.rows(session, table, organisation_id)
        _list(archive, f"organisation/{table.name}.json", watched(table.name, found))
    return taken


def _note(taken: _Taken, table: str, row: Row) -> None:
    """Remember what a row refers to."""
    taken.people |= {str(value) for name, value in row.items() if value and name.endswith(("_by", "account_id"))}
    if "id" in row:
        taken.subjects.add(str(row["id"]))
    match table:
        case "assessment":
            taken.assessments.append(str(row["id"]))
        case "submission":
            taken.submissions.append(row)
        case "evidence" if row["digest"] and row["removed_at"] is None:
            taken.files.append((f"evidence/{row['id']}-{_fit(str(row['name']))}", str(row["digest"])))
        case "stored_document" if row["kind"] != EXPORT:
            taken.files.append((f"documents/{str(row['key'])[:8]}-{_fit(str(row['name']))}", str(row["digest"])))


def _list(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> None:
    """Write a JSON list, one object on each line, without holding it."""
    with archive.open(name, "w", force_zip64=True) as entry, TextIOWrapper(entry, "utf-8") as text:
        text.write("[")
        for number, row in enumerate(rows):
            text.write(",\n" if number else "\n")
            text.write(json.dumps(row, ensure_ascii=False))
        text.write("\n]\n")


def _answers(archive: zipfile.ZipFile, assessment_id: str) -> None:
    try:
        place: Place = documents.place_of(assessment_id)
        subject = results.subject(place)
    except (jobs.Cannot, NotFound):
        return
    archive.writestr(f"assessments/{assessment_id}/answers.json", results.as_file(subject.scored))


def _submission(row: Row) -> dict[str, Any]:
    """Return a submission with its answers and its score as JSON instead of as text."""
    return row | {name: _parsed(str(row[name])) for name in ("answers", "score")}


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    try:
        return json.loads(text)
    except ValueError:
        return text


def _file(archive: zipfile.ZipFile, place: str, digest: str) -> None:
    """Copy one file in pieces; one that is lost or damaged is named instead."""
    try:
        source = blobs.store().open(digest)
    except blobs.BlobError as error:
        archive.writestr(f"{place}.missing.txt", f"{error}\n")
        return
    info = zipfile.ZipInfo(place)
    info.compress_type = zipfile.ZIP_STORED
    with source, archive.open(info, "w", force_zip64=True) as entry:
        while piece := source.read(_CHUNK):
            entry.write(piece)


def _fit(name: str) -> str:
    """Return a file name that every system can write and that leads nowhere."""
    clean = _UNFIT.sub("_", name).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[:_NAME_LENGTH]}.{ending[:10]}" if dot else clean[:_NAME_LENGTH] or "file"
