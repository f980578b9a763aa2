"""When a question is asked: a condition put together from lists, one statement after the other, shown in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.content.condition_words import problem_of
from assessment.content.draft_parts import QUESTIONS, part_name
from assessment.domain.access import Permission
from assessment.domain.condition_lines import Lines, operators, statement
from assessment.domain.conditions import ConditionError, Operator, parse
from assessment.domain.marks import plain
from assessment.domain.wording import sentence
from assessment.services.drafting import editing
from assessment.services.places import NotFound
from assessment.web.editor import words
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint, found
from assessment.web.found import words as words_of
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.conditions import Condition
    from assessment.domain.questionnaire import Question
    from assessment.services.drafting.reading import Part, Whole

# What has a condition: the list and the key that holds it.
HOLDERS = {QUESTIONS: "asked_if", "consistency": "when"}


def in_words(text: object, whole: Whole) -> str:
    """Return a written condition in words; as it was written when it cannot be read."""
    condition = _read(text)
    questionnaire = whole.judged.questionnaire
    if condition is None or questionnaire is None:
        return str(text or "")
    return sentence(condition, questionnaire, gettext)


@blueprint.get("/drafts/<draft_id>/conditions/<kind>/<thing>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def condition(draft_id: str, kind: str, thing: str) -> str:
    """Show a condition line by line, and the answers of a question that was chosen for another line."""
    whole = found(draft_id)
    return _page(whole, _found(whole, kind, thing))


@blueprint.post("/drafts/<draft_id>/conditions/<kind>/<thing>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def change_condition(draft_id: str, kind: str, thing: str) -> ResponseReturnValue:
    """Add or remove a line, join lines otherwise, or take what was written."""
    whole = found(draft_id)
    part = _found(whole, kind, thing)
    changed = _changed(whole, part)
    if isinstance(changed, _Wrong):
        return _page(whole, part, changed), UNACCEPTED
    key, typed = HOLDERS[kind], request.form.get("version", "")
    content = {name: value for name, value in part.content.items() if name != key}
    content |= {key: changed} if changed else {}
    try:
        editing.save_part(draft_id, part.name, content, int(typed) if typed.isdecimal() else 0, who().id, now())
    except editing.Conflict:
        wrong = _Wrong(
            "", gettext("Somebody else has changed this meanwhile. This is how it stands now; choose again."), changed
        )
        return _page(found(draft_id), _found(found(draft_id), kind, thing), wrong), CONFLICT
    except editing.Closed:
        abort(404)
    flash(gettext("Saved."))
    return redirect(url_for(".condition", draft_id=draft_id, kind=kind, thing=thing), 303)


class _Wrong:
    """Why a change was not taken: at which field, in words, and what was typed."""

    def __init__(self, field: str, message: str, typed: str = "") -> None:
        self.field = field
        self.message = message
        self.typed = typed


def _changed(whole: Whole, part: Part) -> str | _Wrong:
    """Return the new text of the condition."""
    form, before = request.form, Lines.of(_read(part.content.get(HOLDERS[part.kind])))
    if "remove" in form:
        place = form["remove"]
        return before.without(int(place)).text if place.isdecimal() else before.text
    if "join" in form:
        return Lines(before.parts, is_all=form["join"] != "any").text
    if "written" in form:
        return _written(form["written"])
    chosen = _choosable(whole, part).get(form.get("about", ""))
    if chosen is None:
        return _Wrong("about", gettext("Choose a question."))
    operator = next((one for one in operators(chosen) if one.value == form.get("operator")), None)
    if operator is None:
        return _Wrong("operator", gettext("Choose what has to be so."))
    atom = statement(chosen, operator, form.getlist("values"), form.get("row", ""))
    if atom is None:
        one = operator in {Operator.AT_LEAST, Operator.BELOW}
        return _Wrong(
            "values", gettext("Choose exactly one answer.") if one else gettext("Choose at least one answer.")
        )
    return before.with_one(atom).text


def _written(text: str) -> str | _Wrong:
    words_ = " ".join(text.split())
    try:
        return Lines.of(parse(words_)).text if words_ else ""
    except ConditionError as error:
        problem = gettext(
            "This cannot be read from character %(column)s on: %(problem)s.",
            column=error.column,
            problem=words_of(problem_of(error)),
        )
        return _Wrong("written", problem, text)


def _read(text: object) -> Condition | None:
    try:
        return parse(text) if isinstance(text, str) and text.strip() else None
    except ConditionError:
        return None


def _found(whole: Whole, kind: str, thing: str) -> Part:
    if kind not in HOLDERS:
        abort(404)
    try:
        return whole.part(part_name(kind, thing))
    except NotFound:
        abort(404)


def _choosable(whole: Whole, part: Part) -> dict[str, Question]:
    """Return the questions that the condition may name: those that are asked before."""
    questionnaire = whole.judged.questionnaire
    if questionnaire is None:
        return {}
    if part.kind != QUESTIONS:
        return dict(questionnaire.by_id)
    ids = list(questionnaire.by_id)
    return {id_: questionnaire.by_id[id_] for id_ in ids[: ids.index(part.id)]} if part.id in ids else {}


def _page(whole: Whole, part: Part, wrong: _Wrong | None = None) -> str:
    text = part.content.get(HOLDERS[part.kind], "")
    lines, choosable = Lines.of(_read(text)), _choosable(whole, part)
    chosen = choosable.get(request.values.get("about", ""))
    questionnaire = whole.judged.questionnaire
    return render_template(
        "editor/condition.html", whole=whole, part=part, text=text, is_all=lines.is_all, choosable=choosable,
        chosen=chosen, operators=operators(chosen) if chosen else (), operator_words=words.OPERATORS, wrong=wrong,
        lines=[sentence(one, questionnaire, gettext) if questionnaire else "" for one in lines.parts],
        findings=[one for one in whole.findings(part.name) if one.key == HOLDERS[part.kind]], words=words,
        plain=plain,
    )  # fmt: skip
