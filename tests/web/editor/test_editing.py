"""Editors change a draft in the browser, alone and two at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.domain.marks import plain
from assessment.services.drafting import making
from tests import drafts
from tests.factories import NOW
from tests.large_questionnaire import large
from tests.web.editor.workshop import Bench, bench, editor

if TYPE_CHECKING:
    from flask import Flask

    from assessment.services.drafting.reading import Part, Whole
    from tests.pages import Page

QUESTION = "/questions/HAO-A2"
CONDITION = "/conditions/questions/HAO-A2"


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def content(at: Bench, part: str = "questions/HAO-A2") -> dict[str, object]:
    return dict(at.whole().part(part).content)


@pytest.mark.parametrize(
    "path",
    [
        "", "/about", "/things", "/things/sections/HAO", "/things/scales/levels", "/sections/HAO", QUESTION,
        "/questions/HAO-A6", "/questions/PDG-B2", CONDITION, f"{CONDITION}?about=HAO-A1", "/differences", "/preview",
        "/preview/HAO", "/report", "/files", "/parts/HAO-A/new-question", f"{QUESTION}/removal", "/discarding",
    ],
)  # fmt: skip
def test_every_page_of_a_draft_opens(at: Bench, path: str) -> None:
    assert at.get(path).status == 200


def test_the_list_shows_versions_and_drafts(at: Bench) -> None:
    page = at.client.get("/editing/")

    assert at.whole().row.version in page.text
    assert "Make a draft: " in " ".join(page.words("a"))


def asked(page: Page) -> dict[str, str]:
    """Return what a page asks, by the ids of the questions: all words of each."""
    found = [e for e in page.all("article") if "question" in (e.get("class") or "").split()]
    return {str(e.get("id")): " ".join("".join(e.itertext()).split()) for e in found}


def written(whole: Whole, part: Part) -> list[str]:
    """Return what editors have written for respondents to read in a question: text, help, example and options."""
    about = part.content
    offered = about.get("options") or (
        whole.part(f"scales/{about['scale']}").content["options"] if "scale" in about else []
    )
    texts = [about.get(key, "") for key in ("text", "help", "example")]
    return [plain(text) for text in (*texts, *(option["text"] for option in offered))]


def test_the_preview_asks_what_the_draft_says(at: Bench) -> None:
    changed = {"text": "Is a new [[AI system]] asked about?", "help": "New help.", "example": "A new example."}
    at.post(QUESTION, at.form(QUESTION) | changed)
    shown, whole = asked(at.get("/preview/HAO")), at.whole()
    parts = {part.id: part for part in whole.of("questions") if part.content["section"].startswith("HAO")}

    assert list(shown) == list(parts)
    assert {id_: [t for t in written(whole, parts[id_]) if t not in words] for id_, words in shown.items()} == {
        id_: [] for id_ in parts
    }
    assert all(plain(text) in shown["HAO-A2"] for text in changed.values())


def test_the_preview_asks_nothing_that_was_taken_out(at: Bench) -> None:
    at.post(f"{QUESTION}/removal", {"version": at.form(f"{QUESTION}/removal")["version"]})

    assert "HAO-A2" not in asked(at.get("/preview/HAO"))


def test_another_word_of_the_glossary_is_among_what_changes(at: Bench) -> None:
    path = "/things/glossary/" + at.whole().of("glossary")[0].id
    at.post(path, at.form(path) | {"definition": "Said in other words."})

    assert "Said in other words." in at.get("/differences").text


def test_what_changes_in_a_question_is_told_in_words(at: Bench) -> None:
    at.post(QUESTION, at.form(QUESTION) | {"role": "reflection"})

    assert "Self-rating: not counted" in at.get("/differences").text


def test_saving_a_page_as_it_stands_changes_nothing(at: Bench) -> None:
    before = at.whole().tree

    for question in ("HAO-A2", "HAO-A6", "PDG-B2", "SYS-USERS" if "SYS-USERS" in str(before) else "HAO-B1"):
        at.post(f"/questions/{question}", at.form(f"/questions/{question}"))
    at.post("/about", at.form("/about"))
    at.post("/things/scales/levels", at.form("/things/scales/levels"))
    at.post("/things/sections/HAO", at.form("/things/sections/HAO"))

    assert at.whole().tree == before


def test_a_text_is_kept_as_it_was_typed(at: Bench) -> None:
    page = at.post(QUESTION, at.form(QUESTION) | {"help": "A new help.\r\nIn two lines."})

    assert "Saved." in page.text
    assert content(at)["help"] == "A new help.\nIn two lines."


def test_what_the_check_finds_stands_at_its_field(at: Bench) -> None:
    page = at.post(QUESTION, at.form(QUESTION) | {"text": ""})

    wrong = [e for e in page.all("textarea") if e.get("aria-invalid")]
    assert [e.get("name") for e in wrong] == ["text"]
    assert content(at)["text"] == ""


def test_own_words_for_a_level_are_kept_by_its_id(at: Bench) -> None:
    page = "/questions/HAO-B4"
    at.post(page, at.form(page) | {"anchors": "in-place: Tested every month.\r\nstarted: Tested once."})

    kept = content(at, "questions/HAO-B4")["anchors"]

    assert kept == {"in-place": "Tested every month.", "started": "Tested once."}


def test_the_overview_counts_errors_and_leads_to_them(at: Bench) -> None:
    at.post(QUESTION, at.form(QUESTION) | {"text": ""})

    page = at.get()

    assert "Mend" in page.text
    assert at.at(f"{QUESTION}#text") in [e.get("href") for e in page.all("a")]


def test_the_slower_of_two_editors_sees_both_texts_and_loses_none(at: Bench) -> None:
    mine, theirs = at.form(QUESTION), at.form(QUESTION, at.colleague)
    at.post(QUESTION, theirs | {"help": "Their help."}, by=at.colleague)

    page = at.post(QUESTION, mine | {"help": "My help."})

    assert page.status == 409
    assert "Their help." in page.words("dd")
    assert "My help." in page.words("textarea")
    assert content(at)["help"] == "Their help."


def test_after_seeing_the_other_text_it_can_be_replaced(at: Bench) -> None:
    mine, theirs = at.form(QUESTION), at.form(QUESTION, at.colleague)
    at.post(QUESTION, theirs | {"help": "Their help."}, by=at.colleague)
    at.post(QUESTION, mine | {"help": "My help."})

    at.post(QUESTION, mine | {"help": "My help.", "version": at.whole().part("questions/HAO-A2").version})

    assert content(at)["help"] == "My help."


def test_two_editors_of_two_questions_do_not_meet(at: Bench) -> None:
    mine, theirs = at.form(QUESTION), at.form("/questions/HAO-A4", at.colleague)
    at.post("/questions/HAO-A4", theirs | {"help": "Their help."}, by=at.colleague)

    assert at.post(QUESTION, mine | {"help": "My help."}).status == 200


def test_a_condition_is_put_together_from_lists(at: Bench) -> None:
    form = {"about": "HAO-A1", "operator": "is any of", "values": ["yes"], "version": at.form(CONDITION)["version"]}

    page = at.post(CONDITION, form)

    assert "HAO-A1 is “Yes”" in " ".join(page.words("li"))
    assert "HAO-A1 is yes" in str(content(at)["asked_if"])


def test_the_questions_a_condition_may_name_are_shown_without_marks(at: Bench) -> None:
    shown = at.get(CONDITION.replace("HAO-A2", "ACC-B1")).words("option")

    assert [text for text in shown if "HAO-A1" in text]
    assert [text for text in shown if "[[" in text] == []


def test_a_statement_without_an_answer_is_refused_in_words(at: Bench) -> None:
    before = content(at)

    page = at.post(f"{CONDITION}?about=HAO-A1", {"about": "HAO-A1", "operator": "is any of", "version": "1"})

    assert page.status == 422
    assert "Choose at least one answer." in page.text
    assert content(at) == before


def test_a_written_condition_that_cannot_be_read_stays_in_its_field(at: Bench) -> None:
    page = at.post(CONDITION, {"written": "HAO-A1 is is no", "version": "1"})

    assert page.status == 422
    assert "HAO-A1 is is no" in " ".join(page.words("textarea"))


def test_circular_conditions_are_kept_as_written_and_found(at: Bench) -> None:
    for question, text in (("HAO-A2", "HAO-A4 is yes"), ("HAO-A4", "HAO-A2 is yes")):
        path = f"/conditions/questions/{question}"
        at.post(path, {"written": text, "version": at.form(path)["version"]})

    page = at.get(CONDITION)

    assert content(at)["asked_if"] == "HAO-A4 is yes"
    assert "What the check finds here" in page.words("h2")
    assert at.whole().judged.has_errors


@pytest.mark.slow
def test_a_draft_of_five_hundred_questions_can_be_edited(at: Bench) -> None:
    with at.app.app_context():
        at.draft_id = making.keep(large(version=drafts.number()), "", drafts.editor(), NOW)

    page = at.post(QUESTION, at.form(QUESTION) | {"help": "One of five hundred."})

    assert "Saved." in page.text
    assert len(at.whole().of("questions")) == 500
    assert at.get().status == 200


def test_a_statement_is_removed(at: Bench) -> None:
    at.post(CONDITION, {"written": "HAO-A1 is yes and HAO-A1 is answered", "version": at.form(CONDITION)["version"]})

    at.post(CONDITION, {"remove": "1", "version": at.form(CONDITION)["version"]})

    assert content(at)["asked_if"] == "HAO-A1 is yes"


def test_a_question_is_added_and_its_page_opens(at: Bench) -> None:
    page = at.post("/parts/HAO-A/new-question", {"id": "HAO-A77", "text": "Is it so?", "after": "HAO-A1"})

    assert page.words("h1") == ["HAO-A77"]


def test_an_id_that_was_ever_used_is_refused_at_its_field(at: Bench) -> None:
    page = at.post("/parts/HAO-A/new-question", {"id": "HAO-A1", "text": "Is it so?", "after": "HAO-A1"})

    assert page.status == 422
    assert "Ids are never used again." in page.text


def test_a_question_taken_out_can_be_put_back(at: Bench) -> None:
    version = at.form(f"{QUESTION}/removal")["version"]
    page = at.post(f"{QUESTION}/removal", {"version": version})
    assert "You can put it back below." in page.text

    at.post("/putting-back", {"name": "questions/HAO-A2"})

    assert content(at)["id"] == "HAO-A2"


def test_a_discarded_draft_can_be_taken_back(at: Bench) -> None:
    page = at.post("/discarding")
    assert page.words("h1") == ["The draft is discarded"]

    page = at.client.post(at.at("/discarded"))

    assert "The draft is back." in page.text


def test_a_term_is_added(at: Bench) -> None:
    page = at.post("/things/glossary", {"id": "red-thread"})

    assert page.status == 200
    assert content(at, "glossary/red-thread") == {"id": "red-thread"}


def test_a_new_questionnaire_begins_with_its_name(app: Flask) -> None:
    form = {"title": "Clinic AI", "name": "clinic-ai", "version": "2026.1", "language": "en"}

    page = editor(app).post("/editing/questionnaires/new", data=form)

    assert page.words("h1") == ["Clinic AI"]


@pytest.mark.parametrize(("version", "words"), [("2020.1", "exists already"), ("next", "Enter a year and a number")])
def test_a_version_that_cannot_be_is_refused_at_its_field(app: Flask, version: str, words: str) -> None:
    page = editor(app).post("/editing/versions/altai/2020.1/draft", data={"version": version})

    assert page.status == 422
    assert words in page.text
