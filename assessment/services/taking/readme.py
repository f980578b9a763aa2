"""What the README inside an export says."""

from __future__ import annotations

ORGANISATION = """Everything that the Trustworthy-AI self-assessment service keeps about an organisation.

organisation/      One JSON file for each kind of record; each is a list of objects, one for each record.
                   Times are UTC in ISO 8601, ids are the same in every file.
  organisation     the description of the organisation
  membership       who belongs to it, in which role
  invitation       who was invited
  consent          every decision about each purpose, with the number of the wording
  system           the AI systems
  assessment       the assessments: questionnaire, version, fingerprint, depth, state
  answer           the present answer to each question as stored, also where it does not fit its question
  answer_change    the history: every version of every answer
  move             moves to newer versions of the questionnaire, with the answers before each
  state_change     the steps of each assessment, with remarks
  submission       what was signed off: answers, score, statement, signature, digest
  score_row        the figures of each submission, from which released tables are computed
  participant      invitations to rounds of assessments
  submission_check the checks of submissions for completeness
  workshop, workshop_vote, workshop_outcome        workshops at which people answered together
  section_assignment, guest_link, guest_browser    who was asked to answer which section, without secrets
  comment, mention the remarks about questions
  evidence         the list of evidence; the files lie in evidence/
  stored_document  the list of documents; the files lie in documents/
  plan_action      the improvement plan
releases.json      The releases of aggregated figures that contain the organisation, and who downloaded them.
people.json        The names behind the ids; addresses only of present members. Who erased their account has no name.
trail.json         Every line of the service's tamper-evident record that is about this organisation.
assessments/       One folder for each assessment: answers.json is an answers file that this service, another
                   installation or the command line reads back; submission-N.json is what was signed off.
evidence/          Files that were added as evidence, named by their id and their own name.
documents/         Reports that were made, and the one of each system's newest submission.

Hashes of secret links and codes are left out.
"""

PERSON = """Everything that the Trustworthy-AI self-assessment service keeps about a person.

account.json       the account: name, address, language, time zone, offices; no secrets
sessions.json      where the person is signed in now: browser and system in words, no address of a computer
passkeys.json      names and dates of passkeys
invitations.json   invitations to the person's address, or accepted by the person
messages.json      messages to the person's address: purpose, subject and times
records/           one file for each kind of record that names the person. Memberships, consents, comments, mentions and
                   assigned sections are whole; of answers, evidence, plans and the like only ids and times are
                   given, because they belong to the organisation, which can export them.
trail.json         lines of the service's record that the person caused or that are about the account

Each file is a list of objects. Times are UTC in ISO 8601.
"""
