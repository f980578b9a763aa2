"""Drafts leave as files and come back: nothing is lost or overwritten, faults have a place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from assessment.content import workbook
from tests import drafts
from tests.services import files as office
from tests.web.editor.workshop import Bench, bench, editor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from openpyxl import Workbook

    from tests.pages import Page

QUESTION = "questions/HAO-A2"


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def book(at: Bench, change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    """Return the downloaded workbook after somebody has worked on it."""
    opened = openpyxl.load_workbook(io.BytesIO(at.client.client.get(at.at("/questionnaire.xlsx")).data))
    change(opened)
    content = io.BytesIO()
    opened.save(content)
    return content.getvalue()


def cell(opened: Workbook, sheet: str, id_: str, title: str) -> Any:  # noqa: ANN401 - a cell
    page = opened[sheet]
    column = next(one.column for one in page[1] if one.value == title)
    row = next(line[0].row for line in page.iter_rows(min_row=2) if line[0].value == id_)
    return page.cell(row, column)


def send(at: Bench, content: bytes, name: str = "book.xlsx") -> Page:
    return at.post("/files", {"file": (io.BytesIO(content), name)})


def take(at: Bench, page: Page) -> Page:
    return at.client.post(page.address, data={"revision": at.whole().row.revision})


def help_of(at: Bench) -> object:
    return at.whole().part(QUESTION).content["help"]


def test_a_workbook_that_nobody_touched_changes_nothing(at: Bench) -> None:
    page = send(at, book(at))

    assert page.words("h2")[0] == "Nothing"


def test_yaml_comes_back_to_the_last_byte(at: Bench) -> None:
    content = at.client.client.get(at.at("/questionnaire.yaml")).data

    assert send(at, content, "draft.yaml").words("h2")[0] == "Nothing"
    assert at.client.client.get(at.at("/questionnaire.yaml")).data == content


def test_what_a_lawyer_filled_in_is_shown_and_then_taken(at: Bench) -> None:
    content = book(at, lambda one: setattr(cell(one, "questions", "HAO-A2", "help"), "value", "From a lawyer."))

    page = send(at, content)
    assert "From a lawyer." in page.text
    assert help_of(at) != "From a lawyer."
    assert "1 part has been changed." in take(at, page).text

    assert help_of(at) == "From a lawyer."


def test_what_somebody_else_changed_meanwhile_stays_and_is_told(at: Bench) -> None:
    content = book(at, lambda one: setattr(cell(one, "questions", "HAO-A2", "help"), "value", "From a lawyer."))
    at.post("/questions/HAO-A2", at.form("/questions/HAO-A2", at.colleague) | {"help": "Theirs."}, by=at.colleague)

    page = send(at, content)

    assert "Changed by somebody else meanwhile" in page.words("h2")
    assert "From a lawyer." in page.text
    assert help_of(at) == "Theirs."


def test_a_lost_row_takes_nothing_out(at: Bench) -> None:
    def lose(opened: Workbook) -> None:
        opened["consistency"].delete_rows(2)

    page = send(at, book(at, lose))

    assert "Without a row in the workbook" in page.words("h2")


def test_a_new_row_is_a_new_question_in_its_place(at: Bench) -> None:
    def add(opened: Workbook) -> None:
        page = opened["questions"]
        row = cell(opened, "questions", "HAO-A2", "id").row
        values = [one.value for one in page[row]]
        page.insert_rows(row + 1)
        for column, value in enumerate(values, 1):
            page.cell(row + 1, column, "HAO-A88" if column == 1 else value)

    take(at, send(at, book(at, add)))

    order = [part.id for part in at.whole().of("questions")]
    assert order[order.index("HAO-A2") + 1] == "HAO-A88"


BROKEN: list[tuple[str, Callable[[Workbook], object], str]] = [
    ("a formula", lambda one: setattr(cell(one, "questions", "HAO-A2", "help"), "value", "=1+1"), "Sheet “questions”"),
    ("a lost sheet", lambda one: one.remove(one["options"]), "Sheet “options”"),
    ("an id twice", lambda one: setattr(one["questions"]["A3"], "value", one["questions"]["A2"].value), "cell A3"),
    ("a renamed column", lambda one: setattr(one["questions"]["G1"], "value", "wording"), "cell A1"),
]


@pytest.mark.parametrize(("_what", "change", "place"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_fault_is_told_with_its_place_and_nothing_changes(
    at: Bench, _what: str, change: Callable[[Workbook], object], place: str
) -> None:
    before = at.whole().tree

    page = send(at, book(at, change))

    assert page.status == 422
    assert place in " ".join(page.words("li"))
    assert at.whole().tree == before


def far_below(opened: Workbook) -> None:
    opened["questions"]["A30000"] = "HAO-A99"


def many_sheets(opened: Workbook) -> None:
    for number in range(60):
        opened.create_sheet(f"Notes {number}")


@pytest.mark.parametrize("change", [far_below, many_sheets])
def test_a_workbook_that_holds_far_too_much_is_refused_and_not_cut(
    at: Bench, change: Callable[[Workbook], object]
) -> None:
    page = send(at, book(at, change))

    assert page.status == 422
    assert "far too large" in page.text


def test_a_workbook_with_macros_is_refused(at: Bench) -> None:
    kind = "spreadsheetml.sheet"
    page = send(at, office.microsoft({"xl/vbaProject.bin": b"macro"}, kind))

    assert page.status == 422
    assert "contains macros" in page.text


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"\x00\x01", b"a: [", b"- list", b""])
def test_a_broken_file_is_refused_in_words(at: Bench, content: bytes) -> None:
    page = send(at, content)

    assert page.status == 422
    assert page.words("h2")[0] == "The file cannot be taken"


def test_a_file_of_another_version_is_refused(at: Bench) -> None:
    other = drafts.yaml(drafts.small("altai", at.whole().row.version) | {"version": "2020.1"})

    assert "This file is about another version." in send(at, other, "x.yaml").text


def test_a_file_of_another_questionnaire_is_refused(at: Bench) -> None:
    assert "about another questionnaire" in send(at, drafts.yaml(drafts.small()), "x.yaml").text


def test_a_questionnaire_of_another_installation_becomes_a_draft(app: Flask) -> None:
    tree = drafts.small()
    page = editor(app).post("/editing/files", data={"file": (io.BytesIO(drafts.yaml(tree)), "chatbot.yaml")})

    assert page.words("h1") == [tree["title"]]


def test_a_published_version_comes_in_again_only_under_another_number(app: Flask, at: Bench) -> None:
    tree = at.whole().tree | {"version": "2020.1"}
    content, client = drafts.yaml(tree), editor(app)

    refused = client.post("/editing/files", data={"file": (io.BytesIO(content), "x.yaml")})
    taken = client.post("/editing/files", data={"file": (io.BytesIO(content), "x.yaml"), "version": drafts.number()})

    assert (refused.status, taken.status) == (422, 200)
    assert "exists already" in refused.text


def test_the_whole_of_altai_survives_excel(at: Bench) -> None:
    before = workbook.trimmed(at.whole().tree)

    def touch(opened: Workbook) -> None:
        for sheet in opened:
            for line in sheet.iter_rows():
                for one in line:
                    one.value = one.value

    take(at, send(at, book(at, touch)))

    assert workbook.trimmed(at.whole().tree) == before
