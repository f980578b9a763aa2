"""What the long run found: tests record figures, and the run appends them to ``docs/reliability.md``.

A test calls ``record_long_figure("what was measured", value)`` when it has shown something in full, or
``count_long_figure("what was tried")`` for each of many tries. In a short run both do nothing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final, NamedTuple

#: Names the file in which the processes of one long run collect their figures, one JSON array a line.
VARIABLE: Final = "ASSESSMENT_LONG_FIGURES"
DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "reliability.md"
HEADING: Final = "## Long runs"
TABLE: Final = "| date | commit | what | figure |\n| --- | --- | --- | --- |\n"


class Figure(NamedTuple):
    """What was shown, and how much of it."""

    name: str
    value: str


def record_long_figure(name: str, value: object) -> None:
    """Keep a figure of this run; a later one of the same name replaces it."""
    _note("is", name, str(value))


def count_long_figure(name: str, by: int = 1) -> None:
    """Add to the number of times something was tried in this run, over all processes."""
    _note("more", name, by)


def _note(kind: str, name: str, value: str | int) -> None:
    if collected := os.environ.get(VARIABLE):
        line = json.dumps([kind, name, value], ensure_ascii=False) + "\n"
        # One write of a short line to a file opened for appending is never mixed with another's.
        with Path(collected).open("ab", buffering=0) as file:
            file.write(line.encode())


def collected_figures(path: Path) -> list[Figure]:
    """Return what was recorded, by name, so that two runs can be compared line by line."""
    said: dict[str, str] = {}
    counted: dict[str, int] = {}
    for line in path.read_text("utf-8").splitlines():
        kind, name, value = json.loads(line)
        if kind == "more":
            counted[name] = counted.get(name, 0) + value
        else:
            said[name] = value
    said |= {name: f"{number:,}" for name, number in counted.items()}
    return [Figure(name, said[name]) for name in sorted(said)]


def with_figures(document: str, date: str, commit: str, figures: list[Figure]) -> str:
    """Return the document with a row for each figure at the end of its table of long runs; the rest stays."""
    rows = "".join(f"| {date} | {commit} | {_cell(name)} | {_cell(value)} |\n" for name, value in figures)
    before, heading, after = document.partition(f"{HEADING}\n")
    if not heading:
        return f"{document.rstrip()}\n\n{HEADING}\n\n{TABLE}{rows}"
    own, next_heading, others = after.partition("\n## ")
    return f"{before}{heading}{own.rstrip()}\n{rows}{next_heading}{others}"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
