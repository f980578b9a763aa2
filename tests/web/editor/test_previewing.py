"""Editors try a draft as respondents: what depends on an answer follows it, and nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.storage import db
from assessment.storage.tables import StoredAnswer
from tests.web.editor.workshop import Bench, bench, fields

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

PATH = "/preview/FR"


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def shown(page: Page) -> set[str]:
    return {str(e.get("id")) for e in page.all("article") if e.get("hidden") is None}


def sent(page: Page) -> dict[str, object]:
    return fields(next(form for form in page.all("form") if form.get("id") == "preview"))


def hidden(page: Page) -> set[str]:
    return {str(e.get("id")) for e in page.all("article") if e.get("hidden") is not None}


def test_what_an_answer_leaves_nothing_to_ask_about_is_hidden_after_it(at: Bench) -> None:
    before, after = hidden(at.get(PATH)), hidden(at.post(PATH, {"FR1": "no"}))

    assert before == set()
    assert after
    assert all("FR1 is not no" in str(at.whole().question(id_).content["asked_if"]) for id_ in after)


def test_an_answer_in_one_section_counts_in_another(at: Bench) -> None:
    page = at.post("/preview/SYS", {"SYS-CHILDREN": "no", "SYS-CHILDREN.note": "Said <here>."})
    page = at.post("/preview/HAO", sent(page))

    kept = sent(page)
    again = at.post(PATH, kept)

    assert (kept["SYS-CHILDREN"], kept["SYS-CHILDREN.note"]) == ("no", "Said <here>.")
    assert hidden(again) == hidden(at.post(PATH, {"SYS-CHILDREN": "no"})) != set()


def test_what_was_tried_stands_in_the_form_again(at: Bench) -> None:
    tried: dict[str, object] = {"FR1": ["yes"], "FR1.note": "Said <here>."}

    assert tried.items() <= sent(at.post(PATH, tried)).items()


def test_the_script_is_told_what_is_asked(at: Bench) -> None:
    tried = {"csrf_token": at.client.token(at.at(PATH)), "FR1": "no"}
    told = at.client.client.post(at.at(PATH), data=tried, headers={"Accept": "application/json"}).json

    assert told is not None
    assert set(told["shown"]) == shown(at.post(PATH, {"FR1": "no"}))
    assert told["waiting"].endswith("not shown.")


def test_an_option_that_the_draft_has_no_longer_is_no_answer(at: Bench) -> None:
    assert hidden(at.post(PATH, {"FR1": "gone"})) == hidden(at.get(PATH))


def test_all_questions_can_be_seen_at_once(at: Bench) -> None:
    page = at.client.get(at.at(f"{PATH}?all=1"))

    assert hidden(page) == set()
    assert [form for form in page.all("form") if form.get("id") == "preview"] == []


def test_nothing_that_is_tried_is_kept(at: Bench) -> None:
    before = at.whole().row.revision
    at.post(PATH, {"FR1": "no"})

    with at.app.app_context():
        assert db.session.query(StoredAnswer).count() == 0
    assert at.whole().row.revision == before
