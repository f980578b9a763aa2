"""Reading catalogues: a fault costs the text it is in, a file that is none its language, nothing the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.languages import catalogue
from assessment.languages.catalogue import Why

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals={forms}; plural=(n > 1);\\n"\n\n'
)
GOOD = 'msgid "Home"\nmsgstr "Accueil"\n\n'


def read(text: str, language: str = "fr", forms: int = 3) -> catalogue.Catalogue:
    return catalogue.read((HEAD.format(forms=forms) + GOOD + text).encode(), language, is_format=True)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("%(name)s is ready", "%(nom)s est prêt"),
        ("%(name)s is ready", "C’est prêt"),
        ("%(name)s is ready", "%(name est prêt"),
        ("%(name)s is ready", "%(name)d est prêt"),
        ("Half", "50 % de tout"),
        ("{name} is ready", "{nom} est prêt"),
    ],
)
def test_a_text_that_does_not_keep_its_placeholders_is_left_out(source: str, translation: str) -> None:
    found = read(f'msgid "{source}"\nmsgstr "{translation}"\n')

    assert found.texts == {("", "Home"): ("Accueil",)}
    assert [(fault.why, fault.source) for fault in found.faults] == [(Why.PLACEHOLDERS, source)]


def test_a_plural_with_a_form_too_few_is_left_out() -> None:
    plural = 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s jour"\nmsgstr[1] "%(num)s jours"\n'

    found = read(plural)

    assert ("", "%(num)s day") not in found.texts
    assert [fault.why for fault in found.faults] == [Why.PLURALS]


def test_a_header_with_another_number_of_forms_than_the_language_has_costs_all_plurals_and_no_more() -> None:
    plural = 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s jour"\nmsgstr[1] "%(num)s jours"\n'

    found = read(plural, forms=2)

    assert (found.texts, [fault.why for fault in found.faults]) == ({("", "Home"): ("Accueil",)}, [Why.PLURALS])


def test_a_form_for_exactly_one_may_leave_the_number_out() -> None:
    forms = 'msgstr[0] "Un jour"\nmsgstr[1] "%(num)s jours"\nmsgstr[2] "%(num)s jours"\n'

    assert read(f'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\n{forms}').faults == ()


def test_a_line_that_is_no_po_is_named_and_what_follows_is_read() -> None:
    found = read('mgsid "Wrong"\n\nmsgid "End"\nmsgstr "Fin"\n')

    assert found.texts[("", "End")] == ("Fin",)
    assert [(fault.why, fault.line) for fault in found.faults] == [(Why.SYNTAX, 9)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'msgid "caf\xe9"\nmsgstr "x"\n', Why.ENCODING),
        (b'msgid ""\nmsgstr[x] "a"\n', Why.SYNTAX),
        (b"\x00\x01\x02", Why.SYNTAX),
        (b'"no keyword"\n', Why.SYNTAX),
    ],
)
def test_what_is_no_catalogue_gives_nothing(content: bytes, why: Why) -> None:
    found = catalogue.read(content, "fr")

    assert (dict(found.texts), found.faults[-1].why) == ({}, why)


def test_a_catalogue_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "interface.po"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    assert catalogue.load(path, "fr").faults == (catalogue.Fault(Why.UNREADABLE),)


def test_a_fuzzy_text_is_not_shown() -> None:
    assert ("", "End") not in read('#, fuzzy\nmsgid "End"\nmsgstr "Fin"\n').texts


def test_only_the_very_words_that_were_reviewed_count_as_reviewed() -> None:
    content = (HEAD.format(forms=3) + GOOD + 'msgid "End"\nmsgstr "Fin"\n').encode()
    digests = frozenset({catalogue.digest("", "Home", "Accueil"), catalogue.digest("", "End", "Terme")})

    assert catalogue.read(content, "fr", reviewed=digests).reviewed == {("", "Home")}
