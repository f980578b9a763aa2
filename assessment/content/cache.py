"""Compiled questionnaires kept in the data folder, named by fingerprint, so that a start does not read YAML again."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.config import Settings
from assessment.content import canonical

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire

# Raise it whenever the domain's questionnaire or the compiler changes its meaning: older cache files are then ignored.
EDITION = 1


def _path(fingerprint: str) -> Path:
    return Settings.from_env().instance / "cache" / f"{fingerprint}.{EDITION}.json"


def get(fingerprint: str) -> Questionnaire | None:
    """Return the questionnaire of this fingerprint, or None when the cache has none that can be read."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = canonical.from_json(_path(fingerprint).read_text(encoding="utf-8"))
        return found if found.fingerprint == fingerprint else None
    return None


def put(fingerprint: str, questionnaire: Questionnaire) -> Questionnaire:
    """Keep the questionnaire for the next start and return it; an unwritable data folder is no fault."""
    path = _path(fingerprint)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed, so that a reader in another process never sees half a file.
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(canonical.to_json(questionnaire))
        Path(temporary).replace(path)
    return questionnaire
