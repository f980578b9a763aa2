"""The mails of a round, each in the language of whoever gets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.services import settings
from assessment.services.rounds import taking_part
from assessment.web.account.letters import public_address, write

if TYPE_CHECKING:
    from assessment.domain.rounds import Terms
    from assessment.services.mail import Letter
    from assessment.services.rounds.inviting import Invitee


def programme() -> str:
    """Return who runs the service, as the operator has named it; empty when nobody has."""
    return settings.text("operator-name")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to those whom an officer invites; `inviter` is the officer's name, `programme` who runs the service."""

    inviter: str
    programme: str = field(default_factory=programme)

    def invitation(self, invitee: Invitee, terms: Terms) -> Letter:
        """Write the invitation with its link and its code."""
        secret = invitee.invited
        assert secret is not None  # noqa: S101 - only who has a code gets this letter
        return write(
            "round_invitation", secret.language, invitee=invitee.entry, inviter=self.inviter, programme=self.programme,
            terms=terms, minutes=taking_part.minutes_of(terms), invited=secret,
            link=public_address("account.invitation", secret=secret.token), address=public_address("account.code"),
        )  # fmt: skip

    def known(self, organisation_id: str, organisation: str, language: str, terms: Terms) -> Letter:
        """Write to an owner of an organisation that takes part without a code."""
        return write(
            "round_known", language, organisation=organisation, inviter=self.inviter, programme=self.programme,
            terms=terms, minutes=taking_part.minutes_of(terms),
            address=public_address("respondent.organisation", organisation_id=organisation_id),
        )  # fmt: skip
