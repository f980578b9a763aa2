"""What it costs to read, check and load altai/2020.1, beside PyYAML's own parsing of the same file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import yaml

from assessment.config import QUESTIONNAIRES
from assessment.content import cache, canonical, checking, files, judging, writing
from tests.bench.row import Row
from tests.large_questionnaire import large

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
    yield from _large()
    yield Row("loading altai/2020.1 from its cache", cached * 1000, "ms", 20)
    yield Row("  size of the cache", len(canonical.to_json(questionnaire)) / 1024, "KB")
    yield Row("import of assessment.domain.scoring in a new process", _import("assessment.domain.scoring"), "s")
    yield Row("import of the web application in a new process", _import("assessment.app"), "s")
    yield Row("  beside: a new process that imports nothing", _import("sys"), "s")


def _large() -> Iterator[Row]:
    """Give what editors wait for who draft a questionnaire of five hundred questions."""
    tree = large()
    content = writing.to_yaml(tree)
    path = str(QUESTIONNAIRES / "large" / "2027.1.yaml")
    checked = _seconds(lambda: checking.check(content, path), 3, time.process_time)
    judged = _seconds(lambda: judging.judge.__wrapped__(content, "large", "2027.1"), 3, time.process_time)
    written = _seconds(lambda: writing.to_yaml(tree), 3, time.process_time)
    yield Row("checking 500 questions with reachability", checked, "s CPU", 2)
    yield Row("  with each finding at its field", judged, "s CPU")
    yield Row("  writing them as YAML", written, "s CPU")


def _seconds(act: Callable[[], object], times: int = 7, clock: Callable[[], float] = time.perf_counter) -> float:
    act()
    taken = []
    for _ in range(times):
        start = clock()
        act()
        taken.append(clock() - start)
    return statistics.median(taken)


def _import(module: str) -> float:
    command = [sys.executable, "-c", f"import {module}"]
    return _seconds(lambda: subprocess.run(command, check=True), 5)
