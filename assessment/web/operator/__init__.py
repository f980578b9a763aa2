"""What the people who run the service do: look after accounts, organisations, settings and its health.

Each module of this package adds its pages to the one blueprint. No page shows answers or secrets.
"""

from __future__ import annotations

from assessment.web.operator import (  # noqa: F401 - each adds its pages
    accounts,
    countries,
    home,
    invitations,
    organisations,
    packs,
    retention,
    settings,
    work,
)
from assessment.web.operator.blueprint import blueprint

__all__ = ["blueprint"]
