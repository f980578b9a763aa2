"""What it costs to read, check and load altai/2020.1, beside PyYAML's own parsing of the same file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import yaml

from assessment.config import QUESTIONNAIRES
from assessment.content import cache, canonical, checking, files
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATH = QUESTIONNAIRES / "altai" / "2020.1.yaml"


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    content = PATH.read_bytes()
    bare = _seconds(lambda: list(yaml.parse(content, Loader=yaml.CSafeLoader)))
    checked = _seconds(lambda: checking.check(content, str(PATH)))
    read = _seconds(lambda: files.compiled(content, PATH))
    questionnaire = files.compiled(content, PATH)
    cache.put(questionnaire.fingerprint, questionnaire)
    cached = _seconds(lambda: cache.get(questionnaire.fingerprint))
    yield Row("reading and checking altai/2020.1 from YAML", checked, "s", 1)
    yield Row("  reading alone", read, "s")
    yield Row("  beside: PyYAML parsing the same file", bare, "s")
    yield Row("  ratio of reading and checking", checked / bare, "times")
    yield Row("loading altai/2020.1 from its cache", cached * 1000, "ms", 20)
    yield Row("  size of the cache", len(canonical.to_json(questionnaire)) / 1024, "KB")
    yield Row("import of assessment.domain.scoring in a new process", _import("assessment.domain.scoring"), "s")
    yield Row("import of the web application in a new process", _import("assessment.app"), "s")
    yield Row("  beside: a new process that imports nothing", _import("sys"), "s")


def _seconds(act: Callable[[], object], times: int = 7) -> float:
    act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _import(module: str) -> float:
    command = [sys.executable, "-c", f"import {module}"]
    return _seconds(lambda: subprocess.run(command, check=True), 5)
