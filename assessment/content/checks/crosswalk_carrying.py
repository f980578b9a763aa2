"""What a crosswalk carries over: an answer only where the question still asks the same and can take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.checks.context import KINDS, options_of, rows_of
from assessment.content.phrases import guess, phrase
from assessment.domain.crosswalk import Carries, Relation

if TYPE_CHECKING:
    from assessment.content.checks.crosswalk import Joined
    from assessment.content.phrases import Phrase
    from assessment.content.record import Record
    from assessment.domain.crosswalk import Line
    from assessment.domain.questionnaire import Question


def check(joined: Joined) -> None:
    """Run all rules about maps and about what is carried."""
    _maps(joined)
    carried: dict[str, str] = {}
    for line, record in joined.lines():
        _mapped(joined, line, record)
        # Where nothing is on one side, that is said already.
        if line.carries is Carries.ANSWER and line.relation not in {Relation.NEW, Relation.DROPPED}:
            _carried(joined, line, record, carried)


def _maps(joined: Joined) -> None:
    names: dict[str, Record] = {}
    used = {record["map"] for record in joined.record["lines"]}
    for one in joined.record["maps"]:
        if names.setdefault(one["id"], one) is not one:
            joined.add("X132", one, "id", map=one["id"])
        elif one["id"] not in used:
            joined.add("X140", one, "id", map=one["id"])
    for _, record in joined.lines():
        if record["map"] and record["map"] not in names:
            joined.add("X131", record, "map", map=record["map"], guess=guess(record["map"], tuple(names)))


def _mapped(joined: Joined, line: Line, record: Record) -> None:
    """Find options of a map that a question on either side does not have."""
    if line.options is None:
        return
    former = joined.old.by_id.get(line.old)
    if former is not None:
        _offers(joined, "X133", record, former, [pair.old for pair in line.options.pairs])
    for question in filter(None, map(joined.new.by_id.get, line.new)):
        _offers(joined, "X134", record, question, [pair.new for pair in line.options.pairs])


def _offers(joined: Joined, code: str, record: Record, question: Question, named: list[str]) -> None:
    """Report the first option that a question does not have; one is enough to see that the map is not for it."""
    known = {option.id for option in question.options}
    missing = next((option for option in named if option not in known), None)
    if missing is not None:
        details = {"option": missing, "id": question.id, "options": options_of(question)}
        joined.add(code, record, "map", map=record["map"], **details)


def _carried(joined: Joined, line: Line, record: Record, carried: dict[str, str]) -> None:
    if not line.relation.keeps_meaning(reviewed=bool(line.reviewed)):
        plain = line.relation.value
        said = phrase("{relation} and not reviewed", relation=plain) if line.relation is Relation.REWORDED else plain
        joined.add("X136", record, "carries", id=line.old, relation=said)
        return
    former = joined.old.by_id.get(line.old)
    for question in filter(None, map(joined.new.by_id.get, line.new)):
        if question.id in carried:
            joined.add("X138", record, "carries", id=line.old, other=carried[question.id], new=question.id)
        carried.setdefault(question.id, line.old)
        if former is not None:
            _fits(joined, record, former, question)


def _fits(joined: Joined, record: Record, former: Question, question: Question) -> None:
    before, now = _nature(former), _nature(question)
    if before != now:
        joined.add("X139", record, "carries", id=former.id, new=question.id, before=before, now=now)
        return
    line = joined.crosswalk.by_old[former.id]
    known = {pair.new for pair in line.options.pairs} if line.options else set()
    for option in former.options:
        # An option of the map that is not there is reported with the map.
        if question.option(line.option_for(option.id)) is None and line.option_for(option.id) not in known:
            joined.add("X135", record, "carries", id=former.id, new=question.id, option=option.id)


def _nature(question: Question) -> Phrase:
    """Return in words what an answer to a question is: a fact or a measure, of which type, about which rows."""
    kind = KINDS[question.kind]
    if question.rows:
        kind = phrase("{kind} with the rows {rows}", kind=kind, rows=rows_of(question))
    return phrase("scored ({kind})", kind=kind) if question.is_scored else phrase("not scored ({kind})", kind=kind)
