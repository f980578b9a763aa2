"""One question with what stands beside its answer: evidence and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import abort, current_app, g, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.states import AssessmentState
from assessment.services import comments, mentions, people, places, questionnaires, questions
from assessment.services import evidence as evidences
from assessment.services.evidence import About
from assessment.services.uploads.checking import KINDS
from assessment.web import guards, language
from assessment.web.guards import guarded
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.teamwork_forms import CommentForm, FileForm, LinkForm
from assessment.web.respondent.tongues import tongues_of
from assessment.web.saying import in_words

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from assessment.services.answers import Stored
    from assessment.services.questions import Looked

ADDRESS = "/assessments/<assessment_id>/sections/<section_id>/questions/<question_id>"


@dataclass(frozen=True, slots=True)
class Spot:
    """The question that a page is about: what is asked, and the ids that lead there.

    One that is kept was asked by another version of the assessment: what stands there is read, and not changed.
    """

    looked: Looked
    about: About
    ids: dict[str, str]
    is_kept: bool = False

    def address(self, anchor: str = "") -> str:
        """Return the question's page."""
        return url_for("respondent.question", **self.ids, _anchor=anchor or None)  # type: ignore[arg-type] # ids only


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the page, with what was typed in one of them when it could not be taken."""

    file: FileForm = field(default_factory=lambda: FileForm(formdata=None, prefix="file"))
    link: LinkForm = field(default_factory=lambda: LinkForm(formdata=None, prefix="link"))
    comment: CommentForm = field(default_factory=lambda: CommentForm(formdata=None, prefix="comment"))


def spot(ids: dict[str, str]) -> Spot:
    """Return the question that an address names; a question of another section or depth does not exist."""
    row = g.place.assessment
    try:
        looked = questions.find_question(row, ids["section_id"], ids["question_id"], language.content_language())
    except places.NotFound:
        abort(404)
    here = {name: ids[name] for name in ("assessment_id", "section_id", "question_id")}
    return Spot(looked, About(row.organisation_id, row.id, looked.question.id), here)


def spot_or_kept(ids: dict[str, str]) -> Spot:
    """Return the question that an address names, also one that only another version of the assessment asks."""
    row = g.place.assessment
    kept = questions.find_kept(row, ids["question_id"], language.content_language())
    if kept is None or kept.section.id != ids["section_id"]:
        return spot(ids)
    here = {name: ids[name] for name in ("assessment_id", "section_id", "question_id")}
    return Spot(kept, About(row.organisation_id, row.id, kept.question.id), here, is_kept=True)


def back(found: Spot, anchor: str = "") -> Response:
    """Lead back to the question after something was done."""
    return redirect(found.address(anchor), 303)


def may_answer(section_id: str) -> bool:
    """Whether who asks may change answers of a section now."""
    return guards.allows(Permission.ANSWER, section_id) and AssessmentState(g.place.assessment.state).is_open


@blueprint.get(ADDRESS)
@guarded(Permission.SEE_SECTION)
def question(**ids: str) -> str:
    """Show a question with its answer, evidence and comments."""
    return show(spot_or_kept(ids), Forms())


def show(found: Spot, forms: Forms) -> str:
    """Render the page of a question; comments that mention who looks count as seen."""
    about, person = found.about, guards.who()
    kept = evidences.evidence_of(about, guards.now())
    remarks = comments.comments_of(about.assessment_id, about.question_id)
    if not found.is_kept:
        members = comments.members_to_mention(about.assessment_id, about.question_id, person.id)
        forms.comment.offer(members if person.is_signed_in else ())
    stored = questions.answer_to(about.assessment_id, about.question_id)
    page = render_template(
        "respondent/question.html",
        found=found,
        looked=found.looked,
        source=questionnaires.original_of(found.looked.questionnaire),
        section_address=section_address(found),
        plain=marks.plain,
        words=in_words(found.looked.question, stored.answer if stored else None),
        stored=stored,
        tongues=tongues_of(found.looked.question, stored),
        kept=[one for one in kept if one.removed_at is None],
        removed=[one for one in kept if one.removed_at is not None],
        space=evidences.space_of(about.organisation_id),
        endings=sorted(KINDS),
        remarks=[one for one in remarks if one.resolved_at is None],
        resolved=[one for one in remarks if one.resolved_at is not None],
        names=_names(kept, remarks, stored),
        forms=forms,
        now=guards.now(),
        may_answer=may_answer(found.ids["section_id"]) and not found.is_kept,
    )
    mentions.see_mentions(person, remarks, guards.now())
    return page


def section_address(found: Spot) -> str:
    """Return where the question is answered; empty while there is no such page."""
    if found.is_kept or "respondent.section" not in current_app.view_functions:
        return ""
    ids = {name: found.ids[name] for name in ("assessment_id", "section_id")}
    return url_for("respondent.section", **ids, _anchor=found.looked.question.id)  # type: ignore[arg-type] # ids only


def _names(
    kept: tuple[evidences.Shown, ...], remarks: tuple[comments.Remark, ...], stored: Stored | None
) -> dict[str, str]:
    ids = {one.added_by for one in kept}
    for remark in remarks:
        ids.update((remark.written_by, remark.resolved_by, *remark.mentions))
    if stored:
        ids.add(stored.changed_by)
    return people.names_of(ids, gettext("a former member"))
