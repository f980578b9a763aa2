"""Lists of organisations to invite: which column is what, which rows can be taken, and why not."""

from __future__ import annotations

import pytest

from assessment.domain.invitation_list import LONGEST, Column, Entry, Fault, Judged, Problem, Words, columns_of, judge
from assessment.domain.matching import plain

WORDS = Words(
    headers={"nom": Column.NAME, "pays": Column.COUNTRY},
    countries={"kenya": "KE", "ke": "KE", "uganda": "UG", "cote d ivoire": "CI"},
    activities={"health": "health", "hospital clinic or medical practice": "health"},
    sizes={"small": "small", "40": "small"},
    languages={"english": "en", "en": "en"},
    facilitators={"felix@hub.example": "f1"},
    countries_here=frozenset({"KE", "CI"}),
    language="en",
    address=lambda text: text.lower() if "@" in text else "",
)
TITLES = ["Name", "Country", "Activity", "Size", "Contact", "E-mail", "Language", "Facilitator", "Holding"]
GOOD = [
    "Mercy Clinic",
    "Kenya",
    "Health",
    "40",
    "A. Otieno",
    "a@mercy.example",
    "English",
    "Felix@Hub.example",
    "Mercy",
]


def judged(*rows: list[str], known: tuple[str, ...] = ()) -> tuple[Judged, ...]:
    return judge(enumerate(rows, 2), columns_of(TITLES, {}), WORDS, known)


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        (["NAME", "Country code", "E-Mail Address"], {Column.NAME: 0, Column.COUNTRY: 1, Column.EMAIL: 2}),
        (["Pays", "Nom", "Notes"], {Column.COUNTRY: 0, Column.NAME: 1}),
        (["  organisation_name ", "e.mail", "Name"], {Column.NAME: 0, Column.EMAIL: 1}),
        (["Sector", "Number of people", "Group"], {Column.ACTIVITY: 0, Column.SIZE: 1, Column.HOLDING: 2}),
    ],
)
def test_columns_are_known_by_several_spellings(titles: list[str], columns: dict[Column, int]) -> None:
    assert columns_of(titles, WORDS.headers) == columns


def test_a_row_in_order_means_what_is_stored() -> None:
    (row,) = judged(GOOD)

    assert row.entry == Entry(
        "Mercy Clinic", "KE", "health", "small", "A. Otieno", "a@mercy.example", "en", "f1", "Mercy"
    )  # fmt: skip
    assert row.faults == ()


def test_only_name_and_country_are_needed() -> None:
    (row,) = judged(["Mercy", "KE"])

    assert row.entry == Entry("Mercy", "KE", language="en")


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        (Column.NAME, "", Problem.MISSING),
        (Column.NAME, "=HYPERLINK(1)", Problem.FORMULA),
        (Column.NAME, "x" * (LONGEST[Column.NAME] + 1), Problem.TOO_LONG),
        (Column.COUNTRY, "", Problem.MISSING),
        (Column.COUNTRY, "Atlantis", Problem.UNKNOWN_COUNTRY),
        (Column.COUNTRY, "Uganda", Problem.OTHER_COUNTRY),
        (Column.ACTIVITY, "magic", Problem.UNKNOWN_ACTIVITY),
        (Column.SIZE, "huge", Problem.UNKNOWN_SIZE),
        (Column.CONTACT, "+49 1234", Problem.FORMULA),
        (Column.EMAIL, "nobody", Problem.BAD_ADDRESS),
        (Column.EMAIL, "@SUM(A1)", Problem.FORMULA),
        (Column.LANGUAGE, "Klingon", Problem.UNKNOWN_LANGUAGE),
        (Column.FACILITATOR, "who@hub.example", Problem.UNKNOWN_FACILITATOR),
        (Column.HOLDING, "-1+1", Problem.FORMULA),
    ],
)
def test_a_wrong_cell_is_named_with_its_column(column: Column, text: str, problem: Problem) -> None:
    cells = list(GOOD)
    cells[list(Column).index(column)] = text

    (row,) = judged(cells)

    assert row.entry is None
    assert row.faults == (Fault(problem, column, text),)


def test_every_fault_of_a_row_is_named() -> None:
    (row,) = judged(["", "Atlantis", "magic"])

    assert {fault.problem for fault in row.faults} == {
        Problem.MISSING, Problem.UNKNOWN_COUNTRY, Problem.UNKNOWN_ACTIVITY,
    }  # fmt: skip


def test_a_repetition_names_the_row_that_it_repeats() -> None:
    rows = judged(
        ["Mercy", "KE", "", "", "", "a@mercy.example"],
        ["Other name", "KE", "", "", "", "A@MERCY.example"],
        ["mércy", "Kenya"],
        ["Mercy", "Côte d’Ivoire"],
    )

    assert [row.faults for row in rows] == [
        (), (Fault(Problem.TWICE, Column.EMAIL, "A@MERCY.example", 2),),
        (Fault(Problem.TWICE, Column.NAME, "mércy", 2),), (),
    ]  # fmt: skip


def test_a_wrong_row_does_not_hide_its_mended_copy() -> None:
    wrong, mended = judged(["Mercy", "KE", "magic"], ["Mercy", "KE"])

    assert wrong.entry is None
    assert mended.entry is not None


def test_who_is_in_the_round_is_not_invited_again() -> None:
    known = Entry("Mercy", "KE", email="a@mercy.example").keys

    rows = judged(["Other", "KE", "", "", "", "a@mercy.example"], ["Mercy", "KE"], known=known)

    assert [row.faults[0].problem for row in rows] == [Problem.ALREADY] * 2


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("  KENYA* ", "kenya"),
        ("e-Mail", "e mail"),
        ("हिन्दी", "हिन्दी"),
        ("ﬁrm", "firm"),
    ],
)
def test_texts_are_compared_without_case_accents_and_marks(typed: str, text: str) -> None:
    assert plain(typed) == plain(text)
