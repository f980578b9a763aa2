"""Deciding about a draft: sending it for approval, giving it back, and publishing it for ever as a second person."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.content.files import JOINT, fingerprint
from assessment.domain.access import Role
from assessment.domain.drafts import DraftState
from assessment.domain.trail import Event
from assessment.services import anchors, mail
from assessment.services.conflicts import Stale
from assessment.services.drafting import making, reading, walking
from assessment.services.places import NotFound
from assessment.storage import acts, drafts, editions, people_found, publications

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Walk
    from assessment.services.mail import Letter
    from assessment.storage import DatabaseSession
    from assessment.storage.tables import Draft

_LOG = logging.getLogger(__name__)


class SamePerson(ValueError):
    """Who has sent a draft for approval cannot approve it."""


class HasErrors(ValueError):
    """The check finds errors: nobody could use the questionnaire as it is."""


class Undecided(ValueError):
    """Something in the crosswalk is to be decided or has errors: answers could not go on with the version."""


class Taken(ValueError):
    """The version exists already: what is published never changes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides about a draft at which revision, and when; `letter` writes to the others in their languages."""

    revision: int
    by: str
    at: datetime
    letter: Callable[[str], Letter] | None = None


def send(draft_id: str, decision: Decision) -> None:
    """Ask a second person to approve a draft as it is, and tell all who can.

    Raises NotFound, Stale, HasErrors or Undecided.
    """
    with acts.act(Event.DRAFT_SENT, by=decision.by, at=decision.at, subject=draft_id) as done:
        whole = _in_state(done.session, draft_id, DraftState.DRAFT, decision.revision)
        if whole.judged.has_errors:
            raise HasErrors
        _check_crosswalk(whole)
        values = {"state": DraftState.IN_APPROVAL.value, "sent_by": decision.by, "remark": ""}
        drafts.change(done.session, draft_id, (DraftState.DRAFT.value,), values)
        _tell(done.session, decision)
        done.content |= {"fingerprint": whole.judged.fingerprint}


def give_back(draft_id: str, decision: Decision, remark: str) -> None:
    """Let a draft be changed again, with a remark for its editors, and tell its authors; raise NotFound or Stale."""
    with acts.act(Event.DRAFT_RETURNED, by=decision.by, at=decision.at, subject=draft_id) as done:
        row = _in_state(done.session, draft_id, DraftState.IN_APPROVAL, decision.revision).row
        # Before the change: it forgets who has sent it.
        _tell(done.session, decision, _authors(row))
        values = {"state": DraftState.DRAFT.value, "sent_by": "", "remark": remark}
        drafts.change(done.session, draft_id, (DraftState.IN_APPROVAL.value,), values)


def publish(draft_id: str, decision: Decision) -> str:
    """Publish a draft that somebody else has sent for approval, tell its authors, and return its fingerprint.

    From then on its bytes never change: they lie under their fingerprint, which the trail and the list of versions
    ever served hold too. So do those of its crosswalk, if it needs one. Raises NotFound, Stale, SamePerson, HasErrors,
    Undecided or Taken; nothing changes then.
    """
    by, at = decision.by, decision.at
    with acts.act(Event.QUESTIONNAIRE_PUBLISHED, by=by, at=at, subject=draft_id) as done:
        whole = _in_state(done.session, draft_id, DraftState.IN_APPROVAL, decision.revision)
        row = whole.row
        if not by or by == row.sent_by:
            raise SamePerson
        if whole.judged.has_errors:
            raise HasErrors
        walk = _check_crosswalk(whole)
        key, digest = (row.questionnaire, row.version), whole.judged.fingerprint
        if row.version in making.taken(row.questionnaire) or key in publications.fingerprints(done.session):
            raise Taken
        _freeze(done.session, row, row.version, whole.judged.content, decision)
        done.content |= {"edition": " ".join(key), "fingerprint": digest, "sent_by": row.sent_by}
        if walk is not None:
            name = f"{walk.old.version}{JOINT}{row.version}"
            _freeze(done.session, row, name, walk.judged.content, decision)
            done.content["crosswalk"] = walk.judged.fingerprint
        drafts.change(done.session, draft_id, (row.state,), {"state": DraftState.PUBLISHED.value})
        _tell(done.session, decision, _authors(row))
    try:
        anchors.anchor(at)
    except OSError:
        # What was published stays published; the daily anchor covers it.
        _LOG.exception("the trail could not be anchored at a publication")
    return digest


def _check_crosswalk(whole: Whole) -> Walk | None:
    walk = walking.walk_of(whole)
    if walk is not None and not walk.is_complete:
        raise Undecided
    return walk


def _freeze(session: DatabaseSession, row: Draft, version: str, content: bytes, decision: Decision) -> None:
    """Keep the bytes of a version or of a crosswalk for ever."""
    key, digest = (row.questionnaire, version), fingerprint(content)
    values = {"questionnaire": row.questionnaire, "version": version, "fingerprint": digest, "draft_id": row.id}
    values |= {"content": content.decode(), "made_by": row.sent_by, "approved_by": decision.by}
    editions.add(session, values | {"published_at": decision.at})
    publications.add(session, key, digest, decision.at)


def _authors(row: Draft) -> frozenset[str]:
    return frozenset({row.made_by, row.sent_by})


def _tell(session: DatabaseSession, decision: Decision, only: Collection[str] | None = None) -> None:
    """Put a message to editors into the outbox, to all or `only` to some; who has just decided needs none."""
    if decision.letter is None:
        return
    for editor in people_found.holding(session, Role.QUESTIONNAIRE_EDITOR.value):
        if editor.id != decision.by and (only is None or editor.id in only):
            mail.post(session, "draft", editor.email, decision.letter(editor.language), decision.at)


def _in_state(session: DatabaseSession, draft_id: str, state: DraftState, revision: int) -> Whole:
    whole = reading.within(session, draft_id)
    if whole.state not in {DraftState.DRAFT, DraftState.IN_APPROVAL}:
        raise NotFound
    if whole.state is not state or whole.row.revision != revision:
        raise Stale
    return whole
