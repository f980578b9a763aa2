"""A section as respondents will see it, for drafts and for translations: nothing that is ticked there is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, request
from flask_babel import gettext, ngettext
from markupsafe import Markup

from assessment.domain.answer_form import NotOnTheForm, read_answer
from assessment.domain.parts import parts_of
from assessment.domain.questionnaire import Depth
from assessment.domain.statuses import statuses
from assessment.services.sections import Asked, Filled
from assessment.web.respondent.compiled import questions_pattern
from assessment.web.respondent.filling import fill_questions

if TYPE_CHECKING:
    from assessment.domain.answers import Answer
    from assessment.domain.questionnaire import Questionnaire


@dataclass(frozen=True)
class Tried:
    """A section with the answers that were tried in it, and what was tried in the others, to be sent along."""

    asked: Asked
    given: dict[str, Answer]
    filled: Filled
    elsewhere: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> Markup:
        """The questions as HTML; those that are not asked after these answers are hidden."""
        # The pattern is HTML that Jinja has escaped; what is put in is escaped where that is done.
        return Markup(fill_questions(self.asked, self.given, self.filled.standing))  # noqa: S704

    @property
    def waiting(self) -> int:
        """How many questions of the section depend on answers that were not given."""
        return len(self.asked.part.questions) - len(self.filled.shown(self.asked.part))


def asked_in(questionnaire: Questionnaire, section: str) -> Asked:
    """Return a section as it is asked in full; it does not exist (404) if it has no questions."""
    parts = parts_of(questionnaire, Depth.FULL)
    if section not in parts:
        abort(404)
    return Asked(questionnaire, questionnaire.section_by_id[section], parts[section], tuple(parts))


def previewed(questionnaire: Questionnaire, section: str) -> tuple[Asked, Markup]:
    """Return a section and all its questions as HTML, also those that depend on an answer."""
    asked = asked_in(questionnaire, section)
    made = questions_pattern(asked, editable=True)
    # The pattern is HTML that Jinja has escaped; its slots stay empty.
    return asked, Markup(made.fill(made.blank))  # noqa: S704


def tried(questionnaire: Questionnaire, section: str) -> Tried:
    """Return a section after the answers that the request holds; they are stored nowhere."""
    asked, fields = asked_in(questionnaire, section), request.form.to_dict(flat=False)
    given = {id_: answer for id_ in questionnaire.by_id if (answer := _answer(questionnaire, id_, fields))}
    inside = asked.part.questions
    elsewhere = tuple(
        (name, value)
        for name, values in fields.items()
        for value in values
        if value and (id_ := _question(questionnaire, name)) and id_ not in inside
    )
    filled = Filled({}, statuses(asked.part.deciding, given, Depth.FULL))
    return Tried(asked, given, filled, elsewhere)


def waiting_words(number: int) -> str:
    """Say how many questions of a section are not shown."""
    if not number:
        return str(gettext("Every question of this section is shown."))
    words = ngettext(
        "%(num)s question depends on answers and is not shown.",
        "%(num)s questions depend on answers and are not shown.",
        number,
    )
    return str(words)


def _answer(questionnaire: Questionnaire, id_: str, fields: dict[str, list[str]]) -> Answer | None:
    try:
        return read_answer(questionnaire.by_id[id_], fields)
    except NotOnTheForm:
        # Somebody has changed the draft since the page was rendered: what does not fit any more is not answered.
        return None


def _question(questionnaire: Questionnaire, name: str) -> str:
    """Return the question whose field is called so, empty for other fields; ids may have points of their own."""
    pieces = name.split(".")
    ids = (".".join(pieces[:length]) for length in range(len(pieces), 0, -1))
    return "" if name.endswith(".version") else next((id_ for id_ in ids if id_ in questionnaire.by_id), "")
