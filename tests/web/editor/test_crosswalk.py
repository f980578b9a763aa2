"""Editors say in the browser what becomes of answers, alone and two at a time."""

from __future__ import annotations

import gzip
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.domain.crosswalk import Summary
from assessment.services.drafting import making, walking
from tests import drafts
from tests.factories import NOW
from tests.web.editor.workshop import Bench, bench

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.drafting.walking import Walk
    from tests.pages import Page

ID = "HAO-A1"
LINE = f"/crosswalk/{ID}"


@pytest.fixture
def at(app: Flask) -> Bench:
    """Return a draft of a new edition that asks one question in other words."""
    made = bench(app)
    made.post("/about", made.form("/about") | {"change": "major"})
    made.post(f"/questions/{ID}", made.form(f"/questions/{ID}") | {"text": "Is it to deal with people?"})
    return made


def walk(at: Bench) -> Walk:
    with at.app.app_context():
        found = walking.walk_of(at.whole())
        assert found is not None
        return found


def test_a_correction_has_nothing_to_say(app: Flask) -> None:
    made = bench(app)

    assert "Nothing has to be said here" in made.get("/crosswalk").text
    assert made.get(LINE).status == 404


def test_the_overview_leads_to_what_is_left(at: Bench) -> None:
    assert "say what becomes of the answers to the version before" in at.get().text
    assert "144 of 145 questions are decided." in at.get("/crosswalk").text


def test_what_is_proposed_is_changed_and_kept(at: Bench) -> None:
    sent = at.form(LINE) | {"reviewed": "y", "carries": "answer", "note": "Said shorter."}
    page = at.post(LINE, sent)

    assert (sent["relation"], sent["to0"], page.status) == ("reworded", ID, 200)
    assert walk(at).item(f"from/{ID}").line.reviewed
    assert "145 of 145 questions are decided." in at.get("/crosswalk").text


def test_findings_stand_beside_the_field_that_they_are_about(at: Bench) -> None:
    page = at.post(LINE, at.form(LINE) | {"carries": "answer"})

    assert "nothing says what changed" in page.text
    wrong = [e.get("id") for tag in ("select", "textarea") for e in page.all(tag) if e.get("aria-invalid")]
    assert wrong == ["carries", "note"]


def test_other_words_are_not_called_the_same(at: Bench) -> None:
    page = at.post(LINE, at.form(LINE) | {"relation": "kept", "carries": "answer"})

    assert page.status == 422
    assert "The words differ." in page.text
    assert len(walk(at).missing) == 1


def test_the_slower_of_two_editors_sees_what_the_other_decided(at: Bench) -> None:
    first, second = at.form(LINE), at.form(LINE, at.colleague)
    at.post(LINE, first | {"note": "Theirs."})
    page = at.post(LINE, second | {"note": "Mine.", "carries": "nothing"}, by=at.colleague)

    assert page.status == 409
    assert "Somebody else was faster" in page.text
    assert "Theirs." in page.text
    assert "Mine." in page.text
    assert walk(at).item(f"from/{ID}").line.note == "Theirs."


def test_a_summary_that_is_missing_is_found_at_its_field(at: Bench) -> None:
    before, saved = at.get("/crosswalk"), at.post("/crosswalk/summary", {"summary": "Said.", "version": "0"})
    wrong = [[e.get("id") for e in page.all("textarea") if e.get("aria-invalid")] for page in (before, saved)]

    assert wrong == [["summary"], []]


def test_the_summary_is_kept(at: Bench) -> None:
    at.post("/crosswalk/summary", {"summary": "One question is shorter.", "version": "0"})
    page = at.post("/crosswalk/summary", {"summary": "Something else.", "version": "0"})

    assert walk(at).summary == Summary("One question is shorter.", "en")
    assert page.status == 409


def test_the_language_of_what_is_said_is_chosen_and_marked(at: Bench) -> None:
    at.post("/crosswalk/summary", {"summary": "سؤال واحد أقصر.", "language": "ar", "version": "0"})
    page, line = at.get("/crosswalk"), at.get(LINE)

    assert walk(at).summary == Summary("سؤال واحد أقصر.", "ar")
    assert [e.get("lang") for e in page.all("textarea")] == ["ar"]
    assert [e.get("lang") for e in line.all("textarea")] == ["ar"]
    assert "The language of all these notes:" in line.text


