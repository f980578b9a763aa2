"""Submissions go along as reports too, also where nobody asked for one or it was deleted meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.purposes import Purpose
from assessment.reports.errors import ReportError
from assessment.services import consents, documents, jobs, joint, reporting, results
from assessment.services.documents import Wish
from assessment.services.places import NotFound, Place
from assessment.storage import db, places

if TYPE_CHECKING:
    from assessment.services.jobs import Work
    from assessment.services.joint import Member


def make_missing_reports(organisation_id: str, work: Work) -> None:
    """Make and store the report of each system's newest valid submission, unless it is stored.

    None is made against the organisation's will. One that cannot be made does not hold up the rest.
    """
    found = places.organisation(db.session, organisation_id, "")
    if found is None or not consents.allows(organisation_id, Purpose.OWN_REPORT):
        return
    for member in joint.members_of(Place(organisation=found[0]), with_drafts=False):
        work.renew(jobs.LEASE)
        try:
            _make(member, found[0].language, work)
        except (NotFound, ReportError, jobs.Cannot):
            continue


def _make(member: Member, language: str, work: Work) -> None:
    questionnaire = results.subject(member.place, member.number).scored.questionnaire
    spoken = reporting.languages_of(questionnaire) if questionnaire else ()
    subject, asked = documents.identify(member.place, Wish(member.number, language if language in spoken else ""))
    if documents.find(member.place, asked["key"]) is None:
        documents.set_report(subject.scored, asked, subject.is_draft, work.at)
