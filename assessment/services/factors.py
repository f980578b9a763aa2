"""Second factors: an authenticator app with recovery codes."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask_security import Totp

from assessment import storage
from assessment.domain.access import SECOND_FACTOR, Role
from assessment.domain.digits import latin
from assessment.domain.settings import EVERYBODY, SECOND_STEP
from assessment.domain.trail import Event
from assessment.services import identity, passwords, settings
from assessment.services.identifiers import UNAMBIGUOUS, as_typed
from assessment.services.sealed import Unreadable, is_sealed, seal, unseal
from assessment.storage import accounts, acts, db
from assessment.storage.keys import totp_key

if TYPE_CHECKING:
    from datetime import datetime

    from flask_security import UserMixin
    from passlib.totp import TotpMatch

    from assessment.services.mail import Letter
    from assessment.storage.tables import Account

_LOG = logging.getLogger(__name__)
AUTHENTICATOR = "authenticator"
PASSKEY = "passkey"
ISSUER = "Trustworthy AI self-assessment"
CODES = 10
_CODE_LENGTH = 12
# How far the clocks of a phone and of this server may be apart, in seconds.
_TOLERANCE = 30


class StillNeeded(ValueError):
    """The person's office demands a second factor, and this is the last one."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person needs to pair an app: an image to scan (a data address) and the same as text to type."""

    image: str
    key: str


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person can prove themselves with, beside the password."""

    has_password: bool
    has_authenticator: bool
    recovery_codes: int
    passkeys: int
    is_demanded: bool

    @property
    def is_last_one(self) -> bool:
        """Whether an office would be left without a second factor if one more were removed."""
        return self.is_demanded and self.has_authenticator + self.passkeys <= 1


class _Once(Totp):
    """Accepts each code once: the time step of the last one is kept with the account."""

    used: int | None = None

    def get_last_counter(self, user: UserMixin) -> int | None:
        return cast("Account", user).totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:  # noqa: ARG002 - the interface
        self.used = int(tmatch.counter)

    def new_key(self) -> str:
        """Return a new key, as apps take it."""
        return str(self._totp.new().base32_key)

    def key_of(self, source: str) -> str:
        """Return the key of a secret, as apps take it."""
        return str(self.get_totp_b32_key(source))


def factors_of(account: Account) -> Factors:
    """Return what an account can prove itself with."""
    offices = {Role(office) for office in account.offices if office}
    return Factors(
        has_password=bool(account.password),
        has_authenticator=bool(account.tf_totp_secret),
        recovery_codes=len(account.mf_recovery_codes or ()),
        passkeys=len(accounts.passkeys_of(db.session, account.id)),
        is_demanded=bool(offices & SECOND_FACTOR) or asks_everybody(),
    )


def asks_everybody() -> bool:
    """Whether the operator has chosen that nobody signs in with a password alone."""
    return settings.text(SECOND_STEP) == EVERYBODY


def new_secret(account_id: str) -> str:
    """Return the secret of a new authenticator, sealed for this person in this installation."""
    return seal(str(_totp().new_key()), account_id, totp_key())


def pairing(secret: str, account: Account) -> Pairing:
    """Return how an app is told the secret; raises Unreadable when it is not this person's."""
    totp, source = _totp(), _opened(secret, account.id)
    return Pairing(totp.generate_qrcode(account.email, source), totp.get_totp_pretty_key(source))


def add_authenticator(by: str, secret: str, code: str, notice: Letter, at: datetime) -> tuple[str, ...]:
    """Turn the second step on if the code proves that the app is paired; return new recovery codes, or nothing.

    Every session of the person ends.
    """
    account = accounts.by_id(db.session, by)
    totp = _totp()
    if account is None or not totp.verify_totp(_digits(code), _opened(secret, by), account, window=_TOLERANCE):
        return ()
    codes = _fresh_codes()
    values: dict[str, object] = {
        "tf_totp_secret": secret, "tf_primary_method": AUTHENTICATOR, "totp_counter": totp.used,
        "mf_recovery_codes": _kept(codes),
    }  # fmt: skip
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        accounts.change(done.session, by, values)
        identity.renew(done.session, by, notice, at)
        done.content["changed"] = "authenticator added"
    return codes


