"""Taking a file into a draft: what it changes is applied in one act, what somebody else changed meanwhile stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services.conflicts import Stale
from assessment.services.drafting import editing, exchange, making, reading
from assessment.services.drafting.editing import Closed
from assessment.storage import acts, drafts

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.drafting.exchange import Change, Coming
    from assessment.services.drafting.reading import Whole
    from assessment.storage.acts import Act


def import_draft(content: bytes, version: str, by: str, at: datetime) -> str:
    """Make a draft of a file and return its id; `version` takes the place of the file's own unless it is empty.

    Raises Refused, Faulty or Unfit.
    """
    tree, _ = exchange.read_tree(content)
    questionnaire = str(tree.get("id", ""))
    if version and version != str(tree.get("version", "")):
        former = str(tree.get("version", ""))
        tree["version"] = version
        if former in making.taken(questionnaire):
            tree |= {"supersedes": former, "change": tree.get("change") or "patch"}
    base = str(tree.get("supersedes") or "")
    return making.keep(tree, base if base in making.taken(questionnaire) else "", by, at)


def take(draft_id: str, content: bytes, revision: int, by: str, at: datetime) -> Coming:
    """Apply what a file changes in a draft that is still as it was looked at; return what was applied and what not.

    Raises Refused, Faulty, Unfit, Stale or Closed, and changes nothing then.
    """
    exchange.compare(reading.find(draft_id), content)
    with acts.act(Event.DRAFT_CHANGED, by=by, at=at, subject=draft_id) as done:
        whole = reading.within(done.session, draft_id)
        if not whole.is_open:
            raise Closed
        if whole.row.revision != revision:
            raise Stale
        coming = exchange.compare(whole, content)
        for change in coming.changes:
            _apply(done, whole, change, by, at)
        order = [name for name in coming.order if name in whole.parts or name in {one.name for one in coming.changes}]
        kept = [name for name in whole.parts if name not in set(order)]
        drafts.place(done.session, draft_id, {name: place for place, name in enumerate([*order, *kept])})
        title = next((one.after.get("title") for one in coming.changes if one.name == "about" and one.after), None)
        values = {"changed_by": by, "changed_at": at} | ({"title": str(title)[:200]} if title else {})
        drafts.change(done.session, draft_id, ("draft",), values)
        done.content |= {"parts": sorted(one.name for one in coming.changes), "file": True}
        done.is_void = not coming.changes
    return coming


def _apply(done: Act, whole: Whole, change: Change, by: str, at: datetime) -> None:
    present = whole.parts.get(change.name)
    text = json.dumps(change.after, ensure_ascii=False)
    if change.after is not None and len(text) > editing.LONGEST:
        raise making.Unfit("too-long", change.name)
    if present is None:
        drafts.add_part(
            done.session,
            {
                "draft_id": whole.row.id, "name": change.name, "position": len(whole.parts), "content": text,
                "changed_by": by, "changed_at": at,
            },
        )  # fmt: skip
        return
    values = {"is_removed": True} if change.after is None else {"content": text, "is_removed": False}
    drafts.change_part(done.session, (whole.row.id, change.name), present.version, values, by, at)
