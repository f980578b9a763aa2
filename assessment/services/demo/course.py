"""The course of a demonstration: two rounds that are over, one that runs, and the releases afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.domain import population
from assessment.domain.trail import Event
from assessment.services.demo import joining, links, releasing, years
from assessment.services.demo.joining import Period
from assessment.services.demo.scenes import Scene
from assessment.services.demo.stages import STAGES
from assessment.services.rounds import managing
from assessment.storage import acts, db, demo, haste, rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from assessment.services.demo.people import Staff

    # Told what is being done, how much of it is done, and of how much.
    Tell = Callable[[str, int, int], None]

# First and last day of each round, in days from the day of the demonstration.
_ROUNDS = ((-800, -710), (-420, -330), (-50, 25))
LAST = len(_ROUNDS) - 1
# A round is closed so long after its last day, released so long after that; of fewer organisations nearly everything
# would be withheld.
_CLOSED, _RELEASED = timedelta(days=3), timedelta(days=10)
RELEASED_FROM = 50
_CHANGED = timedelta(days=60)
# The release that waits for its approval was made so long ago.
_MADE = timedelta(days=3)
# To the present round one more is invited for every four who come, and does not; every second has looked at it.
_ABSENT = 4
_PATIENCE = timedelta(days=14)
# Who was forgotten is invited so long after the others.
_FORGOTTEN = timedelta(days=25)


@dataclass(frozen=True, slots=True)
class Over:
    """A round that is over: when it was closed, and who took part."""

    round_id: str
    closed: datetime
    scenes: tuple[Scene, ...]


def beginning(at: datetime) -> datetime:
    """Return when the people of the programme came."""
    return at + timedelta(days=_ROUNDS[0][0] - 60)


def run(scenes: Sequence[Scene], staff: Staff, at: datetime, tell: Tell) -> tuple[Over, ...]:
    """Let all rounds happen up to a moment; return those that are over, the oldest first."""
    former: list[Over] = []
    with haste.in_haste():
        for place, _ in enumerate(_ROUNDS[:-1]):
            taking_part_in_it = tuple(scene for scene in scenes if scene.joins <= place)
            if taking_part_in_it:
                former.append(_former_round(place, taking_part_in_it, (staff, at), tell))
        _present_round(scenes, staff, at, tell)
    with acts.act(Event.DEMO_FILLED, by="", at=at, subject=staff.operator.id) as done:
        demo.drop_mail(done.session, links.DOMAIN)
    return tuple(former)


def release(former: Sequence[Over], how: tuple[Staff, datetime], released_from: int, tell: Tell) -> None:
    """Release the rounds in which so many take part, and let a year pass after each.

    After the last one somebody asks for a release of the newest quarter, which nobody has approved yet. Releases take
    longer than all the rest, so that they are made when everything else is there; what organisations change about
    themselves between two of them has to wait as long.
    """
    staff, at = how
    for number, over in enumerate(former, start=1):
        if len(over.scenes) >= released_from:
            what = f"release {number}"
            tell(what, 0, 1)
            tell(f"{what} is {releasing.release(over.round_id, staff, over.closed + _RELEASED)}", 1, 1)
        for scene in over.scenes:
            years.change(scene, over.closed + _CHANGED)
    if former and len(former[-1].scenes) >= released_from:
        what = f"release {len(former) + 1}"
        tell(what, 0, 1)
        tell(f"{what} is {releasing.wait(staff, at - _MADE)}", 1, 1)


def _former_round(place: int, scenes: tuple[Scene, ...], how: tuple[Staff, datetime], tell: Tell) -> Over:
    """Let a round happen that is over, and close it."""
    staff, at = how
    period, what = _period(place, at), f"round {place + 1} of {len(_ROUNDS)}"
    round_id = _invite(period, scenes, staff, place)
    for done, scene in enumerate(scenes):
        tell(what, done, len(scenes))
        years.take_part(scene, period, staff.officer)
    tell(what, len(scenes), len(scenes))
    closed = period.last + _CLOSED
    db.session.rollback()
    found = rounds.find(db.session, round_id)
    managing.close_round(round_id, found.revision if found else 0, staff.officer, closed)
    return Over(round_id, closed, scenes)


def _present_round(scenes: Sequence[Scene], staff: Staff, at: datetime, tell: Tell) -> None:
    """Let everybody come to their stage in the round that runs; some only look at the invitation, or do not."""
    period, what = _period(LAST, at), f"round {len(_ROUNDS)} of {len(_ROUNDS)}"
    _invite(period, scenes, staff, LAST)
    for done, scene in enumerate(scenes):
        tell(what, done, len(scenes))
        invited = period.first + (_FORGOTTEN if scene.is_late else timedelta())
        scene.at = scene.working_hour(invited + timedelta(days=7 + 15 * scene.chance.random()))
        for step in STAGES[scene.stage]:
            step(scene)
    tell(what, len(scenes), len(scenes))


def _period(place: int, at: datetime) -> Period:
    first, last = _ROUNDS[place]
    return Period(at + timedelta(days=first), at + timedelta(days=last))


def _invite(period: Period, scenes: Sequence[Scene], staff: Staff, place: int) -> str:
    """Commission a round, invite who is on the list, then who was forgotten, and let newcomers join; return its id."""
    round_id = joining.commission(period, scenes, staff.officer)
    absent = _absent(scenes) if place == LAST else []
    invitees = joining.invite(round_id, [*(one for one in scenes if not one.is_late), *absent], staff, period.first)
    forgotten = [scene for scene in scenes if scene.is_late]
    if forgotten:
        invitees |= joining.invite(round_id, forgotten, staff, period.first + _FORGOTTEN)
    for scene in absent[::2]:
        if scene.address:
            joining.open_invitation(invitees[scene.address], scene.working_hour(period.first + _PATIENCE))
    for scene in scenes:
        if not scene.organisation:
            invited = period.first + (_FORGOTTEN if scene.is_late else timedelta())
            joining.join(scene, invitees[scene.address], scene.working_hour(invited + timedelta(days=3)))
    participants = demo.participants(db.session, round_id)
    for scene in scenes:
        scene.round_id, scene.at = round_id, period.first
        scene.participant = participants[scene.organisation]
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
