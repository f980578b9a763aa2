"""Accounts and passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from assessment.storage import affected
from assessment.storage.tables import Account, Membership, Organisation, Passkey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

_INSERT = insert(Account)


def by_id(session: DatabaseSession, id_: str) -> Account | None:
    """Return an active account."""
    return session.scalars(select(Account).where(Account.id == id_, Account.active)).one_or_none()


def locked(session: DatabaseSession, id_: str) -> Account | None:
    """Return an active account as it is now; nobody else changes it until this transaction ends."""
    query = select(Account).where(Account.id == id_, Account.active).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def by_email(session: DatabaseSession, email: str) -> Account | None:
    """Return the active account of an address in small letters."""
    return session.scalars(select(Account).where(Account.email == email, Account.active)).one_or_none()


def by_identity(session: DatabaseSession, identity: str) -> Account | None:
    """Return the active account that a session or a signed link names."""
    return session.scalars(select(Account).where(Account.fs_uniquifier == identity, Account.active)).one_or_none()


def by_subject(session: DatabaseSession, subject: str) -> Account | None:
    """Return the active account that is linked to an identity of another service."""
    return session.scalars(select(Account).where(Account.oidc_subject == subject, Account.active)).one_or_none()


def is_taken(session: DatabaseSession, email: str) -> bool:
    """Whether an address belongs to any account, active or not."""
    return session.scalar(select(func.count()).select_from(Account).where(Account.email == email)) != 0


def has_operator(session: DatabaseSession) -> bool:
    """Whether anybody can operate the service."""
    offices = session.scalars(select(Account.offices).where(Account.active, Account.offices.is_not(None))).all()
    return any("operator" in held for held in offices)


def add(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a new account."""
    session.flush()
    session.connection().execute(_INSERT, values)


def change(session: DatabaseSession, id_: str, values: dict[str, object]) -> bool:
    """Change an account; return whether there is one."""
    return bool(affected(session.execute(update(Account).where(Account.id == id_).values(**values))))


def use_counter(session: DatabaseSession, id_: str, counter: int) -> bool:
    """Note the time step of an authenticator's code; return False when it or a later one was used before."""
    unused = (Account.totp_counter.is_(None)) | (Account.totp_counter < counter)
    done = session.execute(update(Account).where(Account.id == id_, unused).values(totp_counter=counter))
    return bool(affected(done))


def organisations_of(session: DatabaseSession, account: str) -> Sequence[Row[str, str, str]]:
    """Return name, country and role of the organisations that an account belongs to."""
    query = select(Organisation.name, Organisation.country, Membership.role).join(
        Membership, Membership.organisation_id == Organisation.id
    )
    return session.execute(query.where(Membership.account_id == account)).all()


def passkeys_of(session: DatabaseSession, account: str) -> Sequence[Passkey]:
    """Return an account's passkeys, the oldest first."""
    return session.scalars(select(Passkey).where(Passkey.user_id == account).order_by(Passkey.id)).all()


def passkey(session: DatabaseSession, credential: bytes) -> Row[Passkey, Account] | None:
    """Return a passkey and the active account it belongs to."""
    query = select(Passkey, Account).join(Account, Account.id == Passkey.user_id)
    return session.execute(query.where(Passkey.credential_id == credential, Account.active)).one_or_none()


def add_passkey(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep a new passkey."""
    session.execute(insert(Passkey).values(**values))


def change_passkey(session: DatabaseSession, id_: int, values: dict[str, object]) -> None:
    """Note the use of a passkey."""
    session.execute(update(Passkey).where(Passkey.id == id_).values(**values))


def remove_passkey(session: DatabaseSession, account: str, id_: int) -> bool:
    """Forget one of an account's passkeys; return whether it had it."""
    done = session.execute(delete(Passkey).where(Passkey.id == id_, Passkey.user_id == account))
    return bool(affected(done))


def remove_passkeys(session: DatabaseSession, account: str) -> None:
    """Forget all passkeys of an account."""
    session.execute(delete(Passkey).where(Passkey.user_id == account))
