"""Consent: one decision for each purpose, never overwritten, and nothing taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessment import storage
from assessment.domain.purposes import Basis, Circle, Purpose, is_allowed
from assessment.domain.settings import Group, in_group
from assessment.services import consents, settings
from assessment.services.sessions import person_of
from assessment.storage import consents as stored
from assessment.storage import db
from assessment.storage.tables import TrailLine
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from assessment.domain.access import Person
    from assessment.storage.tables import Organisation

pytestmark = pytest.mark.usefixtures("context")


def _owner() -> tuple[Organisation, Person]:
    organisation = factories.organisation()
    return organisation, person_of(factories.member(organisation))


def test_nothing_but_the_own_report_is_allowed_before_somebody_decides() -> None:
    organisation, _ = _owner()

    assert {p for p in Purpose if consents.allows(organisation.id, p)} == {Purpose.OWN_REPORT}


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_newest_decision_counts_and_the_older_ones_stay(purpose: Purpose) -> None:
    organisation, owner = _owner()

    consents.decide_consent(organisation.id, purpose, given=True, by=owner, at=NOW)
    allowed = consents.allows(organisation.id, purpose)
    consents.decide_consent(organisation.id, purpose, given=False, by=owner, at=NOW)

    assert (allowed, consents.allows(organisation.id, purpose)) == (True, False)
    assert [d.given for d in consents.decisions_of(organisation.id)] == [False, True]


def test_a_decision_says_who_took_it_and_on_which_words() -> None:
    organisation, owner = _owner()

    consents.decide_consent(organisation.id, Purpose.NAMED, given=True, by=owner, at=NOW)

    decision = consents.consents_of(organisation.id)[Purpose.NAMED]
    assert (decision.decided_by, decision.decided_at, decision.wording) == (owner.name, NOW, 1)


def test_a_decision_on_a_former_wording_is_kept_and_the_present_one_is_decided_beside_it() -> None:
    organisation, owner = _owner()
    former = {"organisation_id": organisation.id, "purpose": "facilitator", "wording": 1, "given": True}
    with storage.transaction() as session:
        stored.add(session, former | {"decided_by": owner.id, "decided_at": NOW})
    before = consents.circle(organisation.id)

    consents.decide_consent(organisation.id, Purpose.FACILITATOR, given=True, by=owner, at=NOW)

    assert (before, consents.circle(organisation.id)) == (Circle.FACILITATOR, Circle.PROGRAMME)
    assert [d.wording for d in consents.decisions_of(organisation.id)] == [2, 1]


def test_nobody_of_the_programme_reads_answers_once_that_is_withdrawn() -> None:
    organisation, owner = _owner()
    for given in (True, False):
        consents.decide_consent(organisation.id, Purpose.FACILITATOR, given=given, by=owner, at=NOW)

    assert consents.circle(organisation.id) is Circle.NOBODY


def test_deciding_the_same_again_leaves_no_second_line() -> None:
    organisation, owner = _owner()

    for _ in range(2):
        consents.decide_consent(organisation.id, Purpose.NAMED, given=True, by=owner, at=NOW)

    assert db.session.query(TrailLine).filter_by(event="consent-decided").count() == 1


def test_one_organisations_decision_is_not_anothers() -> None:
    (organisation, owner), (other, _) = _owner(), _owner()

    consents.decide_consent(organisation.id, Purpose.AGGREGATE, given=True, by=owner, at=NOW)

    assert not consents.allows(other.id, Purpose.AGGREGATE)


def test_a_public_task_includes_everybody_in_aggregates_and_nothing_else() -> None:
    organisation, owner = _owner()
    given = {setting.name: setting.default for setting in in_group(Group.DATA)} | {"inclusion-basis": "public-task"}
    settings.change_settings(Group.DATA, given, owner, NOW)

    allowed = {p for p in Purpose if consents.allows(organisation.id, p)}

    assert allowed == {Purpose.OWN_REPORT, Purpose.AGGREGATE}


def test_a_withdrawn_own_report_is_not_allowed() -> None:
    assert not is_allowed(Purpose.OWN_REPORT, decided=False, basis=Basis.CONSENT)
