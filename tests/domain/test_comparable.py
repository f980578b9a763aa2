"""Which rows two versions of a questionnaire have in common in meaning."""

from __future__ import annotations

from dataclasses import replace

from assessment.content import files
from assessment.domain.comparable import comparable_rows, family
from assessment.domain.questionnaire import Change, Question, Questionnaire

OLD = files.load("altai", "2020.1")
ROWS = frozenset(row.id for row in OLD.rows)


def changed(id_: str, **values: object) -> Questionnaire:
    questions = tuple(replace(q, **values) if q.id == id_ else q for q in OLD.questions)  # type: ignore[arg-type] # as given
    return replace(OLD, version="2020.2", questions=questions, change=Change.MINOR, supersedes="2020.1")


def test_a_version_without_a_difference_is_comparable() -> None:
    assert comparable_rows(OLD, replace(OLD, version="2020.2")) == ROWS


def test_a_row_with_another_weight_is_not_comparable() -> None:
    assert comparable_rows(OLD, changed("HAO-B4", weight=7)) == ROWS - {"HAO"}


def test_other_words_make_another_row_unless_they_only_mend() -> None:
    reworded = changed("HAO-B4", text="Something else?")

    assert comparable_rows(OLD, reworded) == ROWS - {"HAO"}
    assert comparable_rows(OLD, replace(reworded, change=Change.PATCH)) == ROWS
    assert comparable_rows(replace(reworded, change=Change.PATCH), OLD) == ROWS


def test_better_help_changes_nothing() -> None:
    assert comparable_rows(OLD, changed("HAO-B4", help="More help.")) == ROWS


def test_another_gate_leaves_nothing_to_compare() -> None:
    gate: Question = next(q for q in OLD.questions if q.role.value == "gate")

    assert comparable_rows(OLD, changed(gate.id, text="Another risk?")) == frozenset()


def test_patches_and_minor_changes_keep_a_family_together_and_a_major_change_begins_one() -> None:
    steps = (("2020.2", Change.PATCH), ("2021.1", Change.MAJOR), ("2021.2", Change.MINOR), ("2021.3", Change.PATCH))
    versions, before = {"2020.1": OLD}, "2020.1"
    for version, change in steps:
        versions[version] = replace(OLD, version=version, change=change, supersedes=before)
        before = version

    assert family("2020.2", versions) == {"2020.2", "2020.1"}
    assert family("2021.3", versions) == {"2021.3", "2021.2", "2021.1"}


def test_versions_that_supersede_each_other_in_a_ring_end_somewhere() -> None:
    ring = {
        "1": replace(OLD, supersedes="2", change=Change.MINOR),
        "2": replace(OLD, supersedes="1", change=Change.MINOR),
    }

    assert family("1", ring) == {"1", "2"}
