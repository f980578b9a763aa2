"""A draft in its parts: what is about the whole, and one part for each thing with an id, so that two can edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessment.content.writing import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessment.content.writing import Tree

ABOUT = "about"
QUESTIONS = "questions"
# What was decided about the crosswalk from the version before: kept with the draft, and no part of the questionnaire.
CROSSWALK = "crosswalk"
LONGEST_ID = 60
# The lists of a questionnaire; each of their items has an id of its own.
LISTS = (
    "documents", "frameworks", "functions", "scales", "glossary", "sections", QUESTIONS, "consistency",
)  # fmt: skip


class NotInParts(ValueError):
    """A tree that cannot be edited in parts: a list is none, or an item has no id, or one that stands twice."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def part_name(kind: str, id_: str) -> str:
    """Return the name of a part, such as `questions/HAO-A1`."""
    return f"{kind}/{id_}"


def split(tree: Tree) -> dict[str, Tree]:
    """Return the parts by name, in their order; raise NotInParts for what cannot be taken apart."""
    ordered = in_order(tree)
    parts: dict[str, Tree] = {ABOUT: {key: value for key, value in ordered.items() if key not in LISTS}}
    for kind in LISTS:
        items = ordered.get(kind, [])
        if not isinstance(items, list):
            raise NotInParts(kind)
        for number, item in enumerate(items, 1):
            id_ = item.get("id") if isinstance(item, dict) else None
            name = part_name(kind, id_) if isinstance(id_, str) and id_ else ""
            if not name or name in parts:
                raise NotInParts(f"{kind}, {id_ or number}")
            parts[name] = item
    return parts


def join(parts: Iterable[tuple[str, Mapping[str, Any]]]) -> Tree:
    """Return the whole tree; parts of one list stay in the order in which they come."""
    tree: Tree = {}
    lists: dict[str, list[Any]] = {}
    for name, part in parts:
        kind, _, id_ = name.partition("/")
        if id_:
            lists.setdefault(kind, []).append(dict(part))
        else:
            tree |= part
    return in_order(tree | lists)
