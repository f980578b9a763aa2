"""Which tests `--quick` leaves out because they take long: listed in `tests/slow.txt`, renewed from a run's own times.

`./dev test -n 2 --junitxml=times.xml` writes the times; `python -m tests.slow times.xml` writes the list again. What is
not in the list runs: a new test is quick until somebody renews it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

LIST: Final = Path(__file__).with_name("slow.txt")
# Seconds that a test may take on average over its parameters, and all of these together. They are shares of a run of
# all quick tests in 660 seconds of processor time, so that a list from a busy machine names the same tests.
EACH, TOGETHER, WHOLE = 0.08, 0.8, 660.0


def slow_tests() -> frozenset[str]:
    """Return the listed tests, as `tests/area/test_module.py::test_function`."""
    return frozenset(LIST.read_text("utf-8").split())


def name_of(item_id: str) -> str:
    """Return a test's name without its parameters."""
    return item_id.partition("[")[0]


def slowest(times: Iterable[tuple[str, float]]) -> list[str]:
    """Return which tests are slow, given the name and the time of each run of one, in any unit of time."""
    runs: dict[str, list[float]] = defaultdict(list)
    for name, seconds in times:
        runs[name].append(seconds)
    unit = sum(map(sum, runs.values())) / WHOLE
    return sorted(
        name for name, taken in runs.items() if sum(taken) > TOGETHER * unit or sum(taken) / len(taken) > EACH * unit
    )


def _times(results: Path) -> Iterable[tuple[str, float]]:
    for case in ET.parse(results).getroot().iter("testcase"):  # noqa: S314 - written by pytest a moment ago
        # pytest writes the class of a test, if it has one, behind its module.
        module, *classes = re.split(r"\.(?=[A-Z])", case.get("classname", ""))
        path = module.replace(".", "/") + ".py"
        yield name_of("::".join([path, *classes, case.get("name", "")])), float(case.get("time", "0"))


if __name__ == "__main__":
    LIST.write_text("\n".join(slowest(_times(Path(sys.argv[1])))) + "\n", "utf-8")
