"""No string of any page escapes translation: the map of addresses is walked in the pseudo-language."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessment.web import language, pseudo
from tests import escapes, results
from tests.web.test_url_map import EVERYONE, World, addresses, fill, world

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["world"]
# Words that pages share with files about a release; the pseudo-language has no files, so their sources are shown.
OF_FILES = {"official.method", "programme.release", "programme.release_table"}


def known(app: Flask) -> set[str]:
    with app.test_request_context():
        languages = set(language.offered().values())
        languages |= {f"{one} + {other}" for one in languages for other in languages}
    own = escapes.of_database(Path(app.instance_path) / "assessment.sqlite3")
    notes = {" ".join(answer.note.split()) for answer in results.example().answers.values()}
    return escapes.of_questionnaires() | escapes.of_the_world() | languages | own | notes | {"Firefox, Linux"}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_page_says_anything_that_cannot_be_translated(world: World) -> None:
    world.app.config["PSEUDO_LANGUAGE"] = True
    ours, found, pages = known(world.app), defaultdict(set), 0
    template = escapes.of_template()
    for who in EVERYONE:
        for method, rule in addresses(world.app):
            if method != "GET":
                continue
            client = world.client(who)
            client.set_cookie(language.COOKIE, pseudo.CODE)
            response = client.get(fill(rule, world.ids))
            # Nobody reads the page of a redirection.
            if response.mimetype == "text/html" and response.status_code // 100 != 3:
                pages += 1
                for text in escapes.escapes(response.get_data(as_text=True), ours):
                    if rule.endpoint not in OF_FILES or not template.fullmatch(text.rstrip(" –")):
                        found[text].add(rule.endpoint)
            response.close()

    assert pages > 1000
    assert {text: sorted(places)[:3] for text, places in found.items()} == {}


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>⟦Sávé⟧ now</p>", {"now"}),
        ('<p>⟦Ópén <a href="#">hére</a> now⟧</p>', set()),
        ('<img alt="A picture">', {"A picture"}),
        ('<p lang="en">Some words</p>', set()),
        ("<p>⟦Sávéd by⟧ <bdi>Ana</bdi></p>", set()),
        ("<p>⟦át⟧ 25 نوفمبر 2026</p>", set()),
    ],
)
def test_a_planted_text_outside_the_brackets_is_found(html: str, said: set[str]) -> None:
    assert escapes.escapes(html, set()) == said


@pytest.mark.parametrize(("code", "direction"), [(pseudo.ACCENTED, "ltr"), (pseudo.CODE, "rtl")])
def test_both_pseudo_languages_mark_a_page(app: Flask, code: str, direction: str) -> None:
    app.config["PSEUDO_LANGUAGE"] = True
    client = app.test_client()
    client.set_cookie(language.COOKIE, code)
    html = client.get("/requirements").get_data(as_text=True)

    assert f'lang="{code}" dir="{direction}"' in html
    assert "⟦Réqúírémént" in html


def test_no_pseudo_language_is_on_offer_unless_the_settings_say_so(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(language.COOKIE, pseudo.ACCENTED)
    app.config["PSEUDO_LANGUAGE"] = False

    assert "⟦" not in client.get("/requirements").get_data(as_text=True)
