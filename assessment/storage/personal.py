"""Which rows are about a person: found by following every column that names an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from assessment.storage import Base
from assessment.storage.belonging import SECRET
from assessment.storage.dump import plain
from assessment.storage.tables import Account, Invitation, MailMessage, SessionRow, TrailDetail, TrailLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

    from assessment.storage import DatabaseSession
    from assessment.storage.dump import Row

# Of the account itself: what proves the person opens doors and stays here.
SECRET_OF_ACCOUNT = frozenset(
    {"password", "fs_uniquifier", "fs_webauthn_user_handle", "tf_totp_secret", "mf_recovery_codes", "queue_key"}
)
# Rows that are wholly the person's own; of the others, which belong to organisations, only ids and times are given.
_OWN = frozenset(
    {
        "comment", "consent", "download", "membership", "mention", "official_country", "saved_view",
        "section_assignment",
    }
)  # fmt: skip
# Rows about a person that no column of an account names: handled one by one below.
_APART = frozenset({"account", "passkey", "trail_detail", "trail_line", "trail_head", "invitation"})


def tables() -> tuple[Table, ...]:
    """Return the tables that name an account in some column."""
    return tuple(t for t in Base.metadata.sorted_tables if t.name not in _APART and _naming(t))


def rows(session: DatabaseSession, table: Table, account_id: str) -> Iterator[Row]:
    """Give the rows of a table that name an account: whole where they are the person's own, else ids and times."""
    columns = [c for c in table.columns if c.name not in SECRET and (table.name in _OWN or _is_fact(c))]
    query = select(*columns).where(or_(*(column == account_id for column in _naming(table))))
    for row in session.execute(query.order_by(*table.primary_key.columns)):
        yield {name: plain(value) for name, value in row._mapping.items()}  # noqa: SLF001 - public in spite of its name


def account(session: DatabaseSession, account_id: str) -> Row:
    """Return an account without its secrets."""
    found = session.execute(
        select(*(c for c in Account.__table__.columns if c.name not in SECRET_OF_ACCOUNT)).where(
            Account.id == account_id
        )
    ).one()
    return {name: plain(value) for name, value in found._mapping.items()}  # noqa: SLF001 - public in spite of its name


def apart(session: DatabaseSession, found: Account) -> dict[str, list[Row]]:
    """Return the person's sessions, passkeys, invitations and messages, without secrets."""
    queries = {
        "sessions": select(SessionRow.device, SessionRow.created_at, SessionRow.seen_at).where(
            SessionRow.identity == found.fs_uniquifier
        ),
        "invitations": select(
            Invitation.organisation_id, Invitation.email, Invitation.role, Invitation.created_at, Invitation.accepted_at
        ).where(or_(Invitation.email == found.email, Invitation.accepted_by == found.id)),
        "messages": select(MailMessage.purpose, MailMessage.subject, MailMessage.created_at, MailMessage.sent_at).where(
            MailMessage.recipient == found.email
        ),
    }
    rows = {
        name: [{k: plain(v) for k, v in row._mapping.items()} for row in session.execute(query)]  # noqa: SLF001 - as above
        for name, query in queries.items()
    }
    names = ("name", "create_datetime", "lastuse_datetime")
    rows["passkeys"] = [{name: plain(getattr(key, name)) for name in names} for key in found.webauthn]
    return rows


def trail(session: DatabaseSession, account_id: str) -> Iterator[Row]:
    """Give the lines that an account caused or that are about it."""
    query = (
        select(TrailLine.number, TrailLine.at, TrailLine.event, TrailLine.subject)
        .outerjoin(TrailDetail, TrailDetail.number == TrailLine.number)
        .where(or_(TrailDetail.actor == account_id, TrailLine.subject == account_id))
        .order_by(TrailLine.number)
    )
    for row in session.execute(query):
        yield {name: plain(value) for name, value in row._mapping.items()}  # noqa: SLF001 - as above


def _naming(table: Table) -> list[Column[object]]:
    """Return the columns of a table that hold the id of an account."""
    return [
        c
        for c in table.columns
        if c.name.endswith("_by") or any(k.column.table.name == "account" for k in c.foreign_keys)
    ]


def _is_fact(column: Column[object]) -> bool:
    return column.primary_key or column.name.endswith(("_id", "_by", "_at")) or column.name in {"version", "kind"}
