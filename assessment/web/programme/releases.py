"""Releases: what can be released, asking for it, watching it being made, looking at all of it, and deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.domain.disclosure.publishable import Altered
from assessment.reports.aggregates import method_words
from assessment.reports.aggregates.grids import column_title, grids
from assessment.services.places import NotFound
from assessment.services.releases import approving, asking, giving, previewing
from assessment.web import language
from assessment.web.account.profile import asks_password, lacks_proof, own_account
from assessment.web.guards import guarded, now, who
from assessment.web.programme import release_words as words
from assessment.web.programme.blueprint import blueprint
from assessment.web.programme.release_forms import ApproveForm, NewReleaseForm
from assessment.web.respondent.words import DEPTHS

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.reports.aggregates.words import Words
    from assessment.services.releases.previewing import Overview, Preview

UNACCEPTED = 422
CONFLICT = 409
# Seconds until a page that waits looks again; without script the browser does it by itself.
AGAIN = 3


@blueprint.get("/releases")
@guarded(Permission.MAKE_RELEASES)
def releases() -> str:
    """List all releases with where they stand."""
    found = previewing.all_releases()
    under_way = next((one for one in found if one.is_open or one.state == previewing.READY), None)
    return render_template("programme/releases.html", releases=found, under_way=under_way, words=words, depths=DEPTHS)


@blueprint.get("/releases/new")
@guarded(Permission.MAKE_RELEASES)
def new_release() -> str:
    """Ask what is to be released."""
    return _asked(NewReleaseForm.offering(asking.possible(now())))


@blueprint.post("/releases/new")
@guarded(Permission.MAKE_RELEASES)
def ask_for_release() -> ResponseReturnValue:
    """Let the worker make the release and go to where it can be watched."""
    form = NewReleaseForm.offering(asking.possible(now()))
    if not form.validate_on_submit():
        return _asked(form), UNACCEPTED
    try:
        wish = asking.find_wish(form.what.data, now())
        title = form.title.data or (wish.title if wish.round_id else words.period(wish.period))
        id_ = asking.ask(wish, who().id, now(), title)
    except (NotFound, asking.AlreadyReleased):
        form.what.errors = [gettext("This has been released meanwhile.")]
        return _asked(form), CONFLICT
    except asking.UnderWay:
        form.what.errors = [gettext("Another release waits for a decision: approve or discard it first.")]
        return _asked(form), CONFLICT
    return redirect(url_for(".release", release_id=id_), 303)


@blueprint.get("/releases/<release_id>")
@guarded(Permission.MAKE_RELEASES)
def release(release_id: str) -> ResponseReturnValue:
    """Show how far a release is, then all that who approves it has to know."""
    overview = _found(release_id)
    if overview.is_open:
        page = render_template("programme/release_progress.html", release=overview, words=words, depths=DEPTHS)
        response = make_response(page)
        response.headers["Refresh"] = str(AGAIN)
        return response
    preview = previewing.preview(release_id)
    return render_template(
        "programme/release.html", release=overview, preview=preview, words=words, cell_words=_words(preview),
        depths=DEPTHS, stages=method_words.stages(gettext), is_maker=overview.made_by_id == who().id,
    )  # fmt: skip


@blueprint.get("/releases/<release_id>/tables/<table>")
@guarded(Permission.MAKE_RELEASES)
def release_table(release_id: str, table: str) -> str:
    """Show every figure of one table, and of each that is withheld why."""
    preview = previewing.preview(_found(release_id).id)
    grid = next((one for one in grids(preview.cells) if one.table == table), None)
    if grid is None:
        abort(404)
    return render_template(
        "programme/release_table.html", release=preview.overview, grid=grid, words=words, cell_words=_words(preview),
        column_title=column_title, tables=[one.table for one in preview.tallies],
    )  # fmt: skip


@blueprint.get("/releases/<release_id>/approval")
@guarded(Permission.MAKE_RELEASES)
def approval(release_id: str) -> str:
    """Ask once more before a release is frozen for ever."""
    return _approval(_ready(release_id), ApproveForm())


@blueprint.post("/releases/<release_id>/approval")
@guarded(Permission.MAKE_RELEASES)
def approve_release(release_id: str) -> ResponseReturnValue:
    """Freeze the release and give it its number."""
    found, form, own = _ready(release_id), ApproveForm(), own_account()
    if not form.validate_on_submit() or lacks_proof(form, own):
        return _approval(found, form), UNACCEPTED
    try:
        number = approving.approve(found.id, who().id, now())
    except (approving.Outdated, approving.NotReady, approving.SamePerson, asking.AlreadyReleased, Altered) as error:
        form.form_errors.append(words.REASONS[type(error)])
        return _approval(found, form), CONFLICT
    flash(gettext("Release %(number)s is approved. Officials can read it now.", number=number))
    return redirect(url_for(".release", release_id=found.id), 303)


@blueprint.get("/releases/<release_id>/discarding")
@guarded(Permission.MAKE_RELEASES)
def discarding(release_id: str) -> str:
    """Ask once more before a release is given up."""
    return render_template("programme/release_discard.html", release=_disposable(release_id), words=words)


@blueprint.post("/releases/<release_id>/discarding")
@guarded(Permission.MAKE_RELEASES)
def discard_release(release_id: str) -> ResponseReturnValue:
    """Give a release up."""
    found = _disposable(release_id)
    try:
        approving.discard(found.id, who().id, now())
    except approving.NotReady:
        abort(404)
    flash(gettext("“%(title)s” is discarded. Nothing of it was published.", title=found.title))
    return redirect(url_for(".releases"), 303)


def _found(id_: str) -> Overview:
    try:
        return previewing.find(id_)
    except NotFound:
        abort(404)


def _ready(id_: str) -> Overview:
    found = _found(id_)
    if found.state != previewing.READY:
        abort(404)
    return found


def _disposable(id_: str) -> Overview:
    found = _found(id_)
    if not found.can_be_discarded:
        abort(404)
    return found


def _asked(form: NewReleaseForm) -> str:
    return render_template("programme/release_new.html", form=form)


def _approval(found: Overview, form: ApproveForm) -> str:
    return render_template(
        "programme/release_approval.html", release=found, form=form, must_prove=asks_password(own_account()),
        is_maker=found.made_by_id == who().id, words=words,
    )  # fmt: skip


def _words(preview: Preview) -> Words:
    """Return the words for the codes of the cells, in the reader's language where the questionnaire has it."""
    return giving.words_of(preview.overview.questionnaire, preview.cells, language.content_language())
