"""Links that sign in as somebody of the demonstration, once; they open no other account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeTimedSerializer

from assessment.domain.trail import Event
from assessment.services import identity
from assessment.services.identifiers import hashed
from assessment.storage import accounts, acts, db, demo, keys

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.storage.tables import Account

# A name that RFC 2606 keeps free: mail to it reaches nobody, and nobody can prove an address there.
DOMAIN = "demo.example"
VALID_FOR = timedelta(days=14)


def address(who: str, tag: str) -> str:
    """Return the address of somebody in the demonstration with this tag."""
    return f"{who}-{tag}@{DOMAIN}"


def link_for(account: Account) -> str:
    """Return the secret of a link that signs in as this person, once."""
    return str(_serializer().dumps([account.id, hashed(account.fs_uniquifier)]))


def find_person(token: str) -> Account | None:
    """Return whom a link opens; None when it was used, is too old, or real organisations use the service meanwhile."""
    try:
        account_id, name = _serializer().loads(token, max_age=int(VALID_FOR.total_seconds()))
    except (BadData, ValueError):
        return None
    found = accounts.by_id(db.session, str(account_id))
    # The link names the present identity, which its use renews: it works once.
    is_fresh = found is not None and hashed(found.fs_uniquifier) == name and found.email.endswith(f"@{DOMAIN}")
    return found if is_fresh and not demo.has_real_organisations(db.session) else None


def use_link(account: Account, at: datetime) -> Account:
    """Make a link dead and return the account as it is now; sessions of an earlier link end."""
    account_id = account.id
    with acts.act(Event.CREDENTIALS_CHANGED, by=account_id, at=at, subject=account_id) as done:
        identity.renew(done.session, account_id, None, at)
        done.content["changed"] = "link of the demonstration used"
    return identity.reloaded(account_id)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keys.secret_key(), salt="sign in as somebody of the demonstration")
