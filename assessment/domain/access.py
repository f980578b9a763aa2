"""Who may do what: roles, permissions and the one table between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What a person is: the first five inside one organisation, a guest for one section, the rest outside."""

    OWNER = "owner"
    EDITOR = "editor"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    READER = "reader"
    GUEST = "guest"
    PROGRAMME_OFFICER = "programme-officer"
    FACILITATOR = "facilitator"
    OFFICIAL = "official"
    QUESTIONNAIRE_EDITOR = "questionnaire-editor"
    OPERATOR = "operator"


MEMBER_ROLES = (Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER)
OFFICES = (Role.PROGRAMME_OFFICER, Role.FACILITATOR, Role.OFFICIAL, Role.QUESTIONNAIRE_EDITOR, Role.OPERATOR)
# Who sees data of many organisations, or can change the service, signs in with a second factor.
SECOND_FACTOR = frozenset({Role.PROGRAMME_OFFICER, Role.OFFICIAL, Role.QUESTIONNAIRE_EDITOR, Role.OPERATOR})


class Permission(Enum):
    """One thing that can be allowed."""

    USE_OWN_ACCOUNT = "use own account"
    FOUND_ORGANISATION = "found an organisation"
    SEE_ORGANISATION = "see an organisation, its systems and where its assessments stand"
    CHANGE_ORGANISATION = "change an organisation's description and its systems"
    MANAGE_MEMBERS = "invite, change and remove members"
    DECIDE_CONSENT = "give and withdraw consent"
    TAKE_DATA = "export everything of an organisation"
    DELETE_ORGANISATION = "delete an organisation"
    START_ASSESSMENT = "start an assessment, change its depth, import answers"
    DELETE_ASSESSMENT = "delete an assessment"
    SEE_ASSESSMENT = "see an assessment's questions and progress"
    SEE_SECTION = "see the answers of a section"
    ANSWER = "answer the questions of a section, add evidence, restore a former answer"
    COMMENT = "comment on a question"
    ASSIGN = "assign a section and make links for guests"
    SEND_FOR_REVIEW = "send an assessment for review and submit it once it is signed off"
    REVIEW = "return an assessment with remarks, or sign it off"
    REOPEN = "reopen a signed or submitted assessment"
    SEE_RESULT = "see results and reports"
    PLAN = "change the improvement plan"
    OPERATE = "see and change accounts, organisations and settings of the service"
    RUN_ROUNDS = "make and change rounds, invite organisations to them"
    FOLLOW_ROUNDS = "see where the organisations of a round stand, and remind them"
    CHECK_SUBMISSIONS = "check a round's submissions for completeness and return them with remarks"
    HOLD_WORKSHOPS = "hold workshops at which people answer together"
    MAKE_RELEASES = "compute and preview releases, and approve those that somebody else made"
    SEE_RELEASES = "see and download released figures"
    EDIT_QUESTIONNAIRES = "draft, check, approve and publish versions of questionnaires"
    END_VERSIONS = "say until when a version of a questionnaire can be started"


_SEES = frozenset({Permission.SEE_ORGANISATION, Permission.SEE_ASSESSMENT, Permission.SEE_SECTION})
_SEES_ALL = _SEES | {Permission.SEE_RESULT}
_EDITS = _SEES_ALL | {
    Permission.CHANGE_ORGANISATION,
    Permission.START_ASSESSMENT,
    Permission.ANSWER,
    Permission.COMMENT,
    Permission.ASSIGN,
    Permission.SEND_FOR_REVIEW,
    Permission.PLAN,
}

# The table. A contributor and a guest have SEE_SECTION, ANSWER and COMMENT only in sections assigned to them.
TABLE: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _EDITS
    | {
        Permission.MANAGE_MEMBERS,
        Permission.DECIDE_CONSENT,
        Permission.TAKE_DATA,
        Permission.DELETE_ORGANISATION,
        Permission.DELETE_ASSESSMENT,
        Permission.REVIEW,
        Permission.REOPEN,
    },
    Role.EDITOR: _EDITS,
    Role.CONTRIBUTOR: _SEES | {Permission.ANSWER, Permission.COMMENT},
    Role.APPROVER: _SEES_ALL | {Permission.COMMENT, Permission.REVIEW, Permission.REOPEN},
    Role.READER: _SEES_ALL,
    Role.GUEST: frozenset({Permission.SEE_SECTION, Permission.ANSWER, Permission.COMMENT}),
    Role.PROGRAMME_OFFICER: frozenset(
        {
            Permission.RUN_ROUNDS,
            Permission.FOLLOW_ROUNDS,
            Permission.CHECK_SUBMISSIONS,
            Permission.HOLD_WORKSHOPS,
            Permission.MAKE_RELEASES,
            Permission.SEE_RELEASES,
        }
    ),
    # A facilitator has these only for the organisations that an officer has bound to them.
    Role.FACILITATOR: frozenset({Permission.FOLLOW_ROUNDS, Permission.CHECK_SUBMISSIONS, Permission.HOLD_WORKSHOPS}),
    # Officials who are limited to countries see the released cells of these, and those of no country.
    Role.OFFICIAL: frozenset({Permission.SEE_RELEASES}),
    Role.QUESTIONNAIRE_EDITOR: frozenset({Permission.EDIT_QUESTIONNAIRES, Permission.END_VERSIONS}),
    Role.OPERATOR: frozenset({Permission.OPERATE, Permission.END_VERSIONS}),
}

# What everybody who is signed in may do, whatever their roles.
EVERYBODY = frozenset({Permission.USE_OWN_ACCOUNT, Permission.FOUND_ORGANISATION})
# What a contributor and a guest may do only in their own sections.
IN_SECTION = frozenset({Permission.SEE_SECTION, Permission.ANSWER, Permission.COMMENT})


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: an account with its offices, or a guest with a link (then `is_guest`). Nobody has an empty id."""

    id: str = ""
    name: str = ""
    email: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    offices: frozenset[Role] = frozenset()
    is_guest: bool = False
    has_second_factor: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether the person has an account and has proven it."""
        return bool(self.id) and not self.is_guest

    @property
    def lacks_second_factor(self) -> bool:
        """Whether an office of the person demands a second factor that is not set up yet."""
        return bool(self.offices & SECOND_FACTOR) and not self.has_second_factor


NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person is to the thing that a page is about; `sections` are those assigned to a contributor or guest."""

    role: Role | None = None
    sections: frozenset[str] = field(default_factory=frozenset)


OUTSIDE = Scope()


def may(person: Person, permission: Permission, scope: Scope = OUTSIDE, section: str = "") -> bool:
    """Whether a person may do this: by having signed in, by an office, or by the role inside the scope.

    Who is limited to sections needs `section` to be one of theirs; with an empty `section` it is asked whether they may
    do it anywhere.
    """
    if person.is_signed_in and permission in EVERYBODY:
        return True
    if any(permission in TABLE[office] for office in person.offices):
        return True
    if scope.role is None or permission not in TABLE[scope.role]:
        return False
    if scope.role in {Role.CONTRIBUTOR, Role.GUEST} and permission in IN_SECTION:
        return section in scope.sections if section else bool(scope.sections)
    return True
