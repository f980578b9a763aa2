"""Flask-Security as the engine under our own pages: hashing, signed links, authenticators, who is signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import session
from flask_security import MailUtil, Security

from assessment.services import mail
from assessment.services.mail import Letter
from assessment.web import guards
from assessment.web.sessions import ServerSession

if TYPE_CHECKING:
    from flask import Flask
    from flask_security import UserDatastore

    from assessment.storage.tables import Account

# argon2id as OWASP recommends it: 19 MiB, two rounds, one lane; about 25 ms. Nothing is hashed beforehand or cut off.
_HASHING = {"argon2__memory_cost": 19456, "argon2__time_cost": 2, "argon2__parallelism": 1}
SETTINGS = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": _HASHING,
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_CHANGE_EMAIL_WITHIN": timedelta(hours=24),
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_TRACKABLE": False,
}


class Outbox(MailUtil):
    """Sends Flask-Security's own messages, if it ever has any, the way all others go."""

    def send_mail(self, *given: object, **_context: object) -> None:
        """Put a message (template, subject, recipient, sender, text, …) into the outbox as plain text."""
        _template, subject, recipient, _sender, text, *_ = given
        address = recipient[1] if isinstance(recipient, tuple) else recipient
        mail.post_alone("security", str(address), Letter(str(subject), str(text or "")), guards.now())


def attach(app: Flask, datastore: UserDatastore) -> None:
    """Set Flask-Security up without its pages, and let it ask the session, not the database, who is there."""
    app.config.update(SETTINGS)
    security = Security(app, datastore, register_blueprint=False, mail_util_cls=Outbox)
    manager = security.login_manager
    manager.user_loader(_account)
    # No tokens in headers or addresses: only sessions.
    manager.request_loader(lambda _request: None)
    # Both ask on each request who is there. Our guards ask the session, and no template of ours knows Flask-Login.
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # noqa: SLF001 - it has no switch
    # It looks after cookies that remember people; nobody gets one.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)  # noqa: SLF001 - as above
    processors = app.template_context_processors[None]
    processors[:] = [one for one in processors if one.__module__ != "flask_login.utils"]
    # It would make something of the browser's name and network address, which we neither need nor keep.
    manager.session_protection = None
    manager._session_identifier_generator = lambda: ""  # noqa: SLF001 - there is no other way to keep the address out


def _account(identity: str) -> Account | None:
    """Return the account that the session was loaded with: no second query."""
    account = session.account if isinstance(session, ServerSession) else None
    return account if account is not None and session.get("_user_id") == identity else None
