"""The explorer: every figure on its pages is the stored one, old releases stay, and nobody sees another's countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy import func, select

from assessment.domain import choosing, exploring
from assessment.domain.access import Role
from assessment.domain.disclosure.cells import Cell, Measure
from assessment.services.releases import reading, rights
from assessment.storage import db
from assessment.storage.tables import Account, Download, SavedView
from assessment.web import formats
from tests import factories, releases
from tests.cells_equal import differences
from tests.factories import NOW
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.domain.disclosure.publishable import PublishableTable
    from tests.cells_equal import Key, Shown
    from tests.pages import Page

KEY = ("table", "first", "second", "measure", "item", "statistic")


@pytest.fixture
def official(app: Flask) -> Account:
    """Give an official, and two approved releases, the second one with trends."""
    with app.app_context():
        made, approved = (factories.account(name, Role.PROGRAMME_OFFICER) for name in ("Grace Wanjiru", "Mei Tanaka"))
        releases.release(made_by=made.id, approved_by=approved.id)
        releases.release(releases.cells(former=1), made_by=made.id, approved_by=approved.id)
        return factories.account("Jan Kowalski", Role.OFFICIAL)


@pytest.fixture
def visitor(app: Flask, official: Account) -> PageClient:
    """Give a client that is signed in as the official."""
    client = app.test_client()
    factories.sign_in(app, client, official)
    return PageClient(client)


def table_of(app: Flask, number: int) -> PublishableTable:
    with app.app_context():
        return reading.read(number).table


def figures(page: Page) -> dict[Key, str]:
    """Return every figure of a page that leads to its own page: what names it, and its words."""
    found: dict[Key, str] = {}
    for link in page.all("a"):
        address = urlsplit(link.get("href", ""))
        if address.path.endswith("/figure"):
            given = parse_qs(address.query)
            key = tuple(given.get(name, [""])[0] for name in KEY)
            found[key] = "".join(link.itertext()).strip()
    return found


def views(table: PublishableTable) -> Iterator[str]:
    """Yield the query of a view for every figure of a release."""
    there_is = choosing.catalogue(cell.key for cell in table.cells)
    for (at, measure), statistics in there_is.statistics.items():
        for statistic in statistics:
            items = there_is.items[at, measure, statistic]
            of_one = {"table": at, "measure": measure, "statistic": statistic}
            if items == ("",) or exploring.is_grid(at):
                yield from (urlencode(of_one | {"item": item}) for item in items)
            else:
                for category in there_is.categories[at]:
                    yield urlencode(of_one | {"item": "all", "category": category})


def number_of(words: str) -> int | None:
    return None if words == "withheld" else int(words.replace("−", "-").rstrip("%"))


@pytest.mark.slow
def test_every_cell_on_the_pages_is_the_stored_one_and_none_is_left_out(app: Flask, visitor: PageClient) -> None:
    table = table_of(app, 2)
    counts = {cell.key: cell.count for cell in table.cells}
    found: dict[Key, Shown] = {}
    for query in views(table):
        shown = figures(visitor.get(f"/figures/2/explore?{query}"))
        found |= {key: (number_of(words), counts.get(key)) for key, words in shown.items()}  # type: ignore[arg-type] # keys have six words

    assert differences(table, found) == []


def test_a_profile_shows_the_stored_cells(app: Flask, visitor: PageClient) -> None:
    shown = figures(visitor.get("/figures/2/profile?table=country&category=KE"))

    stored = {cell.key: cell.value for cell in table_of(app, 2).cells}
    assert {key: number_of(words) for key, words in shown.items()} == {key: stored[key] for key in shown}  # type: ignore[index] # as above
    assert len(shown) == 8 * 3 + 4


@pytest.mark.parametrize(
    ("language", "number"),
    [("en", "12,500"), ("fr", "12\u202f500"), ("es", "12.500"), ("pt", "12.500"), ("ar", "12,500")],
)
def test_large_numbers_have_their_groups_apart_as_the_reader_writes_them(
    app: Flask, official: Account, language: str, number: str
) -> None:
    many = Cell("sector", "Q", "", Measure.ORGANISATIONS, "", "count", 12_500, 12_500)
    with app.app_context():
        releases.release([many if cell.key == many.key else cell for cell in releases.cells()])
        account = db.session.get_one(Account, official.id)
        account.language = language
        db.session.commit()
    client = app.test_client()
    factories.sign_in(app, client, official)
    page = PageClient(client).get("/figures/3/explore?table=sector&measure=organisations")

    assert figures(page)[many.key] == number


def test_counted_words_have_the_groups_of_their_numbers_apart(app: Flask) -> None:
    with app.test_request_context():
        assert formats.ngettext("%(num)s figure", "%(num)s figures", 12500) == "12,500 figures"
        page = app.jinja_env.from_string('{{ ngettext("%(num)s figure", "%(num)s figures", 12500) }}')

        assert page.render() == "12,500 figures"


def test_parts_of_a_requirement_stand_under_it(visitor: PageClient) -> None:
    lines = [(head.get("class"), "".join(head.itertext())) for head in visitor.get("/figures/2/explore").all("th")]

    names = [(None, "Human agency and oversight"), ("part", "Human agency and autonomy"), ("part", "Human oversight")]
    assert [line for line in lines if line in names] == names


def test_sorted_by_value_nothing_stands_under_anything(visitor: PageClient) -> None:
    assert 'class="part"' not in visitor.get("/figures/2/explore?order=value").text


def test_a_profile_begins_with_a_country_that_has_figures(app: Flask, visitor: PageClient) -> None:
    with app.app_context():
        held = [
            replace(cell, first="AD") for cell in releases.cells() if cell.table == "country" and cell.first == "TG"
        ]
        releases.release([*held, *releases.cells()])

    assert visitor.get("/figures/3/profile").words("h1") == ["Brazil"]


def test_a_release_names_its_questionnaire_as_people_do(visitor: PageClient) -> None:
    assert "Assessment List for Trustworthy AI" in visitor.get("/figures/").text


@pytest.mark.parametrize("latest", ["explore", "profile"])
def test_the_latest_release_is_found_by_that_word_with_what_was_asked(visitor: PageClient, latest: str) -> None:
    response = visitor.client.get(f"/figures/latest/{latest}?table=country&item=TRS")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/figures/2/{latest}?table=country&item=TRS"


def test_an_old_release_stays_and_says_that_there_is_a_newer_one(visitor: PageClient) -> None:
    old, new = (visitor.get(f"/figures/{number}/explore?table=country") for number in (1, 2))

    assert "A newer one exists" in old.text
    assert 'href="/figures/2/explore?table=country&amp;measure=score&amp;statistic=mean&amp;item=HAO"' in old.text
    assert "A newer one exists" not in new.text


@pytest.mark.parametrize("number", [0, 3, 99999999999999999999])
def test_a_release_that_is_not_there_does_not_exist(visitor: PageClient, number: int) -> None:
    assert visitor.get(f"/figures/{number}/explore").status == 404


def test_the_permanent_link_of_a_view_shows_the_same_view(visitor: PageClient) -> None:
    page = visitor.get("/figures/2/explore?table=sector&measure=band")
    links = [a.get("href", "") for a in page.all("a") if "".join(a.itertext()).startswith("http")]

    again = visitor.get(links[0])

    assert figures(again) == figures(page)
    assert links[0].startswith("/figures/2/explore?table=sector")


def test_countries_are_sorted_by_value_only_on_request_and_then_with_a_warning(visitor: PageClient) -> None:
    plain, sorted_ = (visitor.get(f"/figures/2/explore?table=country{more}").text for more in ("", "&order=value"))

    assert "Countries are not to be ranked" not in plain
    assert "Countries are not to be ranked" in sorted_


def test_a_withheld_figure_says_why_and_is_never_zero(visitor: PageClient) -> None:
    page = visitor.get("/figures/2/figure?table=country&first=TG&measure=score&item=HAO&statistic=mean")

    assert "Why it is withheld" in page.text
    assert "Too few organisations" in page.text
    assert 'class="great withheld">withheld' in page.text


@pytest.mark.parametrize("cell", [cell for cell in releases.cells(former=1) if cell.first in {"", "KE", "TG"}][::9])
def test_every_figure_has_a_page_with_all_that_stands_behind_it(visitor: PageClient, cell: Cell) -> None:
    page = visitor.get("/figures/2/figure?" + urlencode(dict(zip(KEY, cell.key, strict=True))))

    assert page.status == 200
    for words in ("Grace Wanjiru", "Mei Tanaka", "altai 2020.1", "How it is made", "Permanent link", "Digest"):
        assert words in page.text
    assert (f"n ≈ {cell.count}" in page.text) is (cell.count is not None)


def test_a_figure_that_is_not_in_the_release_does_not_exist(visitor: PageClient) -> None:
    assert visitor.get("/figures/2/figure?table=country&first=ZZ&measure=score&item=HAO&statistic=mean").status == 404
    assert visitor.get("/figures/2/figure?measure=nonsense").status == 404


def test_nonsense_in_an_address_shows_what_there_is(visitor: PageClient) -> None:
    page = visitor.get("/figures/2/explore?table=%F0%9F&measure=<script>&item=" + "x" * 5000)

    assert page.status == 200
    assert "<script>" not in page.text


def test_a_limited_official_finds_no_other_country_on_any_page(
    app: Flask, official: Account, visitor: PageClient
) -> None:
    with app.app_context():
        rights.limit(official.id, ["KE"], official.id, NOW)

    pages = [
        visitor.get(f"/figures/2/{path}").text
        for path in (
            "explore?table=country", "explore?table=country&item=all&category=SN", "profile?category=SN",
            "explore?table=country-sector", "explore?table=trend-country", "explore?table=region",
        )
    ]  # fmt: skip

    assert all("Senegal" not in text and "=SN" not in text for text in pages)
    assert "Kenya" in pages[0]
    assert "Sub-Saharan Africa" in pages[5]
    assert visitor.get("/figures/2/figure?table=country&first=SN&measure=score&item=HAO&statistic=mean").status == 404


@pytest.mark.parametrize("kind", ["chart-png", "chart-png-small", "chart-svg"])
@pytest.mark.parametrize("view", ["page=explore&table=country", "page=profile&table=country&category=KE"])
def test_a_chart_is_taken_and_that_is_written_down(
    app: Flask, official: Account, visitor: PageClient, view: str, kind: str
) -> None:
    address = f"/figures/2/chart?{view}"
    token = visitor.token(address)

    form = {"csrf_token": token, "kind": kind, "purpose": "Briefing"}
    response = visitor.client.post(address, data=form)

    assert response.data.startswith(b"<svg" if kind == "chart-svg" else b"\x89PNG")
    assert "attachment" in response.headers["Content-Disposition"]
    with app.app_context():
        row = db.session.scalars(select(Download)).one()
        assert (row.kind, row.purpose, row.taken_by) == (kind, "Briefing", official.id)


def test_a_chart_is_not_taken_without_saying_what_for(app: Flask, visitor: PageClient) -> None:
    page = visitor.post("/figures/2/chart?page=explore&table=country", {"kind": "chart-svg", "purpose": ""})

    assert page.status == 422
    assert "Say in a few words what you need the figures for." in page.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Download)) == 0


def save(visitor: PageClient, **more: str) -> Page:
    address = "/figures/2/explore?table=country&item=TRS"
    form = {"page": "explore", "number": "2", "query": "table=country&item=TRS", "name": "Safety by country"}
    return visitor.post("/figures/views", form | more, on=address)


def test_a_saved_view_is_listed_and_opens_in_the_newest_release(visitor: PageClient) -> None:
    save(visitor)

    page = visitor.get("/figures/views")
    link = next(a for a in page.all("a") if "".join(a.itertext()) == "Safety by country")
    opened = visitor.get(link.get("href", ""))

    assert "Technical robustness and safety" in opened.words("h2")[1]
    assert opened.address == "/figures/2/explore"


def test_a_view_that_is_pinned_opens_in_its_own_release(visitor: PageClient) -> None:
    save(visitor, number="1", pinned="y")

    link = next(a for a in visitor.get("/figures/views").all("a") if "".join(a.itertext()) == "Safety by country")

    assert visitor.get(link.get("href", "")).address == "/figures/1/explore"


@pytest.mark.parametrize(
    ("more", "message"),
    [({"name": " "}, "Give it a name."), ({"name": "x" * 101}, "longer than 100"), ({}, "another view of this name")],
)
def test_a_view_without_a_name_of_its_own_is_not_saved(visitor: PageClient, more: dict[str, str], message: str) -> None:
    save(visitor)

    page = save(visitor, **more)

    assert page.status == 422
    assert message in page.text


def test_a_view_is_renamed_and_deleted_after_asking(app: Flask, visitor: PageClient) -> None:
    save(visitor)
    with app.app_context():
        id_ = db.session.scalars(select(SavedView.id)).one()

    visitor.post(f"/figures/views/{id_}/name", {"name": "Robustness"})
    assert "Robustness" in visitor.get("/figures/views").text

    assert "Delete this view?" in visitor.get(f"/figures/views/{id_}/deletion").text
    visitor.post(f"/figures/views/{id_}/deletion")
    assert "You keep no view yet" in visitor.get("/figures/views").text


def test_a_saved_view_leads_nowhere_else(visitor: PageClient) -> None:
    page = save(visitor, page="https://example.org")

    assert page.status == 400


def test_without_a_release_the_explorer_leads_to_the_first_page(app: Flask) -> None:
    with app.app_context():
        person = factories.account("Jan Kowalski", Role.OFFICIAL)
    client = app.test_client()
    factories.sign_in(app, client, person)

    assert client.get("/figures/latest/explore").headers["Location"] == "/figures/"
