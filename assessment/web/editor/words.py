"""The words of the editors' pages for what the format calls by one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from assessment.domain.conditions import Operator
from assessment.domain.drafts import DraftState

if TYPE_CHECKING:
    from flask_babel import LazyString

    from assessment.content.judging import Placed

STATES = {
    DraftState.DRAFT: _("In the making"),
    DraftState.IN_APPROVAL: _("Waits for approval"),
    DraftState.PUBLISHED: _("Published"),
    DraftState.DISCARDED: _("Discarded"),
}
LOOKS = {
    DraftState.DRAFT: "busy", DraftState.IN_APPROVAL: "warn", DraftState.PUBLISHED: "good", DraftState.DISCARDED: "",
}  # fmt: skip
CHANGES = {
    "": _("Not said yet"),
    "patch": _("Correction: only words change, every answer stays"),
    "minor": _("Addition: questions or options are added, every answer stays"),
    "major": _("New edition: anything may change, answers are carried over question by question"),
}
CHANGE_NAMES = {"": _("new"), "patch": _("correction"), "minor": _("addition"), "major": _("new edition")}
ROLES = {
    "context": _("Fact: says what the system is; not counted"),
    "gate": _("Risk question: raises the target of requirements"),
    "measure": _("Measure: counts for the score"),
    "follow_up": _("Detail of a measure: counts for the score"),
    "reflection": _("Self-rating: not counted"),
}
TYPES = {
    "single": _("One choice"),
    "multiple": _("A list to tick"),
    "matrix": _("A table with one choice in each row"),
    "text": _("Free text"),
}
DEPTHS = {
    "screening": _("From the screening on"), "core": _("From the core on"), "full": _("Only in the full one"),
}  # fmt: skip
POLARITIES = {"": _("Does not apply"), "yes_is_risk": _("Yes means a risk"), "yes_is_good": _("Yes is good")}
EFFORTS = {"S": _("Days"), "M": _("Weeks"), "L": _("Months")}
SEVERITIES = {"low": _("Low"), "medium": _("Medium"), "high": _("High")}
RATES = {"": _("Nothing"), "risk": _("How great the risks are"), "adequacy": _("How good the measures are")}
SECTION_KINDS = {
    "requirement": _("Requirement: a row of the profile with a target"),
    "preamble": _("Preamble: a row beside the requirements"),
    "profile": _("Profile: facts about the system, no row"),
}
SCALE_KINDS = {
    "maturity": _("How far a measure is in place"),
    "adequacy": _("How good a measure is"),
    "risk": _("How likely something is"),
    "fact": _("Whether something is so"),
}
VALUES_STATUS = {"proposed": _("Proposed"), "confirmed": _("Confirmed by the content owner")}
# The lists of a questionnaire, and one thing in each.
LISTS: dict[str, tuple[LazyString, LazyString]] = {
    "sections": (_("Sections"), _("Section")),
    "questions": (_("Questions"), _("Question")),
    "scales": (_("Scales"), _("Scale")),
    "glossary": (_("Glossary"), _("Term")),
    "consistency": (_("Combinations to look at again"), _("Combination")),
    "functions": (_("Functions"), _("Function")),
    "documents": (_("Sources"), _("Source")),
    "frameworks": (_("Frameworks"), _("Framework")),
}
# The things that stand one after the other in a form.
LINES = {
    "options": _("Options"),
    "rows": _("Rows"),
    "exposes": _("Which answers raise the target of which requirement"),
    "subsections": _("Parts of the section"),
}
LEVELS = {"error": _("Error"), "warning": _("Warning"), "advice": _("Advice")}
LEVEL_LOOKS = {"error": "warn", "warning": "busy", "advice": ""}
OPERATORS = {
    Operator.ANY_OF: _("The answer is one of those ticked below"),
    Operator.NONE_OF: _("The answer is none of those ticked below, or open"),
    Operator.INCLUDES_ANY: _("At least one of those ticked below is ticked"),
    Operator.INCLUDES_NONE: _("None of those ticked below is ticked"),
    Operator.AT_LEAST: _("The answer is the one ticked below, or further on the scale"),
    Operator.BELOW: _("The answer is less far on the scale than the one ticked below"),
    Operator.ANSWERED: _("It is answered"),
    Operator.NOT_ANSWERED: _("It is not answered"),
}
UNFIT: dict[str, LazyString] = {
    "version": _("Enter a year and a number, such as 2026.1."),
    "taken": _("This version exists already, and what is published never changes. Choose another number."),
    "in-work": _("Somebody is working on this version already. Choose another number."),
    "id": _("Use small letters, digits and hyphens, such as clinic-ai."),
    "known": _("There is a questionnaire of this name. Make a new version of it instead."),
    "unreadable": _("The file cannot be read as a questionnaire."),
    "parts": _("A list of the file is none, or something in it has no id or one that stands twice."),
    "question-id": _("Use capitals, digits and hyphens, such as HAO-A12."),
    "section-id": _("Use capitals, digits and hyphens, such as HAO."),
    "thing-used": _("There is one of this id already, perhaps one that was taken out."),
    "id-used": _("This id belongs to a question already, or did in a former version. Ids are never used again."),
    "other-questionnaire": _("This file is about another questionnaire."),
    "other-version": _("This file is about another version. Bring it into the draft of that version."),
    "too-long": _("This is too long to be kept."),
}


def tallies(findings: tuple[Placed, ...]) -> dict[str, int]:
    """Return how many errors, warnings and pieces of advice there are."""
    counts = dict.fromkeys(LEVELS, 0)
    for one in findings:
        counts[one.finding.level.value] += 1
    return counts
