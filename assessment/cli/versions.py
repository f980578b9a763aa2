"""Commands about versions over time: rehearse moves from one to another, and say until when one can be started."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.questionnaire import questionnaire
from assessment.cli.serving import read_settings
from assessment.domain.access import Person
from assessment.domain.moving import Fate
from assessment.services import rehearsing, version_ends
from assessment.services.places import NotFound
from assessment.services.version_ends import DayPassed

if TYPE_CHECKING:
    from assessment.cli.serving import Factory

_WORDS = {
    Fate.CARRIED: "answers carried",
    Fate.TO_CONFIRM: "questions to confirm",
    Fate.OPEN: "questions that were open and stay open",
    Fate.NEW: "new questions",
}


@questionnaire.command()
@click.argument("questionnaire_id")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rehearse(create_app: Factory, questionnaire_id: str, old: str, new: str) -> None:
    """Say what moving every open assessment from version OLD to NEW would do; nothing is changed.

    Each organisation decides for itself whether it moves. Exit status 1 when an undo would not give back the same.
    """
    with create_app(read_settings()).app_context():
        start = time.perf_counter()
        try:
            found = rehearsing.rehearse(questionnaire_id, old, new)
        except NotFound:
            raise click.ClickException(f"No way leads from {questionnaire_id} {old} to {new}.") from None
        taken = time.perf_counter() - start
    click.echo(f"{found.assessments:8}  assessments could move, {found.submitted} submitted ones stay")
    click.echo(f"{found.answers:8}  answers")
    for fate, words in _WORDS.items():
        click.echo(f"{found.fates.get(fate, 0):8}  {words}")
    click.echo(f"{found.retired:8}  answers kept with version {old}")
    click.echo(f"{found.with_score[0]:8}  scores before, {found.with_score[1]} after, before anything is confirmed")
    for id_ in found.differing:
        click.echo(f"An undo would not give back assessment {id_} as it is.", err=True)
    rate = f", {found.assessments / taken:.0f} a second" if found.assessments else ""
    click.echo(f"Nothing was changed. It took {taken:.1f} s{rate}.")
    if found.differing:
        raise SystemExit(1)


@questionnaire.command()
@click.argument("questionnaire_id")
@click.argument("version")
@click.option("--last-day", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it can be started.")
@click.option("--undo", is_flag=True, help="Take the last day back, while it lies ahead.")
@click.pass_obj
def retire(create_app: Factory, questionnaire_id: str, version: str, last_day: datetime | None, *, undo: bool) -> None:
    """Announce the last day of VERSION, or take it back; without an option say what it is."""
    if last_day is not None and undo:
        raise click.UsageError("Give --last-day or --undo, not both.")
    with create_app(read_settings()).app_context():
        try:
            if last_day is not None or undo:
                day = None if last_day is None else last_day.date()
                version_ends.end_version(questionnaire_id, version, day, Person(), datetime.now(UTC))
            standing = version_ends.standing_of(questionnaire_id, version)
        except NotFound:
            raise click.ClickException(f"{questionnaire_id} {version} is not published.") from None
        except DayPassed:
            raise click.ClickException("The last day must not lie behind, and what has ended stays so.") from None
    click.echo(_said(standing, datetime.now(UTC).date()))


def _said(standing: version_ends.Standing, today: date) -> str:
    name = f"{standing.listed.questionnaire} {standing.listed.version}"
    runs = f"{standing.running} assessments run with it."
    if standing.last_day is None:
        return f"{name} has no last day. {runs}"
    ends = "ended on" if standing.is_over(today) else "can be started until"
    return f"{name} {ends} {standing.last_day}. {runs}"
