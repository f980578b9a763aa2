"""The tables, one module for each group that changes together."""

from __future__ import annotations

from assessment.storage.tables.accounts import Account, Invitation, Passkey, SessionRow
from assessment.storage.tables.assessments import (
    AnswerChange,
    Assessment,
    Signature,
    StateChange,
    StoredAnswer,
    Submission,
)
from assessment.storage.tables.drafts import Draft, DraftPart, Edition, InstalledCatalogue
from assessment.storage.tables.organisations import Consent, Membership, Organisation, System
from assessment.storage.tables.publications import PublishedVersion
from assessment.storage.tables.releases import (
    ApiToken,
    Download,
    OfficialCountry,
    Release,
    ReleaseCell,
    ReleaseContribution,
    ReleaseFile,
    SavedView,
    ScoreRow,
)
from assessment.storage.tables.rounds import (
    Participant,
    Round,
    RoundCountry,
    RoundLetters,
    RoundSheet,
    SubmissionCheck,
    Workshop,
    WorkshopOutcome,
    WorkshopVote,
)
from assessment.storage.tables.teamwork import Comment, Evidence, GuestBrowser, GuestLink, Mention, SectionAssignment
from assessment.storage.tables.trail import TrailDetail, TrailHead, TrailLine
from assessment.storage.tables.translations import TranslatedText
from assessment.storage.tables.versions import Move, VersionEnd
from assessment.storage.tables.work import Job, MailMessage, PlanAction, Setting, StoredDocument

__all__ = [
    "Account",
    "AnswerChange",
    "ApiToken",
    "Assessment",
    "Comment",
    "Consent",
    "Download",
    "Draft",
    "DraftPart",
    "Edition",
    "Evidence",
    "GuestBrowser",
    "GuestLink",
    "InstalledCatalogue",
    "Invitation",
    "Job",
    "MailMessage",
    "Membership",
    "Mention",
    "Move",
    "OfficialCountry",
    "Organisation",
    "Participant",
    "Passkey",
    "PlanAction",
    "PublishedVersion",
    "Release",
    "ReleaseCell",
    "ReleaseContribution",
    "ReleaseFile",
    "Round",
    "RoundCountry",
    "RoundLetters",
    "RoundSheet",
    "SavedView",
    "ScoreRow",
    "SectionAssignment",
    "SessionRow",
    "Setting",
    "Signature",
    "StateChange",
    "StoredAnswer",
    "StoredDocument",
    "Submission",
    "SubmissionCheck",
    "System",
    "TrailDetail",
    "TrailHead",
    "TrailLine",
    "TranslatedText",
    "VersionEnd",
    "Workshop",
    "WorkshopOutcome",
    "WorkshopVote",
]
