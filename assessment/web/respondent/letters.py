"""The mails that working together sends, each in the language of whoever gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from assessment.domain.states import Step
from assessment.web import guards
from assessment.web.account.letters import public_address, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assessment.services.mail import Letter


def mention(language: str, question: str, address: str) -> Letter:
    """Write that somebody was mentioned; the comment itself stays in the application."""
    return write("mention", language, writer=guards.who().name, system=_system(), question=question, address=address)


def asked(language: str, section: str, address: str) -> Letter:
    """Write that somebody is asked to answer a section."""
    return write("asked", language, writer=guards.who().name, system=_system(), section=section, address=address)


def turn(step: Step) -> Callable[[str], Letter]:
    """Return what writes, in a language, that it is somebody's turn after a step."""
    endpoint = "respondent.assessment" if step in {Step.RETURN, Step.REOPEN} else "respondent.review"
    address = public_address(endpoint, assessment_id=g.place.assessment.id)
    organisation = g.place.organisation.name

    def written(language: str) -> Letter:
        return write(
            "turn", language, step=step.value, writer=guards.who().name, system=_system(), organisation=organisation,
            address=address,
        )  # fmt: skip

    return written


def guest_link(language: str, token: str, name: str, expires_at: datetime) -> Letter:
    """Write a link to a guest."""
    address = public_address("respondent.guest_link", token=token)
    organisation = g.place.organisation.name
    return write(
        "guest_link", language, writer=guards.who().name, organisation=organisation, name=name, address=address,
        expires_at=expires_at,
    )  # fmt: skip


def guest_code(language: str, code: str) -> Letter:
    """Write a code to a guest."""
    return write("guest_code", language, code=code)


def _system() -> str:
    found: str = g.place.system.name
    return found
