"""An assessment with people in it, for tests of working together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.access import Role
from tests import factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from assessment.storage.tables import Account, Assessment, Organisation, System

SECTION, QUESTION, OTHER = "HAO", "HAO-B4", "TRA"


@dataclass
class Room:
    """One organisation with one assessment; `people` holds a member for each role."""

    app: Flask
    organisation: Organisation
    system: System
    assessment: Assessment
    people: dict[Role, Account] = field(default_factory=dict)

    def question(self, question: str = QUESTION, section: str = SECTION) -> str:
        return f"/assessments/{self.assessment.id}/sections/{section}/questions/{question}"

    @property
    def assigning(self) -> str:
        return f"/assessments/{self.assessment.id}/assigning"

    def client(self, who: Role | Account = Role.OWNER) -> PageClient:
        """Give a client that is signed in as somebody."""
        made = self.app.test_client()
        factories.sign_in(self.app, made, self.people[who] if isinstance(who, Role) else who)
        return PageClient(made)


def room(app: Flask, *roles: Role, **assessment: object) -> Room:
    """Make an organisation with an owner and members in these roles; contributors are asked for one section."""
    with app.app_context():
        organisation = factories.organisation()
        system = factories.system(organisation)
        made = Room(app, organisation, system, factories.assessment(system, **assessment))
        for role in (Role.OWNER, *roles):
            made.people[role] = factories.member(organisation, role)
        if Role.CONTRIBUTOR in roles:
            factories.assign(made.assessment, made.people[Role.CONTRIBUTOR], SECTION)
    return made
