"""Filling a demonstration: invented organisations go through rounds and releases by way of the real services."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import chain, count
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain import population
from assessment.domain.population_words import TONGUES
from assessment.services import publications
from assessment.services.demo import course, links, people, signing_in
from assessment.services.demo.scenes import MARK, Scene
from assessment.services.demo.stages import STAGES
from assessment.services.identifiers import ids_from, new_id
from assessment.storage import accounts as stored
from assessment.storage import db, demo

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from assessment.domain.population import Chance, Invented
    from assessment.services.demo.course import Tell
    from assessment.services.demo.people import Staff
    from assessment.services.demo.signing_in import SignInLink


_QUESTIONNAIRE = ("altai", "2020.1")
# Of a hundred organisations so many take part from the first round on, and so many more from the second.
_FROM_FIRST, _FROM_SECOND = 0.6, 0.25
# So many of a hundred belong to one of three holdings.
_HELD, _HOLDINGS = 0.04, 3
# The people of the first organisation at this stage are those that links sign in as.
_SHOWN = "shared"
# Who comes to the last round only and has just started was forgotten on its list; the first at this stage always is.
_LATE = "started"


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told: how far it is; and, once everything but the releases is there, the links and whether any follow."""

    tell: Tell = lambda _what, _done, _of: None
    ready: Callable[[list[SignInLink], bool], None] = lambda _links, _more: None


class InUse(Exception):
    """Real organisations use this database: invented ones must not stand among them."""


def fill(
    number: int,
    seed: int,
    day: date,
    watch: Watch | None = None,
    *,
    released_from: int = course.RELEASED_FROM,
) -> list[SignInLink]:
    """Invent so many organisations, their rounds and releases; return a link for each role.

    A round in which `released_from` organisations take part is released.

    The same number, seed and day give the same content with all its ids; only secrets differ, and what is computed
    from them. Asked for again, a demonstration that is there stays as it is, and the links are new. Raises InUse when
    there are real organisations.
    """
    at, watch = datetime.combine(day, time(), UTC), watch or Watch()
    publications.register_published(at)
    if demo.has_real_organisations(db.session):
        raise InUse
    chance = random.Random(f"{number} organisations {seed}")  # noqa: S311 - not a secret
    ids = random.Random(f"ids of {number} organisations {seed}")  # noqa: S311 - ids are public
    with ids_from(ids.randbytes):
        tag = new_id()[:8]
        former: tuple[course.Over, ...] = ()
        if stored.by_email(db.session, links.address("operator", tag)) is None:
            staff = people.hire(tag, course.beginning(at))
            former = course.run(_invented(number, chance, staff, tag), staff, at, watch.tell)
        found = signing_in.links_of(tag, min(list(STAGES).index(_SHOWN), number - 1))
        watch.ready(found, any(len(over.scenes) >= released_from for over in former))
        if former:
            course.release(former, (staff, at), released_from, watch.tell)
    return found


def _invented(number: int, chance: Chance, staff: Staff, tag: str) -> list[Scene]:
    """Invent organisations, each with the stage that it will reach in the present round."""
    questionnaire, stages, taken = files.load(*_QUESTIONNAIRE), list(STAGES), set[str]()
    scenes = []
    for place, country in enumerate(population.spread(chance, number)):
        invented = _with_a_name_of_its_own(population.invent(chance, len(people.MEMBERS), country), taken)
        scene = Scene(place, stages[place % len(stages)], invented, questionnaire, chance, staff)
        scene.address = links.address(f"owner{place}", tag)
        scene.joins = _first_round(scene, chance.random(), len(stages))
        scene.is_late = scene.joins == course.LAST and scene.stage == _LATE
        if chance.random() < _HELD:
            scene.holding = f"{TONGUES['en'].epithets[place % _HOLDINGS]} Holding{MARK}"
        scenes.append(scene)
    return scenes


def _first_round(scene: Scene, drawn: float, first: int) -> int:
    """Return the place of the first round that an organisation takes part in; who is shown has seen all of them."""
    if scene.stage == _SHOWN:
        return 0
    if scene.stage == _LATE and scene.number < first:
        return course.LAST
    return 0 if drawn < _FROM_FIRST else 1 if drawn < _FROM_FIRST + _FROM_SECOND else course.LAST


def _with_a_name_of_its_own(invented: Invented, taken: set[str]) -> Invented:
    """Return the organisation with a number behind its name when another one is called so."""
    names = chain([invented.name], (f"{invented.name} {number}" for number in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return replace(invented, name=name)
