"""What programme officers and facilitators do: rounds, whom they invite, how far everybody is, and releases.

Each module of this package adds its pages to the one blueprint.
"""

from __future__ import annotations

from assessment.web.programme import (  # noqa: F401 - each adds its pages
    board,
    board_files,
    checking,
    helping,
    home,
    inviting,
    participants,
    printing,
    releases,
    reminding,
    round_steps,
    rounds,
    workshops,
)
from assessment.web.programme.blueprint import blueprint

__all__ = ["blueprint"]
