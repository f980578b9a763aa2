"""Editors see the report of a draft before anybody answers it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assessment.domain import answers
from assessment.domain.sample_answers import sample_answers
from assessment.services import files, work
from assessment.services.drafting import editing, reading, sample_report
from tests import drafts
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.services.drafting.reading import Whole


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def made(whole: Whole) -> sample_report.Sample:
    sample_report.request_sample(whole, whole.row.made_by, NOW)
    assert work.work_once(lambda: datetime.now(UTC), sample_report.sample_of(whole).key)
    return sample_report.sample_of(reading.find(whole.row.id))


def test_every_sample_answer_fits_its_question() -> None:
    questionnaire = drafts.draft().judged.questionnaire
    assert questionnaire is not None

    given = sample_answers(questionnaire)

    assert set(given) == set(questionnaire.by_id)
    assert [id_ for id_, one in given.items() if answers.problems(questionnaire.by_id[id_], one)] == []


@pytest.mark.slow
def test_the_worker_makes_the_report_of_a_draft() -> None:
    sample = made(drafts.draft())

    with sample_report.open_sample(sample) as file:
        assert file.read(5) == b"%PDF-"


@pytest.mark.slow
def test_after_a_change_there_is_no_report_until_it_is_made_again() -> None:
    whole = drafts.draft()
    made(whole)
    part = whole.part("questions/HAO-A1")
    editing.save_part(whole.row.id, part.name, {**part.content, "help": "New."}, part.version, whole.row.made_by, NOW)

    assert sample_report.sample_of(reading.find(whole.row.id)).digest == ""


@pytest.mark.slow
def test_the_sweep_of_files_leaves_a_sample_alone() -> None:
    sample = made(drafts.draft())

    assert files.forget_unneeded([sample.digest]) == 0
