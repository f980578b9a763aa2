"""The course of a demonstration: two rounds that are over, each with its release, and one that runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.domain import population
from assessment.domain.trail import Event
from assessment.services.demo import joining, links, releasing, years
from assessment.services.demo.joining import Period
from assessment.services.demo.scenes import Scene
from assessment.services.demo.stages import STAGES
from assessment.services.rounds import managing, taking_part
from assessment.storage import acts, db, demo, haste, rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from assessment.services.demo.people import Staff

    # Told what is being done, how much of it is done, and of how much.
    Tell = Callable[[str, int, int], None]

# First and last day of each round, in days from the day of the demonstration.
_ROUNDS = ((-800, -710), (-420, -330), (-50, 25))
# A release is made so long after its round; of fewer organisations nearly everything would be withheld.
_RELEASED = timedelta(days=10)
RELEASED_FROM = 60
_CHANGED = timedelta(days=60)
# To the present round one more is invited for every four who come, and does not; every second has looked at it.
_ABSENT = 4
_PATIENCE = timedelta(days=14)


def beginning(at: datetime) -> datetime:
    """Return when the people of the programme came."""
    return at + timedelta(days=_ROUNDS[0][0] - 60)


def run(scenes: Sequence[Scene], how: tuple[Staff, datetime, int], tell: Tell) -> None:
    """Let all rounds happen up to a moment, and the releases of those with so many organisations."""
    staff, at, _ = how
    with haste.in_haste():
        for place, _ in enumerate(_ROUNDS[:-1]):
            _former_round(place, [scene for scene in scenes if scene.joins <= place], how, tell)
        _present_round(scenes, staff, at, tell)
    with acts.act(Event.DEMO_FILLED, by="", at=at, subject=staff.operator.id) as done:
        demo.drop_mail(done.session, links.DOMAIN)


def _former_round(place: int, scenes: Sequence[Scene], how: tuple[Staff, datetime, int], tell: Tell) -> None:
    """Let a round happen that is over, release it, and let a year pass."""
    staff, at, released_from = how
    period, what = _period(place, at), f"round {place + 1} of {len(_ROUNDS)}"
    if not scenes:
        return
    round_id = _invite(period, scenes, staff, place)
    for done, scene in enumerate(scenes):
        tell(what, done, len(scenes))
        years.take_part(scene, period, staff.officer)
    tell(what, len(scenes), len(scenes))
    over = period.last + timedelta(days=3)
    db.session.rollback()
    found = rounds.find(db.session, round_id)
    managing.close_round(round_id, found.revision if found else 0, staff.officer, over)
    if len(scenes) >= released_from:
        tell(f"release {place + 1}", 0, 1)
        state = releasing.release(round_id, staff, over + _RELEASED)
        tell(f"release {place + 1} is {state}", 1, 1)
    for scene in scenes:
        years.change(scene, over + _CHANGED)


def _present_round(scenes: Sequence[Scene], staff: Staff, at: datetime, tell: Tell) -> None:
    """Let everybody come to their stage in the round that runs; some only look at the invitation, or do not."""
    place = len(_ROUNDS) - 1
    period, what = _period(place, at), f"round {place + 1} of {len(_ROUNDS)}"
    _invite(period, scenes, staff, place)
    for done, scene in enumerate(scenes):
        tell(what, done, len(scenes))
        scene.at = scene.working_hour(period.first + timedelta(days=7 + 15 * scene.chance.random()))
        for step in STAGES[scene.stage]:
            step(scene)
    tell(what, len(scenes), len(scenes))


def _period(place: int, at: datetime) -> Period:
    first, last = _ROUNDS[place]
    return Period(at + timedelta(days=first), at + timedelta(days=last))


def _invite(period: Period, scenes: Sequence[Scene], staff: Staff, place: int) -> str:
    """Commission a round, invite everybody on the list, and let newcomers join; return its id."""
    round_id = joining.commission(period, scenes, staff.officer)
    absent = _absent(scenes) if place == len(_ROUNDS) - 1 else []
    invitees = joining.invite(round_id, [*scenes, *absent], staff, period.first)
    for scene in absent[::2]:
        if scene.address:
            joining.open_invitation(invitees[scene.address], scene.working_hour(period.first + _PATIENCE))
    for scene in scenes:
        scene.round_id, scene.at = round_id, period.first
        if not scene.organisation:
            joining.join(scene, invitees[scene.address], scene.working_hour(period.first + timedelta(days=3)))
        scene.participant = taking_part.offer_in(scene.organisation, round_id, scene.at).participant_id
    return round_id


def _absent(scenes: Sequence[Scene]) -> list[Scene]:
    """Invent organisations that are invited and do not come; one of three has no address, and would get a letter."""
    found = []
    for number, beside in enumerate(scenes[::_ABSENT]):
        invented = population.invent(beside.chance, 1)
        named = replace(invented, name=f"{invented.name} {number + 1:02}")
        scene = Scene(number, "", named, beside.questionnaire, beside.chance, beside.staff)
        scene.address = beside.address.replace("owner", "absent") if number % 3 else ""
        found.append(scene)
    return found
