"""PO files are kept to the last byte, plural rules are CLDR's, and each format gives back what was written."""

from __future__ import annotations

import gettext
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from assessment.config import TRANSLATIONS
from assessment.content.findings import Findings
from assessment.content.translations import faithful, folder, merging, plurals, pofile, sheet, sources, terms, xliff
from assessment.content.translations.terms import Term
from assessment.content.translations.units import INTERFACE, State, Unit, short_digest

CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30)


def test_a_catalogue_is_written_as_it_was_read() -> None:
    content = (Path(__file__).parents[1] / "translations" / "mini.po").read_bytes()
    read = pofile.read(content, Findings(""))

    assert read is not None
    assert pofile.write(read) == content


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-3:]))
def test_nothing_is_lost_when_a_catalogue_is_written_anew(path: Path) -> None:
    once = pofile.read(path.read_bytes(), Findings(""))
    assert once is not None
    again = pofile.read(pofile.write(once), Findings(""))
    assert again is not None

    assert [replace(unit, line=0) for unit in again.units] == [replace(unit, line=0) for unit in once.units]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), unique_by=lambda one: one[:2], max_size=4))
def test_a_catalogue_reads_in_other_programs_as_it_was_meant(texts: list[tuple[str, str, str]]) -> None:
    units = tuple(Unit(key, text, forms=(form,), state=State.DRAFT) for key, text, form in texts)
    written = pofile.write(replace(merging.new_catalogue("mini", "fr"), units=units))
    read = [message for message in read_po(BytesIO(written), abort_invalid=True) if message.id]

    assert [(message.context, message.id, message.string) for message in read] == texts


def test_a_stale_text_keeps_the_former_source_in_the_file() -> None:
    unit = Unit("k", "New", forms=("Ancien",), state=State.STALE, previous="Old")
    read = pofile.read(pofile.write(replace(merging.new_catalogue("mini", "fr"), units=(unit,))), Findings(""))

    assert read is not None
    assert (read.units[0].state, read.units[0].previous) == (State.STALE, "Old")


@pytest.mark.parametrize(
    "broken",
    [
        'msgid "a',
        'msgid "a"\nmsgid "b"\nmsgstr ""',
        'msgstr "a"',
        'msgid "a"\nmsgstr "\\q"',
        'nonsense "a"',
        '"a"',
        'msgid "a"\nmsgstr[0] "b"',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"',
        'msgid "a"\nmsgctxt "late"\nmsgctxt "twice"\nmsgstr "b"',
    ],
)
def test_a_broken_catalogue_is_a_finding_with_its_line(broken: str) -> None:
    findings = Findings("x.po")

    assert pofile.read(f'msgid ""\nmsgstr "Language: fr\\n"\n\n{broken}\n'.encode(), findings) is None
    assert [(one.code, one.line > 0) for one in findings.found] == [("M104", True)]


def test_the_plural_rule_of_every_language_is_that_of_cldr() -> None:
    differing = []
    for name in localedata.locale_identifiers():
        rule, names = Locale.parse(name).plural_form, plurals.forms(name)
        choose = gettext.c2py(plurals.header(name).partition("plural=")[2].rstrip(";"))
        differing += [name for number in plurals.NUMBERS if names[choose(number)] != rule(number)]

    assert sorted(set(differing)) == []


@pytest.mark.parametrize(
    "given", ["", "nplurals=2; plural=n", "nplurals=3; plural=__import__('os')", "nplurals=3; plural=7"]
)
def test_a_plural_rule_that_cannot_be_right_differs(given: str) -> None:
    assert plurals.differs(given, "fr")


UNITS = st.builds(
    lambda key, text, plural, forms, previous: Unit(
        key, text, plural, forms if plural else forms[:1], State.DRAFT, previous, was=short_digest(*forms)
    ),
    st.text("abc.-", max_size=8), TEXT, st.just("") | TEXT, st.tuples(TEXT, TEXT, TEXT), st.just(""),
)  # fmt: skip


