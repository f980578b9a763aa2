"""Deciding what became of questions: one item at a time or several, from the form or from a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessment.content import crosswalk_drafts
from assessment.content.draft_parts import CROSSWALK, part_name
from assessment.domain.crosswalk import Relation
from assessment.domain.crosswalk_proposing import fresh
from assessment.domain.trail import Event, digest_of
from assessment.services.conflicts import Stale
from assessment.services.drafting import reading, walking
from assessment.services.drafting.editing import LONGEST, Closed
from assessment.services.drafting.making import Unfit
from assessment.services.places import NotFound
from assessment.storage import acts, drafts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from assessment.domain.crosswalk import Line, Summary
    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Item, Walk
    from assessment.storage.acts import Act


class Decided(Exception):
    """Somebody else has decided this meanwhile: nothing was applied, `theirs` is what stands now."""

    def __init__(self, theirs: Line) -> None:
        super().__init__(theirs.old)
        self.theirs = theirs


class Summarised(Exception):
    """Somebody else has written the summary meanwhile; `theirs` is what they wrote, `version` what it has now."""

    def __init__(self, theirs: Summary, version: int) -> None:
        super().__init__(version)
        self.theirs = theirs
        self.version = version


def decide(draft_id: str, line: Line, based_on: int, by: str, at: datetime) -> None:
    """Keep what became of one question, whatever the check finds in it. Raises Decided, Closed or NotFound."""
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole, walk = _open(done, draft_id)
        item = walk.by_key.get(walking.key_of(line))
        stored = whole.decided.get(item.name) if item else None
        if item is None:
            raise NotFound
        if item.version != based_on:
            raise Decided(item.line)
        content = walking.content_of(line, walk.old, walk.new)
        if stored is not None and dict(stored.content) == content:
            done.is_void = True
            return
        _keep(done, whole, item.name, content, (by, at))
        _stamp(done, draft_id, by, at)


def confirm(draft_id: str, keys: Sequence[str], revision: int, by: str, at: datetime) -> int:
    """Confirm what is proposed for several items as it was looked at; return how many. Raises Stale or Closed.

    Only of new questions and of such as ask the same: of all others somebody has to say what changed.
    """
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole, walk = _open(done, draft_id)
        if whole.row.revision != revision:
            raise Stale
        chosen = [item for item in walk.missing if item.key in set(keys) and is_plain(item)]
        for item in chosen:
            _keep(done, whole, item.name, walking.content_of(item.line, walk.old, walk.new), (by, at))
        _stamp(done, draft_id, by, at)
        done.content |= {"crosswalk": sorted(item.key for item in chosen)}
        done.is_void = not chosen
    return len(chosen)


def is_plain(item: Item) -> bool:
    """Whether what is proposed can be confirmed as it stands."""
    return item.standing is walking.Standing.OPEN and item.line.relation in {Relation.NEW, Relation.KEPT}


def summarise(draft_id: str, summary: Summary, based_on: int, by: str, at: datetime) -> None:
    """Keep what changed on the whole, and in which language that and the notes are written.

    Raises Summarised, Closed or NotFound.
    """
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole, walk = _open(done, draft_id)
        if walk.summary == summary:
            done.is_void = True
            return
        if walk.summary_version != based_on:
            raise Summarised(walk.summary, walk.summary_version)
        _keep(done, whole, walking.SUMMARY, _said(summary), (by, at))
        _stamp(done, draft_id, by, at)


def take_file(draft_id: str, content: bytes, revision: int, by: str, at: datetime) -> int:
    """Decide everything as a file says; return how many decisions changed.

    Items that the file leaves out stay as they are. Raises Unreadable, Stale, Closed or NotFound, and changes nothing
    then.
    """
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole, walk = _open(done, draft_id)
        if whole.row.revision != revision:
            raise Stale
        changed = coming(walk, content)
        summary = crosswalk_drafts.read(content, walk.old, walk.new)[0]
        for line in changed:
            name = part_name(CROSSWALK, walking.key_of(line))
            _keep(done, whole, name, walking.content_of(line, walk.old, walk.new), (by, at))
        if summary != walk.summary:
            _keep(done, whole, walking.SUMMARY, _said(summary), (by, at))
        _stamp(done, draft_id, by, at)
        done.content |= {"crosswalk": sorted(walking.key_of(line) for line in changed), "file": True}
        done.is_void = not changed and summary == walk.summary
    return len(changed)


def coming(walk: Walk, content: bytes) -> tuple[Line, ...]:
    """Return the lines of a file that differ from what stands; raise Unreadable for a file that is none."""
    _, lines = crosswalk_drafts.read(content, walk.old, walk.new)
    # A line of a file holds its map under a name; what is compared is what it does.
    plain = [crosswalk_drafts.to_line(crosswalk_drafts.to_tree(line)) for line in _each(lines)]
    standing = {item.key: item.line for item in walk.items if item.standing.is_done}
    return tuple(line for line in plain if standing.get(walking.key_of(line)) != line)


def _said(summary: Summary) -> dict[str, str]:
    return {"summary": summary.text, "language": summary.language}


def _each(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with one for each new question; a file may put several into one."""
    found = []
    for line in lines:
        if line.relation is Relation.NEW:
            found += [fresh(id_) for id_ in line.new]
        else:
            found.append(line)
    return found


def _open(done: Act, draft_id: str) -> tuple[Whole, Walk]:
    whole = reading.within(done.session, draft_id)
    if not whole.is_open:
        raise Closed
    walk = walking.walk_of(whole)
    if walk is None:
        raise NotFound
    return whole, walk


def _keep(done: Act, whole: Whole, name: str, content: Mapping[str, Any], made: tuple[str, datetime]) -> None:
    text, (by, at) = json.dumps(content, ensure_ascii=False), made
    if len(text) > LONGEST:
        raise Unfit("too-long")
    part = whole.decided.get(name)
    if part is None:
        values = {"draft_id": whole.row.id, "name": name, "position": 0, "content": text, "changed_by": by}
        drafts.add_part(done.session, values | {"changed_at": at})
    else:
        drafts.change_part(
            done.session, (whole.row.id, name), part.version, {"content": text, "is_removed": False}, by, at
        )
    done.content |= {"part": name, "digest": digest_of(text)}


def _stamp(done: Act, draft_id: str, by: str, at: datetime) -> None:
    drafts.change(done.session, draft_id, ("draft",), {"changed_by": by, "changed_at": at})
