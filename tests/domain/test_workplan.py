"""What answering takes, seen before anybody answers."""

from __future__ import annotations

from assessment.content import files
from assessment.domain.questionnaire import Depth
from assessment.domain.workplan import plan_work
from tests.domain import build

LIST = build.questionnaire(build.context("SYS-1"), build.measure("R-A1"), build.measure("R-A2"), build.gate("T-A1"))


def test_a_depth_shows_only_its_sections_and_questions() -> None:
    screening, full = plan_work(LIST, Depth.SCREENING), plan_work(LIST, Depth.FULL)

    assert [section.section.id for section in screening.sections] == ["SYS", "T"]
    assert (screening.questions, full.questions) == (2, 4)


def test_documents_are_named_once_in_a_section() -> None:
    documents = {section.section.id: section.documents for section in plan_work(LIST, Depth.FULL).sections}

    assert documents == {"SYS": (), "R": ("Record",), "T": ()}


def test_who_knows_most_comes_first_and_who_knows_nothing_is_left_out() -> None:
    altai = files.load("altai", "2020.1")

    people = plan_work(altai, Depth.CORE).functions

    counts = [len(one.questions) for one in people]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 0


def test_the_minutes_of_all_are_at_most_those_of_the_rounded_sections() -> None:
    plan = plan_work(files.load("altai", "2020.1"), Depth.FULL)

    assert plan.minutes <= sum(section.minutes for section in plan.sections) <= plan.minutes + 5 * len(plan.sections)
