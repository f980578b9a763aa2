"""What a score costs in exact arithmetic, beside a bare sum of its weights; and rescoring 10,000."""

from __future__ import annotations

import json
import statistics
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.content import answers_file, answers_writer, files
from assessment.domain.scoring import score
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assessment.domain.answers import Assessment
    from assessment.domain.questionnaire import Questionnaire

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "clinic-triage.yaml"
STORED = 10_000


def run() -> Iterator[Row]:
    """Give the rows one by one."""
    questionnaire = files.load("altai", "2020.1")
    assessment = _example(questionnaire)
    answers, depth = assessment.answers, assessment.depth
    one = _milliseconds(lambda: score(questionnaire, answers, depth), 300)
    bare = _milliseconds(lambda: _bare_sum(questionnaire), 300)
    yield Row("scoring one complete assessment, all figures", one, "ms", 0.5)
    yield Row("  beside: adding its weights as fractions", bare, "ms")
    yield Row("  ratio", one / bare, "times")
    yield Row(f"rescoring {STORED:,} stored assessments", _rescore(questionnaire, assessment), "s", 10)


def _example(questionnaire: Questionnaire) -> Assessment:
    read = answers_file.read_answers(EXAMPLE.read_bytes(), str(EXAMPLE), lambda _i, _v: questionnaire)
    if read.assessment is None:
        raise RuntimeError(read.findings)
    return read.assessment


def _bare_sum(questionnaire: Questionnaire) -> Fraction:
    return sum((Fraction(question.weight, 3) for question in questionnaire.questions), Fraction(0))


def _milliseconds(act: Callable[[], object], times: int) -> float:
    """Return the median of single runs; a shared machine makes the mean worthless."""
    act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def _rescore(questionnaire: Questionnaire, assessment: Assessment) -> float:
    """Return the seconds for reading stored answers as JSON and scoring them, each on its own."""
    stored = answers_writer.to_json(assessment, questionnaire)
    start = time.perf_counter()
    for _ in range(STORED):
        answers = answers_writer.stored_answers(json.loads(stored)["answers"], questionnaire)
        score(questionnaire, answers, assessment.depth)
    return time.perf_counter() - start
