"""Reading an answers file into an assessment: looked at first, stored only when that is confirmed, nothing lost."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from assessment.content import answers_file, files
from assessment.content.errors import ContentError, reason
from assessment.domain.answer_form import clean, in_order, is_tag
from assessment.domain.answer_json import from_text, to_text
from assessment.domain.answers import Answer, Second
from assessment.domain.questionnaire import Depth
from assessment.services import answering, answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.content.findings import Finding
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.storage.tables import Assessment

Texts = TypeVar("Texts", Answer, Second)
IMPORTED = "import"
LARGEST = 900_000
_STORED = frozenset({answering.Outcome.SAVED, answering.Outcome.UNCHANGED})
_LAST_VERSION = 10**9


class ChangeKind(Enum):
    """What importing an answer would do."""

    NEW = "new"
    DIFFERENT = "different"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of a file beside the stored one; `base` is the version that it was compared with."""

    kind: ChangeKind
    question: Question
    before: Answer | None
    after: Answer
    base: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds: findings with their lines, and what importing would change.

    `is_other` tells that the file answers another questionnaire version; `other_depth` is its depth if not the same.
    """

    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    is_other: bool = False
    named: str = ""
    other_depth: Depth | None = None

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def payload(self) -> str:
        """What a confirmation sends back: the answers that would change, with the versions they were compared with."""
        kept = [c for c in self.changes if c.kind is not ChangeKind.SAME]
        return json.dumps({c.question.id: [c.base, to_text(c.after)] for c in kept}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many answers were stored, were left because somebody changed them meanwhile, or were kept on purpose."""

    stored: int
    conflicts: tuple[str, ...]
    kept: int


class Unreadable(ValueError):
    """What a confirmation sent back is not what the page had put there."""


def look(assessment: Assessment, content: bytes, name: str) -> Looked:
    """Compare a file with what is stored; nothing is changed."""
    read = answers_file.read_answers(content, name, _find)
    if read.assessment is None or read.questionnaire is None:
        return Looked(read.findings)
    given = read.assessment
    named = f"{given.questionnaire} {given.version}"
    if (given.questionnaire, given.version) != (assessment.questionnaire, assessment.version):
        return Looked(read.findings, is_other=True, named=named)
    stored = answers.stored_answers(assessment.id)
    found = [
        _change(question, stored.get(question.id), given.answers[question.id])
        for question in read.questionnaire.questions
        if question.id in given.answers
    ]
    depth = given.depth if given.depth != Depth(assessment.depth) else None
    return Looked(read.findings, tuple(found), named=named, other_depth=depth)


def import_answers(  # noqa: PLR0913 - a sentence: what, how, by whom, when, and by which save
    assessment_id: str, payload: str, *, replace: bool, by: str, at: datetime, save_id: str
) -> Imported:
    """Store the answers of a confirmed file, as one save; with `replace` also those that differ from what is stored.

    An answer that somebody changed after the file was looked at is left alone and named. Raises Unreadable, and what
    `answering.save_answers` raises.
    """
    given = _payload(payload)
    stored = answers.stored_answers(assessment_id)
    wanted = {
        question: (base, answer)
        for question, (base, answer) in given.items()
        if replace or question not in stored or stored[question].answer is None
    }
    kept = len(given) - len(wanted)
    if not wanted:
        return Imported(0, (), kept)
    saves = [answering.Save(question, base, answer) for question, (base, answer) in wanted.items()]
    results = answering.save_answers(assessment_id, saves, by=by, at=at, save_id=save_id, origin=IMPORTED)
    torn = tuple(result.question for result in results if result.outcome is answering.Outcome.CONFLICT)
    stored_now = sum(result.outcome in _STORED for result in results)
    return Imported(stored_now, torn, kept)


def _find(questionnaire: str, version: str) -> Questionnaire:
    try:
        return files.load(questionnaire, version)
    except ContentError as error:
        raise LookupError(reason(error)) from None


def _change(question: Question, stored: answers.Stored | None, given: Answer) -> Change:
    before = stored.answer if stored else None
    # A file of before languages were noted, or of another program, does not change them.
    after = (in_order(question, given) or given).spoken("", before)
    base = stored.version if stored else 0
    if before is None:
        return Change(ChangeKind.NEW, question, None, after, base)
    kind = ChangeKind.SAME if to_text(before) == to_text(after) else ChangeKind.DIFFERENT
    return Change(kind, question, before, after, base)


def _payload(text: str) -> Mapping[str, tuple[int, Answer]]:
    try:
        found = {
            str(question): (_version(base), _plain(from_text(str(value))))
            for question, (base, value) in json.loads(text).items()
        }
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError):
        raise Unreadable from None
    return {question: (base, answer) for question, (base, answer) in found.items() if answer is not None}


def _version(base: object) -> int:
    if not isinstance(base, int) or not 0 <= base < _LAST_VERSION:
        raise ValueError(base)
    return base


def _plain(answer: Answer | None) -> Answer | None:
    """Return an answer as a form could have sent it: words only, without what no page can show."""
    if answer is None:
        return None
    words = (
        *answer.options,
        *(word for cell in answer.cells for word in cell),
        answer.text,
        answer.note,
        answer.reason,
        *(answer.second.texts if answer.second else ()),
    )
    if not all(isinstance(word, str) for word in words):
        raise TypeError(words)
    tags = [answer.language, answer.second.language if answer.second else ""]
    if not all(is_tag(tag) for tag in tags if tag):
        raise ValueError(tags)
    second = answer.second and _clean(answer.second, answer.second.texts)
    return replace(_clean(answer, answer.texts), second=second)


def _clean(of: Texts, texts: tuple[str, str, str]) -> Texts:
    text, note, reason = map(clean, texts)
    return replace(of, text=text, note=note, reason=reason)
