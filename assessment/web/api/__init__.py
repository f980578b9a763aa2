"""The interface for programs: released figures as JSON, read only, behind tokens."""

from __future__ import annotations

from assessment.web.api import document, releases  # noqa: F401 - each adds its addresses
from assessment.web.api.blueprint import blueprint

__all__ = ["blueprint"]
