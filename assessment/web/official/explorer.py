"""The explorer: choose a cut and a measure of a release, see chart and table; and the profile of one category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, url_for

from assessment.domain import exploring
from assessment.domain.access import Permission
from assessment.domain.disclosure.cells import Measure
from assessment.domain.exploring import ITEMS, Order
from assessment.reports.aggregates.charts import composing, profiles
from assessment.services.places import NotFound
from assessment.services.releases import exploring as service
from assessment.services.releases import rights
from assessment.services.releases.exploring import Compared
from assessment.web import guards
from assessment.web.guards import guarded
from assessment.web.official import addresses, wording
from assessment.web.official.blueprint import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.domain.choosing import Catalogue
    from assessment.domain.exploring import Choice
    from assessment.reports.aggregates.words import Words
    from assessment.services.releases.exploring import Explored, Opened, Profile


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose in a form; `group` is the requirement that a part or a question belongs to."""

    value: str
    words: str
    is_chosen: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose beside the present view; an empty list is no choice."""

    tables: list[Option]
    measures: list[Option]
    statistics: list[Option]
    items: list[Option]
    categories: list[Option]
    formers: list[Option]
    is_by_value: bool
    can_be_sorted: bool


@blueprint.get("/latest/explore")
@guarded(Permission.SEE_RELEASES)
def explore_latest() -> ResponseReturnValue:
    """Lead to the newest release, with what was asked of it."""
    return _latest("official.explore")


@blueprint.get("/latest/profile")
@guarded(Permission.SEE_RELEASES)
def profile_latest() -> ResponseReturnValue:
    """Lead to the profile of a category in the newest release."""
    return _latest("official.profile")


@blueprint.get("/<int:number>/explore")
@guarded(Permission.SEE_RELEASES)
def explore(number: int) -> str:
    """Show one view of a release as chart and table."""
    opened, words = opened_release(number)
    found = explored(opened, words)
    chart = composing.compose(found.view, words, wording.origin(opened))
    choice = addresses.of_choice(found.view.choice)
    return render_template(
        "official/explorer.html",
        opened=opened,
        found=found,
        chart=chart,
        offered=_offered(opened.known.catalogue, found, words),
        query=urlencode(choice),
        coverage=_coverage(opened),
        figure_url=lambda cell: addresses.of_cell(number, cell),
        profiles=_profiles(opened, found),
    )


@blueprint.get("/<int:number>/profile")
@guarded(Permission.SEE_RELEASES)
def profile(number: int) -> str:
    """Show one category beside its region and all organisations."""
    opened, words = opened_release(number)
    found = profiled(opened, words)
    return render_template(
        "official/profile.html",
        opened=opened,
        found=found,
        chart=profiles.compose(found, words, wording.origin(opened)),
        query=urlencode({"table": found.table, "category": found.category}),
        counts=[(words.measure(cell.measure), composing.figure(cell, words)) for cell in found.counts],
        categories=_categories(found.table, found.categories, found.category, words),
        tables=[Option(t, words.table(t), t == found.table) for t in service.profiled(opened.known.catalogue)],
        more=_more(opened, found, words),
        figure_url=lambda cell: addresses.of_cell(number, cell),
    )


def opened_release(number: int) -> tuple[Opened, Words]:
    """Return a release and the words for it; one that is not there does not exist."""
    try:
        opened = service.open_release(number)
    except NotFound:
        abort(404)
    return opened, wording.words_of(opened)


def explored(opened: Opened, words: Words) -> Explored:
    """Return the view that the address asks for, as the reader may see it."""
    countries = rights.countries_of(guards.who())
    return service.explore(opened, countries, addresses.asked(), wording.naming(words))


def profiled(opened: Opened, words: Words) -> Profile:
    """Return the profile that the address asks for, as the reader may see it."""
    asked = Compared(request.args.get("table", "") or exploring.COUNTRY, request.args.get("category", ""))
    try:
        return service.profile(opened, rights.countries_of(guards.who()), asked, wording.naming(words))
    except NotFound:
        abort(404)


def _coverage(opened: Opened) -> dict[str, int]:
    """Return how many organisations were invited, have submitted and are counted, as far as that is shown."""
    totals = opened.known.totals
    wanted = (Measure.INVITED, Measure.SUBMITTED, Measure.ORGANISATIONS)
    values = ((one.value, totals[one].value) for one in wanted if one in totals)
    return {name: value for name, value in values if value is not None}


def _latest(endpoint: str) -> ResponseReturnValue:
    try:
        number = service.newest()
    except NotFound:
        return redirect(url_for("official.home"))
    query = request.query_string.decode("ascii", "ignore")
    address = url_for(endpoint, number=number)
    return redirect(f"{address}?{query}" if query else address)


def _offered(catalogue: Catalogue, found: Explored, words: Words) -> Offered:
    choice = found.view.choice
    statistics = catalogue.statistics[choice.table, choice.measure.value]
    items = catalogue.items[choice.table, choice.measure.value, choice.statistic]
    formers = catalogue.formers.get(choice.table, ())
    return Offered(
        tables=[Option(one, words.table(one), one == choice.table) for one in catalogue.tables],
        measures=[
            Option(one.value, words.measure(one), one is choice.measure) for one in catalogue.measures(choice.table)
        ],
        statistics=_several(
            [Option(one, _statistic(one, choice, words), one == choice.statistic) for one in statistics]
        ),
        items=_items(items, choice, words),
        categories=_categories(choice.table, found.categories, choice.category, words) if choice.is_of_items else [],
        formers=_several([Option(one, words.category("base", one), one == choice.former) for one in formers]),
        is_by_value=choice.order is Order.VALUE,
        can_be_sorted=not exploring.is_grid(choice.table) and len(found.view.lines) > 1,
    )


def _several(options: list[Option]) -> list[Option]:
    return options if len(options) > 1 else []


def _statistic(statistic: str, choice: Choice, words: Words) -> str:
    if statistic == "median" and not exploring.is_grid(choice.table):
        return words.gettext("Median and quartiles")
    return words.statistic(statistic)


def _items(items: tuple[str, ...], choice: Choice, words: Words) -> list[Option]:
    """Return the items of a measure, requirements first of all, parts and questions under theirs."""
    if items == ("",):
        return []
    ordered = sorted(items, key=exploring.item_place)
    options = [
        Option(one, words.item(one), one == choice.item, words.item(row) if (row := words.row(one)) else "")
        for one in ordered
    ]
    if not exploring.is_grid(choice.table):
        # Without a dimension this is what is shown anyhow, and must not stick when a cut is chosen next.
        value = ITEMS if exploring.dimensions(choice.table) else ""
        options.insert(0, Option(value, words.gettext("All of them, side by side"), choice.is_of_items))
    return options


def _categories(table: str, categories: tuple[str, ...], chosen: str, words: Words) -> list[Option]:
    cuts = exploring.dimensions(table)
    return [Option(one, words.category(cuts[0], one), one == chosen) for one in categories] if cuts else []


def _more(opened: Opened, found: Profile, words: Words) -> list[tuple[str, str]]:
    """Return address and name of the views that tell more of the category of a profile."""
    there_is = opened.known.catalogue.measures(found.table)
    address = url_for("official.explore", number=opened.head.number)
    same = {"table": found.table, "item": ITEMS, "category": found.category}
    wanted = [one for one in (Measure.BAND, Measure.GAP, Measure.ACTION) if one in there_is]
    return [(f"{address}?{urlencode(same | {'measure': one.value})}", words.measure(one)) for one in wanted]


def _profiles(opened: Opened, found: Explored) -> dict[str, str]:
    """Return where the profile of each category of a view is, by category."""
    table = found.view.choice.table
    if table not in service.profiled(opened.known.catalogue) or found.view.choice.is_of_items:
        return {}
    address = url_for("official.profile", number=opened.head.number)
    return {one: f"{address}?{urlencode({'table': table, 'category': one})}" for one in found.categories}
