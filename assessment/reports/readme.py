"""What the README inside a ZIP says about each file in it, in the reader's language."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "README.txt"
_WIDTH = 100
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Readme:
    """A title, what is said of each file or folder by its name, and what is said after that."""

    title: str
    files: tuple[tuple[str, str], ...]
    after: tuple[str, ...]

    def as_text(self) -> bytes:
        """Return it as a plain text that opens everywhere.

        A name stands on a line of its own: beside words that run from the right it would change places with them.
        """
        lines = _wrapped(self.title)
        for name, text in self.files:
            lines += ["", name, *_wrapped(text, _INDENT)]
        for text in self.after:
            lines += ["", *_wrapped(text)]
        return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def of_organisation(gettext: Callable[[str], str]) -> Readme:
    """Return what is said of an organisation's export."""
    _ = gettext
    records = _("One JSON file for each kind of record; each is a list of objects, one for each record.")
    files = (
        ("organisation/", records),
        *((f"organisation/{table}.json", text) for table, text in _records(gettext)),
        ("releases.json", _("The releases of figures that contain the organisation, and who downloaded them.")),
        (
            "people.json",
            _("The names behind the ids; addresses only of present members. Who erased their account has no name."),
        ),
        ("trail.json", _("Every line of the service’s tamper-evident record that is about this organisation.")),
        (
            "assessments/*/answers.json",
            _(
                "The answers of each assessment, as a file that this service, another installation or"
                " the command line reads back."
            ),
        ),
        ("assessments/*/submission-*.json", _("What was signed off.")),
        ("evidence/", _("Files that were added as evidence, named by their id and their own name.")),
        ("documents/", _("Reports that were made, and the one of each system’s newest submission.")),
    )
    after = (
        _("Hashes of secret links and codes are left out."),
        _("Times are in UTC, as ISO 8601 writes them. Ids are the same in every file."),
    )
    return Readme(_("Everything that this service keeps about an organisation."), files, after)


def _records(gettext: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    _ = gettext
    return (
        ("organisation", _("The description of the organisation.")),
        ("membership", _("Who belongs to it, in which role.")),
        ("invitation", _("Who was invited.")),
        ("consent", _("Every decision about each purpose, with the number of the wording.")),
        ("system", _("The AI systems.")),
        ("assessment", _("The assessments: questionnaire, version, fingerprint, depth, state.")),
        ("answer", _("The present answer to each question as stored, also where it does not fit its question.")),
        ("answer_change", _("The history: every version of every answer.")),
        ("move", _("Moves to newer versions of the questionnaire, with the answers before each.")),
        ("state_change", _("The steps of each assessment, with remarks.")),
        ("submission", _("What was signed off: answers, score, statement, digest.")),
        ("signature", _("Who signed which statement, and when.")),
        ("score_row", _("The figures of each submission, from which released tables are computed.")),
        ("participant", _("Invitations to rounds of assessments.")),
        ("submission_check", _("The checks of submissions for completeness.")),
        ("workshop", _("Workshops at which people answered together.")),
        ("workshop_vote", _("What was voted at workshops.")),
        ("workshop_outcome", _("What was agreed at workshops.")),
        ("section_assignment", _("Who was asked to answer which section.")),
        ("guest_link", _("Links by which guests came in, without secrets.")),
        ("guest_browser", _("Browsers in which guests used their links, without secrets.")),
        ("comment", _("The remarks about questions.")),
        ("mention", _("Who is named in which remark.")),
        ("evidence", _("The list of evidence; the files lie in evidence/.")),
        ("stored_document", _("The list of documents; the files lie in documents/.")),
        ("plan_action", _("The improvement plan.")),
    )


def of_person(gettext: Callable[[str], str]) -> Readme:
    """Return what is said of a person's export."""
    _ = gettext
    files = (
        ("account.json", _("The account: name, address, language, time zone, offices; no secrets.")),
        (
            "sessions.json",
            _("Where the person is signed in now: browser and system in words, no address of a computer."),
        ),
        ("passkeys.json", _("Names and dates of passkeys.")),
        ("invitations.json", _("Invitations to the person’s address, or accepted by the person.")),
        ("messages.json", _("Messages to the person’s address: purpose, subject and times.")),
        (
            "records/",
            _(
                "One file for each kind of record that names the person. Memberships, consents, "
                "comments, mentions and assigned sections are whole; of answers, evidence, plans and "
                "the like only ids and times are given, because they belong to the organisation, "
                "which can export them."
            ),
        ),
        ("trail.json", _("Lines of the service’s record that the person caused or that are about the account.")),
    )
    after = (
        _("Each file is a list of objects."),
        _("Times are in UTC, as ISO 8601 writes them. Ids are the same in every file."),
    )
    return Readme(_("Everything that this service keeps about a person."), files, after)


def of_evidence(gettext: Callable[[str], str], number: int, policy: int) -> Readme:
    """Return what is said of what stands behind a release."""
    _ = gettext
    files = (
        (
            "release.json",
            _("The imprint of the release, with the digest over its cells and the rounded numbers at each stage."),
        ),
        (
            "cells.jsonl",
            _(
                "Every cell, in the form over which the digest is taken: its SHA-256 is the digest of"
                " the release. Of a reader who is limited to countries: their part of the cells, "
                "which has another one."
            ),
        ),
        ("cells.csv", _("The same for people: values, numbers, and the rule that withheld what is withheld.")),
        (f"policy-{policy}.yaml", _("The disclosure policy: thresholds, rounding, tables.")),
        (
            "rules.json",
            _("Fingerprints of the disclosure policy and of the questionnaire’s versions; the scoring model."),
        ),
        *_proofs(gettext),
    )
    after = (
        _(
            "Nothing here is an organisation’s. What each organisation contributed stays in the "
            "database of the service, under a pseudonym, for the check of later releases."
        ),
    )
    return Readme(_("What stands behind release %(number)s") % {"number": number}, files, after)


def _proofs(gettext: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    _ = gettext
    return (
        ("audit.json", _("What the check against re-identification came to.")),
        ("software.json", _("Versions of what computed and wrote the figures.")),
        (
            "trail.json",
            _(
                "The lines about this release in the tamper-evident record, up to its approval; who "
                "acted is sealed in each line’s commitment, and told only to those who may know it."
            ),
        ),
        ("anchors.json", _("The first signature over the record that covers the approval.")),
        ("anchor-key.pem", _("The public key that verifies it.")),
        ("method.txt", _("How the figures came about, in words.")),
        (
            "SHA256SUMS",
            _("Checksums of these files; this command compares them: %(command)s")
            % {"command": "sha256sum -c SHA256SUMS"},
        ),
    )
