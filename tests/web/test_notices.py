"""The privacy notice, the accessibility statement and the help page, packaged and as an operator writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assessment.config import DOCS
from assessment.content import pages
from assessment.domain.access import Person
from assessment.domain.settings import SETTINGS, Group, in_group
from assessment.languages import interface
from assessment.services import settings
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import PageClient

BY = Person(id="o" * 26)


def _change(app: Flask, group: Group, **changed: str) -> None:
    given = {s.name: s.default for s in in_group(group)} | {k.replace("_", "-"): v for k, v in changed.items()}
    with app.app_context():
        assert settings.change_settings(group, given, BY, NOW) == {}


@pytest.mark.parametrize("address", ["/privacy", "/accessibility", "/help"])
def test_each_notice_is_complete_without_any_setting(client: PageClient, address: str) -> None:
    page = client.get(address)

    assert page.status == 200
    assert not any(f"{{{name}}}" in page.text for name in SETTINGS)
    assert "{legal-ground}" not in page.text


@pytest.mark.parametrize("language", ["fr", "es", "pt", "ar"])
def test_pages_that_a_notice_names_have_their_titles_of_that_language(language: str) -> None:
    gettext = interface.spoken(language).gettext
    said = [
        text for file in sorted((DOCS / pages.NOTICES).glob("*.md")) for _, text in pages.texts(file.read_text("utf-8"))
    ]
    named = [(text, title) for text in said for title in re.findall("on the page “([^”]+)”", text)]

    assert named
    assert [title for text, title in named if gettext(title) == title or gettext(title) not in gettext(text)] == []


def test_the_packaged_privacy_notice_has_the_ten_headings(client: PageClient) -> None:
    assert [words.split(".")[0] for words in client.get("/privacy").words("h2")] == [str(n) for n in range(1, 11)]


def test_the_operators_details_and_periods_stand_in_the_notice(app: Flask, client: PageClient) -> None:
    _change(app, Group.OPERATOR, operator_name="Ministry *of* <b>Health</b>", contact_email="help@example.org")
    _change(app, Group.RETENTION, keep_sent_mail="3")

    page = client.get("/privacy")

    assert "Ministry *of* &lt;b&gt;Health&lt;/b&gt;" in page.text
    assert "messages that were sent: 3 days" in page.text
    assert "assessments that nobody works on: 2 years; submitted ones: 5 years;" in page.text
    assert "help@example.org" in client.get("/help").text


def test_the_notice_says_what_inclusion_rests_on(app: Flask, client: PageClient) -> None:
    _change(app, Group.DATA, inclusion_basis="public-task")

    assert "a task carried out in the public interest" in client.get("/privacy").text


def test_an_operator_writes_another_notice(app: Flask, client: PageClient) -> None:
    _change(app, Group.PRIVACY, privacy_notice="# Our notice\n\nAsk {operator-name}.\n\n#### Deep\n\n# Again")

    page = client.get("/privacy")

    assert page.words("h1") == ["Our notice"]
    assert page.words("h2") == ["Deep", "Again"]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n<script>alert(1)</script>",
        "# T\n\n[x](javascript:alert(1))",
        "# T\n\n![x](https://example.org/pixel.png)",
        '# T\n\n<img src=x onerror="alert(1)">',
        "# T\n\n[x](data:text/html,<script>alert(1)</script>)",
    ],
)
def test_a_notice_cannot_run_script_or_load_anything(text: str) -> None:
    body = str(pages.render(text, str).body)

    assert "<script" not in body
    assert "<img" not in body
    assert 'href="javascript' not in body
    assert 'href="data' not in body


def test_equal_headings_have_anchors_of_their_own() -> None:
    assert [anchor for anchor, _ in pages.render("# T\n\n## Same\n\n## Same\n", str).contents] == ["same", "same-2"]


def test_a_notice_without_a_title_still_has_one(app: Flask, client: PageClient) -> None:
    _change(app, Group.ACCESSIBILITY, accessibility_statement="Only words.")

    assert client.get("/accessibility").words("h1") == ["Accessibility"]
