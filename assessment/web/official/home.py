"""The first page of released figures: every release, with what can be done with it."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services.releases import reading
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint
from assessment.web.programme import release_words
from assessment.web.respondent.words import DEPTHS


@blueprint.get("/")
@guarded(Permission.SEE_RELEASES)
def home() -> str:
    """List all approved releases, the newest first."""
    found = [(head, links_of(head.number)) for head in reading.released()]
    return render_template("official/home.html", releases=found, period=release_words.period, depths=DEPTHS)


def links_of(number: int) -> list[tuple[str, str]]:
    """Return (address, words) of the pages about a release."""
    pages = {"official.explorer": gettext("Explore the figures"), "official.downloads": gettext("Download")}
    there = {endpoint: words for endpoint, words in pages.items() if endpoint in current_app.view_functions}
    return [(url_for(endpoint, number=number), words) for endpoint, words in there.items()]
