"""Which countries an official sees: all, or only those that an operator has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.trail import Event
from assessment.services.places import NotFound
from assessment.services.releases import reading
from assessment.storage import acts, erasure, saved_views

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from assessment.domain.access import Person


def countries_of(person: Person) -> frozenset[str]:
    """Return the countries that a person's view of released figures is limited to; none means all."""
    return reading.countries_of(person.id)


def limit(account_id: str, countries: Collection[str], by: str, at: datetime) -> None:
    """Limit a person to these countries, at once; none lifts the limit. Raises NotFound without such a person."""
    wanted = sorted(set(countries))
    with acts.act(Event.COUNTRIES_LIMITED, by=by, at=at, subject=account_id) as done:
        if erasure.find_account(done.session, account_id) is None:
            raise NotFound
        former = sorted(reading.countries_of(account_id))
        saved_views.limit(done.session, account_id, wanted)
        done.content |= {"from": former, "to": wanted}
        done.is_void = former == wanted
