"""The pages of one question: editing it, adding one, moving it, taking it out and putting it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from assessment.content.draft_parts import QUESTIONS
from assessment.domain.access import Permission
from assessment.services.drafting import editing
from assessment.services.drafting.making import Unfit
from assessment.services.places import NotFound
from assessment.web.editor import question_form, saving, sections, words
from assessment.web.editor.blueprint import UNACCEPTED, blueprint, found
from assessment.web.editor.conditions import in_words
from assessment.web.editor.question_form import FORM
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.drafting.reading import Part, Whole
    from assessment.web.editor.fields import PartForm
    from assessment.web.editor.saving import Theirs

_WORDS = [DataRequired(lazy_gettext("Enter the question."))]
_ID = [DataRequired(lazy_gettext("Enter an id."))]


class NewQuestionForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """What a new question needs before anything else."""

    id = StringField(lazy_gettext("Id"), _ID, filters=[lambda text: (text or "").strip()])
    text = TextAreaField(lazy_gettext("Question"), _WORDS, filters=[lambda text: (text or "").strip()])
    after = SelectField(lazy_gettext("It stands after"), validate_choice=False)


def found_question(whole: Whole, question: str) -> Part:
    """Return the question that an address names; 404 when there is none."""
    try:
        return whole.question(question)
    except NotFound:
        abort(404)


@blueprint.get("/drafts/<draft_id>/questions/<question>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def question(draft_id: str, question: str) -> str:
    """Show a question with what the check found at each of its fields."""
    whole = found(draft_id)
    part, form = found_question(whole, question), FORM(formdata=None)
    form.fill(part.content, part.version)
    form.tell(whole.findings(part.name))
    return _page(whole, part, form)


@blueprint.post("/drafts/<draft_id>/questions/<question>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def save_question(draft_id: str, question: str) -> ResponseReturnValue:
    """Keep what was typed."""
    whole, form = found(draft_id), FORM()
    part = found_question(whole, question)
    back = url_for(".question", draft_id=draft_id, question=question)
    return saving.save(whole, part, form, lambda theirs: _page(whole, part, form, theirs), back)


@blueprint.get("/drafts/<draft_id>/parts/<subsection>/new-question")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def new_question(draft_id: str, subsection: str) -> str:
    """Ask for the id and the words of a new question."""
    whole = found(draft_id)
    form = _new_form(whole, subsection)
    return _new_page(whole, subsection, form)


@blueprint.post("/drafts/<draft_id>/parts/<subsection>/new-question")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def add_question(draft_id: str, subsection: str) -> ResponseReturnValue:
    """Add the question and go on to its page."""
    whole = found(draft_id)
    form = _new_form(whole, subsection)
    if not form.validate_on_submit():
        return _new_page(whole, subsection, form), UNACCEPTED
    content = {
        "id": form.id.data, "section": subsection, "role": "measure", "type": "single", "depth": "full",
        "text": form.text.data, "help": "", "example": "", "answered_by": [], "source": {"document": "", "place": ""},
        "dont_know": True, "not_applicable": True,
    }  # fmt: skip
    try:
        editing.add_question(draft_id, content, form.after.data, who().id, now())
    except Unfit as unfit:
        form.id.errors = [words.UNFIT[unfit.code]]
        return _new_page(whole, subsection, form), UNACCEPTED
    except editing.Closed:
        abort(404)
    flash(gettext("The question is added. Fill in the rest."))
    return redirect(url_for(".question", draft_id=draft_id, question=form.id.data), 303)


@blueprint.post("/drafts/<draft_id>/questions/<question>/moving")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def move_question(draft_id: str, question: str) -> ResponseReturnValue:
    """Move a question up or down among its neighbours."""
    whole = found(draft_id)
    part = found_question(whole, question)
    try:
        editing.move_question(draft_id, question, -1 if "up" in request.form else 1, who().id, now())
    except editing.Closed:
        abort(404)
    section = sections.section_of(whole, str(part.content.get("section")))
    return redirect(url_for(".section", draft_id=draft_id, section=section) + f"#{question}", 303)


@blueprint.get("/drafts/<draft_id>/questions/<question>/removal")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def removing_question(draft_id: str, question: str) -> str:
    """Ask once more before a question is taken out."""
    whole = found(draft_id)
    return _removal(whole, found_question(whole, question))


@blueprint.post("/drafts/<draft_id>/questions/<question>/removal")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def remove_question(draft_id: str, question: str) -> ResponseReturnValue:
    """Take a question out."""
    whole = found(draft_id)
    part, typed = found_question(whole, question), request.form.get("version", "")
    try:
        editing.remove_part(draft_id, part.name, int(typed) if typed.isdecimal() else 0, who().id, now())
    except editing.Conflict:
        flash(gettext("Somebody else has changed this question meanwhile. Look at it again before you take it out."))
        return redirect(url_for(".question", draft_id=draft_id, question=question), 303)
    except editing.Closed:
        abort(404)
    flash(gettext("%(id)s is taken out. You can put it back below.", id=question))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/putting-back")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def put_back(draft_id: str) -> ResponseReturnValue:
    """Put something back that was taken out."""
    whole, name = found(draft_id), request.form.get("name", "")
    if name not in {part.name for part in whole.removed} or not whole.is_open:
        abort(404)
    editing.put_back(draft_id, name, who().id, now())
    flash(gettext("%(id)s is back.", id=name.partition("/")[2]))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _page(whole: Whole, part: Part, form: PartForm, theirs: list[Theirs] | None = None) -> str:
    question_form.offer(form, whole, part.id)
    order = [one.id for one in whole.of(QUESTIONS) if one.content.get("section") == part.content.get("section")]
    place = order.index(part.id)
    return render_template(
        "editor/question.html", whole=whole, part=part, form=form, theirs=theirs, words=words,
        findings=whole.findings(part.name), asked_if=in_words(part.content.get("asked_if"), whole),
        options=question_form.options_of(whole, part.id), requirements=question_form.requirements(whole),
        before=order[place - 1] if place else "", after=order[place + 1] if place + 1 < len(order) else "",
    )  # fmt: skip


def _new_form(whole: Whole, subsection: str) -> NewQuestionForm:
    if subsection not in question_form.subsections(whole) or not whole.is_open:
        abort(404)
    form = NewQuestionForm()
    beside = [part for part in whole.of(QUESTIONS) if part.content.get("section") == subsection]
    form.after.choices = [
        SelectChoice(part.id, f"{part.id} {question_form.text_of(part.content)}") for part in reversed(beside)
    ]
    return form


def _new_page(whole: Whole, subsection: str, form: NewQuestionForm) -> str:
    title = question_form.subsections(whole)[subsection]
    return render_template("editor/question_new.html", whole=whole, form=form, title=title, subsection=subsection)


def _removal(whole: Whole, part: Part) -> str:
    asking = [
        one for one in whole.of(QUESTIONS) if part.id in str(one.content.get("asked_if", "")) and one.id != part.id
    ]
    return render_template(
        "editor/question_removal.html", whole=whole, part=part, asking=asking, text=question_form.text_of(part.content)
    )
