"""The words for what became of questions and of their answers, for the editors of a crosswalk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from assessment.domain.crosswalk import Carries, Relation
from assessment.domain.marks import plain
from assessment.services.drafting.walking import Standing
from assessment.web.formats import comma

if TYPE_CHECKING:
    from assessment.content.crosswalk_drafts import At
    from assessment.domain.crosswalk import Line
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.services.drafting.walking import Walk

RELATIONS = {
    Relation.KEPT: _("Asked as before"),
    Relation.REWORDED: _("Worded anew"),
    Relation.WIDENED: _("Asks about more"),
    Relation.NARROWED: _("Asks about less"),
    Relation.MERGED: _("Joined with others"),
    Relation.SPLIT: _("Cut into several"),
    Relation.MOVED: _("Asked elsewhere"),
    Relation.BECAME_OPTION: _("Became an option of a list"),
    Relation.DROPPED: _("Not asked any more"),
    Relation.NEW: _("New"),
}
# What becomes of a former answer.
CARRIES = {
    Carries.ANSWER: _("It counts as the answer"),
    Carries.SUGGESTION: _("It is proposed, to be confirmed"),
    Carries.NOTHING: _("It stays with the former version"),
}
STANDINGS = {
    Standing.SETTLED: _("Unchanged"),
    Standing.DECIDED: _("Decided"),
    Standing.OPEN: _("To be decided"),
    Standing.CHANGED: _("Changed since it was decided"),
}
LOOKS = {Standing.SETTLED: "", Standing.DECIDED: "good", Standing.OPEN: "busy", Standing.CHANGED: "warn"}
_FIELDS = {"to": "to0", "map": "map0"}
# That nothing is said about a change is found at its relation, and mended in the note.
_IN_NOTE = "X124"
_LONGEST = 110


def shown(question: Question | None, id_: str) -> str:
    """Return a question by its id and the beginning of its text."""
    text = plain(question.text) if question else ""
    return f"{id_} {text}" if len(text) <= _LONGEST else f"{id_} {text[: _LONGEST - 1]}…"


def field_of(one: At) -> str:
    """Return the field in which a finding can be mended."""
    return "note" if one.finding.code == _IN_NOTE else _FIELDS.get(one.key, one.key)


def choices(of: Questionnaire) -> dict[str, dict[str, str]]:
    """Return the questions of a version to choose from, by section."""
    found: dict[str, dict[str, str]] = {"": {"": gettext("None")}}
    for question in of.questions:
        section = of.section_by_id.get(question.section)
        inside = found.setdefault(section.title if section else question.section, {})
        inside[question.id] = shown(question, question.id)
    return found


def described(line: Line, walk: Walk) -> dict[str, str]:
    """Return a line field by field in words, as the conflict of two editors shows it."""
    texts = {option.id: option.text for id_ in line.new if (q := walk.new.by_id.get(id_)) for option in q.options}
    former = walk.old.by_id.get(line.old)
    names = {option.id: option.text for option in former.options} if former else {}
    pairs = line.options.pairs if line.options else ()
    return {
        "relation": str(RELATIONS[line.relation]),
        "to0": comma().join(shown(walk.new.by_id.get(id_), id_) for id_ in line.new),
        "carries": str(CARRIES[line.carries]),
        "reviewed": gettext("Yes") if line.reviewed else gettext("No"),
        "option": texts.get(line.option, line.option),
        "map0": comma().join(f"{names.get(p.old, p.old)} → {texts.get(p.new, p.new)}" for p in pairs),
        "note": line.note,
    }
