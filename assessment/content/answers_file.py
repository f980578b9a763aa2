"""Reads an answers file (YAML or JSON) against its questionnaire; every problem becomes a finding with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from babel import Locale

from assessment.content.answers_format import ANSWER_KEYS, EVIDENCE, FREE, HEADER, SECOND
from assessment.content.findings import Findings
from assessment.content.format import LANGUAGE
from assessment.content.phrases import guess, phrase
from assessment.content.reading import Mapping, Node, Scalar, Sequence, read_node
from assessment.content.record import Place
from assessment.domain.answers import (
    MAX_NOTE,
    Answer,
    Assessment,
    Evidence,
    Organisation,
    Problem,
    Second,
    State,
    System,
    problems,
)
from assessment.domain.questionnaire import RESERVED_ANSWERS, Depth, Kind, Question, Questionnaire

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.content.findings import Finding
    from assessment.content.record import Record

_PROBLEM_CODES = {
    Problem.UNKNOWN_OPTION: "A602",
    Problem.UNKNOWN_ROW: "A603",
    Problem.WRONG_SHAPE: "A604",
    Problem.EXCLUSIVE: "A605",
    Problem.REPEATED: "A606",
    Problem.NO_DONT_KNOW: "A607",
    Problem.NO_NOT_APPLICABLE: "A608",
    Problem.REASON_MISSING: "A609",
    Problem.NOTE_TOO_LONG: "A610",
}
GUIDE: Final = "docs/answers-file.md"
_SHAPES = {
    Kind.SINGLE: phrase("one option"),
    Kind.MULTIPLE: phrase("a list of options"),
    Kind.MATRIX: phrase("one option for each row"),
    Kind.TEXT: phrase("a text"),
}


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What an answers file holds: the valid part as an assessment, the findings, and the line of each answer.

    `assessment` and `questionnaire` are None when the header cannot be used.
    """

    assessment: Assessment | None
    questionnaire: Questionnaire | None
    findings: tuple[Finding, ...]
    lines: dict[str, int]


def read_answers(content: bytes, path: str, find: Callable[[str, str], Questionnaire]) -> AnswersFile:
    """Read an answers file; `find` gives the questionnaire by id and version or raises LookupError with a reason."""
    findings = Findings(path, guide=GUIDE)
    node = read_node(content, findings)
    if node is not None and not isinstance(node, Mapping):
        findings.add("S203", node.line, node.column, found=phrase("something else"))
        node = None
    if node is None:
        return AnswersFile(None, None, findings.sorted(), {})
    header = _header(node, findings)
    try:
        questionnaire = find(header["questionnaire"], header["version"])
    except LookupError as error:
        named = f"{header['questionnaire']} {header['version']}".strip()
        findings.add("A611", *header.at("version"), found=named, problem=error.args[0])
        return AnswersFile(None, None, findings.sorted(), {})
    reader = _Answers(questionnaire, findings)
    given = reader.read(node.entries["answers"]) if "answers" in node.entries else {}
    assessment = _assessment(header, questionnaire, given, findings)
    return AnswersFile(assessment, questionnaire, findings.sorted(), reader.lines)


def _header(node: Mapping, findings: Findings) -> Record:
    """Return the decoded header; the answers are read later, when the questionnaire is known."""
    place = Place(findings)
    rest = {key: value for key, value in node.entries.items() if key != "answers"}
    if "answers" not in node.entries:
        place.add("S202", node, key="answers")
    return HEADER.decode(Mapping(rest, node.keys, node.line, node.column), place)


def _assessment(
    header: Record, questionnaire: Questionnaire, given: dict[str, Answer], findings: Findings
) -> Assessment:
    organisation: Record | None = header["organisation"]
    system: Record | None = header["system"]
    if organisation is not None:
        _check_country(organisation["country"], findings, organisation.at("country"))
    role = system["role"] if system is not None and "role" in system.keys_at else ""
    return Assessment(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        depth=Depth[header["depth"].upper()] if "depth" in header.keys_at else Depth.FULL,
        language=header["language"] or questionnaire.language,
        date=_date(header["date"], header.at("date"), findings),
        organisation=Organisation(**organisation) if organisation is not None else Organisation(),
        system=System(**{**system, "role": role}) if system is not None else System(),
        answers=given,
    )


def _date(text: str, place: tuple[int, int], findings: Findings) -> str:
    """Return the date as written, or nothing with a finding when the calendar does not know it."""
    if not text:
        return ""
    try:
        known = bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and date.fromisoformat(text)
    except ValueError:
        known = False
    if not known:
        findings.add("A612", *place, text=text)
        return ""
    return text


def _check_country(code: str, findings: Findings, place: tuple[int, int]) -> None:
    if re.fullmatch("[A-Z]{2}", code) and code not in Locale("en").territories:
        findings.add("A616", *place, text=code)


