"""The page of one section: its questions in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template

from assessment.content.draft_parts import QUESTIONS, part_name
from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.web.editor import question_form, words
from assessment.web.editor.blueprint import blueprint, found
from assessment.web.editor.conditions import in_words
from assessment.web.guards import guarded

if TYPE_CHECKING:
    from assessment.services.drafting.reading import Whole


@blueprint.get("/drafts/<draft_id>/sections/<section>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def section(draft_id: str, section: str) -> str:
    """Show the questions of a section, with what the check found in each."""
    whole = found(draft_id)
    try:
        part = whole.part(part_name("sections", section))
    except NotFound:
        abort(404)
    asked: dict[str, list[object]] = {}
    for question in whole.of(QUESTIONS):
        asked.setdefault(str(question.content.get("section")), []).append(question)
    return render_template(
        "editor/section.html", whole=whole, part=part, asked=asked, words=words, text_of=question_form.text_of,
        condition=lambda one: in_words(one.content.get("asked_if"), whole), tally=tallied(whole),
    )  # fmt: skip


def section_of(whole: Whole, subsection: str) -> str:
    """Return the id of the section that a part of it belongs to."""
    for part in whole.of("sections"):
        if any(inner.get("id") == subsection for inner in part.content.get("subsections") or ()):
            return part.id
    return ""


def tallied(whole: Whole) -> dict[str, dict[str, int]]:
    """Return how many findings of each level every part has."""
    found_: dict[str, dict[str, int]] = {}
    for one in whole.judged.findings:
        counts = found_.setdefault(one.part, dict.fromkeys(words.LEVELS, 0))
        counts[one.finding.level.value] += 1
    return found_
