"""The figures of a long run reach the document, and only those of a long run."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.long_figures import (
    DOCUMENT,
    HEADING,
    TABLE,
    VARIABLE,
    Figure,
    collected_figures,
    count_long_figure,
    record_long_figure,
    with_figures,
)

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = [Figure("kills survived", "200"), Figure("a | b", "1")]
ROWS = "| 2026-11-25 | abc1234 | kills survived | 200 |\n| 2026-11-25 | abc1234 | a \\| b | 1 |\n"


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "figures"
    path.touch()
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def test_a_later_figure_replaces_an_earlier_one_of_its_name(collected: Path) -> None:
    record_long_figure("peak", "90 MB")
    record_long_figure("peak", "80 MB")

    assert collected_figures(collected) == [("peak", "80 MB")]


def test_counts_of_several_processes_are_added(collected: Path) -> None:
    command = "from tests.long_figures import count_long_figure as c\nfor _ in range(700): c('tries')"
    processes = [subprocess.Popen([sys.executable, "-c", command], cwd=DOCUMENT.parents[1]) for _ in range(2)]
    count_long_figure("tries", 100)

    assert [process.wait() for process in processes] == [0, 0]
    assert collected_figures(collected) == [("tries", "1,500")]


def test_a_short_run_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    record_long_figure("peak", 1)
    count_long_figure("tries")

    assert list(tmp_path.iterdir()) == []


def test_rows_go_to_the_end_of_the_table_and_the_rest_stays() -> None:
    before = f"# Reliability\n\nText.\n\n{HEADING}\n\n{TABLE}| 2026-11-24 | fff | old | 1 |\n"
    after = "\n## Other\n\n| a | b |\n| --- | --- |\n"

    assert with_figures(before + after, "2026-11-25", "abc1234", FIGURES) == before + ROWS + after


def test_a_document_without_a_table_gets_one() -> None:
    assert with_figures("# Reliability\n", "2026-11-25", "abc1234", FIGURES) == (
        f"# Reliability\n\n{HEADING}\n\n{TABLE}{ROWS}"
    )


def test_the_document_has_a_place_for_them() -> None:
    assert f"\n{HEADING}\n\n{TABLE}" in DOCUMENT.read_text("utf-8")
