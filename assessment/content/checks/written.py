"""Every text that people read in a questionnaire file, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.format import QUESTIONNAIRE, SENTENCES, TITLE
from assessment.content.shape import Field, Group, ListOf, MapOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Written:
    """One text; `owner` is the nearest id, `path` the keys that lead to it, `at` line and column."""

    owner: str
    path: tuple[str, ...]
    text: str
    at: tuple[int, int]

    @property
    def key(self) -> str:
        """The key that holds the text."""
        return self.path[-1]


def texts(record: Record) -> Iterator[Written]:
    """Yield every readable text of a questionnaire, in the order of the format."""
    yield from _group(QUESTIONNAIRE, record, "", ())


def _group(group: Group, record: Record, owner: str, path: tuple[str, ...]) -> Iterator[Written]:
    owner = str(record.get("id") or owner)
    for key, kind in (group.required | group.optional).items():
        if key in record.keys_at:
            yield from _field(kind, record, key, owner, (*path, key))


def _field(kind: Field, record: Record, key: str, owner: str, path: tuple[str, ...]) -> Iterator[Written]:
    value = record[key]
    match kind:
        case Text():
            if (kind is TITLE or kind is SENTENCES) and key not in record.bad and value:
                yield Written(owner, path, value, record.at(key))
        case ListOf(item=Text() as item):
            if (item is TITLE or item is SENTENCES) and key not in record.bad:
                for index, text in enumerate(value):
                    yield Written(owner, path, text, record.at(key, index))
        case ListOf(item=Group() as group):
            for inner in value:
                yield from _group(group, inner, owner, path)
        case Group():
            yield from _group(kind, value, owner, path)
        case MapOf(value=Text()):
            for name in value:
                if name not in value.bad:
                    yield Written(owner, path, value[name], value.at(name))
        case _:
            return
