"""Conditions in words for people; the translation function is an argument, so the domain knows no language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.conditions import All, AnyOf, Atom, Condition, Operator

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.domain.questionnaire import Questionnaire


def sentence(condition: Condition, questionnaire: Questionnaire, gettext: Callable[[str], str]) -> str:
    """Return the condition as half a sentence, such as 'HAO-A1 is not “No”'."""
    if isinstance(condition, Atom):
        return _statement(condition, questionnaire, gettext)
    joint = gettext("%(first)s and %(second)s") if isinstance(condition, All) else gettext("%(first)s or %(second)s")
    parts = [_part(part, questionnaire, gettext) for part in condition.parts]
    words = parts[0]
    for part in parts[1:]:
        words = joint % {"first": words, "second": part}
    return words


def _part(condition: Condition, questionnaire: Questionnaire, gettext: Callable[[str], str]) -> str:
    words = sentence(condition, questionnaire, gettext)
    return f"({words})" if isinstance(condition, (All, AnyOf)) else words


def _statement(atom: Atom, questionnaire: Questionnaire, gettext: Callable[[str], str]) -> str:
    patterns = {
        Operator.IS: gettext("%(question)s is %(values)s"),
        Operator.IS_NOT: gettext("%(question)s is not %(values)s"),
        Operator.ANY_OF: gettext("%(question)s is one of %(values)s"),
        Operator.NONE_OF: gettext("%(question)s is none of %(values)s"),
        Operator.INCLUDES_ANY: gettext("%(question)s includes %(values)s"),
        Operator.INCLUDES_NONE: gettext("%(question)s includes none of %(values)s"),
        Operator.AT_LEAST: gettext("%(question)s is at least %(values)s"),
        Operator.BELOW: gettext("%(question)s is below %(values)s"),
        Operator.ANSWERED: gettext("%(question)s is answered"),
        Operator.NOT_ANSWERED: gettext("%(question)s is not answered"),
    }
    question = questionnaire.by_id.get(atom.question)
    texts = {option.id: option.text for option in question.options} if question else {}
    rows = {row.id: row.text for row in question.rows} if question else {}
    words = {"yes": gettext("Yes"), "no": gettext("No")} | texts
    quoted = [gettext("“%(words)s”") % {"words": words.get(value, value)} for value in atom.values]
    values = quoted[0] if quoted else ""
    for value in quoted[1:]:
        values = gettext("%(first)s, %(next)s") % {"first": values, "next": value}
    name = f"{atom.question} ({rows.get(atom.row, atom.row)})" if atom.row else atom.question
    return patterns[atom.operator] % {"question": name, "values": values}
