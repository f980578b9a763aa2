"""The dry run of moving every assessment of a version: what it would do, and that each could be undone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain import moving, scoring
from assessment.domain.answer_json import from_text
from assessment.domain.questionnaire import Depth
from assessment.domain.states import AssessmentState
from assessment.services.places import NotFound
from assessment.services.successions import succession
from assessment.storage import moves, snapshot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.moving import Fate
    from assessment.domain.succession import Succession
    from assessment.storage import DatabaseSession

# So many assessments are read with one query.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What moving all assessments of a version would do, in sums over `assessments`.

    `submitted` are those that stay as they are. `answers` were given to the older version; `fates` counts questions of
    the newer one, and `retired` answers whose question is not asked any more. `with_score` counts rows with a score
    before and after. `differing` are the ids of assessments that an undo would not give back as they were: none, or
    something is wrong.
    """

    assessments: int
    submitted: int
    answers: int
    fates: Mapping[Fate, int]
    retired: int
    with_score: tuple[int, int]
    differing: tuple[str, ...]


def rehearse(questionnaire: str, old: str, new: str) -> Rehearsal:
    """Work out every move without doing it; NotFound when no way leads from one version to the other."""
    way = succession(questionnaire, old, new)
    if way is None:
        raise NotFound
    fates: Counter[Fate] = Counter()
    sums: Counter[str] = Counter()
    differing: list[str] = []
    with snapshot() as session:
        rows = moves.running(session, questionnaire, old)
        open_ones = [row for row in rows if row[2] != AssessmentState.SUBMITTED.value]
        for start in range(0, len(open_ones), _AT_ONCE):
            batch = open_ones[start : start + _AT_ONCE]
            answers = _answers(session, [row[0] for row in batch])
            for id_, depth, _ in batch:
                is_same = _rehearse_one(way, answers[id_], Depth(depth), fates, sums)
                differing += [] if is_same else [id_]
    return Rehearsal(
        assessments=len(open_ones),
        submitted=len(rows) - len(open_ones),
        answers=sums["answers"],
        fates=dict(fates),
        retired=sums["retired"],
        with_score=(sums["before"], sums["after"]),
        differing=tuple(differing),
    )


def _rehearse_one(
    way: Succession, answers: Mapping[str, tuple[Answer, bool]], depth: Depth, fates: Counter[Fate], sums: Counter[str]
) -> bool:
    """Count what one move would do; return whether an undo gives back the identical answers."""
    given = {id_: answer for id_, (answer, _) in answers.items() if id_ in way.old.by_id}
    valid = {id_: answer for id_, (answer, fits) in answers.items() if fits and id_ in given}
    found = moving.move(way, given)
    after = found.answers
    fates.update(line.fate for line in found.lines)
    sums["answers"] += len(given)
    sums["retired"] += len(found.retired)
    for name, version, counted in (("before", way.old, valid), ("after", way.new, after)):
        rows = scoring.score(version, counted, depth).requirements
        sums[name] += sum(row.score is not None for row in rows)
    return moving.undo(way, given, after).answers == given


def _answers(session: DatabaseSession, ids: Collection[str]) -> dict[str, dict[str, tuple[Answer, bool]]]:
    found: dict[str, dict[str, tuple[Answer, bool]]] = defaultdict(dict)
    for assessment, question, value, is_valid in moves.answers(session, ids):
        answer = from_text(value)
        if answer is not None:
            found[assessment][question] = (answer, is_valid)
    return found
