"""The forms of everything but questions: what is about the whole, sections, scales, terms, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from assessment.web.editor import words
from assessment.web.editor.fields import Key, form_of
from assessment.web.editor.lines import Column
from assessment.web.editor.question_form import titles

if TYPE_CHECKING:
    from assessment.services.drafting.reading import Whole
    from assessment.web.editor.fields import PartForm

_TITLE = Key("title", _("Title"))
_SUMMARY = Key("summary", _("Summary"), "long")
_URL = Key("url", _("Web address"))
_SUBSECTION = (
    Column("id", _("Id, such as HAO-A")), Column("title", _("Title")), Column("summary", _("Summary"), "long"),
)  # fmt: skip
_LEVEL = (
    Column("id", _("Id"), "id"), Column("text", _("Option")),
    Column("anchor", _("What it means in practice"), "long"), Column("value", _("Credit from 0 to 1"), "number"),
)  # fmt: skip

ABOUT = form_of(
    (
        _TITLE,
        _SUMMARY,
        Key("change", _("What this version is to the one before"), "choice"),
        Key(
            "languages",
            _("Languages"),
            "words",
            _("Codes with commas between them; the language of these texts first."),
        ),
        Key("licence", _("Licence of the texts"), hint=_("An SPDX id such as CC-BY-4.0.")),
        Key("values_status", _("Weights, severities and critical questions are"), "choice"),
    ),
    frozenset({"title", "summary", "languages", "licence", "values_status"}),
)
FORMS: dict[str, type[PartForm]] = {
    "sections": form_of(
        (
            _TITLE,
            _SUMMARY,
            Key("kind", _("What it is"), "choice"),
            Key("maximum", _("Sum of the weights"), "number", _("The check proves that it can be reached.")),
        ),
        frozenset({"title", "summary", "kind"}),
        {"subsections": _SUBSECTION},
    ),
    "scales": form_of(
        (_TITLE, Key("kind", _("What its options say"), "choice")), frozenset({"title", "kind"}), {"options": _LEVEL}
    ),
    "glossary": form_of(
        (
            Key("term", _("Word")),
            Key("definition", _("What it means"), "long"),
            Key("variants", _("Other forms"), "words", _("Forms under which texts mention it, with commas between.")),
            Key("source.document", _("Source"), "choice"),
            Key("source.place", _("Place in the source")),
        ),
        frozenset({"term", "definition"}),
    ),
    "consistency": form_of(
        (
            Key("message", _("What people are asked"), "long"),
            Key("contradiction", _("Both cannot be so"), "check"),
        ),
        frozenset({"message", "contradiction"}),
    ),
    "functions": form_of((_TITLE, Key("description", _("Who that is"), "long")), frozenset({"title", "description"})),
    "documents": form_of(
        (_TITLE, Key("publisher", _("Publisher")), Key("year", _("Year")), _URL),
        frozenset({"title", "publisher", "year"}),
    ),
    "frameworks": form_of(
        (_TITLE, Key("note", _("State and date of the text"), "long"), _URL), frozenset({"title", "note"})
    ),
}


def offer(form: PartForm, kind: str, whole: Whole) -> None:
    """Give the choices of a form their words."""
    match kind:
        case "about":
            form.offer("change", words.CHANGES)
            form.offer("values_status", words.VALUES_STATUS)
        case "sections":
            form.offer("kind", words.SECTION_KINDS)
        case "scales":
            form.offer("kind", words.SCALE_KINDS)
        case "glossary":
            form.offer("source_document", {"": "–"} | titles(whole, "documents"))
        case _:
            return
