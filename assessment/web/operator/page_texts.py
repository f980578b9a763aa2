"""Words of the operator's pages: checks, retention rules, kinds of jobs and messages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

CHECKS = {
    "database": _("Database reachable, schema current"),
    "durability": _("Acknowledged answers survive a power cut"),
    "disk": _("Room on the disk"),
    "clock": _("Clock"),
    "keys": _("Keys are secret"),
    "questionnaires": _("Published questionnaires are unchanged"),
    "fonts": _("Fonts for every language on offer"),
    "catalogues": _("Translations can be shown"),
    "mail": _("Mail can be sent"),
    "trail": _("The trail is whole"),
    "files": _("Files are there and unchanged"),
    "scores": _("Frozen scores come out again"),
    "score-rows": _("Score rows agree with the frozen scores"),
}

RULES = {
    "sessions": _("Sessions that have expired"),
    "sent-mail": _("Messages that were sent"),
    "failed-mail": _("Messages that could not be sent"),
    "jobs": _("Jobs that have ended"),
    "exports": _("Exports of data"),
    "documents": _("Reports"),
    "release-files": _("Files of releases, which are made again when somebody asks"),
    "invitations": _("Invitations that are over"),
    "guests": _("Names of guests whose link has ended"),
    "round-contacts": _("Contacts of rounds that are over"),
    "removed-evidence": _("Evidence that was removed"),
    "deleted-comments": _("Comments that were deleted"),
    "trail-details": _("Details beside the trail"),
    "idle-drafts": _("Assessments that nobody works on"),
    "submitted": _("Submitted assessments"),
}

TABLES = {
    "system": _("AI systems"),
    "assessment": _("Assessments"),
    "submission": _("Submissions"),
    "evidence": _("Pieces of evidence"),
    "stored_document": _("Reports and exports"),
    "plan_action": _("Actions of the plan"),
    "invitation": _("Invitations"),
    "membership": _("Members"),
}

JOBS = {
    "report": _("Report"),
    "joint-report": _("Report of an organisation"),
    "sample-report": _("Sample report of a draft"),
    "export": _("Export of an organisation’s data"),
    "letters": _("Letters to print"),
    "release": _("Figures of a release"),
    "release-file": _("File of a release"),
    "trail-anchor": _("Signing the trail"),
    "mail": _("Sending messages"),
    "round-sweep": _("Forgetting lists and letters of rounds after a day"),
    "session-sweep": _("Forgetting sessions that have expired"),
    "retention": _("Applying the retention rules"),
}

# Why messages are sent, by the words that stay of them.
MAILS = {
    **dict.fromkeys(("invitation", "round-invitation"), _("Invitation")),
    "round-reminder": _("Reminder"),
    "reset": _("Link for a new password"),
    **dict.fromkeys(("address", "notice", "security"), _("Notice about an account")),
    "section": _("Request to answer"),
    **dict.fromkeys(("guest-link", "guest-code"), _("Access of a guest")),
    "mention": _("Mention"),
    "turn": _("Step of an assessment"),
    "draft": _("Draft"),
    **dict.fromkeys(("retention-warning", "organisation-deleted"), _("Deletion")),
}

STATES = {"waiting": _("Waiting"), "running": _("Running"), "failed": _("Failed")}