@given(st.lists(UNITS, max_size=4, unique_by=lambda unit: unit.name))
def test_xliff_gives_back_what_was_written(units: list[Unit]) -> None:
    findings = Findings("")
    read = xliff.read(xliff.write(units, "mini", "fr"), "mini", "fr", findings)

    assert read is not None
    assert [(one.name, one.forms, one.state, one.was) for one in read] == [
        (one.name, one.forms, one.state, one.was) for one in units
    ]


@given(st.lists(UNITS, max_size=4, unique_by=lambda unit: unit.name))
def test_a_sheet_gives_back_what_was_written(units: list[Unit]) -> None:
    read = sheet.read([sheet.TITLES, *sheet.rows(units, "fr")], "fr", Findings(""))

    assert read is not None
    assert [(one.name, one.forms, one.state, one.was) for one in read] == [
        (one.name, one.forms, one.state, one.was) for one in units
    ]


def test_a_new_text_in_a_row_that_says_stale_is_a_draft() -> None:
    unit = Unit("k", "New", forms=("Ancien",), state=State.STALE, previous="Old", was=short_digest("Ancien"))
    row = list(sheet.rows([unit], "fr")[0])
    row[sheet.TITLES.index(sheet.TARGET)] = "Nouveau"
    read = sheet.read([sheet.TITLES, row], "fr", Findings(""))

    assert read is not None
    assert read[0].state is State.DRAFT


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("It has 10,000 rows.", "Il a 10\u00a0000 lignes."),
        ("It has 10,000 rows.", "Il a 10\u202f000 lignes."),
        ("It has 10,000 rows.", "لديه 10٬000 سطر."),
        ("From 9:00 on", "À partir de 9 h 00"),
        ("%(day)s of 2024", "2024, %(day)s"),
    ],
)
def test_a_number_written_as_the_language_does_is_the_same(source: str, form: str) -> None:
    assert faithful.number_fault(source, form) == ("", "")


def test_a_blank_at_which_a_line_may_end_makes_two_numbers() -> None:
    assert faithful.number_fault("It has 10,000 rows.", "Tem 10 000 linhas.") == ("000, 10", "10000")


def test_the_form_for_exactly_one_number_may_say_it_in_words() -> None:
    sources = ("%(num)s file", "%(num)s files")

    assert faithful.placeholder_fault(sources, "un fichier", is_format=True, may_lack_number=True) == ("", "")
    assert faithful.placeholder_fault(sources, "un fichier", is_format=True, may_lack_number=False)[1] == "%(num)s"


def test_a_percent_sign_that_begins_nothing_is_found() -> None:
    assert faithful.placeholder_fault(("%(n)s %%",), "%(n)s %", is_format=True, may_lack_number=False)[0]


@pytest.mark.parametrize(
    ("target", "form"),
    [
        ("personne responsable", "Les personnes responsables signent."),
        ("نظام الذكاء الاصطناعي", "تسجل نظم الذكاء الاصطناعي ذلك."),
        ("risque élevé / à haut risque", "Un système à haut risque."),
    ],
)
def test_a_term_is_found_in_another_form(target: str, form: str) -> None:
    assert terms.is_used(Term("source term", target), form)


def test_a_term_inside_a_longer_one_is_not_looked_for() -> None:
    known = (Term("human oversight", "contrôle humain"), Term("people under human oversight", "personnes suivies"))

    assert terms.in_source("People under human oversight", known) == (known[1],)


def test_a_term_with_several_meanings_is_left_to_people() -> None:
    assert terms.in_source("an open question", [Term("open question (in a survey)", "question ouverte")]) == ()


@pytest.mark.parametrize("domain", [domain for domain in sources.domains() if domain != INTERFACE])
def test_the_template_of_a_questionnaire_is_current(domain: str) -> None:
    written = (TRANSLATIONS / f"{domain}.pot").read_bytes()

    assert written == folder.template(domain, sources.of_questionnaire(domain)), "run assessment translation extract"
