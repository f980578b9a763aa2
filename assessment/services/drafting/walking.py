"""The crosswalk of a draft: what became of every question of the version it was made from, decided by its editors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assessment.content import crosswalk_drafts
from assessment.content.draft_parts import CROSSWALK, part_name
from assessment.domain.crosswalk import Relation, Summary
from assessment.domain.crosswalk_proposing import fresh, is_settled, leads_nowhere, propose
from assessment.domain.drafts import least_change
from assessment.domain.questionnaire import Change
from assessment.domain.trail import digest_of
from assessment.services.places import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.content.crosswalk_drafts import At, Walked
    from assessment.domain.crosswalk import Line
    from assessment.domain.questionnaire import Question, Questionnaire
    from assessment.services.drafting.reading import Whole

SUMMARY = part_name(CROSSWALK, "summary")
_MOST = 32
_walks: dict[tuple[str, int], Walk] = {}


class Standing(Enum):
    """How far one item is.

    What is unchanged is settled by itself; what was decided before its words changed is to be decided again.
    """

    SETTLED = "settled"
    DECIDED = "decided"
    OPEN = "open"
    CHANGED = "changed"

    @property
    def is_done(self) -> bool:
        """Whether it stands in the crosswalk."""
        return self in {Standing.SETTLED, Standing.DECIDED}


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the older version, or one of the newer that follows from none, with its line as it stands.

    `line` is what was decided or else what is proposed; `version` is what a save has to be based on, 0 for the first.
    """

    key: str
    line: Line
    standing: Standing
    version: int

    @property
    def name(self) -> str:
        """The name of its part."""
        return part_name(CROSSWALK, self.key)


@dataclass(frozen=True)
class Walk:
    """The crosswalk of a draft; `missing` tells how many items are to be decided."""

    old: Questionnaire
    new: Questionnaire
    summary: Summary
    summary_version: int
    items: tuple[Item, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """The items by their keys."""
        return {item.key: item for item in self.items}

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items that are to be decided."""
        return tuple(item for item in self.items if not item.standing.is_done)

    @cached_property
    def judged(self) -> Walked:
        """What would be published, with what the check finds."""
        lines = [item.line for item in self.items if item.standing.is_done]
        return crosswalk_drafts.judge(self.old, self.new, self.summary, lines)

    @property
    def is_complete(self) -> bool:
        """Whether it can be published: everything is decided and the check finds no error."""
        return not self.missing and not self.judged.has_errors

    def item(self, key: str) -> Item:
        """Return one item; raise NotFound when there is none."""
        found = self.by_key.get(key)
        if found is None:
            raise NotFound
        return found

    def findings(self, item: Item) -> tuple[At, ...]:
        """Return what was found about an item; nothing about one that is still to be decided."""
        return self.judged.about(item.line) if item.standing.is_done else ()


def walk_of(whole: Whole) -> Walk | None:
    """Return the crosswalk of a draft; None when it needs none: it is the first version, or every question stays.

    A correction and an addition lead on by the ids of their questions; what a new edition did, somebody has to say.
    """
    key = (whole.row.id, whole.row.revision)
    if key not in _walks:
        old, new = whole.predecessor, whole.judged.questionnaire
        if old is None or new is None or not _is_needed(whole, old, new):
            return None
        if len(_walks) >= _MOST:
            _walks.clear()
        _walks[key] = _made(whole, old, new)
    return _walks[key]


def _is_needed(whole: Whole, old: Questionnaire, new: Questionnaire) -> bool:
    says_so = whole.about.content.get("change") == Change.MAJOR.value
    return says_so or least_change(old, new) is Change.MAJOR


def _made(whole: Whole, old: Questionnaire, new: Questionnaire) -> Walk:
    items = [_item(whole, f"from/{id_}", line, old, new) for id_, line in propose(old, new).items()]
    led = leads_nowhere([item.line for item in items], new)
    items += [_item(whole, f"to/{id_}", fresh(id_), old, new) for id_ in led]
    part = whole.decided.get(SUMMARY)
    said = part.content if part else {}
    summary = Summary(str(said.get("summary", "")), str(said.get("language") or new.language))
    return Walk(old, new, summary, part.version if part else 0, tuple(items))


def _item(whole: Whole, key: str, proposed: Line, old: Questionnaire, new: Questionnaire) -> Item:
    part = whole.decided.get(part_name(CROSSWALK, key))
    if part is None:
        return Item(key, proposed, Standing.SETTLED if is_settled(proposed, old, new) else Standing.OPEN, 0)
    line = crosswalk_drafts.to_line(part.content)
    is_same = part.content.get("seen") == digest(line, old, new)
    return Item(key, line, Standing.DECIDED if is_same else Standing.CHANGED, part.version)


def key_of(line: Line) -> str:
    """Return the key of the item that a line is about."""
    return f"from/{line.old}" if line.relation is not Relation.NEW else f"to/{line.new[0] if line.new else ''}"


def digest(line: Line, old: Questionnaire, new: Questionnaire) -> str:
    """Return a digest over what a line was decided about: when an asked text changes afterwards, it is judged anew."""
    asked = [_asked(old.by_id.get(line.old)), *(_asked(new.by_id.get(id_)) for id_ in line.new)]
    return digest_of(json.dumps(asked, ensure_ascii=False))


def content_of(line: Line, old: Questionnaire, new: Questionnaire) -> dict[str, Any]:
    """Return what is kept of a decision."""
    return crosswalk_drafts.to_tree(line) | {"seen": digest(line, old, new)}


def _asked(question: Question | None) -> list[Any]:
    if question is None:
        return []
    options = [[option.id, option.text, option.anchor] for option in question.options]
    rows = [[row.id, row.text] for row in question.rows]
    return [question.id, question.section, question.role.value, question.kind.value, question.text, options, rows]
