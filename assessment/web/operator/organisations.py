"""Organisations: finding, suspending, merging and handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import UnprocessableEntity

from assessment.domain.access import Permission
from assessment.services.operating import organisations as service
from assessment.services.places import NotFound
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import HandOverForm, HoldingForm, MergeForm, SuspendForm
from assessment.web.operator.page_texts import TABLES
from assessment.web.operator.paging import page_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.operating.organisations import Listed


@blueprint.get("/organisations")
@guarded(Permission.OPERATE)
def organisations() -> str:
    """List organisations, or those whose name was searched for."""
    words = request.args.get("q", "")
    return render_template("operator/organisations.html", page=page_of(service.search, words), words=words)


@blueprint.get("/organisations/<organisation>")
@guarded(Permission.OPERATE)
def organisation(organisation: str) -> str:
    """Show one organisation and what can be done with it."""
    return _page(_found(organisation), SuspendForm(), HandOverForm())


@blueprint.post("/organisations/<organisation>/suspension")
@guarded(Permission.OPERATE)
def suspend_organisation(organisation: str) -> ResponseReturnValue:
    """Suspend an organisation, with a reason."""
    found, form = _found(organisation), SuspendForm()
    if not form.validate_on_submit():
        return _page(found, form, HandOverForm()), UnprocessableEntity.code
    service.suspend(found.id, form.reason.data, guards.who().id, guards.now())
    flash(gettext("%(name)s is suspended. Its members see nothing of it until you restore it.", name=found.name))
    return _back(found.id)


@blueprint.post("/organisations/<organisation>/restoration")
@guarded(Permission.OPERATE)
def restore_organisation(organisation: str) -> ResponseReturnValue:
    """Give a suspended organisation back to its members."""
    found = _found(organisation)
    service.restore(found.id, guards.who().id, guards.now())
    flash(gettext("%(name)s is restored.", name=found.name))
    return _back(found.id)


@blueprint.post("/organisations/<organisation>/owner")
@guarded(Permission.OPERATE)
def hand_over(organisation: str) -> ResponseReturnValue:
    """Make somebody an owner."""
    found, form = _found(organisation), HandOverForm()
    if not form.validate_on_submit():
        return _page(found, SuspendForm(), form), UnprocessableEntity.code
    try:
        service.hand_over(found.id, form.email.data, guards.who().id, guards.now())
    except service.NoSuchPerson:
        form.email.errors = [gettext("Nobody has an account with this address. Invite the person first.")]
        return _page(found, SuspendForm(), form), UnprocessableEntity.code
    flash(gettext("%(email)s is an owner of %(name)s now.", email=form.email.data, name=found.name))
    return _back(found.id)


@blueprint.post("/organisations/<organisation>/holding")
@guarded(Permission.OPERATE)
def set_holding(organisation: str) -> ResponseReturnValue:
    """Say whom an organisation belongs to."""
    found, form = _found(organisation), HoldingForm()
    if not form.validate_on_submit():
        return _page(found, SuspendForm(), HandOverForm(), form), UnprocessableEntity.code
    service.set_holding(found.id, form.holding.data or "", guards.who().id, guards.now())
    flash(gettext("Whom %(name)s belongs to is kept. It counts from the next release on.", name=found.name))
    return _back(found.id)


@blueprint.get("/organisations/<organisation>/merging")
@guarded(Permission.OPERATE)
def merging(organisation: str) -> str:
    """Ask into which organisation this one goes, and show what would move once it is chosen."""
    source, words = _found(organisation), request.args.get("q", "")
    preview = _preview(source.id, request.args["into"]) if request.args.get("into") else None
    others = [one for one in service.search(words)[0] if one.id != source.id] if words else []
    return render_template(
        "operator/merging.html", organisation=source, words=words, others=others, preview=preview, titles=TABLES,
        form=MergeForm(),
    )  # fmt: skip


@blueprint.post("/organisations/<organisation>/merging")
@guarded(Permission.OPERATE)
def merge_organisations(organisation: str) -> ResponseReturnValue:
    """Move everything into the other organisation and remove the empty one."""
    form = MergeForm()
    if not form.validate_on_submit():
        abort(400)
    preview = _preview(organisation, form.into.data)
    service.merge(preview.source.id, preview.target.id, guards.who().id, guards.now())
    flash(gettext("%(source)s is part of %(target)s now.", source=preview.source.name, target=preview.target.name))
    return _back(preview.target.id)


def _found(id_: str) -> Listed:
    try:
        return service.find(id_)
    except NotFound:
        abort(404)


def _preview(source: str, target: str) -> service.Merging:
    try:
        return service.preview_merge(source, target)
    except NotFound:
        abort(404)


def _page(
    found: Listed, suspending: SuspendForm, handing_over: HandOverForm, holding: HoldingForm | None = None
) -> str:
    return render_template(
        "operator/organisation.html", organisation=found, suspending=suspending, handing_over=handing_over,
        holding=holding or HoldingForm(data={"holding": found.holding}),
    )  # fmt: skip


def _back(id_: str) -> ResponseReturnValue:
    return redirect(url_for(".organisation", organisation=id_), 303)
