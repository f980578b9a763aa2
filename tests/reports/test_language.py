"""Languages of reports: direction, fonts, and how shares, dates, lists and countries are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from assessment.reports.language import ReportLanguage

if TYPE_CHECKING:
    from pathlib import Path


def catalogue(root: Path, language: str, messages: dict[str, str]) -> Path:
    folder = root / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog(locale=language)
    for source, translation in messages.items():
        catalog.add(source, translation)
    with (folder / "interface.po").open("wb") as file:
        write_po(file, catalog)
    return root


@pytest.mark.parametrize(
    ("code", "country", "shown"),
    [
        ("en", "KE", "15.1%"),
        ("fr", "SN", "15,1\N{NO-BREAK SPACE}%"),
        ("tr", "TR", "%15,1"),
        ("es", "MX", "15.1%"),
        ("es", "AR", "15,1%"),
        ("ar", "EG", "15.1\N{LEFT-TO-RIGHT MARK}%\N{LEFT-TO-RIGHT MARK}"),
    ],
)
def test_percentages_follow_language_and_country_with_latin_digits(code: str, country: str, shown: str) -> None:
    assert ReportLanguage.of(code, country).percent("15.1") == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [("en", ["+46", "−3", "0"]), ("ar", ["\N{LEFT-TO-RIGHT MARK}+46", "\N{LEFT-TO-RIGHT MARK}−3", "0"])],
)
def test_a_sign_stays_before_its_number_in_both_directions(code: str, shown: list[str]) -> None:
    assert [ReportLanguage.of(code).signed(value) for value in (46, -3, 0)] == shown


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ja", "ltr")])
def test_the_direction_is_that_of_the_script(code: str, direction: str) -> None:
    assert ReportLanguage.of(code).direction == direction


@pytest.mark.parametrize(("code", "family"), [("ar", "Noto Sans Arabic"), ("ka", "Noto Sans Georgian")])
def test_a_language_names_the_font_of_its_script(code: str, family: str) -> None:
    assert ReportLanguage.of(code).fonts == ("Noto Sans", family, "sans-serif")


def test_traditional_chinese_has_its_own_font() -> None:
    assert "Noto Sans CJK TC" in ReportLanguage.of("zh-Hant").fonts


@pytest.mark.parametrize(
    ("code", "country", "shown"),
    [
        ("en", "", "23 November 2026"),
        ("en", "GE", "23 November 2026"),
        ("fr", "KE", "23 novembre 2026"),
        ("pt-BR", "", "23 de novembro de 2026"),
    ],
)
def test_dates_are_written_out_as_the_language_does(code: str, country: str, shown: str) -> None:
    assert ReportLanguage.of(code, country).date("2026-11-23") == shown


def test_a_date_that_is_none_is_shown_as_it_is() -> None:
    assert ReportLanguage.of("en").date("next week") == "next week"


def test_lists_are_joined_as_the_language_does() -> None:
    assert ReportLanguage.of("en").joined(["a", "b", "c"]) == "a, b and c"
    assert ReportLanguage.of("ja").joined(["a", "b"]) == "a、b"


@pytest.mark.parametrize(
    ("code", "stops"), [("en", ", ; "), ("ar", "، ؛ "), ("am", "፣ ፤ "), ("ja", "、\uff1b"), ("hi", ", ; ")]
)
def test_words_put_side_by_side_have_the_stops_of_the_script_between_them(code: str, stops: str) -> None:
    language = ReportLanguage.of(code)

    assert language.comma + language.semicolon == stops


def test_a_country_without_a_name_keeps_its_code() -> None:
    assert ReportLanguage.of("fr").country_name("GE") == "Géorgie"
    assert ReportLanguage.of("fr").country_name("QQ") == "QQ"


def test_messages_come_from_the_catalogue(tmp_path: Path) -> None:
    language = ReportLanguage.of("fr", root=catalogue(tmp_path, "fr", {"Summary": "Synthèse"}))

    assert language.gettext("Summary") == "Synthèse"
    assert language.gettext("Profile") == "Profile"


def test_a_language_without_a_catalogue_speaks_english(tmp_path: Path) -> None:
    assert ReportLanguage.of("fr", root=tmp_path).gettext("Summary") == "Summary"


def test_a_broken_catalogue_is_treated_as_none(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "interface.po").write_text('msgid "Summary\n', encoding="utf-8")

    assert ReportLanguage.of("fr", root=tmp_path).gettext("Summary") == "Summary"


@pytest.mark.parametrize("code", ["../etc", "", "en/..", "e" * 200])
def test_what_is_no_language_tag_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="not a language tag"):
        ReportLanguage.of(code)
