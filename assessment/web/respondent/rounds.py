"""Rounds as those see them who are invited: joining with an organisation, starting a system's assessment in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import InputRequired

from assessment.domain.access import Permission, Role
from assessment.domain.rounds import Phase
from assessment.services import assessments, overview, questionnaires, submissions
from assessment.services.places import NotFound
from assessment.services.rounds import submitting, taking_part
from assessment.services.rounds.taking_part import Closed, Taken
from assessment.web import language
from assessment.web.guards import allows, guarded, now, who
from assessment.web.respondent import consenting, words
from assessment.web.respondent.blueprint import blueprint
from assessment.web.respondent.forms import choices

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from flask_babel import LazyString

    from assessment.services.rounds.taking_part import Offer

UNACCEPTED = 422
# What is said kindly while nothing can be started.
NOT_NOW: dict[Phase, LazyString] = {
    Phase.DRAFT: lazy_gettext("The round has not been opened yet."),
    Phase.AHEAD: lazy_gettext("The round has not begun yet."),
    Phase.OVER: lazy_gettext(
        "The round is over. What you have answered stays yours; ask the programme if you need more time."
    ),
    Phase.CLOSED: lazy_gettext(
        "The round is closed. You can still assess your systems at any time, outside the round."
    ),
}
# Who may speak for an organisation when it joins a round.
_SPEAKS = frozenset({Role.OWNER, Role.EDITOR})


class LanguageForm(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """In which language the questions are asked."""

    language = SelectField(lazy_gettext("Language of the questions"), [InputRequired()])


def offer_here(offer_id: str) -> Offer:
    """Return the round that an accepted invitation leads to, if it is this person's."""
    try:
        return taking_part.offer_to_join(offer_id, who(), now())
    except NotFound:
        abort(404)


@blueprint.get("/invited/<offer_id>")
@guarded(Permission.FOUND_ORGANISATION)
def joining(offer_id: str) -> ResponseReturnValue:
    """Ask with which organisation the person takes part."""
    offer = offer_here(offer_id)
    own = [card for card in overview.organisations_of(who()) if card.role in _SPEAKS]
    if not own:
        return redirect(url_for("respondent.new_organisation", offer=offer_id), 303)
    return render_template("respondent/joining.html", offer=offer, organisations=own)


@blueprint.post("/invited/<offer_id>")
@guarded(Permission.FOUND_ORGANISATION)
def join_round(offer_id: str) -> ResponseReturnValue:
    """Take part with one of the person's organisations."""
    offer = offer_here(offer_id)
    cards = {card.id: card for card in overview.organisations_of(who()) if card.role in _SPEAKS}
    chosen = cards.get(request.form.get("organisation", ""))
    if chosen is None:
        abort(400)
    try:
        taking_part.join(offer, chosen.id, who(), now())
    except Taken:
        flash(gettext("%(name)s takes part in this round already.", name=chosen.name), "error")
        return redirect(url_for("respondent.joining", offer_id=offer_id), 303)
    except NotFound:
        abort(404)
    flash(gettext("%(name)s takes part in “%(round)s”.", name=chosen.name, round=offer.terms.name))
    return redirect(url_for("respondent.organisation", organisation_id=chosen.id), 303)


@blueprint.get("/systems/<system_id>/rounds/<round_id>")
@guarded(Permission.START_ASSESSMENT)
def start_in_round(system_id: str, round_id: str) -> ResponseReturnValue:
    """Say what the assessment in the round is, and ask for the language of the questions."""
    offer = _offer_of_place(round_id)
    if system_id in offer.started:
        return redirect(url_for("respondent.assessment", assessment_id=offer.started[system_id]), 303)
    return _page(offer, _form(offer))


@blueprint.post("/systems/<system_id>/rounds/<round_id>")
@guarded(Permission.START_ASSESSMENT)
def start_assessment_in_round(system_id: str, round_id: str) -> ResponseReturnValue:
    """Start it, and show the way through."""
    offer = _offer_of_place(round_id)
    form = _form(offer)
    if g.place.system.archived_at is not None:
        abort(409)
    if not form.validate():
        return _page(offer, form), UNACCEPTED
    former = submissions.newest_of_system(system_id, offer.terms.questionnaire)
    follows = former.assessment_id if former and "with_former" in request.form else ""
    try:
        id_ = taking_part.start_in_round(
            g.place.system, round_id, form.language.data, who(), now(), follows=follows
        )  # fmt: skip
    except Closed:
        return _page(offer, form), 409
    flash(gettext("The assessment has started. Everything you enter is kept."))
    endpoint = "respondent.former" if follows else "respondent.assessment"
    return redirect(url_for(endpoint, assessment_id=id_), 303)


def offers_here() -> tuple[Offer, ...]:
    """Return the rounds in which the present organisation takes part, for those who may start an assessment."""
    if not allows(Permission.START_ASSESSMENT):
        return ()
    return taking_part.offers_of([g.place.organisation.id], now())


def _offer_of_place(round_id: str) -> Offer:
    try:
        return taking_part.offer_in(g.place.organisation.id, round_id, now())
    except NotFound:
        abort(404)


def _form(offer: Offer) -> LanguageForm:
    form = LanguageForm()
    source = assessments.questionnaire_of(offer.terms.questionnaire, offer.terms.version, "")
    form.language.choices = choices(language.named(questionnaires.languages_of(source)))
    return form


def _page(offer: Offer, form: LanguageForm) -> str:
    organisation = g.place.organisation.id
    return render_template(
        "respondent/round_start.html", offer=offer, form=form, words=words, not_now=NOT_NOW,
        former=submissions.newest_of_system(g.place.system.id, offer.terms.questionnaire),
        taking=next((one for one in submitting.rounds_of(organisation, now()) if one.round_id == offer.round_id), None),
        asked=consenting.asked(organisation, *consenting.OF_A_SUBMISSION),
    )  # fmt: skip
