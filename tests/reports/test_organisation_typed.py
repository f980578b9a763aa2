"""What people typed appears as typed, in its own direction, and has no power over the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.answers import Answer, Organisation, Second, System
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import report_html
from assessment.reports.typed import isolated
from tests.reports.clinic import CLINIC, ENGLISH, GIVEN, assessment, find, noted, page, part, report, words

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=http://127.0.0.1/x.png>",
    "{{ 7 * 7 }} {% for x in y %} {# gone #}",
    "</style><style>@import url(file:///etc/passwd)",
    "%(name)s %s %%",
    "https://example.org/ and mailto:a@example.org",
    "& &amp; &#x3c; \" ' `",
    '"><svg onload=alert(1)>',
]


def note_of(text: str) -> str:
    """Return the note of ONE-A3 as the annex shows it."""
    lines = list(part(page(noted("ONE-A3", text)), "answers").iter("p"))
    place = next(i for i, line in enumerate(lines) if words(line).startswith("ONE-A3"))
    return next(line.text or "" for line in lines[place:] if line.get("class") == "n")


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_note_appears_as_typed(text: str) -> None:
    assert note_of(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_names_appears_as_typed(text: str) -> None:
    made = replace(assessment(name=text), organisation=Organisation(text))
    tree = page(report(made))

    assert words(next(tree.iter("h1"))) == " ".join(text.split())
    assert [e.text for e in find(tree, "p", class_="by-whom")[0].iter("bdi")] == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_names_makes_no_element_and_no_link(text: str) -> None:
    plain = page(report())
    made = page(
        report(replace(assessment(name=text), organisation=Organisation(text), system=System(text, text, text)))
    )

    assert [e.tag for e in made.iter() if e.tag in {"script", "img", "a", "style", "svg"}] == [
        e.tag for e in plain.iter() if e.tag in {"script", "img", "a", "style", "svg"}
    ]


def test_line_ends_and_spaces_of_a_note_are_kept() -> None:
    assert note_of("first\r\n  second\n\nthird") == "first\n  second\n\nthird"


def test_control_characters_are_shown_as_replaced() -> None:
    assert note_of("bell\a and nought\0") == "bell\N{REPLACEMENT CHARACTER} and nought\N{REPLACEMENT CHARACTER}"


def test_half_a_surrogate_does_not_break_the_file() -> None:
    html = report_html(noted("ONE-A3", "half \ud800"), ENGLISH)

    assert "half \N{REPLACEMENT CHARACTER}" in html.encode("utf-8").decode("utf-8")


def test_a_note_of_4000_characters_stands_whole_in_the_annex() -> None:
    assert note_of("word " * 800) == "word " * 800


def test_a_long_note_is_cut_where_it_is_only_quoted() -> None:
    tree = page(noted("ONE-A3", "word " * 800))
    quoted = [e.text or "" for e in find(part(tree, "row-ONE"), "p", class_="m")]

    assert max(map(len, quoted)) <= 240
    assert any(text.endswith("word…") for text in quoted)


@pytest.mark.parametrize(("name", "direction"), [("مستشفى الأمل", "rtl"), ("株式会社", "ltr"), ("2030", "auto")])
def test_a_name_is_isolated_in_its_own_direction(name: str, direction: str) -> None:
    heading = next(page(report(assessment(name=name))).iter("h1"))

    assert [(e.tag, e.get("dir"), e.text) for e in heading] == [("bdi", direction, name)]


def test_a_note_has_its_own_direction() -> None:
    notes = find(part(page(noted("ONE-A3", "ملاحظة")), "answers"), "p", class_="n")

    assert [(note.text, note.get("dir")) for note in notes if note.text == "ملاحظة"] == [("ملاحظة", "rtl")]


def test_typed_texts_name_their_language_where_it_is_not_the_reports() -> None:
    notes = find(page(language=ReportLanguage.of("fr")), "p", class_="n")

    assert {note.get("lang") for note in notes} == {"en"}
    assert {note.get("lang") for note in find(page(), "p", class_="n")} == {None}


IN_TWO = Answer(options=("in-place",), note="Chaque mois", language="fr", second=Second("en", note="Monthly"))


def told(answer: Answer, language: ReportLanguage) -> tuple[str, str | None]:
    """Return the words of a note in the annex, and the language that it says it is in."""
    notes = find(part(page(report(assessment({**GIVEN, "ONE-A3": answer})), language), "answers"), "p", class_="n")
    found = next(note for note in notes if (note.text or "").startswith(("Chaque", "Monthly")))
    return words(found), found.get("lang")


def test_a_report_uses_the_second_version_in_its_language_and_says_so() -> None:
    said = f"Monthly (the organisation’s own version; original: {isolated('Français')})"

    assert told(IN_TWO, ENGLISH) == (said, None)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (replace(IN_TWO, second=Second("en", note="Monthly", is_older=True)), "en"),
        (replace(IN_TWO, second=Second("sw", note="Monthly")), "en"),
        (IN_TWO, "es"),
    ],
    ids=["an older second version", "one in another language", "a report in a third language"],
)
def test_a_report_shows_the_text_as_written_beside(answer: Answer, code: str) -> None:
    assert told(answer, ReportLanguage.of(code)) == ("Chaque mois (Français)", "fr")


def test_a_text_in_the_language_of_the_report_needs_no_word_about_it() -> None:
    assert told(IN_TWO, ReportLanguage.of("fr")) == ("Chaque mois", None)


def test_the_names_in_the_running_head_are_isolated_from_each_other() -> None:
    heading = next(page().iter("h1"))

    assert heading.get("data-running") == "Self-assessment: \u2068Triage helper\u2069 · \u2068Kilifi Clinic\u2069"


def test_a_name_of_300_letters_is_whole_on_the_cover_and_short_in_the_running_head() -> None:
    heading = next(page(report(assessment(name="x" * 300))).iter("h1"))

    assert words(heading) == "x" * 300
    assert heading.get("class") == "longer"
    assert len(heading.get("data-running") or "") < 120


def test_without_names_the_report_says_so() -> None:
    tree = page(report(replace(assessment(name=" "), organisation=Organisation())))

    assert words(next(tree.iter("h1"))) == "AI system without a name"
    assert words(find(tree, "p", class_="by-whom")[0]) == "Organisation without a name"


def test_a_reason_for_not_applicable_appears_as_typed() -> None:
    given = {**GIVEN, "TWO-A4": replace(GIVEN["TWO-A4"], reason="<none> of {{ it }}")}
    tree = page(report(assessment(given), CLINIC))

    assert "<none> of {{ it }}" in [e.text for e in find(part(tree, "method"), "p", class_="n")]
