"""The tamper-evident trail: what one line is, how it binds to the one before it, and how a chain is checked."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

START = "0" * 64
# Under this name a line's content lists the answers that it wrote, as [question, version, digest of the value].
ANSWERS = "answers"
# Under this name it lists the ids of what it deleted.
DELETED = "deleted"


class Event(Enum):
    """What can happen; one member for each act that is written into the trail."""

    ACCOUNT_CREATED = "account-created"
    ACCOUNT_CHANGED = "account-changed"
    ACCOUNT_ERASED = "account-erased"
    CREDENTIALS_CHANGED = "credentials-changed"
    RESET_ASKED = "reset-asked"
    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    SESSIONS_ENDED = "sessions-ended"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation-revoked"
    INVITATION_ACCEPTED = "invitation-accepted"
    OFFICES_CHANGED = "offices-changed"
    ORGANISATION_CREATED = "organisation-created"
    ORGANISATION_CHANGED = "organisation-changed"
    ORGANISATION_SUSPENDED = "organisation-suspended"
    ORGANISATION_RESTORED = "organisation-restored"
    ORGANISATIONS_MERGED = "organisations-merged"
    ORGANISATION_DELETED = "organisation-deleted"
    MEMBER_ROLE_CHANGED = "member-role-changed"
    MEMBER_REMOVED = "member-removed"
    CONSENT_DECIDED = "consent-decided"
    SYSTEM_DESCRIBED = "system-described"
    SYSTEM_ARCHIVED = "system-archived"
    ASSESSMENT_STARTED = "assessment-started"
    ASSESSMENT_CHANGED = "assessment-changed"
    ASSESSMENT_DELETED = "assessment-deleted"
    ASSESSMENT_MOVED = "assessment-moved"
    ASSESSMENT_MOVED_BACK = "assessment-moved-back"
    VERSION_END_SET = "version-end-set"
    STATE_CHANGED = "state-changed"
    SUBMITTED = "submitted"
    REOPENED = "reopened"
    ANSWERS_SAVED = "answers-saved"
    ANSWER_RESTORED = "answer-restored"
    ANSWERS_IMPORTED = "answers-imported"
    SECTION_ASSIGNED = "section-assigned"
    SECTION_UNASSIGNED = "section-unassigned"
    GUEST_LINK_MADE = "guest-link-made"
    GUEST_LINK_CONFIRMED = "guest-link-confirmed"
    GUEST_LINK_REVOKED = "guest-link-revoked"
    GUEST_CODE_SHOWN = "guest-code-shown"
    COMMENTED = "commented"
    COMMENT_CHANGED = "comment-changed"
    EVIDENCE_ADDED = "evidence-added"
    EVIDENCE_REMOVED = "evidence-removed"
    PLAN_CHANGED = "plan-changed"
    DOCUMENT_REQUESTED = "document-requested"
    DATA_EXPORTED = "data-exported"
    SETTINGS_CHANGED = "settings-changed"
    RETENTION_APPLIED = "retention-applied"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    WORK_RETRIED = "work-retried"
    DEMO_FILLED = "demo-filled"
    ROUND_MADE = "round-made"
    ROUND_CHANGED = "round-changed"
    ROUND_OPENED = "round-opened"
    ROUND_CLOSED = "round-closed"
    PARTICIPANTS_INVITED = "participants-invited"
    PARTICIPANT_CHANGED = "participant-changed"
    PARTICIPANT_WITHDRAWN = "participant-withdrawn"
    PARTICIPANTS_REMINDED = "participants-reminded"
    SUBMISSION_RETURNED = "submission-returned"
    WORKSHOP_OPENED = "workshop-opened"
    WORKSHOP_AGREED = "workshop-agreed"
    WORKSHOP_ENDED = "workshop-ended"
    RELEASE_ASKED = "release-asked"
    RELEASE_COMPUTED = "release-computed"
    RELEASE_APPROVED = "release-approved"
    RELEASE_DISCARDED = "release-discarded"
    RELEASE_TAKEN = "release-taken"
    VIEW_SAVED = "view-saved"
    TOKEN_MADE = "token-made"  # noqa: S105 - the name of an event
    TOKEN_REVOKED = "token-revoked"  # noqa: S105 - the name of an event
    COUNTRIES_LIMITED = "countries-limited"
    DRAFT_MADE = "draft-made"
    DRAFT_CHANGED = "draft-changed"
    DRAFT_SENT = "draft-sent"
    DRAFT_RETURNED = "draft-returned"
    DRAFT_DISCARDED = "draft-discarded"
    DRAFT_RESTORED = "draft-restored"
    QUESTIONNAIRE_PUBLISHED = "questionnaire-published"
    PACK_INSTALLED = "pack-installed"
    PACK_REMOVED = "pack-removed"
    TEXT_TRANSLATED = "text-translated"
    TEXT_REVIEWED = "text-reviewed"
    TRANSLATIONS_USED = "translations-used"


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the trail keeps it; `subject` is a random public id, `commitment` hides who and what."""

    number: int
    at: str
    event: str
    subject: str
    commitment: str
    previous: str
    digest: str


def canonical(content: Mapping[str, object]) -> str:
    """Return JSON that is the same for equal content: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: str) -> str:
    """Return the SHA-256 of a stored value, by which a line names an answer without telling it."""
    return hashlib.sha256(value.encode()).hexdigest()


def commit_to(salt: str, actor: str, content: str) -> str:
    """Return the commitment to an actor and a canonical content: without the salt nobody can test a guess."""
    return hmac.new(bytes.fromhex(salt), f"{actor}\n{content}".encode(), hashlib.sha256).hexdigest()


def seal(key: bytes, line: Line) -> str:
    """Return the digest that binds a line to the one before it; without the installation's key none can be forged."""
    words = (str(line.number), line.at, line.event, line.subject, line.commitment, line.previous)
    return hmac.new(key, "\n".join(words).encode(), hashlib.sha256).hexdigest()
