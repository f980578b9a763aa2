"""Several things of one kind in a form, one after the other: options, rows, sub-sections, exposures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import request

from assessment.domain.digits import latin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask_babel import LazyString

SPARE = 2
MOST = 60
_SMALL = re.compile(r"[^a-z0-9]+")
# The comma of Arabic and that of Chinese and Japanese are what their keyboards give.
_COMMA = re.compile("[,\u060c\u3001]")
_ARABIC_POINT = "\u066b"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of each line; `kind` is id, text, long, words (a list), number, check or choice.

    `unless` is the value that is not written down, because the format means it when nothing is said.
    """

    name: str
    label: LazyString
    kind: str = "text"
    choices: Mapping[str, LazyString] = field(default_factory=dict)
    unless: bool = False

    def show(self, item: Mapping[str, Any]) -> str:
        """Return what stands in the field."""
        value = item.get(self.name)
        if self.kind == "check":
            return "y" if (self.unless if value is None else value) else ""
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return "" if value is None else str(value)

    def read(self, typed: str) -> object:
        """Return the value of what was typed; None when the field was left empty."""
        match self.kind:
            case "check":
                return None if bool(typed) is self.unless else bool(typed)
            case "words":
                return words(typed) or None
            case "number":
                return number(typed)
            case _:
                return clean(typed) or None


@dataclass
class Lines:
    """The lines as they stand in the form; `name` begins the names of their fields."""

    name: str
    columns: Sequence[Column]
    lines: list[dict[str, str]]
    fixed: int = 0

    @classmethod
    def of(cls, name: str, columns: Sequence[Column], items: Sequence[Mapping[str, Any]]) -> Lines:
        """Return the lines of what is stored, with empty ones after them."""
        shown = [{column.name: column.show(item) for column in columns} for item in items]
        return cls(name, columns, shown + [_empty(columns) for _ in range(SPARE)], len(items))

    @classmethod
    def sent(cls, name: str, columns: Sequence[Column], known: int) -> Lines:
        """Return the lines that were sent; the first `known` have permanent ids."""
        sent = request.form.get(f"{name}-count", "")
        count = min(int(sent), MOST) if sent.isascii() and sent.isdigit() else 0
        keys = [f"{name}-{number}-" for number in range(count)]
        return cls(
            name, columns, [{c.name: request.form.get(key + c.name, "") for c in columns} for key in keys], known
        )

    def items(self, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the things, with all that the form does not show of those that were there `before`.

        A line that was emptied is gone. A new one without an id gets one from its first text.
        """
        known = {item.get("id"): item for item in before} if any("id" in item for item in before) else {}
        found: list[dict[str, Any]] = []
        for number_, line in enumerate(self.lines):
            read = {column.name: column.read(line[column.name]) for column in self.columns}
            said = [column.name for column in self.columns if column.kind not in {"check", "choice", "id"}]
            if not any(read[name] is not None for name in said):
                continue
            base = known.get(line.get("id")) or (before[number_] if number_ < len(before) and not known else {})
            found.append(self._merge(base, read, found))
        return found

    def _merge(
        self, base: Mapping[str, Any], read: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
    ) -> dict[str, Any]:
        item = {**base}
        for column in self.columns:
            value = read[column.name]
            if value is not None:
                item[column.name] = value
            elif column.kind == "check" and column.name in base:
                # What was written down although the format means it anyway stays written down.
                item[column.name] = column.unless
            elif column.name != "id":
                item.pop(column.name, None)
        if any(column.name == "id" for column in self.columns) and not item.get("id"):
            item = {"id": _new_id(str(item.get("text") or item.get("title") or ""), others)} | item
        return item


def words(typed: str) -> list[str]:
    """Return what was typed with commas between, in whichever script these are."""
    return [word for part in _COMMA.split(typed) if (word := part.strip())]


def clean(typed: str) -> str:
    """Return a text as it is kept: one kind of line end, no blanks around it."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()


def number(typed: str) -> object:
    """Return a whole number as such, in whichever digits, anything else as it was typed; None for nothing."""
    text = latin(typed.strip()).replace(_ARABIC_POINT, ".")
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,8}", text) else text or None


def _empty(columns: Sequence[Column]) -> dict[str, str]:
    return {column.name: column.show({}) for column in columns}


def _new_id(text: str, others: Sequence[Mapping[str, Any]]) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    first = _SMALL.sub("-", plain).strip("-")[:40].strip("-") or "option"
    taken, found, count = {item.get("id") for item in others}, first, 2
    while found in taken:
        found, count = f"{first}-{count}", count + 1
    return found
