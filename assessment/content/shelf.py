"""The second place where published versions lie besides the shipped files; whoever keeps them puts a shelf in here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shelf(Protocol):
    """Published versions that lie outside the folder of questionnaires, named by their fingerprints."""

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


def use(shelf: Shelf) -> None:
    """Read versions from this shelf from now on, in this process."""
    _in_use[:] = [shelf]


def current() -> Shelf:
    """Return the shelf in use."""
    return _in_use[0] if _in_use else _EMPTY
