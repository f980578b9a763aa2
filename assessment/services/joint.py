"""The report of an organisation about all its systems: gathered, asked for, made by the worker."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import Enum
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assessment.domain import answers as given
from assessment.domain.actions import ActionState
from assessment.domain.comparable import main_first
from assessment.reports.comparison import Point
from assessment.reports.joint import JointReport, JointSystem
from assessment.services import documents, jobs, plan, reporting, results
from assessment.services.documents import JOINT, PDF, Wish
from assessment.services.places import NotFound, Place
from assessment.storage import db, joint, places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.services.jobs import Work
    from assessment.storage.joint import Past
    from assessment.storage.tables import Assessment, Organisation, System

ZIP = "application/zip"
# More chapters would pass the limit on memory: then the reports come as files of their own.
MOST_CHAPTERS = 8
_SECONDS = 300
_LEASE = timedelta(seconds=_SECONDS + 40)


class Extent(Enum):
    """What is made: the comparison alone, with each report as a chapter, or with each report as a file in a ZIP."""

    COMPARISON = "comparison"
    CHAPTERS = "chapters"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class JointWish:
    """A report as somebody wants it; without `with_drafts` only systems that have a valid submission are in it."""

    extent: Extent = Extent.CHAPTERS
    language: str = "en"
    with_drafts: bool = True
    with_answers: bool = False

    @property
    def languages(self) -> list[str]:
        """The languages that it is in: one, or the organisation’s own and English."""
        return self.language.split(reporting.AND)

    def is_too_large(self, systems: int) -> bool:
        """Whether so many systems do not fit into one file as chapters."""
        return self.extent is Extent.CHAPTERS and systems > most_chapters(self.language)


def most_chapters(language: str) -> int:
    """Return how many systems fit into one file as chapters; in two languages each has two."""
    return MOST_CHAPTERS // len(language.split(reporting.AND))


@dataclass(frozen=True)
class Member:
    """One system to be reported: where it is, its valid submissions oldest first, whether its answers are a draft.

    `is_further` is true of a system that stands before already, with another questionnaire.
    """

    place: Place
    history: tuple[Past, ...]
    is_further: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether nothing valid has been submitted."""
        return not self.history

    @property
    def number(self) -> int:
        """The number of the newest valid submission of its assessment, or that of the present answers."""
        return self.history[-1][2] if self.history else results.PRESENT


def members_of(place: Place, *, with_drafts: bool = True) -> list[Member]:
    """Return the systems that can be reported, by name: each by its newest valid submission, else as a draft.

    A system that was assessed with several questionnaires is there once for each, ALTAI first.
    """
    organisation = _organisation(place)
    past: dict[tuple[str, str], list[Past]] = {}
    for row in joint.submissions(db.session, organisation.id):
        past.setdefault((row[0], row[4]), []).append(row)
    rows = joint.assessed(db.session, organisation.id)
    assessments = {assessment.id: assessment for _, assessment in rows}
    newest: dict[str, dict[str, tuple[System, Assessment]]] = {}
    for system, assessment in rows:
        newest.setdefault(system.id, {})[assessment.questionnaire] = (system, assessment)
    found: list[Member] = []
    for by_questionnaire in newest.values():
        is_further = False
        for questionnaire in sorted(by_questionnaire, key=main_first):
            system, last = by_questionnaire[questionnaire]
            history = tuple(past.get((system.id, questionnaire), ()))
            about = assessments[history[-1][1]] if history else last
            if history or with_drafts:
                at = Place(organisation=organisation, system=system, assessment=about)
                found.append(Member(at, history, is_further))
                is_further = True
    return found


def languages_of(members: list[Member]) -> list[str]:
    """Return in what a report about all of these systems can be, in the first’s order: "fr", or "fr+en" for both."""
    offered = [_questionnaire_languages(member) for member in members]
    return [code for code in offered[0] if all(code in others for others in offered)] if offered else []


def request_joint(place: Place, wish: JointWish, by: str, at: datetime) -> str:
    """Ask for the report of an organisation and return its key; NotFound when there is nothing to report in it."""
    members = members_of(place, with_drafts=wish.with_drafts)
    if not members or wish.language not in languages_of(members) or wish.is_too_large(len(members)):
        raise NotFound
    organisation = _organisation(place)
    asked = {"organisation": organisation.id, "wish": asdict(wish) | {"extent": wish.extent.value}}
    versions = joint.answer_versions(db.session, organisation.id)
    content = {
        "kind": JOINT,
        "code": documents.code_version(wish.language),
        "about": [organisation.name, organisation.country, organisation.size, organisation.sector],
        "systems": [_fingerprint(member, versions) for member in members],
        "plan": [[one.id, one.version] for one in plan.plan_of(place)],
    }
    key = documents.key_of(asked | content)
    documents.request(place, jobs.Wanted(jobs.Kind.JOINT_REPORT, key, asked | {"key": key}), by, at)
    return key


