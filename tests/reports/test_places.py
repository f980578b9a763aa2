"""Names of countries as EU texts write them, in every language."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from babel import Locale

from assessment.reports import places
from assessment.reports.language import ReportLanguage

LANGUAGES = ("en", "fr", "es", "pt", "ar")
# Every label of the authority table “country” of the Publications Office that is a country or territory of today, from
# OP-TED/eForms-SDK, translations/code_{en,fr,es,pt}.xml, commits 067d684 and (Spanish) 0627248.
with (Path(__file__).parent / "eu_country_names.tsv").open(encoding="utf-8") as file:
    LABELS = {row["code"]: row for row in csv.DictReader(file, delimiter="\t")}
# Where the table has one name for two places, or a slip of grammar (“Territorios … Antárticas”).
OTHERWISE = {"es": {"SX", "TF"}, "pt": {"MF", "SX"}}


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
@pytest.mark.parametrize("country", ["", "MX", "BR", "CA", "GB"])
def test_every_country_is_called_as_eu_texts_call_it_wherever_the_reader_is(language: str, country: str) -> None:
    spoken = ReportLanguage.of(language, country)

    wanted = {code: row[language] for code, row in LABELS.items() if code not in OTHERWISE.get(language, set())}
    assert len(wanted) > 240
    assert {code: spoken.country_name(code).removesuffix("*") for code in wanted} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_places_have_the_same_name(language: str) -> None:
    names = [name for code, name in places.names(Locale(language)).items() if code in LABELS]

    assert sorted(names) == sorted(set(names))


def test_countries_of_arabic_have_the_names_that_they_ask_for() -> None:
    spoken = ReportLanguage.of("ar", "EG")

    wanted = {"CI": "كوت ديفوار", "TW": "تايوان", "MM": "ميانمار/بورما", "CD": "جمهورية الكونغو الديمقراطية"}
    assert {code: spoken.country_name(code) for code in wanted} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["", "BR", "KE"])
def test_kosovo_and_palestine_have_their_star_and_their_note_in_every_language(language: str, country: str) -> None:
    spoken = ReportLanguage.of(language, country)

    for code in ("XK", "PS"):
        assert spoken.country_name(code).endswith("*")
        assert places.note(code, spoken.gettext).startswith("*")
    assert places.note("KE", spoken.gettext) == ""


def test_a_language_without_a_name_shows_the_english_one_and_an_unknown_code_stays() -> None:
    assert ReportLanguage.of("rw").country_name("BA") == "Bosnia and Herzegovina"
    assert ReportLanguage.of("fr").country_name("QQ") == "QQ"
