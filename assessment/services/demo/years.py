"""Former rounds of a demonstration: who answered, gave up, was given its submission back; what changed in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assessment.domain import population
from assessment.domain.access import Role
from assessment.domain.population_words import COUNTRIES
from assessment.domain.purposes import Purpose
from assessment.languages import interface
from assessment.reports.language import ReportLanguage
from assessment.services import consents, organisations, plan
from assessment.services.demo import playing
from assessment.services.organisations import OrganisationDescription
from assessment.services.rounds import helping

if TYPE_CHECKING:
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.services.demo.joining import Period
    from assessment.services.demo.scenes import Scene

# Of a hundred organisations: so many give up early, submit in the last week, are given their submission back, have it
# marked as complete, put recommendations into their plan.
GIVE_UP, LATE, RETURNED, CHECKED, PLANNING = 0.05, 0.4, 0.05, 0.5, 0.25
# So many are given more time by the programme, and submit after the last day of the round.
LEAVE = 0.03
# So many assess every system, the others the first.
ALL_SYSTEMS = 0.4
# Between two rounds: so many were in the wrong sector, have grown, have moved, no longer want to be counted.
CORRECTED, GROWN, MOVED, WITHDRAWN = 0.03, 0.05, 0.01, 0.03
_WEEK = 7
_MORE_TIME = timedelta(days=21)


def take_part(scene: Scene, period: Period, officer: Person) -> None:
    """Assess one or all systems in a former round, in working hours, many in the last week; a few give up."""
    if scene.former:
        scene.invented = replace(scene.invented, maturity=population.later(scene.chance, scene.invented.maturity))
    chance = scene.chance
    has_leave = _is_given_leave(scene, period, officer)
    for place in range(len(scene.systems) if chance.random() < ALL_SYSTEMS else 1):
        begun = period.first + timedelta(days=_WEEK + chance.random() * (period.days - 4 * _WEEK))
        left = (period.last - begun).days
        days = left - _WEEK * chance.random() if chance.random() < LATE else 3 + chance.random() * (left - _WEEK)
        scene.at = scene.working_hour(begun)
        playing.start(scene, place)
        if chance.random() < GIVE_UP:
            playing.save(scene, dict(list(playing.draw(scene, place).items())[:20]))
            continue
        given = playing.draw(scene, place)
        playing.save(scene, given)
        done = (
            period.last + timedelta(days=_WEEK * (1 + chance.random())) if has_leave else begun + timedelta(days=days)
        )
        scene.at = max(scene.at, scene.working_hour(done))
        playing.submit(scene)
        scene.former[scene.systems[place]] = (scene.assessments[-1], given)
        if not has_leave:
            _look_at(scene, officer, period)
        if chance.random() < PLANNING:
            _make_plan(scene)


def _is_given_leave(scene: Scene, period: Period, officer: Person) -> bool:
    """Give a few more time; the first organisation in its second round, so that a small demonstration has one too."""
    if scene.chance.random() >= LEAVE and (scene.number or not scene.former):
        return False
    asked = scene.working_hour(period.last - timedelta(days=3))
    helping.extend(officer, scene.participant, (period.last + _MORE_TIME).date(), asked)
    return True


def change(scene: Scene, at: datetime) -> None:
    """Let an organisation change what it says about itself, or take its consent back, as a few do in a year."""
    one, chance = scene.invented, scene.chance
    sizes = list(population.SIZES)
    if chance.random() < CORRECTED:
        one = replace(one, activity="association" if one.activity != "association" else "research")
    if chance.random() < GROWN:
        one = replace(one, size=sizes[min(sizes.index(one.size) + 1, len(sizes) - 1)])
    if chance.random() < MOVED:
        near = [country for country in COUNTRIES if country.language == one.language and not country.activity]
        one = replace(one, country=near[int(chance.random() * len(near))].code)
    owner = scene.people[Role.OWNER]
    if one != scene.invented:
        scene.invented = one
        described = OrganisationDescription(scene.name, one.country, one.activity, one.size, "en", one.zone)
        organisations.describe_organisation(scene.organisation, described, owner, scene.working_hour(at))
    if chance.random() < WITHDRAWN:
        moment = scene.working_hour(at)
        consents.decide_consent(scene.organisation, Purpose.AGGREGATE, given=False, by=owner, at=moment)


def _look_at(scene: Scene, officer: Person, period: Period) -> None:
    """Let the programme look at a submission: most are complete, a few come back and are submitted again."""
    drawn = scene.chance.random()
    if drawn < RETURNED:
        playing.give_back(scene, officer, period.last + timedelta(days=_WEEK))
        playing.submit(scene)
    elif drawn < RETURNED + CHECKED:
        playing.mark_checked(scene, officer)


def _make_plan(scene: Scene) -> None:
    """Put the recommendations on some questions into the plan, in the language that people work in."""
    asked = [question.id for question in scene.questionnaire.questions if question.recommendation]
    chosen = [id_ for id_ in asked if scene.chance.random() < 0.2]  # noqa: PLR2004 - one of five
    by = scene.people[Role.OWNER].id
    code = interface.fitting(scene.invented.language)
    plan.add_recommendations(scene.place(), chosen, (code, ReportLanguage.of(code)), by, scene.later(0.1))