def make_joint(work: Work) -> str:
    """Make and store the report that a job asks for; return its key.

    It shows drafts as they are when it is made. Its key was made of how they were when it was asked for; they can only
    have moved on since, so that nobody will ever ask under that key for anything older.
    """
    asked = work.payload
    found = places.organisation(db.session, asked["organisation"], "")
    if found is None:
        raise jobs.Cannot("gone")
    place = Place(organisation=found[0])
    wish = JointWish(**asked["wish"] | {"extent": Extent(asked["wish"]["extent"])})
    members = members_of(place, with_drafts=wish.with_drafts)
    if not members:
        raise jobs.Cannot("gone")
    reports = {code: gather(place, members, wish, code) for code in wish.languages}
    date = reports[wish.languages[0]].date
    work.renew(_LEASE * len(reports))
    content = documents.render(lambda: reporting.make_joint_report(reports, seconds=_SECONDS))
    name, media_type = documents.file_name(found[0].name, date), PDF
    if wish.extent is Extent.FILES:
        content = _zipped(name, content, members, wish, work)
        name, media_type = documents.file_name(found[0].name, date, "zip"), ZIP
    about = {member.place.assessment.id for member in members if member.place.assessment}
    documents.keep(asked, (JOINT, name, media_type), content, work.at, about)
    return str(asked["key"])


def gather(place: Place, members: list[Member], wish: JointWish, code: str) -> JointReport:
    """Return everything that the report is made from, in one of its languages."""
    organisation = _organisation(place)
    systems = []
    for member in members:
        scored = results.subject(member.place, member.number).scored
        options = documents.options_of(scored, is_draft=member.is_draft, with_answers=wish.with_answers)
        report = reporting.report_of(scored, code, options)
        history = tuple(_point(row) for row in member.history)
        systems.append(JointSystem(report, history, member.is_further))
    ahead = [one for one in plan.plan_of(place) if one.text.state is not ActionState.DROPPED]
    return JointReport(
        organisation=given.Organisation(
            organisation.name, organisation.country, organisation.sector, organisation.size
        ),
        date=max(system.report.assessment.date for system in systems),
        systems=tuple(systems),
        plan=tuple(ahead),
        with_chapters=wish.extent is Extent.CHAPTERS,
    )


def _zipped(name: str, content: bytes, members: list[Member], wish: JointWish, work: Work) -> bytes:
    """Return a ZIP of the comparison and of each system's report; a report that is stored is not made again."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
        for number, member in enumerate(members, 1):
            work.renew(jobs.LEASE)
            subject, asked = documents.identify(member.place, Wish(member.number, wish.language, wish.with_answers))
            stored = documents.find(member.place, asked["key"])
            if stored is not None:
                with documents.open_file(stored) as file:
                    report = file.read()
            else:
                report = documents.set_report(subject.scored, asked, subject.is_draft, work.at)
            title = member.place.system.name if member.place.system else ""
            archive.writestr(zipfile.ZipInfo(f"{number}-{documents.file_name(title, '')}"), report)
    return made.getvalue()


def _point(row: Past) -> Point:
    score: Mapping[str, Any] = json.loads(row[8])
    rows = score["requirements"]
    return Point(
        date=row[3].date().isoformat(),
        met=score["targets_met"],
        of=score["targets_of"],
        scores=tuple((one["id"], None if one["score"] is None else Fraction(one["score"])) for one in rows),
        basis=(row[4], row[6], str(row[7])),
    )


def _fingerprint(member: Member, versions: Mapping[str, tuple[int, int]]) -> list[object]:
    """Return what decides how a system is reported; a draft's answers are known by their versions."""
    system, assessment = member.place.system, member.place.assessment
    if system is None or assessment is None:
        raise NotFound
    draft = [assessment.depth, *versions.get(assessment.id, (0, 0))] if member.is_draft else []
    return [
        system.id,
        system.name,
        system.purpose,
        system.role,
        assessment.id,
        draft,
        [row[9] for row in member.history],
    ]


def _questionnaire_languages(member: Member) -> tuple[str, ...]:
    if member.place.assessment is None:
        return ()
    row = member.place.assessment
    return reporting.choices_of(results.questionnaire_of(row.questionnaire, row.version))


def _organisation(place: Place) -> Organisation:
    if place.organisation is None:
        raise NotFound
    return place.organisation
