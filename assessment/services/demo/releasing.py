"""Releases of a demonstration: one officer makes them, another approves them, as in earnest."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.services import work
from assessment.services.releases import approving, asking, previewing

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.demo.people import Staff

_APPROVED_AFTER = timedelta(days=2)
_LOOKS = 0.2


def release(round_id: str, staff: Staff, at: datetime) -> str:
    """Make and approve the release of a round that is over; return the state that it has come to."""
    id_ = asking.ask(asking.find_wish(round_id, at), staff.officer.id, at)
    if _computed(id_, staff, at) == previewing.READY:
        approving.approve(id_, staff.approver.id, at + _APPROVED_AFTER)
    return previewing.find(id_).state


def wait(staff: Staff, at: datetime) -> str:
    """Make a release of the newest quarter that is over, which then waits for a second person; return its state."""
    quarter = next(wish for wish in asking.possible(at) if not wish.round_id)
    return _computed(asking.ask(quarter, staff.officer.id, at), staff, at)


def _computed(id_: str, staff: Staff, at: datetime) -> str:
    """Return what a release has come to when it has been computed: here, once, unless a worker is faster.

    One that is refused stays as it is, for officers see why; one that could not be computed is discarded.
    """
    while previewing.find(id_).is_open and not work.work_once(lambda: at, asking.key_of(id_)):
        time.sleep(_LOOKS)
    state = previewing.find(id_).state
    if state not in {previewing.READY, previewing.REFUSED}:
        approving.discard(id_, staff.officer.id, at)
    return previewing.find(id_).state
