"""What officials see: released figures, charts and downloads. Nothing here reads answers or scores of anybody.

Each module of this package adds its pages to the one blueprint.
"""

from __future__ import annotations

from assessment.web.official import (  # noqa: F401 - each adds its pages
    charts,
    definition,
    downloads,
    explorer,
    home,
    release,
    tokens,
    views,
)
from assessment.web.official.blueprint import blueprint

__all__ = ["blueprint"]
