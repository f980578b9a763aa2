"""A questionnaire as sheets of texts that people fill in with a spreadsheet, and back, without losing anything.

What a table says of each sheet follows from the format: keys become columns, groups in lists become sheets of their
own. A value that its column cannot say is written as JSON, so that every draft survives, also one with errors.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assessment.content import format as shapes
from assessment.content.draft_parts import LISTS
from assessment.content.shape import Boolean, Group, Integer, ListOf, MapOf, Ratio, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessment.content.shape import Field
    from assessment.content.writing import Tree

ABOUT = "about"
OTHER = "other"
# Before what a column cannot say in words.
_JSON = "json:"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
# Sheets for groups inside a list: the sheet, the list that owns it, the key there, and what the owner's id is headed.
_INNER = {
    ("sections", "subsections"): ("subsections", "section"),
    ("scales", "options"): ("scale-options", "scale"),
    ("questions", "options"): ("options", "question"),
    ("questions", "rows"): ("rows", "question"),
    ("questions", "exposes"): ("exposures", "question"),
    ("questions", "anchors"): ("anchors", "question"),
    ("questions", "recommendation"): ("recommendations", "question"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the keys that lead to its value, and how the value is written."""

    path: tuple[str, ...]
    kind: str

    @property
    def title(self) -> str:
        """What stands in the first row."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: the list whose items are its rows, or the key inside them; `owner` heads the id of the item."""

    name: str
    list_name: str
    key: str
    owner: str
    columns: tuple[Column, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The first row."""
        return (*([self.owner] if self.owner else []), *(column.title for column in self.columns), OTHER)


@cache
def tables() -> tuple[Table, ...]:
    """Return all sheets but the one about the whole, in their order."""
    found = []
    for list_name in LISTS:
        group = _group(shapes.QUESTIONNAIRE, list_name)
        inner = {key for owner, key in _INNER if owner == list_name}
        found.append(Table(list_name, list_name, "", "", columns_of(group, frozenset(inner))))
        for key in (key for key in group.required | group.optional if key in inner):
            name, owner = _INNER[list_name, key]
            found.append(Table(name, list_name, key, owner, _inner_columns(group, key)))
    return tuple(found)


def _group(parent: Group, key: str) -> Group:
    kind = (parent.required | parent.optional)[key]
    item = kind.item if isinstance(kind, ListOf) else kind
    assert isinstance(item, Group)  # noqa: S101 - the format says so
    return item


def _inner_columns(group: Group, key: str) -> tuple[Column, ...]:
    if isinstance((group.required | group.optional)[key], MapOf):
        return (Column(("option",), "text"), Column(("text",), "text"))
    return columns_of(_group(group, key))


def columns_of(
    group: Group, left_out: frozenset[str] = frozenset(), before: tuple[str, ...] = ()
) -> tuple[Column, ...]:
    """Return the columns for the keys of a group, with those of the groups inside it."""
    found: list[Column] = []
    for key, kind in (group.required | group.optional).items():
        if key in left_out:
            continue
        if isinstance(kind, Group):
            found += columns_of(kind, before=(*before, key))
        else:
            found.append(Column((*before, key), _kind(kind)))
    return tuple(found)


def _kind(kind: Field) -> str:
    match kind:
        case Boolean():
            return "yes-no"
        case Integer() | Ratio():
            return "number"
        case MapOf():
            return "pairs"
        case ListOf(item=Text(form=form)):
            return "words" if form else "lines"
        case _:
            return "text"


def write(value: object, kind: str) -> str:
    """Return what stands in the cell of a value."""
    text = _plain(value, kind)
    if text is not None and not text.startswith(_JSON) and read(text, kind) == value:
        return text
    return "" if value in (None, "", [], {}) else _JSON + json.dumps(value, ensure_ascii=False)


def _plain(value: object, kind: str) -> str | None:
    match value:
        case bool():
            return ("yes" if value else "no") if kind == "yes-no" else None
        case int() | str():
            return str(value)
        case list():
            return ("\n" if kind == "lines" else ", ").join(map(str, value))
        case dict() if kind == "pairs" and all(items is None or isinstance(items, list) for items in value.values()):
            return "\n".join(f"{key}: {', '.join(map(str, items or ()))}" for key, items in value.items())
        case _:
            return None


def read(cell: str, kind: str) -> Any:  # noqa: ANN401 - a tree has no narrower type
    """Return the value of a cell, None for an empty one; raise ValueError for what was JSON and is broken."""
    if cell.startswith(_JSON):
        return json.loads(cell[len(_JSON) :])
    text = cell.replace("\r\n", "\n")
    if not text.strip():
        return None
    match kind:
        case "yes-no":
            return {"yes": True, "no": False}.get(text.strip().lower(), text)
        case "number":
            return int(text) if _NUMBER.fullmatch(text.strip()) else text
        case "words":
            return [word for part in text.split(",") if (word := part.strip())]
        case "lines":
            return [line for line in text.split("\n") if line.strip()]
        case "pairs":
            return _pairs(text)
        case _:
            return text


def _pairs(text: str) -> dict[str, list[str]]:
    pairs = (line.partition(":") for line in text.split("\n") if line.strip())
    return {key.strip(): [word for part in items.split(",") if (word := part.strip())] for key, _, items in pairs}


def rows(tree: Tree, table: Table) -> list[list[str]]:
    """Return the rows of a sheet below its titles."""
    found = []
    for item in tree.get(table.list_name) or []:
        for inner in _inside(item, table.key):
            cells = [write(get(inner, column.path), column.kind) for column in table.columns]
            own = [str(item.get("id", ""))] if table.owner else []
            found.append([*own, *cells, _other(inner, table)])
    return found


def _inside(item: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    """Yield the item itself, or what it holds under a key, each as a group."""
    if not key:
        yield item
        return
    held = item.get(key)
    if not _fits(held, key):
        return
    if key == "anchors" and isinstance(held, dict):
        yield from ({"option": option, "text": text} for option, text in held.items())
    elif isinstance(held, dict):
        yield held
    elif isinstance(held, list):
        yield from held


def _fits(held: object, key: str) -> bool:
    """Whether what a draft holds under a key can stand in a sheet of its own."""
    if key in {"anchors", "recommendation"}:
        return isinstance(held, dict)
    return isinstance(held, list) and all(isinstance(inner, dict) for inner in held)


def _other(inner: Mapping[str, Any], table: Table) -> str:
    """Return as JSON what no column and no other sheet holds."""
    known = {column.path[0] for column in table.columns}
    known |= {one.key for one in tables() if one.list_name == table.list_name and one.key and not table.key}
    rest = {key: value for key, value in inner.items() if key not in known}
    lost = {key: inner[key] for key in known & inner.keys() if _is_torn(inner[key], key, table)}
    return json.dumps(rest | lost, ensure_ascii=False) if rest or lost else ""


def _is_torn(value: object, key: str, table: Table) -> bool:
    """Whether a value is not of the shape that its columns or its sheet need, as in a draft with errors."""
    if not table.key and any(one.key == key and one.list_name == table.list_name for one in tables()):
        return not _fits(value, key)
    nested = {column.path[1] for column in table.columns if column.path[0] == key and len(column.path) > 1}
    return bool(nested) and not (isinstance(value, dict) and value.keys() <= nested)


def get(item: Mapping[str, Any], path: Sequence[str]) -> Any:  # noqa: ANN401 - a tree has no narrower type
    """Return the value at a path, None where there is none."""
    value: Any = item
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def trimmed(value: Any) -> Any:  # noqa: ANN401 - a tree has no narrower type
    """Return a tree without keys that hold nothing: an empty text and a missing one are the same in a sheet."""
    if isinstance(value, dict):
        held = {key: trimmed(inner) for key, inner in value.items()}
        return {key: inner for key, inner in held.items() if inner not in (None, "", [], {})}
    return [trimmed(inner) for inner in value] if isinstance(value, list) else value
