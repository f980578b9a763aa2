"""Views that people keep: each their own, under names that differ, and gone with the person."""

from __future__ import annotations

import pytest

from assessment.domain.access import Person, Role
from assessment.services.erasing import accounts
from assessment.services.places import NotFound
from assessment.services.releases import rights, views
from assessment.services.taking import people
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.usefixtures("context")
QUERY = "page=explore&table=country"


def test_a_kept_view_is_found_by_its_owner() -> None:
    mine = factories.account("Mei", Role.OFFICIAL)

    id_ = views.save("Kenya", QUERY, mine.id, NOW)

    assert [(one.name, one.query) for one in views.kept(mine.id)] == [("Kenya", QUERY)]
    assert views.find(mine.id, id_).name == "Kenya"


def test_somebody_elses_view_does_not_exist() -> None:
    mine, other = factories.account("Mei"), factories.account("Jan")
    id_ = views.save("Kenya", QUERY, mine.id, NOW)

    with pytest.raises(NotFound):
        views.find(other.id, id_)
    with pytest.raises(NotFound):
        views.rename(id_, "Mine", other.id, NOW)
    with pytest.raises(NotFound):
        views.delete(id_, other.id, NOW)


def test_a_name_is_used_once_by_each_person() -> None:
    mine, other = factories.account("Mei"), factories.account("Jan")
    views.save("Kenya", QUERY, mine.id, NOW)
    second = views.save("Ghana", QUERY, mine.id, NOW)
    views.save("Kenya", QUERY, other.id, NOW)

    with pytest.raises(views.NameTaken):
        views.save("Kenya", QUERY, mine.id, NOW)
    with pytest.raises(views.NameTaken):
        views.rename(second, "Kenya", mine.id, NOW)


def test_a_view_is_renamed_and_deleted() -> None:
    mine = factories.account("Mei")
    id_ = views.save("Kenya", QUERY, mine.id, NOW)

    views.rename(id_, "East Africa", mine.id, NOW)
    assert [one.name for one in views.kept(mine.id)] == ["East Africa"]

    views.delete(id_, mine.id, NOW)
    assert views.kept(mine.id) == ()


def test_nobody_keeps_more_views_than_one_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    mine = factories.account("Mei")
    views.save("Kenya", QUERY, mine.id, NOW)

    with pytest.raises(views.TooMany):
        views.save("Ghana", QUERY, mine.id, NOW)


def test_a_person_takes_their_views_and_limits_along() -> None:
    mine = factories.account("Mei")
    views.save("Kenya by sector", QUERY, mine.id, NOW)
    rights.limit(mine.id, ["KE"], factories.account().id, NOW)

    taken = people.export_account(mine.id, "en", NOW)

    assert taken
    assert b"saved_view" in taken
    assert b"official_country" in taken


def test_views_and_limits_go_with_the_person() -> None:
    mine = factories.account("Mei")
    views.save("Kenya", QUERY, mine.id, NOW)
    rights.limit(mine.id, ["KE"], factories.account().id, NOW)

    accounts.erase_account(mine.id, mine.id, NOW)

    assert views.kept(mine.id) == ()
    assert rights.countries_of(Person(mine.id)) == frozenset()


def test_a_limit_holds_until_it_is_lifted() -> None:
    official, operator = factories.account("Mei", Role.OFFICIAL), factories.account("Olga", Role.OPERATOR)

    rights.limit(official.id, ["KE", "SN", "KE"], operator.id, NOW)
    assert rights.countries_of(Person(official.id)) == {"KE", "SN"}

    rights.limit(official.id, [], operator.id, NOW)
    assert rights.countries_of(Person(official.id)) == frozenset()


def test_nobody_who_is_not_there_is_limited() -> None:
    with pytest.raises(NotFound):
        rights.limit("nobody", ["KE"], factories.account().id, NOW)
