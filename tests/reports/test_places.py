"""Names of countries as EU texts write them, in every language."""

from __future__ import annotations

import pytest

from assessment.reports import places
from assessment.reports.language import ReportLanguage

NAMES = {
    "en": {
        "BA": "Bosnia and Herzegovina", "KN": "Saint Kitts and Nevis", "VC": "Saint Vincent and the Grenadines",
        "ST": "São Tomé and Príncipe", "TT": "Trinidad and Tobago", "LC": "Saint Lucia", "GM": "The Gambia",
        "BS": "The Bahamas", "CV": "Cabo Verde", "TR": "Türkiye", "MM": "Myanmar/Burma", "HK": "Hong Kong",
        "VA": "Holy See/Vatican City State", "TW": "Taiwan", "CD": "Democratic Republic of the Congo",
    },
    "fr": {"MM": "Myanmar/Birmanie", "HK": "Hong Kong", "CG": "Congo", "CI": "Côte d’Ivoire", "TW": "Taïwan"},
    "es": {"CI": "Costa de Marfil", "MM": "Myanmar/Birmania", "TW": "Taiwán", "CD": "República Democrática del Congo"},
    "pt": {"VN": "Vietname", "KE": "Quénia", "CI": "Costa do Marfim", "MK": "Macedónia do Norte", "TW": "Taiwan"},
    "ar": {"CI": "كوت ديفوار", "TW": "تايوان", "MM": "ميانمار/بورما"},
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_a_country_is_called_as_eu_texts_call_it(language: str) -> None:
    spoken = ReportLanguage.of(language)

    assert {code: spoken.country_name(code) for code in NAMES[language]} == NAMES[language]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("country", ["", "BR", "KE"])
def test_kosovo_and_palestine_have_their_star_and_their_note_in_every_language(language: str, country: str) -> None:
    spoken = ReportLanguage.of(language, country)

    for code in ("XK", "PS"):
        assert spoken.country_name(code).endswith("*")
        assert places.note(code, spoken.gettext).startswith("*")
    assert places.note("KE", spoken.gettext) == ""


def test_the_country_of_an_organisation_does_not_change_how_countries_are_called() -> None:
    assert ReportLanguage.of("pt", "BR").country_name("PL") == "Polónia"


def test_no_name_of_english_is_cut_short() -> None:
    assert [
        name for name in places.listed(ReportLanguage.of("en").locale).values() if "&" in name or "St." in name
    ] == []


def test_a_language_without_a_name_shows_the_english_one_and_an_unknown_code_stays() -> None:
    assert ReportLanguage.of("rw").country_name("BA") == "Bosnia and Herzegovina"
    assert ReportLanguage.of("fr").country_name("QQ") == "QQ"
