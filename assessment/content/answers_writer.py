"""Writes an assessment as an answers file, which `answers_file` reads back to the same assessment."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assessment.domain.answers import Answer, Assessment, Evidence, Organisation, Second, State, System
from assessment.domain.questionnaire import RESERVED_ANSWERS, Depth, Kind

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire


def to_json(assessment: Assessment, questionnaire: Questionnaire) -> str:
    """Return the answers file as JSON, answers in questionnaire order, the same text for the same assessment."""
    head = {
        "questionnaire": assessment.questionnaire,
        "version": assessment.version,
        "depth": assessment.depth.word,
        "language": assessment.language,
        "date": assessment.date,
        "organisation": _written(asdict(assessment.organisation)),
        "system": _written(asdict(assessment.system)),
    }
    answers = {
        question.id: _answer(question.kind, assessment.answers[question.id])
        for question in questionnaire.questions
        if question.id in assessment.answers
    }
    return json.dumps(_written(head) | {"answers": answers}, ensure_ascii=False, indent=2)


def _written(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not filled in."""
    return {key: value for key, value in values.items() if value}


def _answer(kind: Kind, answer: Answer) -> dict[str, Any]:
    written: dict[str, Any] = {"answer": _value(kind, answer)}
    if answer.evidence is not Evidence.E0:
        written["evidence"] = answer.evidence.name
    written |= _written({"note": answer.note, "reason": answer.reason, "language": answer.language})
    return written | (_second(answer.second) if answer.second else {})


def _second(second: Second) -> dict[str, Any]:
    texts = {"language": second.language, "text": second.text, "note": second.note, "reason": second.reason}
    return {"second": _written(texts | {"older": second.is_older})}


def _value(kind: Kind, answer: Answer) -> str | list[str] | dict[str, str]:
    if answer.state is not State.GIVEN:
        return str(answer.state.value)
    match kind:
        case Kind.SINGLE:
            return answer.options[0]
        case Kind.MULTIPLE:
            return list(answer.options)
        case Kind.MATRIX:
            return dict(answer.cells)
        case Kind.TEXT:
            return answer.text


def stored_assessment(text: str, questionnaire: Questionnaire) -> Assessment:
    """Return the assessment of a file that `to_json` wrote; it was judged when it was first read."""
    read = json.loads(text)
    return Assessment(
        questionnaire=read["questionnaire"],
        version=read["version"],
        depth=Depth[read["depth"].upper()],
        language=read.get("language", ""),
        date=read.get("date", ""),
        organisation=Organisation(**read.get("organisation", {})),
        system=System(**read.get("system", {})),
        answers=stored_answers(read["answers"], questionnaire),
    )


def stored_answers(answers: dict[str, Any], questionnaire: Questionnaire) -> dict[str, Answer]:
    """Return the answers of a file that `to_json` wrote; they were judged when they were first read."""
    return {name: _stored(questionnaire.by_id[name].kind, given) for name, given in answers.items()}


def _stored(kind: Kind, given: dict[str, Any]) -> Answer:
    value = given["answer"]
    said: dict[str, Any] = {key: given[key] for key in ("note", "reason", "language") if key in given}
    rest = said | {"evidence": Evidence[given.get("evidence", "E0")], "second": _stored_second(given.get("second"))}
    if isinstance(value, str) and value in RESERVED_ANSWERS:
        return Answer(State(value), **rest)
    match kind:
        case Kind.SINGLE:
            return Answer(options=(value,), **rest)
        case Kind.MULTIPLE:
            return Answer(options=tuple(value), **rest)
        case Kind.MATRIX:
            return Answer(cells=tuple(value.items()), **rest)
        case Kind.TEXT:
            return Answer(text=value, **rest)


def _stored_second(given: dict[str, Any] | None) -> Second | None:
    if given is None:
        return None
    texts = {key: value for key, value in given.items() if key != "older"}
    return Second(**texts, is_older=given.get("older", False))
