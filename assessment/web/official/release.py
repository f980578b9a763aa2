"""One release: what it is about and how it was made; the address that stands in every file of it."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.reports.aggregates import method_words
from assessment.services.places import NotFound
from assessment.services.releases import giving, reading
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint
from assessment.web.official.home import links_of
from assessment.web.programme import release_words
from assessment.web.respondent.words import DEPTHS


@blueprint.get("/<int:number>")
@guarded(Permission.SEE_RELEASES)
def release(number: int) -> str:
    """Show what a release is about, and where its figures are."""
    try:
        head = reading.head(number)
    except NotFound:
        abort(404)
    return render_template(
        "official/release.html", head=head, links=links_of(number), period=release_words.period, depths=DEPTHS,
        stages=method_words.stages(gettext), licence=giving.licence(),
    )  # fmt: skip
