"""Crosswalks: total in both directions, true to both versions, and careful with what they carry over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.checks.context import nearest
from assessment.content.phrases import phrase
from assessment.domain.crosswalk import Carries, Crosswalk, Line, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessment.content.findings import Findings
    from assessment.content.phrases import Phrase
    from assessment.content.record import Record
    from assessment.domain.questionnaire import Questionnaire

_SILENT = {Relation.KEPT, Relation.NEW}


@dataclass(frozen=True, slots=True)
class Joined:
    """One check: the crosswalk as drafted, where its parts stand, and the two versions it joins."""

    crosswalk: Crosswalk
    record: Record
    old: Questionnaire
    new: Questionnaire
    findings: Findings

    def lines(self) -> Iterator[tuple[Line, Record]]:
        """Yield every line whose decisive keys could be read, with its record."""
        for line, record in zip(self.crosswalk.lines, self.record["lines"], strict=True):
            if not record.bad:
                yield line, record

    def add(self, code: str, record: Record, key: str = "", item: int = -1, /, **details: object) -> None:
        """Report at a line or one of its keys."""
        where = str(record["from"]) if "from" in record and "lines" not in record else ""
        self.findings.add(code, *record.at(key, item), where, **details)


def check(joined: Joined) -> None:
    """Run all rules about what the lines say; what they carry is judged by `crosswalk_carrying`."""
    _former(joined)
    _successors(joined)
    for line, record in joined.lines():
        _relation(joined, line, record)
        _option(joined, line, record)


def _former(joined: Joined) -> None:
    seen: dict[str, int] = {}
    for line, record in joined.lines():
        if not line.old:
            continue
        if line.old not in joined.old.by_id:
            hint = nearest(line.old, joined.old.questions)
            joined.add("X113", record, "from", id=line.old, version=joined.crosswalk.old, guess=hint)
        if line.old in seen:
            joined.add("X115", record, "from", id=line.old, first=seen[line.old])
        seen.setdefault(line.old, record.position[0])
    if not _is_torn(joined):
        for question in joined.old.questions:
            if question.id not in seen:
                joined.add("X111", joined.record, "lines", id=question.id, version=joined.crosswalk.old)


def _successors(joined: Joined) -> None:
    seen: dict[str, int] = {}
    new: set[str] = set()
    for line, record in joined.lines():
        own: set[str] = set()
        for place, successor in enumerate(line.new):
            if successor not in joined.new.by_id:
                hint = nearest(successor, joined.new.questions)
                joined.add("X114", record, "to", place, id=successor, version=joined.crosswalk.new, guess=hint)
            if successor in own:
                joined.add("X117", record, "to", place, id=successor, old=line.old)
            elif successor in new or (successor in seen and line.relation is Relation.NEW):
                joined.add("X116", record, "to", place, id=successor, first=seen[successor])
            own.add(successor)
        for successor in own:
            seen.setdefault(successor, record.position[0])
        new |= set(line.new) if line.relation is Relation.NEW else set()
    _unmentioned(joined, seen)


def _unmentioned(joined: Joined, seen: Mapping[str, int]) -> None:
    if not _is_torn(joined):
        for question in joined.new.questions:
            if question.id not in seen:
                joined.add("X112", joined.record, "lines", id=question.id, version=joined.crosswalk.new)


def _is_torn(joined: Joined) -> bool:
    """Whether some line could not be read, so that what it mentions is not known."""
    return any(record.bad for record in joined.record["lines"])


def _relation(joined: Joined, line: Line, record: Record) -> None:
    least, most = line.relation.successors
    count, has_former = len(line.new), bool(line.old)
    if has_former is not line.relation.has_former or count < least or (most is not None and count > most):
        number = phrase("at least {count}", count=least) if most is None else most
        wanted, found = _ends(line.relation.has_former, number), _ends(has_former, count)
        joined.add("X122", record, "relation", relation=line.relation.value, wanted=wanted, found=found)
        return
    if line.relation is Relation.MERGED and len(joined.crosswalk.sources[line.new[0]]) == 1:
        joined.add("X123", record, "to", id=line.old, new=line.new[0])
    if line.relation not in _SILENT and not line.note:
        joined.add("X124", record, "relation", id=line.old, relation=line.relation.value)
    if line.reviewed and line.relation is not Relation.REWORDED:
        joined.add("X125", record, "reviewed", id=line.old, relation=line.relation.value)
    if line.carries is not Carries.NOTHING and line.relation in {Relation.NEW, Relation.DROPPED}:
        joined.add("X137", record, "carries", relation=line.relation.value, carries=line.carries.value)


def _ends(has_former: bool, count: int | Phrase) -> Phrase:  # noqa: FBT001 - words for a truth value
    if has_former:
        return phrase("a former question and {count} of the new version", count=count)
    return phrase("no former question and {count} of the new version", count=count)


def _option(joined: Joined, line: Line, record: Record) -> None:
    question = joined.new.by_id.get(line.new[0]) if line.new else None
    details = {"id": line.old, "relation": line.relation.value}
    if line.relation is not Relation.BECAME_OPTION:
        if line.option:
            joined.add(
                "X126", record, "option", **details, found=phrase("names the option '{option}'", option=line.option)
            )
    elif not line.option:
        joined.add("X126", record, "relation", **details, found=phrase("names no option"))
    elif question is not None and question.option(line.option) is None:
        found = phrase("names the option '{option}', which '{id}' does not have", option=line.option, id=question.id)
        joined.add("X126", record, "option", **details, found=found)
