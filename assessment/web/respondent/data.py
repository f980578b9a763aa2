"""An organisation's data: what it consents to, and taking everything home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.domain.purposes import WORDINGS as CURRENT
from assessment.domain.purposes import Purpose
from assessment.services import consents, documents, settings
from assessment.services.releases import traces
from assessment.services.taking import organisations as exports
from assessment.web import guards, language
from assessment.web.account.forms import ProvenForm
from assessment.web.account.profile import asks_password, is_unproven, own_account
from assessment.web.file_texts import title_of
from assessment.web.guards import guarded
from assessment.web.respondent import consenting
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.consent_texts import WORDINGS
from assessment.web.respondent.report import sent, waiting_page
from assessment.web.roles import role_name

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


@blueprint.get("/organisations/<organisation_id>/data")
@guarded(Permission.SEE_ORGANISATION)
def data(organisation_id: str) -> str:
    """Show what was decided about each purpose, and the ways to take and to delete everything."""
    return _page(organisation_id, ProvenForm())


def _page(organisation_id: str, form: ProvenForm) -> str:
    decisions = consents.decisions_of(organisation_id)
    return render_template(
        "respondent/data.html",
        organisation=g.place.organisation,
        asked=consenting.asked(organisation_id),
        decisions=decisions,
        wordings=WORDINGS,
        exports=exports.exports_of(organisation_id) if guards.allows(Permission.TAKE_DATA) else (),
        keep_exports=settings.number("keep-exports"),
        releases=traces.of_organisation(organisation_id),
        role_name=role_name,
        title_of=title_of,
        form=form,
        asks_password=asks_password(own_account()),
    )


@blueprint.post("/organisations/<organisation_id>/data/consent")
@guarded(Permission.DECIDE_CONSENT)
def decide_consent(organisation_id: str) -> ResponseReturnValue:
    """Give or withdraw consent for one purpose."""
    purpose = next((one for one in Purpose if one.value == request.form.get("purpose")), None)
    decision = request.form.get("decision")
    if purpose is None or decision not in {"give", "withdraw"}:
        abort(400)
    if request.form.get("edition") != str(CURRENT[purpose]):
        # The words changed while the page was open: nobody agrees to what they have not read.
        abort(409)
    given = decision == "give"
    consents.decide_consent(organisation_id, purpose, given=given, by=guards.who(), at=guards.now())
    title = WORDINGS[purpose, CURRENT[purpose]].title
    flash(
        gettext("Consent given: %(title)s.", title=title)
        if given
        else gettext("Consent withdrawn: %(title)s.", title=title)
    )
    return redirect(url_for(".data", organisation_id=organisation_id, _anchor=purpose.value), 303)


@blueprint.post("/organisations/<organisation_id>/data/export")
@guarded(Permission.TAKE_DATA)
def request_export(organisation_id: str) -> ResponseReturnValue:
    """Ask the worker to pack everything and go to where it can be watched."""
    form = ProvenForm()
    if not form.validate_on_submit() or is_unproven(form, own_account()):
        return _page(organisation_id, form), UnprocessableEntity.code
    key = exports.request_export(organisation_id, language.content_language(), guards.who().id, guards.now())
    return redirect(url_for(".export_progress", organisation_id=organisation_id, key=key), 303)


@blueprint.get("/organisations/<organisation_id>/data/export/<key>")
@guarded(Permission.TAKE_DATA)
def export_progress(organisation_id: str, key: str) -> ResponseReturnValue:
    """Show how far the packing is, and where to download the file."""
    urls = {
        "file": url_for(".download_export", organisation_id=organisation_id, key=key),
        "form": url_for(".data", organisation_id=organisation_id),
    }
    return waiting_page(key, urls, "respondent/export_progress.html", is_export=True)


@blueprint.get("/organisations/<organisation_id>/data/export/<key>/file")
@guarded(Permission.TAKE_DATA)
def download_export(organisation_id: str, key: str) -> Response:  # noqa: ARG001 - the guard has used it
    """Send an export that was made."""
    return sent(key, is_export=True)


@blueprint.errorhandler(documents.Withdrawn)
def explain_withdrawal(_error: documents.Withdrawn) -> ResponseReturnValue:
    """Say why no report is made, where consent can be given again."""
    flash(gettext("Your organisation has withdrawn its consent to reports. An owner can give it again here."), "error")
    return redirect(url_for("respondent.data", organisation_id=g.place.organisation.id), 303)
