"""Pages of questionnaire editors; importing them adds the views to the blueprint."""

from __future__ import annotations

from assessment.web.editor import (  # noqa: F401 - each adds its pages
    conditions,
    crosswalk,
    crosswalk_files,
    crosswalk_list,
    deciding,
    draft,
    ends,
    files,
    home,
    looking,
    parts,
    questions,
    samples,
    sections,
    translating,
)
from assessment.web.editor.blueprint import blueprint

__all__ = ["blueprint"]