def test_a_language_that_nobody_offers_is_not_taken(at: Bench) -> None:
    at.post("/crosswalk/summary", {"summary": "Said.", "language": "zz", "version": "0"})

    assert walk(at).summary == Summary("Said.", "en")


def test_readers_are_told_the_language_of_what_is_said_about_a_version(at: Bench) -> None:
    at.post(LINE, at.form(LINE) | {"reviewed": "y", "carries": "answer", "note": "العبارة أقصر."})
    at.post("/crosswalk/summary", {"summary": "سؤال واحد أقصر.", "language": "ar", "version": "0"})
    with at.app.app_context():
        drafts.published(at.whole())
    page = at.client.get(f"/questionnaires/altai/{at.whole().row.version}/changes")

    assert '<p lang="ar" dir="rtl">سؤال واحد أقصر.</p>' in page.text
    assert '<p class="hint" lang="ar" dir="rtl">العبارة أقصر.</p>' in page.text


def test_the_file_is_given_and_taken_again(at: Bench) -> None:
    at.post(LINE, at.form(LINE) | {"note": "Said shorter."})
    content = at.client.client.get(at.at("/crosswalk.yaml")).get_data()
    other = content.replace(b"Said shorter.", b"Said better.")
    page = at.post("/crosswalk-file", {"file": (BytesIO(other), "crosswalk.yaml")})
    coming = page.address.removeprefix(at.at())
    at.post(coming, {"revision": str(at.whole().row.revision)})

    assert "Said better." in page.text
    assert walk(at).item(f"from/{ID}").line.note == "Said better."


def test_a_file_that_is_no_crosswalk_is_refused_with_its_code(at: Bench) -> None:
    page = at.post("/crosswalk-file", {"file": (BytesIO(b"lines: ["), "crosswalk.yaml")})

    assert page.status == 422
    assert "R1" in page.text


def shown(page: Page) -> list[str]:
    """Return the questions that a page of the list shows."""
    items = [e for e in page.all("li") if (e.get("id") or "").startswith(("from-", "to-"))]
    return [(e.get("id") or "").partition("-")[2] for e in items]


def test_a_list_shows_what_is_to_be_decided_and_else_what_it_is_asked_for(at: Bench) -> None:
    first = at.get("/crosswalk")
    other = at.get("/crosswalk?state=settled&section=ACC")
    found = at.get("/crosswalk?state=settled&q=stop button")

    assert shown(first) == [ID]
    assert {id_.partition("-")[0] for id_ in shown(other)} == {"ACC"}
    assert shown(found) == ["HAO-B4"]
    assert at.get("/crosswalk?state=decided&page=99&section=nothing").status == 200


def test_a_decision_leads_back_to_its_place_in_the_list(at: Bench) -> None:
    sent = at.form(LINE) | {"reviewed": "y", "carries": "answer", "note": "Said shorter."}
    answer = at.client.client.post(at.at(LINE), data=sent | {"csrf_token": at.client.token(at.at(LINE))})

    assert answer.headers["Location"].endswith(f"/crosswalk?state=decided&page=1#from-{ID}")
    assert shown(at.get("/crosswalk?state=decided&page=1")) == [ID]


@pytest.mark.slow
def test_a_long_list_comes_in_pages_within_the_budget(app: Flask) -> None:
    made = bench(app)
    with app.app_context():
        tree = making.read_tree(files.verified(files.find("altai", "2020.1")))
        tree |= {"version": drafts.number(), "supersedes": "2020.1", "change": "major"}
        for question in tree["questions"]:
            question["text"] = f"Today: {question['text']}"
        made.draft_id = making.keep(tree, "2020.1", drafts.editor(), NOW)
    pages = [made.get(f"/crosswalk?page={number}") for number in range(1, 5)]
    ids = [id_ for page in pages for id_ in shown(page)]

    assert (len(ids), len(set(ids))) == (len(tree["questions"]), len(ids))
    assert max(len(gzip.compress(page.text.encode(), 6)) for page in pages) <= 14_000
