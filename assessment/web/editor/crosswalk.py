"""What became of one question of the version before: proposed, confirmed or changed on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from assessment.domain.access import Permission
from assessment.domain.crosswalk import Relation
from assessment.domain.marks import plain
from assessment.services.drafting import deciding_walk
from assessment.services.drafting.editing import Closed
from assessment.services.drafting.making import Unfit
from assessment.services.places import NotFound
from assessment.web.editor import crosswalk_words, words
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint
from assessment.web.editor.crosswalk_form import form_for
from assessment.web.editor.crosswalk_list import address_of, walk_found
from assessment.web.editor.saving import Theirs
from assessment.web.found import mend, wrong
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.crosswalk import Line
    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Item, Walk
    from assessment.web.editor.crosswalk_form import LineForm


@blueprint.get("/drafts/<draft_id>/crosswalk/<question>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def crosswalk_line(draft_id: str, question: str) -> str:
    """Show what became of one question."""
    whole, walk, item = _item(draft_id, question)
    return _page(whole, walk, item, form_for(walk, item))


@blueprint.post("/drafts/<draft_id>/crosswalk/<question>")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def decide(draft_id: str, question: str) -> ResponseReturnValue:
    """Keep what became of one question, and go on to the next that is to be decided or back to the list."""
    whole, walk, item = _item(draft_id, question)
    form = form_for(walk, item)
    if not form.validate():
        return _page(whole, walk, item, form), UNACCEPTED
    former = walk.old.by_id[question]
    line = form.line(former, now().date().isoformat(), item.line.reviewed)
    if line.relation is Relation.KEPT and _is_worded_anew(walk, line):
        form.relation.errors = [
            gettext("The words differ. Say that it was worded anew, and whether you have judged that it asks the same.")
        ]
        return _page(whole, walk, item, form), UNACCEPTED
    try:
        deciding_walk.decide(draft_id, line, form.based_on, who().id, now())
    except deciding_walk.Decided as conflict:
        whole, walk, item = _item(draft_id, question)
        form.version.data = str(item.version)
        return _page(whole, walk, item, form, _differing(walk, line, conflict.theirs)), CONFLICT
    except Unfit as unfit:
        form.note.errors = [words.UNFIT[unfit.code]]
        return _page(whole, walk, item, form), UNACCEPTED
    except Closed:
        form.form_errors.append(gettext("This draft cannot be changed any more. What you typed is still in the form."))
        return _page(whole, walk, item, form, []), CONFLICT
    flash(gettext("Saved."))
    return redirect(_onward(draft_id, question), 303)


def _onward(draft_id: str, question: str) -> str:
    """Return where a save leads: back to what was saved while something is found in it, else on or to the list."""
    _, walk, item = _item(draft_id, question)
    waiting = [one.line.old for one in walk.missing if one.line.old and one.line.old != question]
    if walk.findings(item):
        return url_for(".crosswalk_line", draft_id=draft_id, question=question)
    if request.form.get("then") == "next" and waiting:
        return url_for(".crosswalk_line", draft_id=draft_id, question=waiting[0])
    return address_of(draft_id, walk, item.key)


def _item(draft_id: str, question: str) -> tuple[Whole, Walk, Item]:
    whole, walk = walk_found(draft_id)
    try:
        return whole, walk, walk.item(f"from/{question}")
    except NotFound:
        abort(404)


def _is_worded_anew(walk: Walk, line: Line) -> bool:
    successor = walk.new.by_id.get(line.new[0]) if line.new else None
    return successor is not None and successor.text != walk.old.by_id[line.old].text


def _differing(walk: Walk, mine: Line, theirs: Line) -> list[Theirs]:
    own, other = crosswalk_words.described(mine, walk), crosswalk_words.described(theirs, walk)
    labels = {
        "relation": gettext("What became of the question"),
        "to0": gettext("The question that takes its place"),
        "carries": gettext("What becomes of the former answer"),
        "reviewed": gettext("I have judged that the new words ask the same"),
        "option": gettext("The option that it became"),
        "map0": gettext("Which option takes the place of which"),
        "note": gettext("What changed, for those who look through their answers"),
    }
    return [Theirs(labels[name], other[name], name) for name in own if own[name] != other[name]]


def _page(whole: Whole, walk: Walk, item: Item, form: LineForm, theirs: list[Theirs] | None = None) -> str:
    findings = walk.findings(item)
    loose = [one for one in findings if crosswalk_words.field_of(one) not in form]
    for one in findings:
        field = crosswalk_words.field_of(one)
        if field in form and not form[field].errors:
            form[field].errors = [Markup("{} {}").format(wrong(one.finding), mend(one.finding))]
    return render_template(
        "editor/crosswalk_line.html", whole=whole, walk=walk, item=item, form=form, theirs=theirs, plain=plain,
        findings=loose, names=crosswalk_words, former=walk.old.by_id[item.line.old], words=words,
        successors=[q for id_ in form.chosen if (q := walk.new.by_id.get(id_))],
    )  # fmt: skip
