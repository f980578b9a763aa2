"""The public pages."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli
import pytest

from assessment.content import files
from assessment.web import language

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.pages import PageClient

PAGES = [
    "/",
    "/requirements",
    "/questionnaires",
    "/questionnaires/altai/2020.1",
    "/questionnaires/altai/2020.1/glossary",
    "/method",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_shown(client: PageClient, address: str) -> None:
    assert client.get(address).status == 200


def test_the_home_page_names_the_seven_requirements(client: PageClient) -> None:
    page = client.get("/")

    titles = [s.title for s in files.load("altai", "2020.1").sections[2:]]

    assert len(titles) == 7
    assert set(titles) <= set(page.words("h3"))


def test_the_home_page_shows_only_the_newest_version_of_each_questionnaire(client: PageClient) -> None:
    assert [version for version in client.get("/").words("bdi") if version in {"2019.1", "2020.1", "2020.2"}] == [
        "2020.2"
    ]


def test_older_versions_stand_under_a_heading_of_their_own(client: PageClient) -> None:
    newest, older = client.get("/questionnaires").words("table")

    assert "2020.2" in newest
    assert "2020.1" in older
    assert "2019.1" in older


def test_the_section_pages_show_every_question_once(client: PageClient) -> None:
    shown = files.load("altai", "2020.1")

    pages = [client.get(f"/questionnaires/altai/2020.1/{section.id}") for section in shown.sections]

    assert [e.get("id") for page in pages for e in page.all("article")] == [question.id for question in shown.questions]


def test_the_questionnaire_page_says_its_fingerprint_in_full(client: PageClient) -> None:
    assert files.load("altai", "2020.1").fingerprint in client.get("/questionnaires/altai/2020.1").text


@pytest.mark.parametrize("part", ["FR", "TRS", "glossary"])
def test_no_page_shows_glossary_brackets(client: PageClient, part: str) -> None:
    assert "[[" not in client.get(f"/questionnaires/altai/2020.1/{part}").text


@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar"])
def test_the_first_page_weighs_at_most_14_kilobytes_with_its_style(client: PageClient, code: str) -> None:
    client.client.set_cookie(language.COOKIE, code)
    assert f'lang="{code}"' in client.get("/").text
    page = client.client.get("/", headers={"Accept-Encoding": "gzip"})
    address = next(e.get("href", "") for e in client.get("/").all("link") if e.get("rel") == "stylesheet")
    style = client.client.get(address, headers={"Accept-Encoding": "gzip"})

    assert len(page.data) + len(style.data) <= 14_000


def _style(client: PageClient, accepted: str) -> TestResponse:
    address = next(e.get("href", "") for e in client.get("/").all("link") if e.get("rel") == "stylesheet")
    return client.client.get(address, headers={"Accept-Encoding": accepted})


def test_a_browser_gets_the_style_in_at_most_8_kilobytes(client: PageClient) -> None:
    sent = _style(client, "gzip, deflate, br, zstd")

    assert sent.headers["Content-Encoding"] == "br"
    assert len(sent.data) <= 8_000


def test_the_style_is_the_same_however_it_is_packed(client: PageClient) -> None:
    packed = {brotli.decompress(_style(client, "br").data), gzip.decompress(_style(client, "gzip, br;q=0").data)}

    assert packed == {_style(client, "identity").data}


@pytest.mark.parametrize(
    "address",
    ["/questionnaires/altai/1999.1", "/questionnaires/nobody/2020.1", "/questionnaires/altai/2020.1/XX", "/nothing"],
)
def test_what_does_not_exist_is_a_page_with_status_404(client: PageClient, address: str) -> None:
    assert client.get(address).status == 404


def test_a_wrong_method_is_a_page_with_status_405(client: PageClient) -> None:
    assert client.client.post("/method").status_code in {400, 405}


def test_the_style_sheet_is_kept_for_ever_under_its_fingerprint(client: PageClient) -> None:
    sheet = next(e.get("href", "") for e in client.get("/").all("link") if e.get("rel") == "stylesheet")

    response = client.client.get(sheet)

    assert (response.status_code, response.content_type) == (200, "text/css; charset=utf-8")
    assert "immutable" in response.headers["Cache-Control"]


def test_an_unknown_asset_does_not_exist(client: PageClient) -> None:
    assert client.client.get("/assets/0/../../app.py").status_code == 404
    assert client.client.get("/assets/0/secret").status_code == 404


def test_no_page_sets_a_cookie_or_names_a_third_party(client: PageClient) -> None:
    response = client.client.get("/")

    assert "Set-Cookie" not in response.headers
    assert "http" not in response.get_data(as_text=True).replace("https://digital-strategy", "")
