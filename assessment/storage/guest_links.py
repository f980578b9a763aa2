"""Links for guests, their codes, and the browsers in which a code was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from assessment.storage.tables import Account, Assessment, GuestBrowser, GuestLink, Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession


def of_assessment(session: DatabaseSession, assessment_id: str) -> Sequence[GuestLink]:
    """Return all links of an assessment, newest first."""
    query = select(GuestLink).where(GuestLink.assessment_id == assessment_id)
    return session.scalars(query.order_by(GuestLink.created_at.desc(), GuestLink.id)).all()


def open_count(session: DatabaseSession, assessment_id: str, at: datetime) -> int:
    """Return how many links of an assessment can be used."""
    query = select(func.count()).where(
        GuestLink.assessment_id == assessment_id, GuestLink.revoked_at.is_(None), GuestLink.expires_at > at
    )
    return session.scalar(query) or 0


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Keep a link."""
    session.execute(insert(GuestLink).values(**values))


def find(session: DatabaseSession, where: tuple[str, str], id_: str) -> GuestLink | None:
    """Return a link if it belongs to this (assessment, section), locked until the transaction ends."""
    assessment_id, section_id = where
    query = select(GuestLink).where(
        GuestLink.id == id_, GuestLink.assessment_id == assessment_id, GuestLink.section_id == section_id
    )
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def usable(
    session: DatabaseSession, token_hash: str, at: datetime, *, lock: bool = True
) -> Row[GuestLink, Assessment, Organisation] | None:
    """Return the link of a token with its assessment, unless it was revoked, has expired or the place is closed.

    The link is locked until the transaction ends, unless it is only read.
    """
    query = (
        select(GuestLink, Assessment, Organisation)
        .join(Assessment, Assessment.id == GuestLink.assessment_id)
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .where(
            GuestLink.token_hash == token_hash,
            GuestLink.revoked_at.is_(None),
            GuestLink.expires_at > at,
            Organisation.suspended_at.is_(None),
        )
    )
    if lock:
        query = query.with_for_update(of=GuestLink)
    return session.execute(query.execution_options(populate_existing=True)).one_or_none()


def change(session: DatabaseSession, id_: str, values: Mapping[str, object]) -> None:
    """Change a link."""
    session.execute(update(GuestLink).where(GuestLink.id == id_).values(**values))


def revoke_to_member(session: DatabaseSession, organisation: str, account: str, at: datetime) -> None:
    """Close the links of an organisation's assessments that lead to an account's own address."""
    own = select(Assessment.id).where(Assessment.organisation_id == organisation)
    address = select(Account.email).where(Account.id == account).scalar_subquery()
    query = update(GuestLink).where(
        GuestLink.assessment_id.in_(own), func.lower(GuestLink.email) == address, GuestLink.revoked_at.is_(None)
    )
    session.execute(query.values(revoked_at=at, code_hash="", code_expires_at=None))


def remember_browser(session: DatabaseSession, id_: str, link_id: str, at: datetime) -> None:
    """Keep the hash of the token of a browser in which the code was typed."""
    session.execute(insert(GuestBrowser).values(id=id_, link_id=link_id, confirmed_at=at))


def knows_browser(session: DatabaseSession, id_: str, link_id: str) -> bool:
    """Whether the code of this link was typed in this browser."""
    return session.scalar(select(GuestBrowser.id).where(GuestBrowser.id == id_, GuestBrowser.link_id == link_id)) == id_


def forget_browsers(session: DatabaseSession, link_id: str, only: str = "") -> None:
    """Forget the browsers of a link, or one of them."""
    query = delete(GuestBrowser).where(GuestBrowser.link_id == link_id)
    session.execute(query.where(GuestBrowser.id == only) if only else query)
