"""Changing a draft, one part at a time: what was based on an older version of a part is not applied, but shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessment.content.draft_parts import ABOUT, QUESTIONS, part_name
from assessment.domain.drafts import NAME, QUESTION_ID, SECTION_ID
from assessment.domain.trail import Event, digest_of
from assessment.services.drafting import reading
from assessment.services.drafting.making import Unfit
from assessment.services.places import NotFound
from assessment.storage import acts, drafts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.services.drafting.reading import Part, Whole
    from assessment.storage.acts import Act

LONGEST = 100_000
_LONGEST_ID = 40


class Conflict(Exception):
    """The part was changed meanwhile: nothing was applied, `theirs` is what is stored now."""

    def __init__(self, theirs: Part) -> None:
        super().__init__(theirs.name)
        self.theirs = theirs


class Closed(RuntimeError):
    """The draft waits for approval or is published: nothing can change."""


def save_part(  # noqa: PLR0913, PLR0917 - a sentence: where, what, based on what, by whom, when
    draft_id: str, name: str, content: Mapping[str, Any], based_on: int, by: str, at: datetime
) -> None:
    """Keep one part as it was typed, whatever the check will find in it. Raises Conflict, Closed or NotFound."""
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole = _open(done, draft_id)
        now = whole.part(name)
        if dict(now.content) == dict(content):
            done.is_void = True
            return
        if now.version != based_on:
            raise Conflict(now)
        values = {"content": _text(content)}
        if name == ABOUT:
            drafts.change(done.session, draft_id, ("draft",), {"title": str(content.get("title") or "")[:200]})
        _apply(done, (draft_id, name), based_on, values, by, at)


def add_question(draft_id: str, content: Mapping[str, Any], after: str, by: str, at: datetime) -> None:
    """Add a question after another one (`after`, or as the last one); raise Unfit for an id that was ever used."""
    id_ = str(content.get("id", ""))
    if not QUESTION_ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        raise Unfit("question-id", id_[:_LONGEST_ID])
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole = _open(done, draft_id)
        if id_ in reading.ids_used(whole.row.questionnaire, list(whole.parts)):
            raise Unfit("id-used", id_)
        name, order = part_name(QUESTIONS, id_), [part.name for part in whole.of(QUESTIONS)]
        place = order.index(part_name(QUESTIONS, after)) + 1 if part_name(QUESTIONS, after) in order else len(order)
        order.insert(place, name)
        values = {
            "draft_id": draft_id, "name": name, "position": 0, "content": _text(content), "changed_by": by,
            "changed_at": at,
        }  # fmt: skip
        drafts.add_part(done.session, values)
        _reorder(done, whole, order)
        _stamp(done, draft_id, by, at)
        done.content |= {"part": name, "added": True}


def add_thing(draft_id: str, kind: str, id_: str, by: str, at: datetime) -> None:
    """Add an empty section, scale, term or the like; raise Unfit for an id that cannot be or stands there already."""
    form = SECTION_ID if kind == "sections" else NAME
    if not form.fullmatch(id_) or len(id_) > _LONGEST_ID:
        raise Unfit("section-id" if kind == "sections" else "id", id_[:_LONGEST_ID])
    name = part_name(kind, id_)
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole = _open(done, draft_id)
        if name in whole.parts:
            raise Unfit("thing-used", id_)
        values = {
            "draft_id": draft_id, "name": name, "position": len(whole.parts), "content": _text({"id": id_}),
            "changed_by": by, "changed_at": at,
        }  # fmt: skip
        drafts.add_part(done.session, values)
        _stamp(done, draft_id, by, at)
        done.content |= {"part": name, "added": True}


def remove_part(draft_id: str, name: str, based_on: int, by: str, at: datetime) -> None:
    """Take a part out; it can be put back, and its id is never used for anything else."""
    _set_removed(draft_id, (name, based_on), by, at, removed=True)


def put_back(draft_id: str, name: str, by: str, at: datetime) -> None:
    """Put a part back that was removed."""
    _set_removed(draft_id, (name, 0), by, at, removed=False)


def move_question(draft_id: str, id_: str, by_places: int, by: str, at: datetime) -> None:
    """Move a question up (negative) or down among those of its sub-section; at an end nothing happens."""
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole = _open(done, draft_id)
        moved = whole.question(id_)
        beside = [part.name for part in whole.of(QUESTIONS) if part.content.get("section") == moved.content["section"]]
        target = beside.index(moved.name) + by_places
        if not 0 <= target < len(beside):
            done.is_void = True
            return
        order = [part.name for part in whole.of(QUESTIONS)]
        other = order.index(beside[target])
        order.remove(moved.name)
        order.insert(other, moved.name)
        _reorder(done, whole, order)
        _stamp(done, draft_id, by, at)
        done.content |= {"part": moved.name, "moved": by_places}


def _set_removed(draft_id: str, where: tuple[str, int], by: str, at: datetime, *, removed: bool) -> None:
    name, based_on = where
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        now = _open(done, draft_id).parts.get(name)
        if now is None or name == ABOUT:
            raise NotFound
        if now.is_removed is removed:
            done.is_void = True
            return
        if removed and now.version != based_on:
            raise Conflict(now)
        _apply(done, (draft_id, name), now.version, {"is_removed": removed}, by, at)
        done.content["removed"] = removed


def _open(done: Act, draft_id: str) -> Whole:
    whole = reading.within(done.session, draft_id)
    if not whole.is_open:
        raise Closed
    return whole


def _apply(done: Act, where: tuple[str, str], based_on: int, values: Mapping[str, Any], by: str, at: datetime) -> None:  # noqa: PLR0913, PLR0917 - one row and its stamp
    drafts.change_part(done.session, where, based_on, values, by, at)
    _stamp(done, where[0], by, at)
    done.content |= {"part": where[1], "version": based_on + 1}
    if "content" in values:
        done.content["digest"] = digest_of(values["content"])


def _reorder(done: Act, whole: Whole, order: list[str]) -> None:
    """Give the questions their positions; those that were removed come last."""
    names = dict.fromkeys([*order, *(part.name for part in whole.removed if part.kind == QUESTIONS)])
    drafts.place(done.session, whole.row.id, {name: number for number, name in enumerate(names)})


def _stamp(done: Act, draft_id: str, by: str, at: datetime) -> None:
    drafts.change(done.session, draft_id, ("draft",), {"changed_by": by, "changed_at": at})


def _text(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > LONGEST:
        raise Unfit("too-long")
    return text
