"""Which countries' released figures an official may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission, Person, Role
from assessment.domain.regions import REGIONS
from assessment.reports.aggregates.region_names import region_names
from assessment.services.operating import accounts
from assessment.services.places import NotFound
from assessment.services.releases import rights
from assessment.web import countries, guards, language
from assessment.web.guards import guarded
from assessment.web.operator.blueprint import blueprint
from assessment.web.operator.forms import EVERY, SOME, CountriesForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.services.operating.accounts import Listed


@blueprint.get("/accounts/<account>/countries")
@guarded(Permission.OPERATE)
def countries_of_account(account: str) -> str:
    """Ask which countries an official is limited to."""
    found = _official(account)
    limited = rights.countries_of(Person(found.id))
    form = CountriesForm(data={"reach": SOME if limited else EVERY, "countries": sorted(limited)})
    return _page(found, form)


@blueprint.post("/accounts/<account>/countries")
@guarded(Permission.OPERATE)
def limit_to_countries(account: str) -> ResponseReturnValue:
    """Limit an official to countries, or lift the limit; it holds from the next page on."""
    found, form = _official(account), CountriesForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    rights.limit(found.id, form.wish(), guards.who().id, guards.now())
    name = found.name or found.email
    if form.wish():
        flash(gettext("%(name)s now sees only the figures of the chosen countries.", name=name))
    else:
        flash(gettext("%(name)s now sees the figures of all countries.", name=name))
    return redirect(url_for(".account", account=found.id), 303)


def _page(found: Listed, form: CountriesForm) -> str:
    """Return the form with the countries under their regions, both in the order of their names."""
    names, regions = countries.names(), region_names(language.of_reports())
    groups = {
        regions[region]: {code: name for code, name in names.items() if code in members}
        for region, members in REGIONS.items()
    }
    ordered = dict(sorted(groups.items(), key=lambda group: countries.sort_key(group[0])))
    return render_template("operator/countries.html", account=found, form=form, groups=ordered)


def _official(account: str) -> Listed:
    """Return an account that holds an office which sees released figures; others do not have this page."""
    try:
        found = accounts.find(account)
    except NotFound:
        abort(404)
    if Role.OFFICIAL not in found.offices:
        abort(404)
    return found
