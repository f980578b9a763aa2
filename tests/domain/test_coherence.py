"""What the check of a submission sees, and that it says nothing of what was answered."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from assessment.content import files
from assessment.domain.answers import Answer, Evidence, State
from assessment.domain.coherence import Kind, Observation, observe
from assessment.domain.conditions import atoms
from assessment.domain.questionnaire import Depth
from tests import factories, results

SOURCE = files.load("altai", "2020.1")
GIVEN = results.example().answers
CHOSEN = next(id_ for id_, one in GIVEN.items() if one.options and SOURCE.by_id[id_].is_scored)


def seen(answers: dict[str, Answer], attached: frozenset[str] = frozenset(), drafts: frozenset[str] = frozenset()) -> (
    dict[Kind, set[str]]
):  # fmt: skip
    found: dict[Kind, set[str]] = {}
    for one in observe(SOURCE, answers, Depth.FULL, attached, drafts):
        found.setdefault(one.kind, set()).update(one.questions)
    return found


def with_(answer: Answer) -> dict[str, Answer]:
    return dict(GIVEN) | {CHOSEN: answer}


def test_a_question_without_an_answer_is_open() -> None:
    assert CHOSEN in seen({id_: one for id_, one in GIVEN.items() if id_ != CHOSEN})[Kind.OPEN]


def test_an_answer_that_does_not_fit_is_named_once() -> None:
    found = seen({id_: one for id_, one in GIVEN.items() if id_ != CHOSEN}, drafts=frozenset({CHOSEN}))

    assert (CHOSEN in found[Kind.UNFIT], CHOSEN in found.get(Kind.OPEN, set())) == (True, False)


def test_not_knowing_counts_only_on_critical_questions() -> None:
    every = factories.every_answer(SOURCE)
    critical = next(q.id for q in SOURCE.questions if q.critical and q.dont_know and not q.follows)
    plain = next(
        q.id
        for q in SOURCE.questions
        if q.is_scored and q.dont_know and not q.follows and not q.critical and not any(o.critical for o in q.options)
    )
    unknown = Answer(state=State.DONT_KNOW)

    found = seen(every | {critical: unknown, plain: unknown}).get(Kind.CRITICAL_UNKNOWN, set())

    assert (critical in found, plain in found) == (True, False)


@pytest.mark.parametrize(
    ("grade", "note", "attached", "is_seen"),
    [
        (Evidence.E1, "", False, False),
        (Evidence.E2, "", False, True),
        (Evidence.E4, "", False, True),
        (Evidence.E4, "Audit of May", False, False),
        (Evidence.E4, "", True, False),
    ],
)
def test_a_document_that_is_claimed_has_to_be_named_or_attached(
    grade: Evidence, note: str, *, attached: bool, is_seen: bool
) -> None:
    answers = with_(replace(GIVEN[CHOSEN], evidence=grade, note=note))
    found = seen(answers, frozenset({CHOSEN}) if attached else frozenset())

    assert (CHOSEN in found.get(Kind.UNSUPPORTED, set())) is is_seen


@pytest.mark.parametrize(
    ("kind", "rule"),
    [(Kind.CONTRADICTION, "deskilling-without-work"), (Kind.DOUBT, "new-skills-without-work")],
)
def test_answers_that_do_not_go_together_are_named_by_the_questions_of_their_rule(kind: Kind, rule: str) -> None:
    (broken,) = (one for one in SOURCE.consistency if one.id == rule)
    expected = tuple(dict.fromkeys(atom.question for atom in atoms(broken.when)))
    found = observe(SOURCE, results.example("credit-scoring").answers, Depth.FULL, ())

    assert Observation(kind, expected) in found


def test_an_observation_has_no_place_for_an_answer() -> None:
    assert [field.name for field in fields(Observation)] == ["kind", "questions"]
