"""Every text that people read in a questionnaire file, with the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.format import QUESTIONNAIRE, SENTENCES, TITLE
from assessment.content.shape import Field, Group, ListOf, MapOf, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.content.record import Record


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
        case Text() | ListOf(item=Text()):
            if key not in record.bad:
                yield from _plain(kind, record, key, owner, path)
        case ListOf(item=Group() as group):
            for inner in value:
                yield from _group(group, inner, owner, path)
        case Group():
            yield from _group(kind, value, owner, path)
        case MapOf(value=Text()):
            for name in value:
                yield Written(owner, path, value[name], value.at(name))
        case _:
            return


def _plain(kind: Text | ListOf, record: Record, key: str, owner: str, path: tuple[str, ...]) -> Iterator[Written]:
    """Yield a text, or the texts of a list, unless they are ids, addresses or dates."""
    item = kind.item if isinstance(kind, ListOf) else kind
    if item is not TITLE and item is not SENTENCES:
        return
    texts_here = record[key] if isinstance(kind, ListOf) else (record[key],)
    for index, text in enumerate(texts_here):
        yield Written(owner, path, text, record.at(key, index))
