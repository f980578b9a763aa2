"""Runs the benchmarks, each figure beside its yardstick: `./dev bench [NAME ...]` with the names below."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.bench import (
    bench_downloads,
    bench_explorer,
    bench_languages,
    bench_moving,
    bench_questionnaire,
    bench_release,
    bench_report,
    bench_scoring,
    bench_server,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.bench.row import Row

BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {
    "questionnaire": bench_questionnaire.run,
    "scoring": bench_scoring.run,
    "report": bench_report.run,
    "server": bench_server.run,
    "downloads": bench_downloads.run,
    "explorer": bench_explorer.run,
    "release": bench_release.run,
    "moving": bench_moving.run,
    "languages": bench_languages.run,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; the machine is shared, so trust ratios more than seconds."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there are {', '.join(BENCHMARKS)}.")  # noqa: T201
        return 2
    print(f"{datetime.now(UTC):%Y-%m-%d} Python {platform.python_version()} {platform.machine()}")  # noqa: T201
    for name in names or BENCHMARKS:
        for row in BENCHMARKS[name]():
            print(row, flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
