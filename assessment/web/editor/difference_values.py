"""The values of what differs between two versions, line by line, in the words of the editors' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from assessment.domain.conditions import All, AnyOf, Atom
from assessment.domain.differences import readable
from assessment.domain.marks import plain
from assessment.domain.questionnaire import (
    Depth,
    Exposure,
    Kind,
    Option,
    Polarity,
    Recommendation,
    Role,
    Row,
    ScaleKind,
    SectionKind,
    Source,
)
from assessment.domain.wording import sentence
from assessment.web.editor import words
from assessment.web.formats import comma, language_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.domain.questionnaire import Question, Questionnaire


def lines(value: object, part: str, of: Questionnaire, question: str = "") -> list[str]:
    """Return one value of a version as lines; none for one that is empty. `question` is the one that it belongs to."""
    names = _names(part, of)
    match value:
        case None | "" | ():
            return []
        case tuple() if names:
            return [comma().join(names.get(str(item), str(item)) for item in value)]
        case tuple():
            asked = of.by_id.get(question)
            return [line for item in value for line in _item(item, of, asked)]
        case str():
            return [plain(names.get(value, value))]
        case _:
            return _item(value, of, of.by_id.get(question))


def _names(part: str, of: Questionnaire) -> dict[str, str]:
    """Return what the ids are called that a part holds."""
    match part:
        case "answered_by":
            return {one.id: one.title for one in of.functions}
        case "scale":
            return {one.id: one.title for one in of.scales}
        case "section" | "subsection":
            inner = {one.id: one.title for section in of.sections for one in section.subsections}
            return inner | {one.id: one.title for one in of.sections}
        case "languages":
            return {code: language_name(code) for code in of.languages}
        case "values_status":
            return {code: str(name) for code, name in words.VALUES_STATUS.items()}
        case _:
            return {}


def _item(value: object, of: Questionnaire, asked: Question | None) -> list[str]:
    match value:
        case Atom() | All() | AnyOf():
            return [sentence(value, of, gettext)]
        case bool():
            return [gettext("Yes") if value else gettext("No")]
        case Depth():
            return [str(words.DEPTHS[value.word])]
        case Role() | Kind() | Polarity() | SectionKind() | ScaleKind():
            return [str(_WORDS[type(value)].get(value.value, value.value))]
        case Exposure():
            return [_exposure(value, asked)]
        case _:
            return [plain(line) for line in _written(value, of)]


def _written(value: object, of: Questionnaire) -> list[str]:
    """Return the texts of a thing that is made of texts."""
    match value:
        case Option():
            return [f"{value.text} ({value.anchor})" if value.anchor else value.text]
        case Recommendation():
            effort = str(words.EFFORTS[value.effort.value])
            return [line for line in (value.action, *value.steps, *value.evidence, effort) if line]
        case Source():
            titles = {one.id: one.title for one in of.documents}
            return [" – ".join(filter(None, (titles.get(value.document, value.document), value.place)))]
        case Row():
            return [value.text]
        case _:
            return [readable(value)]


_WORDS: dict[type, dict[str, object]] = {
    Role: dict(words.ROLES),
    Kind: dict(words.TYPES),
    Polarity: dict(words.POLARITIES),
    SectionKind: dict(words.SECTION_KINDS),
    ScaleKind: dict(words.RATES),
}


def _exposure(value: Exposure, asked: Question | None) -> str:
    texts = {option.id: option.text for option in asked.options} if asked else {}
    quoted = _joined(gettext("“%(words)s”") % {"words": texts.get(id_, id_)} for id_ in value.options)
    where = _joined(value.requirements)
    return str(gettext(
        "%(answers)s raises the target of %(rows)s (%(severity)s)",
        answers=quoted, rows=where, severity=words.SEVERITIES[value.severity.word],
    ))  # fmt: skip


def _joined(items: Iterable[str]) -> str:
    return comma().join(items)