class _Answers:
    """Reads the `answers` group; keeps only answers that fit their questions."""

    def __init__(self, questionnaire: Questionnaire, findings: Findings) -> None:
        self.questionnaire = questionnaire
        self.findings = findings
        self.lines: dict[str, int] = {}

    def read(self, node: Node) -> dict[str, Answer]:
        if not isinstance(node, Mapping):
            Place(self.findings).add("S203", node, found=phrase("something else"))
            return {}
        given = {}
        for question_id, part in node.entries.items():
            question = self.questionnaire.by_id.get(question_id)
            if question is None:
                version = f"{self.questionnaire.id} {self.questionnaire.version}"
                hint = guess(question_id, tuple(self.questionnaire.by_id))
                Place(self.findings, question_id).add(
                    "A601", node.keys[question_id], id=question_id, version=version, guess=hint
                )
                continue
            self.lines[question_id] = node.keys[question_id].line
            answer = self.one(question, part)
            if answer is not None:
                given[question_id] = answer
        return given

    def one(self, question: Question, node: Node) -> Answer | None:
        """Return the answer, or None with findings when any part of it does not fit."""
        own = Findings(self.findings.path, guide=self.findings.guide)
        answer = self.checked(question, node, Place(own, question.id))
        self.findings.merge(own)
        return None if own.has_errors else answer

    def checked(self, question: Question, node: Node, place: Place) -> Answer | None:
        if not isinstance(node, Mapping):
            place.add("S203", node, found=phrase("something else"))
            return None
        for key in node.entries:
            if key not in ANSWER_KEYS:
                place.add("S201", node.keys[key], key=key, guess=guess(key, ANSWER_KEYS))
        if "answer" not in node.entries:
            place.add("S202", node, key="answer")
            return None
        answer = self.value(question, node.entries["answer"], place)
        if answer is not None:
            answer = self.with_texts(answer, node, place)
            self.judge(question, answer, node, place)
        return answer

    def with_texts(self, answer: Answer, node: Mapping, place: Place) -> Answer:
        evidence = Evidence.E0
        if "evidence" in node.entries:
            evidence = Evidence[EVIDENCE.decode(node.entries["evidence"], place)]
        texts = {key: FREE.decode(node.entries[key], place) for key in ("note", "reason") if key in node.entries}
        language = LANGUAGE.decode(node.entries["language"], place) if "language" in node.entries else ""
        second = _second(SECOND.decode(node.entries["second"], place)) if "second" in node.entries else None
        made = replace(answer, evidence=evidence, note=texts.get("note", ""), reason=texts.get("reason", ""))
        return replace(made, second=second).spoken(language, None)

    def value(self, question: Question, node: Node, place: Place) -> Answer | None:
        """Return the bare answer in the shape that the question's kind asks for."""
        if isinstance(node, Scalar) and node.text in RESERVED_ANSWERS:
            return Answer(State(node.text))
        match question.kind, node:
            case Kind.SINGLE, Scalar():
                return Answer(options=(_word(node, place),))
            case Kind.TEXT, Scalar():
                return Answer(text=FREE.decode(node, place))
            case Kind.MULTIPLE, Sequence(items=items) if all(isinstance(item, Scalar) for item in items):
                return Answer(options=tuple(_word(item, place) for item in items if isinstance(item, Scalar)))
            case Kind.MATRIX, Mapping(entries=entries) if all(isinstance(cell, Scalar) for cell in entries.values()):
                return Answer(
                    cells=tuple((row, _word(cell, place)) for row, cell in entries.items() if isinstance(cell, Scalar))
                )
        found = {Mapping: phrase("a group of keys"), Sequence: phrase("a list")}.get(
            type(node), phrase("a single text")
        )
        place.add("A604", node, id=question.id, expected=_SHAPES[question.kind], found=found)
        return None

    def judge(self, question: Question, answer: Answer, node: Mapping, place: Place) -> None:
        at = node.entries["answer"]
        options, rows = tuple(o.id for o in question.options), tuple(r.id for r in question.rows)
        for problem, offender in problems(question, answer):
            known = rows if problem is Problem.UNKNOWN_ROW else options
            details = {
                "id": question.id,
                "option": offender,
                "row": offender,
                "limit": MAX_NOTE,
                "allowed": ", ".join(known),
            }
            details |= {"guess": guess(offender, known), "expected": _SHAPES[question.kind], "found": phrase("this")}
            place.add(_PROBLEM_CODES[problem], at, **details)
        if answer.reason and answer.state is not State.NOT_APPLICABLE:
            place.add("A615", node.entries["reason"], id=question.id)


def _second(given: Record) -> Second:
    texts = {key: given[key] for key in ("language", "text", "note", "reason")}
    return Second(**texts, is_older=given["older"])


def _word(node: Scalar, place: Place) -> str:
    """Return an option id; an unquoted yes or no is a finding, because YAML would change it."""
    if node.implicit:
        place.add("R112", node, text=node.text, kind=node.implicit)
    return node.text
