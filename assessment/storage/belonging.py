"""Which rows are an organisation's: found by following foreign keys, so that a new table cannot be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, select

from assessment.storage import Base
from assessment.storage.dump import plain
from assessment.storage.tables import (
    Account,
    Download,
    Membership,
    Organisation,
    Release,
    ReleaseContribution,
    StoredDocument,
    TrailDetail,
    TrailLine,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement, Row, Select, Table

    from assessment.storage import DatabaseSession
    from assessment.storage.dump import Row as PlainRow

# What belongs to people, to the service or to nobody, with where else an organisation's part of it is given.
OF_NO_ORGANISATION = {
    "account": "people.json names those who take part",
    "passkey": "a person's own secret",
    "session": "a person's own secret",
    "mail_message": "in transit, deleted after days",
    "setting": "the operator's",
    "published_version": "the service's",
    "version_end": "the service's",
    "draft": "the questionnaire editors'",
    "draft_part": "the questionnaire editors'",
    "edition": "published for everybody",
    "installed_catalogue": "published for everybody",
    "translated_text": "the questionnaire editors'",
    "job": "work in progress, deleted after days",
    "trail_line": "trail.json holds the lines about the organisation",
    "trail_detail": "trail.json holds the details of these lines",
    "trail_head": "the service's",
    "round": "the programme's",
    "round_country": "the programme's",
    "round_sheet": "work in progress, deleted after a day",
    "round_letters": "work in progress, deleted after a day",
    "release": "releases.json names those that hold the organisation's figures",
    "release_cell": "published figures of many organisations",
    "release_contribution": "releases.json names those that hold the organisation's figures",
    "release_file": "published figures of many organisations",
    "download": "releases.json says who took these releases",
    "official_country": "the operator's",
    "saved_view": "a person's own",
    "api_token": "a person's own secret",
}
# Hashes of secrets open nothing for their owner, and somebody could guess at them.
SECRET = frozenset({"token_hash", "code_hash"})
_AT_ONCE = 500


def tables() -> tuple[Table, ...]:
    """Return the tables whose rows belong to organisations, parents first."""
    return tuple(
        t for t in Base.metadata.sorted_tables if t.name == Organisation.__tablename__ or _parent(t) is not None
    )


def rows(session: DatabaseSession, table: Table, organisation_id: str) -> Iterator[PlainRow]:
    """Give the rows of a table that belong to an organisation, without secrets."""
    columns = [column for column in table.columns if column.name not in SECRET]
    query = select(*columns).where(_belongs(table, organisation_id)).order_by(*table.primary_key.columns)
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield {name: plain(value) for name, value in row._mapping.items()}  # noqa: SLF001 - public in spite of its name


def name_of(session: DatabaseSession, organisation_id: str) -> str | None:
    """Return the name of an organisation; None when there is none."""
    return session.scalar(select(Organisation.name).where(Organisation.id == organisation_id))


def people(session: DatabaseSession, organisation_id: str, ids: Collection[str]) -> Sequence[Row[str, str, str]]:
    """Return (id, name, address) of members, and of others who took part, whose address is left out."""
    members = select(Membership.account_id).where(Membership.organisation_id == organisation_id)
    is_member = Account.id.in_(members)
    address = case((is_member, Account.email), else_="")
    query = select(Account.id, Account.name, address).where(is_member | Account.id.in_(ids))
    return session.execute(query.order_by(Account.id)).all()


def trail(session: DatabaseSession, subjects: Collection[str]) -> Iterator[PlainRow]:
    """Give the lines of the trail about an organisation and what belongs to it."""
    query = (
        select(TrailLine, TrailDetail.actor, TrailDetail.content)
        .outerjoin(TrailDetail, TrailDetail.number == TrailLine.number)
        .where(TrailLine.subject.in_(subjects))
        .order_by(TrailLine.number)
    )
    for line, actor, content in session.execute(query):
        yield {
            "number": line.number, "at": line.at, "event": line.event, "subject": line.subject,
            "digest": line.digest, "actor": actor or "", "content": content or "",
        }  # fmt: skip


def releases(session: DatabaseSession, organisation_id: str) -> Iterator[PlainRow]:
    """Give the approved releases that an organisation's figures are in, with who downloaded them for what."""
    inside = select(ReleaseContribution.release_id).where(ReleaseContribution.organisation_id == organisation_id)
    query = select(Release).where(Release.id.in_(inside), Release.number.is_not(None)).order_by(Release.number)
    for release in session.scalars(query):
        yield {"number": release.number, "title": release.title, "approved_at": plain(release.approved_at)}
        taken = select(Download, Account.name).outerjoin(Account, Account.id == Download.taken_by)
        taken = taken.where(Download.release_id == release.id).order_by(Download.taken_at)
        for download, name in session.execute(taken):
            yield {
                "number": release.number, "downloaded": download.kind, "purpose": download.purpose,
                "by": name or "", "at": plain(download.taken_at),
            }  # fmt: skip


def documents(session: DatabaseSession, organisation_id: str, but: str) -> Sequence[StoredDocument]:
    """Return an organisation's stored documents of every kind but one."""
    query = select(StoredDocument).where(StoredDocument.organisation_id == organisation_id, StoredDocument.kind != but)
    return session.scalars(query.order_by(StoredDocument.made_at)).all()


def _parent(table: Table) -> tuple[str, Table] | None:
    """Return the column by which a table belongs to an organisation, and the table it leads to; the shortest way."""
    for column in table.columns:
        if any(key.column.table.name == Organisation.__tablename__ for key in column.foreign_keys):
            return column.name, Organisation.__table__  # type: ignore[return-value] # it is a table
    for column in table.columns:
        for key in column.foreign_keys:
            target = key.column.table
            if target.name != Account.__tablename__ and target is not table and _parent(target) is not None:
                return column.name, target
    return None


def _belongs(table: Table, organisation_id: str) -> ColumnElement[bool]:
    found = _parent(table)
    if found is None:
        return table.columns["id"] == organisation_id
    name, target = found
    if target.name == Organisation.__tablename__:
        return table.columns[name] == organisation_id
    ids: Select[str] = select(target.columns["id"]).where(_belongs(target, organisation_id))
    return table.columns[name].in_(ids)
