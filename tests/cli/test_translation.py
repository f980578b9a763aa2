"""The commands about translations, run as a translator runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from assessment.cli import main
from tests.services.translating.faults import small, text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path)


def run(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["translation", "--folder", str(root), *map(str, arguments)])


def change_source(root: Path) -> None:
    template = root / "interface.pot"
    template.write_text(template.read_text("utf-8").replace("responsible signs", "responsible signs it"), "utf-8")


def test_status_counts_the_states(root: Path) -> None:
    rows = json.loads(run(root, "status", "--json").output)
    interface = next(row for row in rows if row["domain"] == "interface")

    assert interface == {
        "language": "fr", "domain": "interface", "texts": 6, "missing": 1, "stale": 0, "draft": 5, "reviewed": 0
    }  # fmt: skip


def test_status_says_what_extract_has_yet_to_do(root: Path) -> None:
    change_source(root)

    assert "stale" in run(root, "status").output
    assert run(root, "stale", "fr", "interface").output == (
        "(no key)\n  - The person responsible signs.\n  + The person responsible signs it.\n"
        "  = La personne responsable signe.\n\n1 stale\n"
    )


def test_extract_only_looks_when_asked_to(root: Path) -> None:
    change_source(root)
    result = run(root, "extract", "--domain", "interface", "--check")

    assert (result.exit_code, result.output) == (1, "fr interface: 1 stale, 1 put aside\n")
    assert "fuzzy" not in (root / "fr/LC_MESSAGES/interface.po").read_text("utf-8")


def test_extract_begins_a_language_with_its_plural_forms(root: Path) -> None:
    run(root, "extract", "--language", "ru", "--domain", "interface")

    assert "nplurals=4" in (root / "ru/LC_MESSAGES/interface.po").read_text("utf-8")


def test_an_unknown_language_is_named(root: Path) -> None:
    result = run(root, "extract", "--language", "xx-nowhere")

    assert result.exit_code == 1
    assert "‘xx-nowhere’ is no language" in result.output


def test_an_unknown_domain_is_answered_with_those_there_are(root: Path) -> None:
    assert "interface, altai" in run(root, "export", "fr", "nothing", "-o", "x.po").output


@pytest.mark.parametrize("ending", ["po", "xlf", "xlsx"])
def test_a_file_goes_out_and_comes_back(root: Path, ending: str) -> None:
    path = root.parent / f"out.{ending}"

    assert "1 texts" in run(root, "export", "fr", "interface", "-o", path, "--state", "missing").output
    assert run(root, "import", "fr", "interface", path, "--by", "Ana").output == "1 unchanged\n"


def test_a_file_of_another_kind_is_not_written(root: Path) -> None:
    assert run(root, "export", "fr", "interface", "-o", root / "x.doc").exit_code == 2


def test_a_file_of_another_kind_is_refused(root: Path) -> None:
    path = root.parent / "back.txt"
    path.write_text(text("mini.xlf"), "utf-8")

    assert "none of .po, .xlf" in run(root, "import", "fr", "interface", path, "--by", "Ana").output


def test_an_import_says_what_it_did(root: Path) -> None:
    path = root.parent / "back.xlf"
    path.write_text(text("mini.xlf"), "utf-8")

    assert run(root, "import", "fr", "interface", path, "--by", "Ana").output == "1 translated\n"


def test_a_faulty_file_changes_nothing_and_says_why(root: Path) -> None:
    path = root.parent / "back.xlf"
    path.write_text(text("mini.xlf").replace("Ask somebody else", "Ask nobody"), "utf-8")
    result = run(root, "import", "fr", "interface", path, "--by", "Ana")

    assert result.exit_code == 1
    assert "M201 error" in result.output
    assert "Nothing was changed." in result.output


def test_check_ends_with_one_for_errors(root: Path) -> None:
    place = root / "fr/LC_MESSAGES/interface.po"
    place.write_text(place.read_text("utf-8").replace("[[guide]] de", "guide de"), "utf-8")
    result = run(root, "check", "--language", "fr", "--domain", "interface", "--format", "json")

    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.output)["files"][0]["findings"]] == ["M205"]


def test_a_name_is_needed_to_bring_a_file(root: Path) -> None:
    assert run(root, "import", "fr", "interface", root / "interface.pot", "--by", "  ").exit_code == 2
