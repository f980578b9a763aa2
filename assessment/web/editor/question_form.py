"""The form of one question: its texts, its answers, how it counts, its recommendation and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from assessment.domain.marks import plain
from assessment.web.editor import words
from assessment.web.editor.fields import Key, PartForm, form_of
from assessment.web.editor.lines import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.domain.questionnaire import Option
    from assessment.services.drafting.reading import Whole

_ONE_IDEA = _("One idea, at most 25 words. ")
_MARKS = _("Words in double square brackets, such as [[red team]], are explained from the list of terms.")
KEYS = (
    Key("text", _("Question"), "long", LazyString(lambda: f"{_ONE_IDEA}{_MARKS}")),
    Key("help", _("Help"), "long", _("What is meant.")),
    Key("example", _("Example"), "long", _("One concrete example.")),
    Key("section", _("Part of the questionnaire"), "choice"),
    Key("role", _("What the question is for"), "choice"),
    Key("type", _("How it is answered"), "choice"),
    Key(
        "scale", _("Scale"), "choice", _("A list of options that several questions share, or options of its own below.")
    ),
    Key(
        "anchors",
        _("Own words for what the options mean"),
        "glosses",
        _("One option in each line: its id, a colon, what it means for this question."),
    ),
    Key("dont_know", _("Offer “don’t know”"), "check"),
    Key("not_applicable", _("Offer “not applicable”, with a reason"), "check"),
    Key("depth", _("Asked"), "choice"),
    Key("answered_by", _("Who can usually answer"), "several"),
    Key("weight", _("Weight"), "choice-number", _("Only for measures and their details: how much it counts.")),
    Key("critical", _("Critical: without it the band of the section stays low"), "check"),
    Key("follows", _("Detail of"), "choice", _("The measure it is a detail of.")),
    Key("polarity", _("What yes means"), "choice", _("Only for risk questions.")),
    Key("rates", _("What is rated"), "choice", _("Only for self-ratings.")),
    Key("recommendation.action", _("What to do"), "long", _("In one or two sentences.")),
    Key("recommendation.steps", _("Steps"), "lines", _("One in each line, in the order to do them.")),
    Key("recommendation.effort", _("How much work"), "choice"),
    Key("recommendation.lead", _("Who leads"), "choice"),
    Key("recommendation.evidence", _("What would show it"), "lines", _("One document or record in each line.")),
    Key("source.document", _("Source"), "choice"),
    Key("source.place", _("Place in the source"), "text", _("Chapter, page or item.")),
    Key("source.origins", _("Former ids"), "words", _("Ids of the questions it replaces, with commas between them.")),
    Key(
        "frameworks",
        _("References to frameworks"),
        "pairs",
        _("One framework in each line: its id, a colon, the identifiers."),
    ),
)
NEEDED = frozenset(
    {
        "text", "help", "example", "section", "role", "type", "depth", "answered_by", "dont_know", "not_applicable",
        "source.document", "source.place",
    }
)  # fmt: skip
OPTION = (
    Column("id", _("Id"), "id"),
    Column("text", _("Option")),
    Column("anchor", _("What it means in practice"), "long"),
    Column("value", _("Credit from 0 to 1"), "number"),
    Column("exclusive", _("Cannot be ticked with others"), "check"),
    Column("counted", _("Ticking it earns credit"), "check", unless=True),
    Column("critical", _("Critical when it is not ticked"), "check"),
)
ROW = (Column("id", _("Id"), "id"), Column("text", _("Row")))
EXPOSURE = (
    Column("severity", _("How grave"), "choice", words.SEVERITIES),
    Column("options", _("Answers, by id"), "words"),
    Column("requirements", _("Requirements, by id"), "words"),
    Column("rows", _("Only in these rows"), "words"),
)
_COLUMNS = {"options": OPTION, "rows": ROW, "exposes": EXPOSURE}
FORM = form_of(KEYS, NEEDED, _COLUMNS)


def offer(form: PartForm, whole: Whole, part_id: str) -> None:
    """Give the choices of the form their words, from the rest of the draft."""
    none = {"": gettext("None")}
    for name, choices in (
        ("role", words.ROLES), ("type", words.TYPES), ("depth", words.DEPTHS), ("polarity", words.POLARITIES),
        ("rates", words.RATES), ("section", subsections(whole)), ("answered_by", titles(whole, "functions")),
        ("scale", {"": gettext("Options of its own")} | titles(whole, "scales")),
        ("weight", none | {str(value): str(value) for value in (1, 2, 3)}),
        ("follows", none | _measures(whole, part_id)), ("recommendation_effort", none | dict(words.EFFORTS)),
        ("recommendation_lead", none | titles(whole, "functions")),
        ("source_document", none | titles(whole, "documents")),
    ):  # fmt: skip
        form.offer(name, choices)


def titles(whole: Whole, kind: str) -> dict[str, str]:
    """Return the titles of the things in a list by id."""
    return {part.id: str(part.content.get("title") or part.content.get("term") or part.id) for part in whole.of(kind)}


def subsections(whole: Whole) -> dict[str, str]:
    """Return the parts that a question can stand in, in their order."""
    found = {}
    for section in whole.of("sections"):
        for inner in _groups(section.content.get("subsections")):
            found[str(inner.get("id"))] = f"{section.content.get('title')}: {inner.get('title')}"
    return found


def options_of(whole: Whole, part_id: str) -> tuple[Option, ...]:
    """Return the options of a question, also those of its scale."""
    questionnaire = whole.judged.questionnaire
    question = questionnaire.by_id.get(part_id) if questionnaire else None
    return question.options if question else ()


def requirements(whole: Whole) -> list[str]:
    """Return the ids of the sections that have a target."""
    return [part.id for part in whole.of("sections") if part.content.get("kind") == "requirement"]


def text_of(content: Mapping[str, Any], longest: int = 90) -> str:
    """Return the beginning of a question's text, without its marks."""
    words_ = plain(str(content.get("text") or ""))
    return words_ if len(words_) <= longest else words_[: longest - 1] + "…"


def _measures(whole: Whole, part_id: str) -> dict[str, str]:
    return {
        part.id: f"{part.id} {text_of(part.content, 70)}"
        for part in whole.of("questions")
        if part.content.get("role") == "measure" and part.id != part_id
    }


def _groups(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
