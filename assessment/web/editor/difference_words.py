"""The words for what differs between two versions, in questions and beside them, and what it means for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from assessment.domain.beside import Thing
from assessment.domain.consequences import Consequence
from assessment.domain.differences import Kind
from assessment.domain.questionnaire import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    Kind.ADDED: _("New question"),
    Kind.REMOVED: _("Question taken out"),
    Kind.CHANGED: _("Changed"),
    Kind.MOVED: _("Moved to another place in the order"),
}
PARTS = {
    "text": _("Question"), "help": _("Help"), "example": _("Example"), "section": _("Section"),
    "subsection": _("Part of the section"), "role": _("What the question is for"), "kind": _("How it is answered"),
    "depth": _("Asked from which depth on"), "source": _("Source"), "answered_by": _("Who can usually answer"),
    "options": _("Options"), "rows": _("Rows"), "scale": _("Scale"), "dont_know": _("“Don’t know” on offer"),
    "not_applicable": _("“Not applicable” on offer"), "asked_if": _("When it is asked"), "follows": _("Detail of"),
    "polarity": _("What yes means"), "exposes": _("Which answers raise which target"), "weight": _("Weight"),
    "critical": _("Critical"), "rates": _("What is rated"), "recommendation": _("Recommendation"),
    "tags": _("References to frameworks"),
}  # fmt: skip
# What a questionnaire has beside questions, and the parts of each.
THINGS = {
    Thing.ABOUT: _("The whole"), Thing.SECTION: _("Section"), Thing.SUBSECTION: _("Part of the section"),
    Thing.TERM: _("Term"), Thing.CONSISTENCY: _("Combination"), Thing.FUNCTION: _("Function"),
    Thing.DOCUMENT: _("Source"), Thing.FRAMEWORK: _("Framework"),
}  # fmt: skip
THING_KINDS = {Kind.ADDED: _("New"), Kind.REMOVED: _("Taken out")}
THING_PARTS = {
    "title": _("Title"), "summary": _("Summary"), "licence": _("Licence of the texts"), "languages": _("Languages"),
    "values_status": _("Weights, severities and critical questions are"), "section_kind": _("What it is"),
    "term": _("Word"), "definition": _("What it means"), "variants": _("Other forms"),
    "message": _("What people are asked"), "when": _("Combination"), "contradiction": _("Both cannot be so"),
    "description": _("Who that is"),
    "publisher": _("Publisher"), "year": _("Year"), "url": _("Web address"), "note": _("State and date of the text"),
}  # fmt: skip
CONSEQUENCES = {
    Consequence.NOTHING: _("Answers stay as they are."),
    Consequence.READ_AGAIN: _("Answers stay; who answers may want to read the new words."),
    Consequence.NEW_CHOICE: _("Answers stay; there is something more to choose."),
    Consequence.SCORE: _("Answers stay, and count differently for the score or the target."),
    Consequence.OTHERS_ASKED: _("Answers stay; the question may be asked of others than before."),
    Consequence.OPEN: _("It has no answers yet."),
    Consequence.CHOICE_GONE: _("Answers that chose what is gone do not fit any more."),
    Consequence.OTHER_QUESTION: _("Former answers do not fit any more."),
    Consequence.GONE: _("Its answers stay with the former version only."),
}
CHANGES = {
    Change.PATCH: _("Only words change, so this can be a correction."),
    Change.MINOR: _("Something is added or counts differently, so this is at least an addition."),
    Change.MAJOR: _("Something is gone or asks something else, so this is a new edition."),
}
ENOUGH = {Change.PATCH: {"patch", "minor", "major"}, Change.MINOR: {"minor", "major"}, Change.MAJOR: {"major"}}


def parts(names: Iterable[str]) -> list[str]:
    """Return the words for parts of a question."""
    return [str(PARTS[name]) for name in names]
