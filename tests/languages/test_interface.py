"""The interface in other languages: offered when complete, in preparation before, in the source's words when broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment.languages import folders, interface
from tests import catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Give the folder of catalogues of an installation."""
    folders.use(tmp_path)
    yield tmp_path / "translations"
    folders.use_none()


def test_a_language_with_every_text_is_offered(root: Path) -> None:
    catalogues.interface(root, "sw")

    assert "sw" in interface.offered()


def test_a_language_that_lacks_one_text_is_in_preparation(root: Path) -> None:
    catalogues.interface(root, "sw", leave_out=1)

    assert "sw" not in interface.offered()
    assert "sw" in interface.known()
    assert interface.of("sw").coverage.translated_share == 99


def test_a_language_in_preparation_is_spoken_in_the_words_of_the_source(root: Path) -> None:
    catalogues.interface(root, "sw", leave_out=1)

    assert interface.spoken("sw").gettext("Language") == "Language"
    assert interface.fitting("sw") == "en"


def test_a_broken_placeholder_closes_the_language_and_shows_the_source(root: Path) -> None:
    path = catalogues.interface(root, "sw")
    path.write_text(path.read_text("utf-8").replace("sw %(done)s of %(of)s done", "sw %(dne)s of %(of)s done"), "utf-8")
    catalogues.forget()

    found = interface.of("sw")

    assert "sw" not in interface.offered()
    assert found.translations.gettext("%(done)s of %(of)s done") == "%(done)s of %(of)s done"
    assert [fault.source for fault in found.faults] == ["%(done)s of %(of)s done"]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 11, 100, 1_000_000])
def test_a_number_takes_the_form_that_its_language_has_for_it(root: Path, number: int) -> None:
    catalogues.interface(root, "ar")

    assert interface.of("ar").translations.ngettext("%(num)s day", "%(num)s days", number) == "ar %(num)s days"


def test_a_folder_that_is_no_language_is_none(root: Path) -> None:
    catalogues.interface(root, "fr")
    (root / "fr").rename(root / "klingonish")

    assert "klingonish" not in interface.known()


def test_languages_are_listed_under_their_own_names() -> None:
    assert [interface.own_name(code) for code in ("fr", "ar", "pt-BR")] == ["Français", "العربية", "Português (Brasil)"]
