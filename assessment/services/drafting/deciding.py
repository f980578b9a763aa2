"""Deciding about a draft: sending it for approval, giving it back, and publishing it for ever as a second person."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from assessment.domain.drafts import DraftState
from assessment.domain.trail import Event
from assessment.services import anchors
from assessment.services.conflicts import Stale
from assessment.services.drafting import making, reading
from assessment.services.places import NotFound
from assessment.storage import acts, drafts, editions, publications

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.services.drafting.reading import Whole
    from assessment.storage import DatabaseSession

_LOG = logging.getLogger(__name__)


class SamePerson(ValueError):
    """Who has sent a draft for approval cannot approve it."""


class HasErrors(ValueError):
    """The check finds errors: nobody could use the questionnaire as it is."""


class Taken(ValueError):
    """The version exists already: what is published never changes."""


def send(draft_id: str, revision: int, by: str, at: datetime) -> None:
    """Ask a second person to approve a draft as it is; raise NotFound, Stale or HasErrors."""
    with acts.act(Event.DRAFT_SENT, by=by, at=at, subject=draft_id) as done:
        whole = _in_state(done.session, draft_id, DraftState.DRAFT, revision)
        if whole.judged.has_errors:
            raise HasErrors
        values = {"state": DraftState.IN_APPROVAL.value, "sent_by": by, "remark": ""}
        drafts.change(done.session, draft_id, (DraftState.DRAFT.value,), values)
        done.content |= {"fingerprint": whole.judged.fingerprint}


def give_back(draft_id: str, revision: int, remark: str, by: str, at: datetime) -> None:
    """Let a draft be changed again, with a remark for its editors; raise NotFound or Stale."""
    with acts.act(Event.DRAFT_RETURNED, by=by, at=at, subject=draft_id) as done:
        _in_state(done.session, draft_id, DraftState.IN_APPROVAL, revision)
        values = {"state": DraftState.DRAFT.value, "sent_by": "", "remark": remark}
        drafts.change(done.session, draft_id, (DraftState.IN_APPROVAL.value,), values)


def publish(draft_id: str, revision: int, by: str, at: datetime) -> str:
    """Publish a draft that somebody else has sent for approval, and return its fingerprint.

    From then on its bytes never change: they lie under their fingerprint, which the trail and the list of versions
    ever served hold too. Raises NotFound, Stale, SamePerson, HasErrors or Taken; nothing changes then.
    """
    with acts.act(Event.QUESTIONNAIRE_PUBLISHED, by=by, at=at, subject=draft_id) as done:
        whole = _in_state(done.session, draft_id, DraftState.IN_APPROVAL, revision)
        row = whole.row
        if not by or by == row.sent_by:
            raise SamePerson
        if whole.judged.has_errors:
            raise HasErrors
        key, digest = (row.questionnaire, row.version), whole.judged.fingerprint
        if row.version in making.taken(row.questionnaire) or key in publications.fingerprints(done.session):
            raise Taken
        editions.add(
            done.session,
            {
                "questionnaire": row.questionnaire, "version": row.version, "fingerprint": digest,
                "content": whole.judged.content.decode(), "draft_id": row.id, "made_by": row.sent_by,
                "approved_by": by, "published_at": at,
            },
        )  # fmt: skip
        publications.add(done.session, key, digest, at)
        drafts.change(done.session, draft_id, (row.state,), {"state": DraftState.PUBLISHED.value})
        done.content |= {"edition": " ".join(key), "fingerprint": digest, "sent_by": row.sent_by}
    try:
        anchors.anchor(at)
    except OSError:
        # What was published stays published; the daily anchor covers it.
        _LOG.exception("the trail could not be anchored at a publication")
    return digest


def _in_state(session: DatabaseSession, draft_id: str, state: DraftState, revision: int) -> Whole:
    whole = reading.within(session, draft_id)
    if whole.state not in {DraftState.DRAFT, DraftState.IN_APPROVAL}:
        raise NotFound
    if whole.state is not state or whole.row.revision != revision:
        raise Stale
    return whole
