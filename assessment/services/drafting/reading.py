"""Looking at drafts: the list, one draft with all its parts, and what the check finds in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assessment.content import draft_parts, files, writing
from assessment.content.draft_parts import ABOUT, CROSSWALK, QUESTIONS, part_name
from assessment.content.errors import ContentError
from assessment.content.judging import judge
from assessment.domain.drafts import DraftState
from assessment.services.places import NotFound
from assessment.storage import db, drafts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.content.judging import Judged, Placed
    from assessment.domain.questionnaire import Questionnaire
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Draft, DraftPart


_MOST = 64
_judged: dict[tuple[str, int], Judged] = {}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft; `version` is what a save has to be based on."""

    name: str
    content: Mapping[str, Any]
    version: int
    is_removed: bool
    changed_by: str
    changed_at: datetime

    @property
    def kind(self) -> str:
        """The list it belongs to, `about` for what is about the whole."""
        return self.name.partition("/")[0]

    @property
    def id(self) -> str:
        """The id of the thing; empty for what is about the whole."""
        return self.name.partition("/")[2]


@dataclass(frozen=True)
class Whole:
    """A draft with its parts in their order; `decided` is what was decided about its crosswalk, by the same names."""

    row: Draft
    parts: Mapping[str, Part]
    decided: Mapping[str, Part] = field(default_factory=dict)

    @property
    def state(self) -> DraftState:
        """Where it stands."""
        return DraftState(self.row.state)

    @property
    def is_open(self) -> bool:
        """Whether it can be changed now."""
        return self.state is DraftState.DRAFT

    @cached_property
    def tree(self) -> writing.Tree:
        """The questionnaire as a tree, without what was removed."""
        return draft_parts.join([(part.name, part.content) for part in self.parts.values() if not part.is_removed])

    @cached_property
    def judged(self) -> Judged:
        """What the check finds; once for each revision, because writing and checking take most of a second."""
        key = (self.row.id, self.row.revision)
        found = _judged.get(key)
        if found is None:
            if len(_judged) >= _MOST:
                _judged.clear()
            found = judge(writing.to_yaml(self.tree), self.row.questionnaire, self.row.version)
            _judged[key] = found
        return found

    def of(self, kind: str) -> list[Part]:
        """Return the parts of one list that are not removed."""
        return [part for part in self.parts.values() if part.kind == kind and part.id and not part.is_removed]

    @property
    def removed(self) -> list[Part]:
        """The parts that were removed and can be put back."""
        return [part for part in self.parts.values() if part.is_removed]

    def part(self, name: str) -> Part:
        """Return one part; raise NotFound when there is none, or it was removed."""
        found = self.parts.get(name)
        if found is None or found.is_removed:
            raise NotFound
        return found

    def question(self, id_: str) -> Part:
        """Return the part of a question; raise NotFound when there is none."""
        return self.part(part_name(QUESTIONS, id_))

    @property
    def about(self) -> Part:
        """What is about the whole."""
        return self.parts[ABOUT]

    def findings(self, part: str) -> tuple[Placed, ...]:
        """Return what was found about one part."""
        return self.judged.about(part)

    @cached_property
    def predecessor(self) -> Questionnaire | None:
        """The version it was made from, None for a new questionnaire or when that version is no longer there."""
        if not self.row.base:
            return None
        try:
            return files.load(self.row.questionnaire, self.row.base)
        except ContentError:
            return None


@dataclass(frozen=True, slots=True)
class Listed:
    """One draft in the list."""

    id: str
    questionnaire: str
    version: str
    title: str
    state: DraftState
    changed_by: str
    changed_at: datetime


def list_drafts() -> tuple[Listed, ...]:
    """Return the drafts that are not discarded, the last changed first."""
    return tuple(
        Listed(row.id, row.questionnaire, row.version, row.title, DraftState(row.state), name, row.changed_at)
        for row, name in drafts.all_of(db.session)
    )


def find(draft_id: str) -> Whole:
    """Return a draft that was not discarded; raise NotFound."""
    return _whole(db.session, draft_id, discarded=False)


def find_any(draft_id: str) -> Whole:
    """Return a draft, also one that was discarded; raise NotFound."""
    return _whole(db.session, draft_id, discarded=True)


def within(session: DatabaseSession, draft_id: str) -> Whole:
    """Return a draft as it is inside an act; raise NotFound."""
    return _whole(session, draft_id, discarded=False)


def name_of(account_id: str) -> str:
    """Return the name of a person, empty when they are gone."""
    return drafts.name_of(db.session, account_id) if account_id else ""


def _whole(session: DatabaseSession, draft_id: str, *, discarded: bool) -> Whole:
    row = drafts.find(session, draft_id)
    if row is None or (row.state == drafts.DISCARDED and not discarded):
        raise NotFound
    parts = [_part(part) for part in drafts.parts(session, draft_id)]
    named = [{part.name: part for part in parts if (part.kind == CROSSWALK) is of_it} for of_it in (False, True)]
    return Whole(row, *named)


def _part(row: DraftPart) -> Part:
    return Part(row.name, json.loads(row.content), row.version, row.is_removed, row.changed_by, row.changed_at)


def ids_used(questionnaire: str, parts: Sequence[str]) -> frozenset[str]:
    """Return every question id that a version of the questionnaire has or had; none of them means anything else."""
    found = {name.partition("/")[2] for name in parts if name.startswith(f"{QUESTIONS}/")}
    for version in files.versions():
        if version.questionnaire == questionnaire and version.is_published:
            found |= set(files.load(questionnaire, version.version).by_id)
    return frozenset(found)
