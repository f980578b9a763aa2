"""Making a draft: from a published version, from a file, or from nothing; discarding it and taking that back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessment.content import draft_parts, files, writing
from assessment.content.findings import Findings
from assessment.content.reading import MAX_BYTES, read_node
from assessment.domain import drafts as rules
from assessment.domain.trail import Event
from assessment.services.identifiers import new_id
from assessment.services.places import NotFound
from assessment.storage import acts, db, drafts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.content.findings import Finding
    from assessment.content.writing import Tree

_STANDING = ("draft", "in-approval")


class Unfit(ValueError):
    """A draft that cannot be made; `code` says why: version, taken, in-work, id, unreadable or parts."""

    def __init__(self, code: str, detail: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.findings = findings


def taken(questionnaire: str) -> frozenset[str]:
    """Return the versions of a questionnaire that exist already."""
    return frozenset(one.version for one in files.versions() if one.questionnaire == questionnaire)


def suggest(questionnaire: str, base: str) -> str:
    """Return the next free version of a questionnaire; one in the making is not free either."""
    in_work = {row.version for row, _ in drafts.all_of(db.session) if row.questionnaire == questionnaire}
    return rules.next_version(base, taken(questionnaire) | in_work)


def make_draft(questionnaire: str, base: str, version: str, by: str, at: datetime) -> str:
    """Make a draft that begins as an exact copy of a published version; return its id.

    Raises Unfit, or ContentError when the base cannot be loaded.
    """
    found = files.find(questionnaire, base)
    tree = read_tree(files.verified(found))
    tree |= {"version": version, "supersedes": base, "change": "patch"}
    return keep(tree, base, by, at)


def make_empty(questionnaire: str, version: str, title: str, language: str, by: str, at: datetime) -> str:  # noqa: PLR0913, PLR0917 - a sentence: what, called how, by whom, when
    """Make a draft of a new questionnaire that has nothing but its name; raise Unfit."""
    if questionnaire in {one.questionnaire for one in files.versions()}:
        raise Unfit("known", questionnaire)
    tree: Tree = {
        "format": 1, "id": questionnaire, "version": version, "title": title, "summary": "", "language": language,
        "languages": [language], "licence": "CC-BY-4.0", "scoring_model": "1.0", "values_status": "proposed",
    }  # fmt: skip
    return keep(tree, "", by, at)


def read_tree(content: bytes) -> Tree:
    """Return a questionnaire file as a tree; raise Unfit with what was found when it is none."""
    findings = Findings("")
    if len(content) > MAX_BYTES:
        findings.add("R102", limit=MAX_BYTES)
    node = read_node(content, findings) if not findings.found else None
    tree = writing.to_tree(node) if node is not None else None
    if not isinstance(tree, dict) or findings.has_errors:
        raise Unfit("unreadable", findings=findings.sorted())
    return tree


def keep(tree: Tree, base: str, by: str, at: datetime) -> str:
    """Keep a tree as a draft and return its id; what the check finds does not matter yet. Raises Unfit."""
    questionnaire, version = _named(tree)
    try:
        parts = draft_parts.split(tree)
    except draft_parts.NotInParts as error:
        raise Unfit("parts", error.where) from None
    id_ = new_id()
    with acts.act(Event.DRAFT_MADE, by=by, at=at, subject=id_) as done:
        if drafts.open_version(done.session, questionnaire, version):
            raise Unfit("in-work", version)
        values = {
            "id": id_, "questionnaire": questionnaire, "version": version, "base": base,
            "title": str(tree.get("title") or questionnaire)[:200], "made_by": by, "made_at": at, "changed_by": by,
            "changed_at": at,
        }  # fmt: skip
        rows = [_row(id_, number, name, part, by, at) for number, (name, part) in enumerate(parts.items())]
        drafts.add(done.session, values, rows)
        done.content |= {"edition": f"{questionnaire} {version}", "base": base}
    return id_


def _named(tree: Tree) -> tuple[str, str]:
    questionnaire, version = str(tree.get("id", "")), str(tree.get("version", ""))
    if not rules.NAME.fullmatch(questionnaire) or len(questionnaire) > draft_parts.LONGEST_ID:
        raise Unfit("id", questionnaire[:60])
    if not rules.VERSION.fullmatch(version):
        raise Unfit("version", version[:20])
    if version in taken(questionnaire):
        raise Unfit("taken", f"{questionnaire} {version}")
    return questionnaire, version


def _row(  # noqa: PLR0913, PLR0917 - the columns
    id_: str, position: int, name: str, part: Mapping[str, Any], by: str, at: datetime
) -> dict[str, Any]:
    content = json.dumps(part, ensure_ascii=False)
    return {
        "draft_id": id_, "name": name, "position": position, "content": content, "changed_by": by, "changed_at": at
    }  # fmt: skip


def discard(draft_id: str, by: str, at: datetime) -> None:
    """Put a draft away; it can be taken back. Raises NotFound unless it is open."""
    _move(Event.DRAFT_DISCARDED, draft_id, (_STANDING, drafts.DISCARDED), by, at)


def take_back(draft_id: str, by: str, at: datetime) -> None:
    """Bring a discarded draft back; raise NotFound, or Unfit when its version has been taken meanwhile."""
    row = drafts.find(db.session, draft_id)
    if row is None:
        raise NotFound
    if row.version in taken(row.questionnaire) or drafts.open_version(db.session, row.questionnaire, row.version):
        raise Unfit("taken", f"{row.questionnaire} {row.version}")
    _move(Event.DRAFT_RESTORED, draft_id, ((drafts.DISCARDED,), "draft"), by, at)


def _move(event: Event, draft_id: str, step: tuple[tuple[str, ...], str], by: str, at: datetime) -> None:
    with acts.act(event, by=by, at=at, subject=draft_id) as done:
        values = {"state": step[1], "changed_by": by, "changed_at": at, "sent_by": ""}
        if not drafts.change(done.session, draft_id, step[0], values):
            raise NotFound
