"""An organisation: founding it, describing it, and its overview."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services import organisations, overview, plan
from assessment.services.rounds import submitting, taking_part
from assessment.web import countries, language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.forms import DescribeForm, FoundForm
from assessment.web.respondent.here import today_there
from assessment.web.respondent.rounds import NOT_NOW, offer_here, offers_here

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.reports.planned import PlannedAction
    from assessment.services.rounds.taking_part import Offer

# A form that cannot be accepted as it is.
UNACCEPTED = 422
# So many actions stand on the overview; the plan has them all.
DUE = 3


@blueprint.get("/organisations/new")
@guarded(Permission.FOUND_ORGANISATION)
def new_organisation() -> str:
    """Ask for what is needed to begin; an invitation to a round has filled in what is known."""
    offer = offer_here(request.args["offer"]) if request.args.get("offer") else None
    known = {"language": language.content_language()}
    if offer is not None:
        entry = offer.entry
        known = {
            "name": entry.name, "country": entry.country, "activity": entry.activity, "size": entry.size,
            "language": entry.language,
        }  # fmt: skip
    return _founding(FoundForm(**known), offer)


@blueprint.post("/organisations/new")
@guarded(Permission.FOUND_ORGANISATION)
def found_organisation() -> ResponseReturnValue:
    """Make the organisation and go on to its first system."""
    form = FoundForm()
    offer = offer_here(request.form["offer"]) if request.form.get("offer") else None
    if not form.validate():
        return _founding(form, offer), UNACCEPTED
    if offer is None:
        id_ = organisations.found_organisation(form.described(), who(), now())
    else:
        id_ = taking_part.found_and_join(offer, form.described(), who(), now())
    flash(gettext("%(name)s is ready. Now describe the first AI system.", name=form.name.data))
    return redirect(url_for("respondent.new_system", organisation_id=id_), 303)


def _founding(form: FoundForm, offer: Offer | None) -> str:
    notes = [countries.note(code) for code in ("XK", "PS")]
    return render_template("respondent/organisation_new.html", form=form, notes=notes, offer=offer)


@blueprint.get("/organisations/<organisation_id>")
@guarded(Permission.SEE_ORGANISATION)
def organisation(organisation_id: str) -> str:
    """Show the systems of an organisation and where their assessments stand."""
    card = overview.overview_of(who(), g.place.organisation, g.place.scope.role)
    return render_template(
        "respondent/organisation.html",
        card=card,
        due=_due() if allows(Permission.SEE_RESULT) else [],
        rounds=submitting.rounds_of(organisation_id, now()),
        words=words,
        today=today_there(),
        country=countries.name(g.place.organisation.country),
        country_note=countries.note(g.place.organisation.country),
        offers=offers_here(),
        not_now=NOT_NOW,
    )


def _due() -> list[PlannedAction]:
    """Return the actions with a date that come next."""
    ahead = (one for one in plan.plan_of(g.place) if one.text.state.is_ahead and one.text.due_on is not None)
    return list(islice(ahead, DUE))


@blueprint.get("/organisations/<organisation_id>/description")
@guarded(Permission.CHANGE_ORGANISATION)
def organisation_description(organisation_id: str) -> str:  # noqa: ARG001 - the guard has found the place
    """Show what the organisation says about itself, to be changed."""
    row = g.place.organisation
    return _describing(DescribeForm(obj=row, zone=row.time_zone))


@blueprint.post("/organisations/<organisation_id>/description")
@guarded(Permission.CHANGE_ORGANISATION)
def describe_organisation(organisation_id: str) -> ResponseReturnValue:
    """Keep what was entered."""
    form = DescribeForm()
    if not form.validate():
        return _describing(form), UNACCEPTED
    organisations.describe_organisation(organisation_id, form.described(), who(), now())
    flash(gettext("The description has been saved."))
    return redirect(url_for("respondent.organisation", organisation_id=organisation_id), 303)


def _describing(form: DescribeForm) -> str:
    notes = [countries.note(code) for code in ("XK", "PS")]
    return render_template("respondent/organisation_description.html", form=form, notes=notes)
