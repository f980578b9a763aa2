"""The words of each setting: its label and a hint."""

from __future__ import annotations

from flask_babel import lazy_gettext

from assessment.domain.purposes import Basis
from assessment.domain.settings import ANYBODY, EVERYBODY, OFFICES, SOMEBODY_ELSE, Group, Wrong

GROUPS = {
    Group.OPERATOR: (
        lazy_gettext("Who runs the service"),
        lazy_gettext("These details stand in the privacy notice, the accessibility statement and on the help page."),
    ),
    Group.SAFEGUARDS: (
        lazy_gettext("Safeguards"),
        lazy_gettext("What people need besides their password, and who signs."),
    ),
    Group.DATA: (
        lazy_gettext("Data"),
        lazy_gettext("What may be done with the data of organisations, and how much they store."),
    ),
    Group.RETENTION: (
        lazy_gettext("Retention periods"),
        lazy_gettext(
            "After how many days something is deleted. A job applies these rules every night; a preview shows what is due."
        ),
    ),
    Group.PRIVACY: (
        lazy_gettext("Privacy notice"),
        lazy_gettext(
            "Leave the text empty to use the one that comes with the program, filled with the details you gave."
        ),
    ),
    Group.ACCESSIBILITY: (
        lazy_gettext("Accessibility statement"),
        lazy_gettext(
            "Leave the text empty to use the one that comes with the program, filled with the details you gave."
        ),
    ),
}

_OF_OWN_TEXT = lazy_gettext(
    "Your text is shown as you write it, whatever language a reader has chosen. The text that comes with the program is "
    "there in every language on offer."
)

WORDS = {
    "operator-name": (
        lazy_gettext("Name of the operator"),
        lazy_gettext("The institution that answers for this service."),
    ),
    "operator-address": (lazy_gettext("Postal address"), ""),
    "contact-email": (lazy_gettext("E-mail address for questions"), lazy_gettext("Shown on the help page.")),
    "contact-hours": (
        lazy_gettext("When somebody answers"),
        lazy_gettext("For example: Monday to Friday, 9:00 to 17:00, Nairobi time."),
    ),
    "data-protection-email": (lazy_gettext("E-mail address of the data protection officer"), ""),
    "supervisory-authority": (
        lazy_gettext("Supervisory authority"),
        lazy_gettext("Where people complain about the use of their data."),
    ),
    "register-address": (
        lazy_gettext("Entry in the register of processing"),
        lazy_gettext("The web address of the published record, if there is one."),
    ),
    "hosting-place": (
        lazy_gettext("Where the data lies"),
        lazy_gettext("The country and the company that keep the servers."),
    ),
    "second-step": (
        lazy_gettext("Who needs a second step"),
        lazy_gettext("Whoever has none sets one up after signing in the next time, before anything else."),
    ),
    "signer": (
        lazy_gettext("Who signs an assessment"),
        lazy_gettext("With the second choice, an organisation needs two people before it can submit."),
    ),
    "inclusion-basis": (
        lazy_gettext("Being part of anonymous figures rests on"),
        lazy_gettext("Consent is the safe choice. A public task needs a law that says so."),
    ),
    "figures-licence": (
        lazy_gettext("Licence of released figures"),
        lazy_gettext(
            "Under which others may use them. It stands on the pages of a release, in the interface for programs and in "
            "every file that is made from now on."
        ),
    ),
    "evidence-quota-mb": (lazy_gettext("Evidence files for each organisation, in megabytes"), ""),
    "keep-sent-mail": (
        lazy_gettext("Messages that were sent"),
        lazy_gettext("Their text is emptied as soon as they are delivered."),
    ),
    "keep-failed-mail": (lazy_gettext("Messages that could not be sent"), ""),
    "keep-jobs": (lazy_gettext("Jobs that have ended"), ""),
    "keep-exports": (lazy_gettext("Exports that organisations made of their data"), ""),
    "keep-documents": (
        lazy_gettext("Reports"),
        lazy_gettext("They can be made again at any time, with the same figures."),
    ),
    "keep-invitations": (lazy_gettext("Invitations after they were accepted, revoked or have expired"), ""),
    "keep-guests": (
        lazy_gettext("Name and address of guests after their link has ended"),
        lazy_gettext("Their answers stay, without a name."),
    ),
    "keep-round-contacts": (
        lazy_gettext("Name and address of whom a round was addressed to, after its last day"),
        lazy_gettext("Where the organisation stood in the round stays."),
    ),
    "keep-removed-evidence": (
        lazy_gettext("Evidence files after they were removed"),
        lazy_gettext("Until then an editor can take the removal back."),
    ),
    "keep-deleted-comments": (lazy_gettext("Comments after they were deleted"), ""),
    "keep-idle-drafts": (
        lazy_gettext("Assessments that nobody works on"),
        lazy_gettext("The members are warned 60 and 30 days before."),
    ),
    "keep-submitted": (
        lazy_gettext("Submitted assessments"),
        lazy_gettext("The members are warned 60 and 30 days before."),
    ),
    "keep-trail-details": (
        lazy_gettext("Who did what, beside the trail"),
        lazy_gettext("The trail itself stays and can be verified for ever."),
    ),
    "privacy-notice": (
        lazy_gettext("Text"),
        lazy_gettext(
            "Limited Markdown: headings, lists, tables, emphasis and links. {operator-name} and the other settings in braces are filled in."
        ),
    ),
    "privacy-notice-language": (lazy_gettext("Language of this text"), _OF_OWN_TEXT),
    "accessibility-statement-language": (lazy_gettext("Language of this text"), _OF_OWN_TEXT),
    "accessibility-statement": (
        lazy_gettext("Text"),
        lazy_gettext(
            "Limited Markdown: headings, lists, tables, emphasis and links. {operator-name} and the other settings in braces are filled in."
        ),
    ),
}

CHOICES = {
    OFFICES: lazy_gettext("Whoever sees many organisations or runs the service"),
    EVERYBODY: lazy_gettext("Everybody"),
    ANYBODY: lazy_gettext("Any owner or approver"),
    SOMEBODY_ELSE: lazy_gettext("An owner or approver who has not sent it for review"),
    Basis.CONSENT.value: lazy_gettext("Consent: only organisations that agreed"),
    Basis.PUBLIC_TASK.value: lazy_gettext("A public task: all organisations that submitted"),
}

WRONG = {
    Wrong.TOO_LONG: lazy_gettext("This is too long."),
    Wrong.NOT_GIVEN: lazy_gettext("This cannot be empty."),
    Wrong.NO_EMAIL: lazy_gettext("This is no e-mail address."),
    Wrong.NO_ADDRESS: lazy_gettext("Give a web address that begins with https://."),
    Wrong.NO_NUMBER: lazy_gettext("Give a whole number."),
    Wrong.OUT_OF_RANGE: lazy_gettext("This number is too small or too large."),
    Wrong.NO_CHOICE: lazy_gettext("Choose one of the list."),
}
