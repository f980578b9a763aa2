"""One draft: where it stands, what the check finds, its sections, and discarding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from assessment.content.draft_parts import ABOUT, QUESTIONS
from assessment.domain.access import Permission
from assessment.domain.drafts import DraftState, least_change
from assessment.services.drafting import making, reading, walking
from assessment.services.places import NotFound
from assessment.web.editor import words
from assessment.web.editor.blueprint import blueprint, found
from assessment.web.editor.sections import tallied
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.content.judging import Placed
    from assessment.services.drafting.reading import Whole

# So many findings stand on the overview; the pages of the parts show their own, all of them.
MOST = 60


@blueprint.get("/drafts/<draft_id>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def draft(draft_id: str) -> str:
    """Show where a draft stands."""
    whole = found(draft_id)
    tally = tallied(whole)
    counted = words.tallies(whole.judged.findings)
    order = list(words.LEVELS)
    findings = sorted(whole.judged.findings, key=lambda one: order.index(one.finding.level.value))
    former, drafted = whole.predecessor, whole.judged.questionnaire
    return render_template(
        "editor/draft.html", whole=whole, words=words, counted=counted, findings=findings[:MOST],
        more=len(findings) - MOST, address=lambda one: address(whole, one), sections=_sections(whole, tally),
        least=least_change(former, drafted) if former and drafted else None, is_sender=whole.row.sent_by == who().id,
        sent_by=reading.name_of(whole.row.sent_by), questions=len(whole.of(QUESTIONS)), walk=walking.walk_of(whole),
    )  # fmt: skip


def address(whole: Whole, one: Placed) -> str:
    """Return where a finding can be mended."""
    draft_id = whole.row.id
    kind, _, id_ = one.part.partition("/")
    anchor = f"#{one.key}" if one.key and one.key not in {"source", "recommendation"} else ""
    if kind == QUESTIONS and one.key == "asked_if":
        return url_for("editor.condition", draft_id=draft_id, kind=kind, thing=id_)
    if kind == QUESTIONS:
        return url_for("editor.question", draft_id=draft_id, question=id_) + anchor
    if one.part == ABOUT:
        return url_for("editor.about", draft_id=draft_id) + anchor
    return url_for("editor.thing", draft_id=draft_id, kind=kind, thing=id_) + anchor


@blueprint.get("/drafts/<draft_id>/discarding")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def discarding(draft_id: str) -> str:
    """Ask once more before a draft is put away."""
    whole = found(draft_id)
    if whole.state is DraftState.PUBLISHED:
        abort(404)
    return render_template("editor/draft_discard.html", whole=whole)


@blueprint.post("/drafts/<draft_id>/discarding")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def discard(draft_id: str) -> ResponseReturnValue:
    """Put a draft away and offer to take that back."""
    found(draft_id)
    try:
        making.discard(draft_id, who().id, now())
    except NotFound:
        abort(404)
    return redirect(url_for(".discarded", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/discarded")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def discarded(draft_id: str) -> str:
    """Say that a draft is put away, and offer to take that back."""
    return render_template("editor/draft_discarded.html", whole=_discarded(draft_id))


@blueprint.post("/drafts/<draft_id>/discarded")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def take_back(draft_id: str) -> ResponseReturnValue:
    """Bring a discarded draft back."""
    _discarded(draft_id)
    try:
        making.take_back(draft_id, who().id, now())
    except making.Unfit:
        flash(gettext("This version exists meanwhile, so the draft stays away."))
        return redirect(url_for(".home"), 303)
    flash(gettext("The draft is back."))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _discarded(draft_id: str) -> Whole:
    try:
        whole = reading.find_any(draft_id)
    except NotFound:
        abort(404)
    if whole.state is not DraftState.DISCARDED:
        abort(404)
    return whole


def _sections(whole: Whole, tally: dict[str, dict[str, int]]) -> list[dict[str, object]]:
    """Return each section with the number of its questions and of what was found in them."""
    inside: dict[str, str] = {}
    for section in whole.of("sections"):
        for inner in section.content.get("subsections") or ():
            inside[str(inner.get("id"))] = section.id
    lines: dict[str, dict[str, object]] = {
        section.id: {"part": section, "questions": 0, **_counts(tally, section.name)}
        for section in whole.of("sections")
    }
    for question in whole.of(QUESTIONS):
        line = lines.get(inside.get(str(question.content.get("section")), ""))
        if line is not None:
            line["questions"] = int(str(line["questions"])) + 1
            for level, number in _counts(tally, question.name).items():
                line[level] = int(str(line[level])) + number
    return list(lines.values())


def _counts(tally: dict[str, dict[str, int]], name: str) -> dict[str, int]:
    return tally.get(name) or dict.fromkeys(words.LEVELS, 0)
