"""The second place where published versions lie besides the shipped files; whoever keeps them puts a shelf in here."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Shelf(Protocol):
    """Published versions that lie outside the folder of questionnaires, named by their fingerprints.

    Crosswalks lie there too; the name of one is that of both versions, as in its file.
    """

    def listed(self) -> Mapping[tuple[str, str], str]:
        """Return the fingerprints by (questionnaire, version)."""

    def find(self, questionnaire: str, version: str) -> str:
        """Return the fingerprint of one version, empty when there is none."""

    def content(self, fingerprint: str) -> bytes | None:
        """Return the bytes of a version."""

    def catalogue(self, questionnaire: str, language: str) -> bytes | None:
        """Return a catalogue of translations (PO) that was installed with a questionnaire."""


class _Empty:
    """A shelf with nothing on it: what a program without a database sees."""

    def listed(self) -> Mapping[tuple[str, str], str]:
        return {}

    def find(self, questionnaire: str, version: str) -> str:  # noqa: ARG002 - the interface
        return ""

    def content(self, fingerprint: str) -> bytes | None:  # noqa: ARG002 - the interface
        return None

    def catalogue(self, questionnaire: str, language: str) -> bytes | None:  # noqa: ARG002 - the interface
        return None


_EMPTY: Shelf = _Empty()
_in_use: list[Shelf] = []


@dataclass(frozen=True)
class Pile:
    """What is about to be put on the shelf, in the order of versions: its contents are found before what lies there."""

    below: Shelf
    fingerprints: Mapping[tuple[str, str], str]
    contents: Mapping[str, bytes]
    catalogues: Mapping[tuple[str, str], bytes]

    def listed(self) -> Mapping[tuple[str, str], str]:
        """Return the fingerprints by (questionnaire, version)."""
        return {**self.below.listed(), **self.fingerprints}

    def find(self, questionnaire: str, version: str) -> str:
        """Return the fingerprint of one version, empty when there is none."""
        return self.fingerprints.get((questionnaire, version)) or self.below.find(questionnaire, version)

    def content(self, fingerprint: str) -> bytes | None:
        """Return the bytes of a version."""
        return self.contents.get(fingerprint) or self.below.content(fingerprint)

    def catalogue(self, questionnaire: str, language: str) -> bytes | None:
        """Return a catalogue of translations (PO)."""
        return self.catalogues.get((questionnaire, language)) or self.below.catalogue(questionnaire, language)


_looked_at: ContextVar[Shelf | None] = ContextVar("looked_at", default=None)


@contextmanager
def looking_at(shelf: Shelf) -> Iterator[None]:
    """Read versions from this shelf inside the block, in this thread alone."""
    before = _looked_at.set(shelf)
    try:
        yield
    finally:
        _looked_at.reset(before)


def use(shelf: Shelf) -> None:
    """Read versions from this shelf from now on, in this process."""
    _in_use[:] = [shelf]


def current() -> Shelf:
    """Return the shelf in use."""
    return _looked_at.get() or (_in_use[0] if _in_use else _EMPTY)
