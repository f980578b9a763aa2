"""Deciding about a release: a second person approves it, which freezes it for ever, or somebody discards it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from assessment.domain.disclosure.publishable import Altered, digest_of
from assessment.domain.trail import Event
from assessment.services import anchors
from assessment.services.places import NotFound
from assessment.services.releases import gathering
from assessment.services.releases.asking import AlreadyReleased
from assessment.storage import acts, releases

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Release

_LOG = logging.getLogger(__name__)


class SamePerson(ValueError):
    """Who has made a release cannot approve it."""


class NotReady(ValueError):
    """The release is not, or no longer, waiting for approval."""


class Outdated(ValueError):
    """An organisation in it was deleted or suspended or has withdrawn its consent since: it has to be made again."""


def approve(release_id: str, by: str, at: datetime) -> int:
    """Freeze a release for ever and return its number.

    The number is given in the transaction of the trail's line, which holds the digest over all cells; then the trail
    is signed. Raises NotFound, NotReady, SamePerson, AlreadyReleased, Outdated, or Altered when the cells are not those
    that were computed; nothing changes then.
    """
    with acts.act(Event.RELEASE_APPROVED, by=by, at=at, subject=release_id) as done:
        release = _to_approve(done.session, release_id, by)
        number = releases.last_number(done.session) + 1
        values = {"state": releases.APPROVED, "number": number, "approved_by": by, "approved_at": at}
        if not releases.change(done.session, release_id, ("ready",), values):
            raise NotReady
        done.content |= {
            "number": number, "tables_digest": release.tables_digest, "policy": release.policy,
            "policy_fingerprint": release.policy_fingerprint, "software": release.software,
        }  # fmt: skip
    try:
        anchors.anchor(at)
    except OSError:
        # What was approved stays approved; the daily anchor covers it.
        _LOG.exception("the trail could not be anchored at a release")
    return number


def discard(release_id: str, by: str, at: datetime) -> None:
    """Give a release up that was not approved, whatever has become of it; raise NotFound or NotReady."""
    with acts.act(Event.RELEASE_DISCARDED, by=by, at=at, subject=release_id) as done:
        release = releases.find(done.session, release_id)
        if release is None:
            raise NotFound
        states = (*releases.OPEN, "refused", "failed")
        if not releases.change(done.session, release_id, states, {"state": "discarded"}):
            raise NotReady
        releases.forget(done.session, release_id)
        done.content |= {"from": release.state}


def _to_approve(session: DatabaseSession, release_id: str, by: str) -> Release:
    """Return a release that this person may approve as it is."""
    release = releases.find(session, release_id)
    if release is None:
        raise NotFound
    if release.state != "ready":
        raise NotReady
    if not by or by == release.made_by:
        raise SamePerson
    about = (release.questionnaire, release.round_id, release.period, release.depth)
    if releases.of_period(session, *about) is not None:
        raise AlreadyReleased
    if not gathering.may_stay(session, releases.organisations_in(session, release_id)):
        raise Outdated
    if digest_of(releases.cells(session, release_id)) != release.tables_digest:
        raise Altered
    return release
