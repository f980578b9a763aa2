"""Released figures as everybody reads them: explorer, downloads, interface and briefings use this and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessment.domain.disclosure.publishable import read_frozen
from assessment.services.places import NotFound
from assessment.storage import db, releases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assessment.domain.disclosure.publishable import PublishableTable
    from assessment.storage.tables import Release

# No database counts further.
_LAST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What is said of an approved release besides its cells.

    `period` is a quarter such as "2026-Q4" or, with a `round_id`, the round's last day. `policy` is the version of the
    disclosure policy, `audit` what checking against re-identification came to. `stages` are how many organisations were
    invited, started, submitted, eligible, consented and contributed, rounded as in cells and None where withheld.
    """

    id: str
    number: int
    title: str
    round_id: str
    period: str
    cutoff: datetime
    questionnaire: str
    depth: int
    scoring_model: str
    policy: int
    policy_fingerprint: str
    software: str
    basis: str
    stages: Mapping[str, int | None]
    audit: Mapping[str, Any]
    tables_digest: str
    is_demo: bool
    made_at: datetime
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class Released:
    """An approved release as one reader may see it; `countries` are those the reader is limited to, none means all."""

    head: ReleaseHead
    table: PublishableTable
    countries: frozenset[str] = field(default_factory=frozenset)


def released() -> tuple[ReleaseHead, ...]:
    """Return all approved releases, the newest first."""
    return tuple(head_of(row) for row in releases.approved(db.session))


def head(number: int) -> ReleaseHead:
    """Return one approved release without its cells; raise NotFound when there is none."""
    row = releases.by_number(db.session, number) if 0 < number <= _LAST else None
    if row is None:
        raise NotFound
    return head_of(row)


def read(number: int, countries: frozenset[str] = frozenset()) -> Released:
    """Return an approved release as somebody sees it who is limited to these countries; none means all.

    The whole is compared with the digest that was approved before anything of it is shown. Raises NotFound when there
    is no such release, and `publishable.Altered` when it is not what was approved.
    """
    found = head(number)
    table = read_frozen(releases.cells(db.session, found.id), found.tables_digest)
    return Released(found, table.limited_to(countries) if countries else table, countries)


def countries_of(account_id: str) -> frozenset[str]:
    """Return the countries that a person's view of released figures is limited to; none means all."""
    return releases.countries_of(db.session, account_id)


def of_organisation(organisation_id: str) -> tuple[ReleaseHead, ...]:
    """Return the approved releases that an organisation's figures are in, the newest first."""
    return tuple(head_of(row) for row in releases.containing(db.session, organisation_id))


def head_of(row: Release) -> ReleaseHead:
    """Return the head of an approved release."""
    assert row.number is not None  # noqa: S101 - given at approval
    assert row.approved_at is not None  # noqa: S101 - given at approval
    return ReleaseHead(
        id=row.id,
        number=row.number,
        title=row.title,
        round_id=row.round_id,
        period=row.period,
        cutoff=row.cutoff,
        questionnaire=row.questionnaire,
        depth=row.depth,
        scoring_model=row.scoring_model,
        policy=row.policy,
        policy_fingerprint=row.policy_fingerprint,
        software=row.software,
        basis=row.basis,
        stages=json.loads(row.stages).get("published", {}),
        audit=json.loads(row.audit),
        tables_digest=row.tables_digest,
        is_demo=row.is_demo,
        made_at=row.made_at,
        approved_at=row.approved_at,
    )
