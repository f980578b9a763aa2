"""The first page of released figures: every release, with what can be done with it."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import gettext

from assessment.domain.access import Permission
from assessment.services.places import NotFound
from assessment.services.releases import exploring, reading
from assessment.web.guards import guarded
from assessment.web.official.blueprint import blueprint
from assessment.web.programme import release_words
from assessment.web.respondent.words import DEPTHS


@blueprint.get("/")
@guarded(Permission.SEE_RELEASES)
def home() -> str:
    """List all approved releases, the newest first."""
    found = [(head, links_of(head.number)) for head in reading.released()]
    first = _views(found[0][0].number) if found else []
    return render_template(
        "official/home.html", releases=found, first=first, period=release_words.period, depths=DEPTHS
    )


def links_of(number: int) -> list[tuple[str, str]]:
    """Return (address, words) of the pages about a release."""
    pages = {"official.explore": gettext("Explore the figures"), "official.downloads": gettext("Download")}
    there = {endpoint: words for endpoint, words in pages.items() if endpoint in current_app.view_functions}
    return [(url_for(endpoint, number=number), words) for endpoint, words in there.items()]


def _views(number: int) -> list[tuple[str, str]]:
    """Return address and words of the views that most readers ask for first, as far as the release has them."""
    try:
        tables = exploring.open_release(number).known.catalogue.tables
    except NotFound:
        return []
    wanted: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("all", {}, gettext("How far each requirement has come, on average")),
        ("all", {"statistic": "median"}, gettext("How organisations are spread: median and quartiles")),
        ("region", {}, gettext("Regions side by side")),
        ("sector", {"measure": "band"}, gettext("Sectors: how far measures are in place")),
        ("all", {"measure": "gap", "order": "value"}, gettext("The commonest gaps")),
        ("trend-all", {}, gettext("What has changed since the former release")),
    )
    found = [
        (url_for("official.explore", number=number, table=table, **more), words)
        for table, more, words in wanted
        if table in tables
    ]
    if "country" in tables:
        found.append((url_for("official.profile", number=number), gettext("The profile of a country")))
    return found
