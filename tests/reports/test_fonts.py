"""Fonts by language: all that are named exist, and a missing one is told with the package that brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.reports import fonts, language

if TYPE_CHECKING:
    from pathlib import Path

NAMED = sorted(language._FAMILIES)  # noqa: SLF001 - every name of the list


@pytest.fixture
def fontless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))


def test_every_font_that_a_language_names_exists() -> None:
    assert fonts.missing_fonts(NAMED) == {}


@pytest.mark.usefixtures("fontless")
@pytest.mark.parametrize(
    ("code", "package"),
    [(code, "fonts-noto-core") for code in ("hi", "am", "ka", "th", "uk", "ar")] + [("ja", "fonts-noto-cjk")],
)
def test_a_language_names_the_package_that_it_needs(code: str, package: str) -> None:
    families = fonts.missing_fonts([code])[code]

    assert package in fonts.packages(families)
    assert fonts.packages(families[-1:]) == (package,)
