"""Checking a submission: what a program sees in it, marking it, and giving it back with remarks per question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms.validators import Optional, ValidationError

from assessment.domain import marks
from assessment.domain.access import Permission
from assessment.domain.coherence import Kind
from assessment.services import assessments
from assessment.services.rounds import checking, submitting
from assessment.services.rounds.checking import Return
from assessment.services.steps import Decision
from assessment.web import language
from assessment.web.account.letters import public_address, write
from assessment.web.guards import guarded, now, who
from assessment.web.programme import standing_words
from assessment.web.programme.blueprint import blueprint
from assessment.web.respondent.review_forms import LINES, MOST_LINES, ReturnForm
from assessment.web.saying import in_words
from assessment.web.typed import DayField

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from assessment.domain.coherence import Observation
    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.mail import Letter
    from assessment.services.rounds.checking import Examined

UNACCEPTED = 422
CHECK = "/participants/<participant_id>/submissions/<submission_id>"


class GiveBackForm(ReturnForm):
    """Giving a submission back, with more time if it is needed."""

    until = DayField(lazy_gettext("They can submit until"), [Optional()])

    def validate_until(self, field: DayField) -> None:
        """Refuse a day that has passed."""
        if field.data is not None and field.data < now().date():
            raise ValidationError(gettext("Choose today or a later day."))


@blueprint.get(CHECK)
@guarded(Permission.CHECK_SUBMISSIONS)
def check_submission(participant_id: str, submission_id: str) -> str:
    """Show what is open, unknown, contradictory or unsupported; and the answers only where they are shared."""
    found = checking.examine(who(), participant_id, submission_id)
    questionnaire = _questionnaire(found)
    return render_template(
        "programme/checking.html",
        found=found,
        round=found.found.round,
        questionnaire=questionnaire,
        seen=_by_kind(found.observations),
        answers=_answers(found, questionnaire),
        words=standing_words,
        plain=marks.plain,
    )


@blueprint.post(f"{CHECK}/check")
@guarded(Permission.CHECK_SUBMISSIONS)
def mark_checked(participant_id: str, submission_id: str) -> ResponseReturnValue:
    """Note that the submission is complete and coherent, or take that back."""
    undo = "undo" in request.form
    checking.mark_checked(who(), participant_id, submission_id, now(), undo=undo)
    flash(gettext("It is no longer marked as checked.") if undo else gettext("It is marked as checked."))
    return redirect(url_for("programme.help_participant", participant_id=participant_id), 303)


@blueprint.get(f"{CHECK}/return")
@guarded(Permission.CHECK_SUBMISSIONS)
def giving_back(participant_id: str, submission_id: str) -> str:
    """Ask for the remarks; what the check has seen stands there to begin with."""
    found = checking.examine(who(), participant_id, submission_id)
    form = GiveBackForm(_questionnaire(found), revision=str(found.assessment.revision))
    for question, text in _suggested(found.observations).items():
        if len(form.lines) < MOST_LINES:
            form.lines.append_entry({"question": question, "text": text})
    return _return_page(form, found, len(form.lines) + 1)


@blueprint.post(f"{CHECK}/return")
@guarded(Permission.CHECK_SUBMISSIONS)
def give_back(participant_id: str, submission_id: str) -> ResponseReturnValue:
    """Give the submission back."""
    found = checking.examine(who(), participant_id, submission_id)
    form = GiveBackForm(_questionnaire(found))
    if "more" in request.form:
        return _return_page(form, found, len(form.lines) + LINES)
    if not form.validate():
        return _return_page(form, found, len(form.lines)), UNACCEPTED
    decision = Decision(who(), form.seen, now(), _letter(found))
    giving = Return(form.remark.data, form.on, form.until.data)
    checking.return_submission(who(), participant_id, submission_id, decision, giving)
    flash(gettext("It has been returned. The organisation sees your remarks beside the questions."))
    return redirect(url_for("programme.help_participant", participant_id=participant_id), 303)


def _return_page(form: GiveBackForm, found: Examined, lines: int) -> str:
    while len(form.lines) < min(lines, MOST_LINES):
        form.lines.append_entry()
    participant, round_ = found.found.participant, found.found.round
    return render_template(
        "programme/giving_back.html",
        form=form,
        found=found,
        round=round_,
        questions=[q for q in form.questionnaire.questions if q.depth <= found.assessment.depth],
        can_grow=len(form.lines) < MOST_LINES,
        accepts=submitting.accepts(round_, participant, now()),
        last_day=submitting.last_day(round_, participant),
        plain=marks.plain,
    )


def _questionnaire(found: Examined) -> Questionnaire:
    row = found.assessment
    return assessments.questionnaire_of(row.questionnaire, row.version, language.content_language())


def _by_kind(observations: tuple[Observation, ...]) -> dict[Kind, list[Observation]]:
    """Return what was seen by its kind, each kind in its place, without those that were not seen."""
    return {kind: found for kind in Kind if (found := [one for one in observations if one.kind is kind])}


def _suggested(observations: tuple[Observation, ...]) -> dict[str, str]:
    """Return a remark for each question that something was seen about; the first one seen counts."""
    found: dict[str, str] = {}
    for one in observations:
        for question in one.questions:
            found.setdefault(question, str(standing_words.ASKED[one.kind]))
    return found


def _answers(found: Examined, questionnaire: Questionnaire) -> list[tuple[str, list[tuple[object, object]]]]:
    """Return the answers in words by section, where the organisation shares them."""
    if found.shown is None:
        return []
    shown = [question for question in questionnaire.questions if question.id in found.shown]
    return [
        (
            section.title,
            [(q, in_words(q, found.shown[q.id])) for q in shown if q.section == section.id],
        )
        for section in questionnaire.sections
        if any(q.section == section.id for q in shown)
    ]


def _letter(found: Examined) -> Callable[[str], Letter]:
    """Return what tells the organisation, in a language, that its submission was given back."""
    address = public_address("respondent.assessment", assessment_id=found.assessment.id)
    name, round_ = found.found.name, found.found.round.name

    def written(spoken: str) -> Letter:
        return write("given_back", spoken, organisation=name, round=round_, writer=who().name, address=address)

    return written
