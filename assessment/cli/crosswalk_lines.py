"""A crosswalk as lines of text: what became of every question, and how much two versions have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessment.domain.crosswalk import Carries, Relation
from assessment.domain.marks import plain

if TYPE_CHECKING:
    from assessment.domain.crosswalk import Crosswalk, Line
    from assessment.domain.questionnaire import Questionnaire

_CARRIES = {
    Carries.ANSWER: "the answer is carried over",
    Carries.SUGGESTION: "the answer is suggested, to be confirmed",
    Carries.NOTHING: "nothing is carried over",
}


def whole(walk: Crosswalk, old: Questionnaire, new: Questionnaire) -> list[str]:
    """Return every line, with both questions in full."""
    head = [f"{new.title}: from {walk.old} to {walk.new} ({walk.fingerprint})", walk.summary, ""]
    return head + [text for line in walk.lines for text in _line(line, old, new)] + _sums(walk, new)


def changes(walk: Crosswalk, old: Questionnaire, new: Questionnaire) -> list[str]:
    """Return every line but those of questions that were kept."""
    shown = (line for line in walk.lines if line.relation is not Relation.KEPT)
    return [text for line in shown for text in _line(line, old, new)] + _sums(walk, new)


def _line(line: Line, old: Questionnaire, new: Questionnaire) -> list[str]:
    names = ", ".join(line.new) + (f" ({line.option})" if line.option else "")
    arrow = f"{line.old} → {names}" if line.old and names else line.old or names
    lines = [f"{line.relation.value:13} {arrow}"]
    if line.old:
        lines.append(f"  - {plain(old.by_id[line.old].text)}")
    lines += [f"  + {plain(new.by_id[id_].text)}" for id_ in line.new]
    if line.old and line.new:
        lines.append(f"    {_CARRIES[line.carries]}{_options(line)}")
    return [*lines, f"    {line.note}"] if line.note else lines


def _options(line: Line) -> str:
    pairs = [f"{pair.old} → {pair.new}" for pair in line.options.pairs] if line.options else []
    return f" ({', '.join(pairs)})" if pairs else ""


def _sums(walk: Crosswalk, new: Questionnaire) -> list[str]:
    """Return the numbers of each relation, and how much the versions have in common."""
    counts = Counter(line.relation for line in walk.lines if line.old)
    numbers = [f"{counts[relation]} {relation.value}" for relation in Relation if counts[relation]]
    fresh = sum(not lines for lines in walk.sources.values())
    total = f"{len(walk.carried)} of {len(new.questions)} questions carry an answer over"
    return [f"{', '.join([*numbers, f'{fresh} new'])}; {total}"]
