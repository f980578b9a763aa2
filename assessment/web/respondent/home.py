"""A person's organisations, with where everything stands."""

from __future__ import annotations

from flask import render_template

from assessment.domain.access import Permission
from assessment.services import mentions, overview
from assessment.services.rounds import taking_part
from assessment.web.guards import guarded, now, who
from assessment.web.respondent import words
from assessment.web.respondent.blueprint import blueprint


@blueprint.get("/organisations")
@guarded(Permission.USE_OWN_ACCOUNT)
def home() -> str:
    """Show the person's organisations, what waits for them, and how to begin."""
    found = overview.organisations_of(who())
    offers = taking_part.offers_for(who(), [card.id for card in found], now())
    return render_template(
        "respondent/home.html",
        organisations=found,
        words=words,
        today=now().date(),
        invited=[offer for offer in offers if not offer.organisation_id],
        offers=[offer for offer in offers if offer.organisation_id and offer.is_running and not offer.started],
        unread=mentions.unread_mentions(who()),
    )
