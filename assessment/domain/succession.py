"""How the questions of a newer version follow from those of an older one, over one step or a chain of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assessment.domain.crosswalk import Carries, Line, Relation
from assessment.domain.questionnaire import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.domain.answers import Answer
    from assessment.domain.crosswalk import Crosswalk
    from assessment.domain.questionnaire import Option, Question, Questionnaire

# The answer by which a question that became an option of a list ticks it; any other answer says nothing about the list.
_AFFIRMED = ("yes",)


@dataclass(frozen=True, slots=True)
class Link:
    """A question of the older version that leads to one of the newer; `lines` are the steps between, oldest first.

    `carries` is `ANSWER` only when every step keeps the meaning, else `SUGGESTION`. `proposes` tells whether the older
    answer can be put forward as one to the newer question; otherwise it can only be read beside it.
    """

    old: str
    new: str
    carries: Carries
    lines: tuple[Line, ...]
    proposes: bool = True

    def forth(self, answer: Answer) -> Answer | None:
        """Return an older answer as one to the newer question, fitting or not; None when it says nothing about it."""
        found: Answer | None = answer
        for line in self.lines:
            found = None if found is None else _along(line, found)
        return found

    def back(self, answer: Answer) -> Answer | None:
        """Return a newer answer as the one older answer that leads to it; None when there is none, or several."""
        options = tuple([self._former(option) for option in answer.options])
        cells = tuple([(row, self._former(option)) for row, option in answer.cells])
        if "" in options or "" in {option for _, option in cells}:
            return None
        former = replace(answer, options=options, cells=cells)
        return former if self.forth(former) == answer else None

    def _former(self, option: str) -> str:
        """Return the option that becomes this one; empty when no option or more than one does."""
        for line in reversed(self.lines):
            if line.options is None:
                continue
            named = [pair.old for pair in line.options.pairs if pair.new == option]
            if len(named) > 1:
                return ""
            option = named[0] if named else option
        return option


def _along(line: Line, answer: Answer) -> Answer | None:
    if line.relation is Relation.BECAME_OPTION:
        return replace(answer, options=(line.option,)) if answer.options == _AFFIRMED else None
    if line.options is None:
        return answer
    options = tuple(dict.fromkeys(map(line.option_for, answer.options)))
    return replace(answer, options=options, cells=tuple([(row, line.option_for(o)) for row, o in answer.cells]))


@dataclass(frozen=True)
class Succession:
    """All that leads from one version to a newer one; `ends` are the lines of questions that lead nowhere."""

    old: Questionnaire
    new: Questionnaire
    links: tuple[Link, ...]
    ends: Mapping[str, Line]
    crosswalks: tuple[str, ...] = ()

    @cached_property
    def by_old(self) -> dict[str, tuple[Link, ...]]:
        """The links of each question of the older version that has successors."""
        return _grouped((link.old, link) for link in self.links)

    @cached_property
    def by_new(self) -> dict[str, tuple[Link, ...]]:
        """The links of each question of the newer version that has a predecessor."""
        return _grouped((link.new, link) for link in self.links)

    @cached_property
    def homes(self) -> dict[str, str]:
        """Where what stands beside a question goes: its first successor that keeps the answer, else its first one.

        Only of questions that the newer version does not have: what stands beside the others stays.
        """
        first = {
            id_: min(links, key=lambda link: link.carries is not Carries.ANSWER) for id_, links in self.by_old.items()
        }
        return {id_: link.new for id_, link in first.items() if id_ not in self.new.by_id}


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for key, link in pairs:
        found.setdefault(key, []).append(link)
    return {key: tuple(links) for key, links in found.items()}


def by_crosswalk(old: Questionnaire, new: Questionnaire, crosswalk: Crosswalk) -> Succession:
    """Return the step that a crosswalk describes; its notes know their language."""
    lines = [replace(line, language=line.language or new.language) for line in crosswalk.lines]
    links = [
        Link(line.old, successor, _carried(line), (line,), _proposes(line, old.by_id[line.old], new.by_id[successor]))
        for line in lines
        for successor in line.new
        if line.old and line.carries is not Carries.NOTHING
    ]
    kept = {link.old for link in links}
    ends = {line.old: line for line in lines if line.old and line.old not in kept}
    return Succession(old, new, tuple(links), ends, (crosswalk.fingerprint,))


def _carried(line: Line) -> Carries:
    """Return what a line carries; never an answer where the meaning may have changed, whatever the file says."""
    keeps = line.relation.keeps_meaning(reviewed=bool(line.reviewed))
    return line.carries if keeps else Carries.SUGGESTION


def _proposes(line: Line, was: Question, question: Question) -> bool:
    """Whether equal options of both questions mean the same: a map says so, or a question of the same nature.

    A measure and a risk both know a "yes", and the one says nothing about the other; nor does a half about a whole.
    """
    if line.options is not None or line.relation is Relation.BECAME_OPTION:
        return True
    if line.relation in {Relation.SPLIT, Relation.MERGED}:
        return False
    return _nature(was) == _nature(question)


def _nature(question: Question) -> tuple[object, ...]:
    return question.role, question.polarity, question.kind, tuple(option.id for option in question.options)


def by_ids(old: Questionnaire, new: Questionnaire) -> Succession:
    """Return the step to a patch or a minor change that has no crosswalk: what has the same id follows.

    An answer is kept where the question still asks the same; a patch vouches for that where it only mends words.
    """
    is_mended = new.change is Change.PATCH and new.supersedes == old.version
    links, ends = [], {}
    for question in old.questions:
        successor = new.by_id.get(question.id)
        if successor is None:
            ends[question.id] = Line(Relation.DROPPED, Carries.NOTHING, question.id)
        else:
            same = asks_the_same(question, successor, is_mended=is_mended)
            relation = Relation.KEPT if same else Relation.REWORDED
            carries = Carries.ANSWER if same else Carries.SUGGESTION
            line = Line(relation, carries, question.id, (successor.id,))
            proposes = same or _nature(question) == _nature(successor)
            links.append(Link(question.id, successor.id, carries, (line,), proposes))
    return Succession(old, new, tuple(links), ends)


def asks_the_same(was: Question, question: Question, *, is_mended: bool = False) -> bool:
    """Whether a question still asks the same with the same choices; help may have been improved.

    `is_mended` tells that the newer words are declared to mean what the older ones did.
    """
    return _put(was, is_mended) == _put(question, is_mended)


def _put(question: Question, is_mended: bool) -> tuple[object, ...]:  # noqa: FBT001 - of both versions
    rows = tuple((row.id, "" if is_mended else row.text) for row in question.rows)
    options = tuple(_choice(option, is_mended) for option in question.options)
    text = "" if is_mended else question.text
    return question.role, question.kind, text, options, rows, question.dont_know, question.not_applicable


def _choice(option: Option, is_mended: bool) -> tuple[object, ...]:  # noqa: FBT001 - of both versions
    words = () if is_mended else (option.text, option.anchor)
    return option.id, option.exclusive, *words


def joined(first: Succession, second: Succession) -> Succession:
    """Return two steps as one: an answer is kept only where both keep it."""
    found: dict[tuple[str, str], Link] = {}
    ends = dict(first.ends)
    for link in first.links:
        onward = second.by_old.get(link.new, ())
        for after in onward:
            both = {link.carries, after.carries} == {Carries.ANSWER} and (link.old, after.new) not in found
            carries = Carries.ANSWER if both else Carries.SUGGESTION
            way = Link(link.old, after.new, carries, link.lines + after.lines, link.proposes and after.proposes)
            found.setdefault((link.old, after.new), way)
    for link in first.links:
        if not any(link.old == old for old, _ in found):
            ends.setdefault(link.old, second.ends[link.new])
    crosswalks = first.crosswalks + second.crosswalks
    return Succession(first.old, second.new, tuple(found.values()), ends, crosswalks)
