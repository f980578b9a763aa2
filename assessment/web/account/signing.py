"""Becoming and ceasing to be signed in: the session gets a new cookie, and nothing of the visitor's is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app, g, redirect, session, url_for
from flask_security import login_user, logout_user

from assessment.domain.access import Role
from assessment.services import accounts, factors
from assessment.web import addresses, guards, journal, limits
from assessment.web.account import resuming
from assessment.web.account.proven import identity_of_session
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from assessment.storage.tables import Account

_WAITING = "waiting"
# How long the second step may take.
_PATIENCE = timedelta(minutes=15)


def complete(account: Account, via: str, wanted: str = "") -> ResponseReturnValue:
    """Sign in and go on: to what was typed before, to the wanted page, or home."""
    email = account.email
    tie_identity(account)
    become(account)
    accounts.note_sign_in(account, via, guards.now())
    journal.note(f"signed in: {via}")
    limits.remember_place(email)
    held = resuming.carried()
    return resuming.offer(held) if held is not None else redirect(addresses.within(wanted, home()), 303)


def tie_identity(account: Account) -> None:
    """Tie the identity proven in this session to an account that has the same verified address and none yet."""
    identity = identity_of_session()
    if identity is not None and identity.email == account.email and account.oidc_subject is None:
        accounts.tie_identity(account.id, identity.subject, guards.now())


def become(account: Account) -> None:
    """Make the session this account's, under a new cookie; nothing that a visitor left in it is kept."""
    kept = {name: session[name] for name in ("_flashes", "invitation") if name in session}
    session.clear()
    session.update(kept)
    if isinstance(session, ServerSession):
        session.welcome(account)
    login_user(account)
    if not account.tf_primary_method and factors.asks_everybody():
        session[guards.OWED] = True
    g.pop("person", None)
    resuming.mark_session(account.id)


def leave() -> None:
    """Sign out: the session ends on the server, whoever has copied its cookie."""
    person = guards.who()
    logout_user()
    session.clear()
    g.pop("person", None)
    g.pop("csrf_token", None)
    if person.is_signed_in:
        accounts.note_sign_out(person.id, guards.now())


def wait_for_second_step(account: Account, wanted: str) -> None:
    """Remember who has given the right password until the second step is taken."""
    session[_WAITING] = {"account": account.id, "since": guards.now().isoformat(), "next": wanted}


def waiting() -> tuple[Account, str] | None:
    """Return who has yet to take the second step, and where they wanted to go; None when nobody does or too late."""
    found = session.get(_WAITING)
    if not found or guards.now() - datetime.fromisoformat(found["since"]) > _PATIENCE:
        return None
    account = accounts.find_account(found["account"])
    return (account, str(found["next"])) if account else None


def home() -> str:
    """Return where a signed-in person begins: where the work of their office is, else at their organisations."""
    choices = [page for office, page in _DESKS if office in guards.who().offices]
    known = [name for name in (*choices, "respondent.home", "account.profile") if name in current_app.view_functions]
    return url_for(known[0])


# Who has several offices begins at the first of these.
_DESKS = (
    (Role.OPERATOR, "operator.home"),
    (Role.PROGRAMME_OFFICER, "programme.home"),
    (Role.FACILITATOR, "programme.home"),
    (Role.QUESTIONNAIRE_EDITOR, "editor.home"),
    (Role.OFFICIAL, "official.home"),
)
