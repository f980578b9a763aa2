"""Passkeys: added by their owner, used instead of a password, or as the second step after one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import InvalidAuthenticationResponse, InvalidJSONStructure, InvalidRegistrationResponse
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from assessment import storage
from assessment.domain.trail import Event
from assessment.services import identity
from assessment.services.factors import ISSUER, PASSKEY, StillNeeded, factors_of
from assessment.services.identifiers import new_id
from assessment.storage import accounts, acts, db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.services.mail import Letter
    from assessment.storage.tables import Account, Passkey

# What a broken, forged or foreign answer of a browser can raise.
_REFUSALS = (
    InvalidRegistrationResponse, InvalidAuthenticationResponse, InvalidJSONStructure, ValueError, KeyError, TypeError,
)  # fmt: skip
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Site:
    """Whose passkeys these are: the host, and the address of pages as the browser knows it."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser is asked, as JSON, and the challenge that its answer must carry."""

    options: str
    challenge: str


def ask_to_add(account: Account, site: Site) -> Question:
    """Return what a browser is asked in order to make a passkey that can stand alone."""
    own = [PublicKeyCredentialDescriptor(id=row.credential_id) for row in accounts.passkeys_of(db.session, account.id)]
    asked = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_id=_handle(account),
        user_name=account.email,
        user_display_name=account.name or account.email,
        exclude_credentials=own,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return Question(webauthn.options_to_json(asked), bytes_to_base64url(asked.challenge))


def ask_to_prove(site: Site) -> Question:
    """Return what a browser is asked in order to sign in; it says nothing about who has passkeys."""
    asked = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Question(webauthn.options_to_json(asked), bytes_to_base64url(asked.challenge))


def add_passkey(by: str, given: tuple[str, str, str], site: Site, notice: Letter, at: datetime) -> bool:
    """Keep a new passkey; `given` are its name, the browser's answer and the challenge. Return whether it was valid.

    Every session of the person ends.
    """
    name, answer, challenge = given
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _REFUSALS:
        return False
    account = identity.reloaded(by)
    values: dict[str, object] = {
        "user_id": by, "credential_id": made.credential_id, "public_key": made.credential_public_key,
        "sign_count": made.sign_count, "transports": [], "backup_state": made.credential_backed_up,
        "device_type": made.credential_device_type.value, "create_datetime": at, "lastuse_datetime": at,
        "name": name.strip()[:LONGEST_NAME] or "–", "usage": "first",
    }  # fmt: skip
    method = account.tf_primary_method or PASSKEY
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        accounts.add_passkey(done.session, values)
        accounts.change(done.session, by, {"tf_primary_method": method})
        identity.renew(done.session, by, notice, at)
        done.content["changed"] = "passkey added"
    return True


def remove_passkey(by: str, passkey_id: int, notice: Letter, at: datetime) -> bool:
    """Forget a passkey; return whether it was the person's. Every session ends.

    Raises StillNeeded when an office demands a second factor and there is no other, or when the person could not sign
    in any more.
    """
    account = identity.reloaded(by)
    found = factors_of(account)
    if passkey_id not in {row.id for row in passkeys_of(account)}:
        return False
    if found.is_last_one or (found.passkeys == 1 and not found.has_password and not account.oidc_subject):
        raise StillNeeded
    method = account.tf_primary_method if found.passkeys > 1 or found.has_authenticator else None
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        if not accounts.remove_passkey(done.session, by, passkey_id):
            done.is_void = True
            return False
        accounts.change(done.session, by, {"tf_primary_method": method})
        identity.renew(done.session, by, notice, at)
        done.content["changed"] = "passkey removed"
    return True


def check_passkey(answer: str, challenge: str, site: Site, at: datetime) -> Account | None:
    """Return whose passkey has signed the challenge, or None."""
    try:
        found = accounts.passkey(db.session, base64url_to_bytes(json.loads(answer)["rawId"]))
        if found is None:
            return None
        row, account = found
        proven = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except _REFUSALS:
        return None
    with storage.transaction() as session:
        values: dict[str, object] = {"sign_count": proven.new_sign_count, "lastuse_datetime": at}
        accounts.change_passkey(session, row.id, values)
    return account


def passkeys_of(account: Account) -> Sequence[Passkey]:
    """Return a person's passkeys, the oldest first."""
    return accounts.passkeys_of(db.session, account.id)


def _handle(account: Account) -> bytes:
    """Return the random name under which authenticators know an account; it is made when first needed."""
    if account.fs_webauthn_user_handle:
        return account.fs_webauthn_user_handle.encode()
    handle = f"{new_id()}{secrets.token_hex(16)}"
    with storage.transaction() as session:
        accounts.change(session, account.id, {"fs_webauthn_user_handle": handle})
    return handle.encode()
