"""Views that an official keeps: saved from the explorer, opened, renamed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.services.releases import views as service
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint
from assessment.web.official.forms import NameForm, SaveForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from assessment.services.releases.views import Kept

_PAGES = {"explore": ("official.explore", "official.explore_latest"),
          "profile": ("official.profile", "official.profile_latest")}  # fmt: skip


@blueprint.get("/views")
@guarded(Permission.SEE_RELEASES)
def views() -> str:
    """List what the person keeps."""
    found = [(one, _is_pinned(one)) for one in service.kept(guards.who().id)]
    return render_template("official/views.html", views=found)


@blueprint.post("/views")
@guarded(Permission.SEE_RELEASES)
def save_view() -> ResponseReturnValue:
    """Keep a view under a name, and go back to it; what is wrong with the name is said on a page of its own."""
    form = SaveForm()
    if form.page.data not in _PAGES:
        abort(400)
    if not form.validate_on_submit():
        return render_template("official/save_view.html", form=form), 422
    query = _query(form)
    try:
        service.save(form.name.data.strip(), query, guards.who().id, guards.now())
    except service.NameTaken:
        form.name.errors = [gettext("You keep another view of this name.")]
        return render_template("official/save_view.html", form=form), 422
    except service.TooMany:
        flash(gettext("You keep as many views as one can. Delete one first."), "error")
        return redirect(url_for(".views"), 303)
    flash(gettext("The view is kept as %(name)s.", name=form.name.data.strip()))
    return redirect(_address(query), 303)


@blueprint.get("/views/<view>")
@guarded(Permission.SEE_RELEASES)
def open_view(view: str) -> Response:
    """Lead to a view that the person keeps."""
    return redirect(_address(_found(view).query))


@blueprint.get("/views/<view>/name")
@guarded(Permission.SEE_RELEASES)
def naming_view(view: str) -> str:
    """Ask for another name."""
    kept = _found(view)
    return render_template("official/rename_view.html", form=NameForm(data={"name": kept.name}), view=kept)


@blueprint.post("/views/<view>/name")
@guarded(Permission.SEE_RELEASES)
def rename_view(view: str) -> ResponseReturnValue:
    """Give a view another name."""
    form, kept = NameForm(), _found(view)
    if not form.validate_on_submit():
        return render_template("official/rename_view.html", form=form, view=kept), 422
    try:
        service.rename(kept.id, form.name.data.strip(), guards.who().id, guards.now())
    except service.NameTaken:
        form.name.errors = [gettext("You keep another view of this name.")]
        return render_template("official/rename_view.html", form=form, view=kept), 422
    flash(gettext("The view is now called %(name)s.", name=form.name.data.strip()))
    return redirect(url_for(".views"), 303)


@blueprint.get("/views/<view>/deletion")
@guarded(Permission.SEE_RELEASES)
def deleting_view(view: str) -> str:
    """Ask whether a view is to be deleted."""
    return render_template("official/delete_view.html", view=_found(view))


@blueprint.post("/views/<view>/deletion")
@guarded(Permission.SEE_RELEASES)
def delete_view(view: str) -> ResponseReturnValue:
    """Forget a view."""
    kept = _found(view)
    service.delete(kept.id, guards.who().id, guards.now())
    flash(gettext("The view %(name)s is deleted.", name=kept.name))
    return redirect(url_for(".views"), 303)


def _found(id_: str) -> Kept:
    try:
        return service.find(guards.who().id, id_)
    except NotFound:
        abort(404)


def _query(form: SaveForm) -> str:
    """Return what is kept of a view: its page, its release unless it is to be the newest, and what is chosen."""
    chosen = [(name, value) for name, value in parse_qsl(form.query.data or "") if name not in {"page", "number"}]
    pinned = [("number", str(form.number.data))] if form.pinned.data and form.number.data else []
    return urlencode([("page", form.page.data), *pinned, *chosen])


def _address(query: str) -> str:
    """Return the address of what is kept; only pages of ours are among them."""
    chosen = dict(parse_qsl(query))
    page, number = chosen.pop("page", ""), chosen.pop("number", "")
    fixed, newest = _PAGES.get(page, _PAGES["explore"])
    address = url_for(fixed, number=int(number)) if number.isdecimal() else url_for(newest)
    return f"{address}?{urlencode(chosen)}"


def _is_pinned(kept: Kept) -> str:
    return dict(parse_qsl(kept.query)).get("number", "")
