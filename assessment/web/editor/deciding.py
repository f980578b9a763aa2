"""Sending a draft for approval, giving it back, and publishing it as a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired

from assessment.domain.access import Permission
from assessment.domain.drafts import DraftState
from assessment.services.conflicts import Stale
from assessment.services.drafting import deciding, walking
from assessment.services.places import NotFound
from assessment.web.account.forms import ProvenForm
from assessment.web.account.letters import public_address, write
from assessment.web.account.profile import asks_password, lacks_proof, own_account
from assessment.web.editor.blueprint import CONFLICT, UNACCEPTED, blueprint, found
from assessment.web.guards import guarded, now, who

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.drafting.reading import Whole
    from assessment.services.mail import Letter

REASONS = {
    Stale: lazy_gettext("The draft has been changed meanwhile. Look at it again before you decide."),
    deciding.SamePerson: lazy_gettext("You have sent this draft for approval. Somebody else has to approve it."),
    deciding.HasErrors: lazy_gettext("The check finds errors. They have to be mended before anybody can approve it."),
    deciding.Undecided: lazy_gettext(
        "It is not decided yet what becomes of the answers to every question of the version before."
    ),
    deciding.Taken: lazy_gettext("This version exists already, and what is published never changes."),
}
_REMARK = 2000


class ApproveForm(ProvenForm):
    """That a second person has looked at everything."""

    looked = BooleanField(
        lazy_gettext("I have looked at what changes and at the preview"), [InputRequired(lazy_gettext("Confirm this."))]
    )


@blueprint.post("/drafts/<draft_id>/sending")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def send(draft_id: str) -> ResponseReturnValue:
    """Ask a second person to approve the draft."""
    whole = found(draft_id)
    try:
        deciding.send(draft_id, _decision(whole, "sent"))
    except (Stale, deciding.HasErrors, deciding.Undecided) as error:
        flash(str(REASONS[type(error)]))
        return redirect(url_for(".draft", draft_id=draft_id), 303)
    except NotFound:
        abort(404)
    flash(gettext("%(version)s waits for approval. Any other editor can approve it.", version=whole.row.version))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/return")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def give_back(draft_id: str) -> ResponseReturnValue:
    """Let the draft be changed again."""
    decision = _decision(found(draft_id), "returned")
    try:
        deciding.give_back(draft_id, decision, request.form.get("remark", "").strip()[:_REMARK])
    except Stale:
        flash(str(REASONS[Stale]))
    except NotFound:
        abort(404)
    return redirect(url_for(".draft", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/approval")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def approval(draft_id: str) -> str:
    """Ask once more before a version is published for ever."""
    return _page(_waiting(draft_id), ApproveForm(formdata=None))


@blueprint.post("/drafts/<draft_id>/approval")
@guarded(Permission.EDIT_QUESTIONNAIRES)
def publish(draft_id: str) -> ResponseReturnValue:
    """Publish the version."""
    whole, form, own = _waiting(draft_id), ApproveForm(), own_account()
    if not form.validate_on_submit() or lacks_proof(form, own):
        return _page(whole, form), UNACCEPTED
    try:
        deciding.publish(draft_id, _decision(whole, "published"))
    except tuple(REASONS) as error:
        form.form_errors.append(REASONS[type(error)])
        return _page(found(draft_id), form), CONFLICT
    flash(gettext("%(version)s is published. Organisations can start with it now.", version=whole.row.version))
    return redirect(url_for(".draft", draft_id=draft_id), 303)


def _waiting(draft_id: str) -> Whole:
    whole = found(draft_id)
    if whole.state is not DraftState.IN_APPROVAL:
        abort(404)
    return whole


def _decision(whole: Whole, step: str) -> deciding.Decision:
    """Return who decides what; the others are told which version it is about, and read the rest behind the link."""
    typed = request.form.get("revision", "")
    revision = int(typed) if typed.isascii() and typed.isdigit() else 0
    about = {"questionnaire": whole.row.questionnaire, "version": whole.row.version, "writer": who().name}
    address = public_address("editor.draft", draft_id=whole.row.id)

    def letter(language: str) -> Letter:
        return write("draft", language, step=step, address=address, **about)

    return deciding.Decision(revision, who().id, now(), letter)


def _page(whole: Whole, form: ApproveForm) -> str:
    return render_template(
        "editor/approval.html", whole=whole, form=form, must_prove=asks_password(own_account()),
        is_sender=whole.row.sent_by == who().id, walk=walking.walk_of(whole),
    )  # fmt: skip
