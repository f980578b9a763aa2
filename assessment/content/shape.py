"""The kinds of field that a file format is made of: what they accept, and how a node becomes a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessment.content.condition_words import problem_of
from assessment.content.phrases import Phrase, guess, phrase
from assessment.content.reading import Mapping, Node, Scalar, Sequence
from assessment.content.record import Place, Record
from assessment.domain.conditions import Condition, ConditionError, parse

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,3})(?:/[1-9][0-9]{0,3})?")


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `form` is a regular expression for ids, `shown` describes it."""

    limit: int = 1000
    form: str = ""
    shown: str = ""
    empty: object = ""

    def decode(self, node: Node, place: Place) -> str:
        """Return the text, or an empty text with a finding."""
        if not isinstance(node, Scalar):
            place.add("S205", node, found=_name(node))
            return ""
        if node.plain and not node.text:
            place.add("S206", node)
        elif node.implicit:
            place.add("R112", node, text=node.text, kind=node.implicit)
        elif not node.text.strip():
            place.add("S206", node)
        elif len(node.text) > self.limit:
            place.add("S212", node, length=len(node.text), limit=self.limit)
        elif self.form and not re.fullmatch(self.form, node.text):
            place.add("S211", node, text=node.text, form=self.shown or self.form)
        return node.text

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": self.limit}
        return schema | ({"pattern": f"^(?:{self.form})$"} if self.form else {})


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within bounds."""

    low: int
    high: int

    @property
    def empty(self) -> int:
        """What stands in for a value that could not be read."""
        return self.low

    def decode(self, node: Node, place: Place) -> int:
        """Return the number, or the lower bound with a finding."""
        if (
            isinstance(node, Scalar)
            and node.plain
            and _INTEGER.fullmatch(node.text)
            and self.low <= int(node.text) <= self.high
        ):
            return int(node.text)
        place.add(
            "S207", node, text=node.text if isinstance(node, Scalar) else _name(node), low=self.low, high=self.high
        )
        return self.low

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false, written so."""

    empty: bool = False

    def decode(self, node: Node, place: Place) -> bool:
        """Return the value, or False with a finding."""
        if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
            return node.text == "true"
        place.add("S208", node, text=node.text if isinstance(node, Scalar) else _name(node))
        return False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact fraction such as 2/3, or a whole number."""

    empty: Fraction | None = None

    def decode(self, node: Node, place: Place) -> Fraction | None:
        """Return the fraction, or None with a finding."""
        # Quotes are needed around a fraction in JSON, never around a whole number.
        written = isinstance(node, Scalar) and (node.plain or "/" in node.text)
        if written and isinstance(node, Scalar) and _FRACTION.fullmatch(node.text):
            return Fraction(node.text)
        place.add("S209", node, text=node.text if isinstance(node, Scalar) else _name(node))
        return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"oneOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": f"^{_FRACTION.pattern}$"}]}


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed set of words."""

    allowed: tuple[str, ...]
    code: str = "S210"

    @property
    def empty(self) -> str:
        """What stands in for a value that could not be read."""
        return self.allowed[0]

    def decode(self, node: Node, place: Place) -> str:
        """Return the word, or the first allowed one with a finding."""
        if not isinstance(node, Scalar):
            place.add("S205", node, found=_name(node))
        elif node.text not in self.allowed:
            place.add(
                self.code, node, text=node.text, allowed=", ".join(self.allowed), guess=guess(node.text, self.allowed)
            )
        else:
            return node.text
        return self.empty

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        # Other programs read 1 without quotes as a number; here it is the same as "1".
        return {"enum": [*self.allowed, *(int(word) for word in self.allowed if word.isdigit())]}


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition in the language of assessment.domain.conditions."""

    empty: Condition | None = None

    def decode(self, node: Node, place: Place) -> Condition | None:
        """Return the parsed condition, or None with a finding."""
        if not isinstance(node, Scalar) or not node.text.strip():
            place.add("S205", node, found=_name(node))
            return None
        try:
            return parse(node.text)
        except ConditionError as error:
            code = "C402" if error.too_large else "C401"
            place.add(code, node, text=node.text, problem=problem_of(error), column=error.column)
            return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of fields of one kind."""

    item: Field
    minimum: int = 0
    empty: tuple[()] = ()

    def decode(self, node: Node, place: Place) -> tuple[Any, ...]:
        """Return the decoded items."""
        if not isinstance(node, Sequence):
            place.add("S204", node, found=_name(node))
            return ()
        if len(node.items) < self.minimum:
            place.add("S213", node)
        return tuple(self.item.decode(item, place) for item in node.items)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"type": "array", "minItems": self.minimum, "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class MapOf:
    """A group with free keys of one form and values of one kind."""

    key: Text
    value: Field
    empty: None = None

    def decode(self, node: Node, place: Place) -> Record:
        """Return the decoded entries."""
        record = Record(node)
        if not isinstance(node, Mapping):
            place.add("S203", node, found=_name(node))
            return record
        for key, value in node.entries.items():
            self.key.decode(Scalar(key, plain=False, line=node.keys[key].line, column=node.keys[key].column), place)
            record[key] = self.value.decode(value, place)
            record.note(key, value)
        return record

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {
            "type": "object",
            "patternProperties": {f"^(?:{self.key.form})$": self.value.schema()},
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class Group:
    """A group of known keys, some of them required; its own `id` names it in findings about what is inside.

    `notes` say for readers of the JSON Schema what keys mean; a `title` makes the group a document of its own there.
    """

    required: dict[str, Field]
    optional: dict[str, Field] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    title: str = ""
    empty: None = None

    def decode(self, node: Node, place: Place) -> Record:
        """Return a record with every known key: decoded, or its empty value."""
        record = Record(node)
        known = self.required | self.optional
        entries = node.entries if isinstance(node, Mapping) else {}
        if isinstance(node, Mapping):
            own = entries.get("id")
            inner = Place(place.findings, own.text if isinstance(own, Scalar) and own.text else place.where)
            self._refuse(node, known, inner)
        else:
            inner = place
            place.add("S203", node, found=_name(node))
        for key, kind in known.items():
            before = place.findings.total
            record[key] = kind.decode(entries[key], inner) if key in entries else kind.empty
            if key in entries:
                record.note(key, entries[key])
            if place.findings.total > before or (key in self.required and key not in entries):
                record.bad.add(key)
        return record

    def _refuse(self, node: Mapping, known: dict[str, Field], place: Place) -> None:
        for key in node.entries:
            if key not in known:
                place.add("S201", node.keys[key], key=key, guess=guess(key, tuple(known)))
        for key in self.required:
            if key not in node.entries:
                place.add("S202", node, key=key)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema."""
        properties = {
            key: ({"description": self.notes[key]} if key in self.notes else {}) | kind.schema()
            for key, kind in (self.required | self.optional).items()
        }
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": self.title} if self.title else {}
        return head | {
            "type": "object",
            "properties": properties,
            "required": list(self.required),
            "additionalProperties": False,
        }


Field = Text | Integer | Boolean | Ratio | Word | Statement | ListOf | MapOf | Group


def _name(node: Node) -> Phrase:
    match node:
        case Mapping():
            return phrase("a group of keys")
        case Sequence():
            return phrase("a list")
        case Scalar(text=text):
            return phrase("the text '{text}'", text=text) if text else phrase("nothing")
