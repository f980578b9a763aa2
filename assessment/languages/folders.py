"""Where catalogues lie: those of the installation before those that are shipped."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.config import TRANSLATIONS, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Za-z0-9]{2,8})*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Leads to the folder that is in use.
CURRENT = "current"
_MADE = "translated"
_own: list[Path] = []


def use(instance: Path) -> None:
    """Look for catalogues in a data folder from now on, in this process."""
    _own[:] = [instance / "translations"]


def use_none() -> None:
    """Look where the environment says again."""
    _own.clear()


def roots() -> tuple[Path, ...]:
    """Return the folders with catalogues, the first before the others; a catalogue is taken whole from one of them.

    What was translated in the service lies in a folder with a new name after each change that is put into use, so that
    whatever is kept by where it was read is read anew.
    """
    name = in_use()
    return (*([made_root() / name] if name else []), *written_roots())


def written_roots() -> tuple[Path, ...]:
    """Return the folders with catalogues that were written elsewhere: the installation's before the shipped ones."""
    return (_own_root(), TRANSLATIONS)


def made_root() -> Path:
    """Return where catalogues lie that are made of what was translated in the service."""
    return _own_root().with_name(_MADE)


def in_use() -> str:
    """Return the name of the folder with what was translated in the service, empty when there is none."""
    try:
        return os.path.basename(os.readlink(_current(_own_root())))  # noqa: PTH115, PTH119 - every page asks several times
    except OSError:
        return ""


@lru_cache(maxsize=16)
def _current(own_root: Path) -> str:
    return str(own_root.with_name(_MADE) / CURRENT)


def _own_root() -> Path:
    return _own[0] if _own else Settings.from_env().instance / "translations"


def is_tag(language: str) -> bool:
    """Whether a text is a language tag such as fr or pt-BR, and so can be part of a path."""
    return _TAG.fullmatch(language) is not None


def find(language: str, domain: str, within: Sequence[Path]) -> Path | None:
    """Return the catalogue of a domain in a language, or None when there is none."""
    if not is_tag(language):
        return None
    place = f"{language.replace('-', '_')}/LC_MESSAGES/{domain}.po"
    return next((path for root in within if (path := root / place).is_file()), None)


def languages(domain: str, within: Sequence[Path]) -> tuple[str, ...]:
    """Return the tags of the languages that have a catalogue of a domain, in their order."""
    found = {
        path.parent.parent.name.replace("_", "-")
        for root in within
        for path in root.glob(f"*/LC_MESSAGES/{domain}.po")
        if _LANGUAGE.fullmatch(path.parent.parent.name)
    }
    return tuple(sorted(found))