def remove_authenticator(by: str, notice: Letter, at: datetime) -> None:
    """Turn the authenticator off; recovery codes go with it unless a passkey remains. Every session ends.

    Raises StillNeeded when the person's office demands a second factor and there is no other.
    """
    account = identity.reloaded(by)
    found = factors_of(account)
    if found.is_last_one:
        raise StillNeeded
    values: dict[str, object] = {"tf_totp_secret": None, "totp_counter": None}
    values |= (
        {"tf_primary_method": PASSKEY} if found.passkeys else {"tf_primary_method": None, "mf_recovery_codes": None}
    )
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        accounts.change(done.session, by, values)
        identity.renew(done.session, by, notice, at)
        done.content["changed"] = "authenticator removed"


def forget_factors(by: str, account_id: str, notice: Letter, at: datetime) -> None:
    """Turn every second factor of a person off, for an operator who has made sure that it is they who ask.

    Their password stays; whose office demands a second factor sets a new one up before anything else. Every session of
    theirs ends, and they are told by mail.
    """
    values: dict[str, object] = {
        "tf_totp_secret": None, "totp_counter": None, "tf_primary_method": None, "mf_recovery_codes": None,
    }  # fmt: skip
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=account_id) as done:
        accounts.change(done.session, account_id, values)
        accounts.remove_passkeys(done.session, account_id)
        identity.renew(done.session, account_id, notice, at)
        done.content["changed"] = "second factors turned off by an operator"


def renew_recovery_codes(by: str, notice: Letter, at: datetime) -> tuple[str, ...]:
    """Replace the recovery codes; the former ones do not work any more. Every session ends."""
    codes = _fresh_codes()
    with acts.act(Event.CREDENTIALS_CHANGED, by=by, at=at, subject=by) as done:
        accounts.change(done.session, by, {"mf_recovery_codes": _kept(codes)})
        identity.renew(done.session, by, notice, at)
        done.content["changed"] = "recovery codes"
    return codes


def check_code(account: Account, code: str) -> str:
    """Return what a typed code is: `authenticator`, `recovery-code`, or empty when it is neither or was used before."""
    if account.tf_totp_secret:
        try:
            source = _opened(account.tf_totp_secret, account.id)
        except Unreadable:
            _LOG.error("an authenticator's secret in the database was changed, or is another person's")
            source = ""
        totp = _totp()
        if source and totp.verify_totp(_digits(code), source, account, window=_TOLERANCE):
            with storage.transaction() as session:
                if not is_sealed(account.tf_totp_secret):
                    renewed = seal(totp.key_of(source), account.id, totp_key())
                    accounts.change(session, account.id, {"tf_totp_secret": renewed})
                # Of two requests with the same code, one is too late.
                return AUTHENTICATOR if accounts.use_counter(session, account.id, totp.used or 0) else ""
    return "recovery-code" if _spend(account, as_typed(code)) else ""


def _spend(account: Account, code: str) -> bool:
    """Use a recovery code up. It is compared before the lock is taken: comparing is slow on purpose."""
    stored = account.mf_recovery_codes or () if len(code) == _CODE_LENGTH else ()
    used = next((one for one in stored if passwords.is_kept_as(code, one)), None)
    if used is None:
        return False
    with storage.transaction() as session:
        # Of two requests with the same code, the second waits here and finds it spent.
        present = accounts.locked(session, account.id)
        kept = list(present.mf_recovery_codes or ()) if present else []
        if used not in kept:
            return False
        accounts.change(session, account.id, {"mf_recovery_codes": [one for one in kept if one != used]})
    return True


def _kept(codes: tuple[str, ...]) -> list[str]:
    """Return what is stored of recovery codes: they are short enough to be guessed from a fast hash."""
    return [passwords.keep(as_typed(code)) for code in codes]


def _fresh_codes() -> tuple[str, ...]:
    """Return recovery codes such as `ABCD-EFGH-JKMN`: 58 bits each, told once and kept like passwords."""
    letters = ["".join(secrets.choice(UNAMBIGUOUS) for _ in range(_CODE_LENGTH)) for _ in range(CODES)]
    return tuple("-".join(text[start : start + 4] for start in range(0, _CODE_LENGTH, 4)) for text in letters)


def _digits(code: str) -> str:
    """Return a code without the spaces that apps show; Arabic and other digits become the usual ones."""
    digits = [character for character in latin(code) if character.isdecimal()]
    return "".join(digits) if len(digits) == 6 else "000000x"  # noqa: PLR2004 - the length of every such code


def _opened(kept: str, account_id: str) -> str:
    """Return a secret in the form that the library reads; older ones it has encrypted itself. May raise Unreadable."""
    if not is_sealed(kept):
        return kept
    return json.dumps({"v": 1, "type": "totp", "key": unseal(kept, account_id, totp_key())})


def _totp() -> _Once:
    return _Once({"1": totp_key()}, ISSUER)
