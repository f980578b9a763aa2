"""Releases with their cells and contributions: kept while they are made, and read for ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status
from assessment.storage import affected
from assessment.storage.tables import Account, Download, OfficialCountry, Release, ReleaseCell, ReleaseContribution

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

APPROVED = "approved"
# Enums by what is stored: large releases are read whole, and calling an enum is slow.
_MEASURES: dict[object, Measure] = {measure.value: measure for measure in Measure}
_STATUSES: dict[object, Status] = {status.value: status for status in Status}
_REASONS: dict[object, Reason | None] = {"": None} | {reason.value: reason for reason in Reason}
# States of a release that somebody still waits for or has to decide on.
OPEN = ("waiting", "computing", "ready")


def add(session: DatabaseSession, values: Mapping[str, object]) -> None:
    """Write a release that somebody has asked for."""
    session.execute(insert(Release).values(**values))


def change(session: DatabaseSession, id_: str, states: Collection[str], values: Mapping[str, object]) -> bool:
    """Change a release that is in one of these states; tell whether it was. An approved one never changes."""
    query = update(Release).where(Release.id == id_, Release.state.in_(states), Release.state != APPROVED)
    return affected(session.execute(query.values(**values).execution_options(synchronize_session=False))) == 1


def find(session: DatabaseSession, id_: str) -> Release | None:
    """Return a release in whatever state, as it is now."""
    query = select(Release).where(Release.id == id_).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def by_number(session: DatabaseSession, number: int) -> Release | None:
    """Return an approved release by its number."""
    return session.scalars(select(Release).where(Release.number == number, Release.state == APPROVED)).one_or_none()


def approved(session: DatabaseSession) -> Sequence[Release]:
    """Return the approved releases, the newest first."""
    return session.scalars(select(Release).where(Release.state == APPROVED).order_by(Release.number.desc())).all()


def every(session: DatabaseSession) -> Sequence[Release]:
    """Return all releases, the newest first."""
    query = select(Release).order_by(Release.made_at.desc(), Release.id).execution_options(populate_existing=True)
    return session.scalars(query).all()


def under_way(session: DatabaseSession) -> Release | None:
    """Return the release that is being made or waits for a decision."""
    query = select(Release).where(Release.state.in_(OPEN)).order_by(Release.made_at).limit(1)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def of_period(session: DatabaseSession, questionnaire: str, round_id: str, period: str, depth: int) -> Release | None:
    """Return the approved release of a round, or of a quarter with a questionnaire at a depth."""
    query = select(Release).where(
        Release.state == APPROVED, Release.questionnaire == questionnaire, Release.round_id == round_id,
        Release.period == period, Release.depth == depth,
    )  # fmt: skip
    return session.scalars(query.limit(1)).one_or_none()


def last_number(session: DatabaseSession) -> int:
    """Return the highest number given so far."""
    return session.scalar(select(func.max(Release.number))) or 0


def cells(session: DatabaseSession, release_id: str) -> tuple[Cell, ...]:
    """Return the cells of a release in their order."""
    cell = ReleaseCell
    query = select(
        cell.table_id, cell.first, cell.second, cell.measure, cell.item, cell.statistic, cell.value, cell.count,
        cell.status, cell.reason, cell.as_of,
    ).where(cell.release_id == release_id)  # fmt: skip
    return tuple(
        Cell(
            table, first, second, _MEASURES[measure], item, statistic, value, count, _STATUSES[status],
            _REASONS[reason], as_of,
        )
        for table, first, second, measure, item, statistic, value, count, status, reason, as_of in session.execute(
            query.order_by(cell.position)
        )
    )  # fmt: skip


def add_cells(session: DatabaseSession, release_id: str, start: int, given: Sequence[Cell]) -> None:
    """Write cells of a release that is not approved; the first stands at `start`."""
    rows = [
        {
            "release_id": release_id, "position": position, "table_id": cell.table, "first": cell.first,
            "second": cell.second, "measure": cell.measure.value, "item": cell.item, "statistic": cell.statistic,
            "value": cell.value, "count": cell.count, "status": cell.status.value,
            "reason": cell.reason.value if cell.reason else "", "as_of": cell.as_of,
        }
        for position, cell in enumerate(given, start)
    ]  # fmt: skip
    if rows:
        session.execute(insert(ReleaseCell), rows)


def add_contributions(session: DatabaseSession, release_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Write some of what a release is made from: pseudonym, unit, organisation_id and figures of each contribution."""
    if rows:
        session.execute(insert(ReleaseContribution), [{"release_id": release_id} | dict(row) for row in rows])


def contributions(session: DatabaseSession, release_id: str) -> Sequence[Row[str, str, str]]:
    """Return pseudonym, unit and figures of every contribution to a release."""
    row = ReleaseContribution
    query = select(row.pseudonym, row.unit, row.figures).where(row.release_id == release_id)
    return session.execute(query.order_by(row.pseudonym)).all()


def forget(session: DatabaseSession, release_id: str) -> None:
    """Remove cells and contributions of a release that will never be approved."""
    for table in (ReleaseCell, ReleaseContribution):
        session.execute(delete(table).where(table.release_id == release_id))


def organisations_in(session: DatabaseSession, release_id: str) -> frozenset[str]:
    """Return the organisations behind a release; an empty id stands for those that were erased since."""
    query = select(ReleaseContribution.organisation_id).where(ReleaseContribution.release_id == release_id)
    return frozenset(session.scalars(query))


def containing(session: DatabaseSession, organisation_id: str) -> Sequence[Release]:
    """Return the approved releases that an organisation's figures are in, the newest first."""
    inside = select(ReleaseContribution.release_id).where(ReleaseContribution.organisation_id == organisation_id)
    query = select(Release).where(Release.id.in_(inside), Release.state == APPROVED)
    return session.scalars(query.order_by(Release.number.desc())).all()


def downloads(session: DatabaseSession, ids: Collection[str]) -> Sequence[Row[Download, str | None, list[str] | None]]:
    """Return who took figures of these releases, the newest first: the download, name and offices of the person."""
    query = select(Download, Account.name, Account.offices).outerjoin(Account, Account.id == Download.taken_by)
    return session.execute(query.where(Download.release_id.in_(ids)).order_by(Download.taken_at.desc())).all()


def countries_of(session: DatabaseSession, account_id: str) -> frozenset[str]:
    """Return the countries that an official is limited to; none means all."""
    return frozenset(session.scalars(select(OfficialCountry.country).where(OfficialCountry.account_id == account_id)))


def names_of(session: DatabaseSession, ids: Collection[str]) -> dict[str, str]:
    """Return the names of accounts; an erased one has none."""
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row[0]: row[1] for row in rows}
