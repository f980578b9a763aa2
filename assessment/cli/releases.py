"""Commands about releases: make one, look at all of it, approve it as a second person, list, export."""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli import release_export, release_tables
from assessment.cli.serving import read_settings
from assessment.domain.access import Permission, Person, Role, may
from assessment.domain.disclosure.publishable import Altered
from assessment.services import accounts, work
from assessment.services.places import NotFound
from assessment.services.releases import approving, asking, giving, previewing

if TYPE_CHECKING:
    from flask import Flask

    from assessment.cli.serving import Factory
    from assessment.services.releases.previewing import Overview

_LOOKS = 0.5
_REASONS: dict[type[Exception], str] = {
    NotFound: "There is no such release.",
    approving.NotReady: "The release does not wait for approval.",
    approving.SamePerson: "Who has made a release cannot approve it.",
    approving.Outdated: "An organisation in it was deleted or suspended or has withdrawn its consent: make it again.",
    asking.AlreadyReleased: "This round or quarter has been released already.",
    asking.UnderWay: "Another release is being made or waits for a decision: approve or discard it first.",
    Altered: "Its figures are no longer those that were computed.",
}


@click.group()
def release() -> None:
    """Make, preview, approve, list and export releases of aggregated figures."""


release.add_command(release_export.export)


@release.command("list")
@click.pass_obj
def list_releases(create_app: Factory) -> None:
    """List all releases, the newest first, then what can be released now."""
    with create_app(read_settings()).app_context():
        for one in previewing.all_releases():
            click.echo(release_tables.line_of(one))
        possible = asking.possible(datetime.now(UTC))
    if possible:
        click.echo("Can be released now (assessment release new WHAT --by ADDRESS):")
    for wish in possible:
        click.echo(f"  {wish.id}  {wish.title}, until {wish.cutoff:%Y-%m-%d}")


@release.command()
@click.argument("what")
@click.option(
    "--by", required=True, metavar="ADDRESS", help="The e-mail address of the programme officer who makes it."
)
@click.option("--title", default="", help="What officials see; by default the name of the round or the quarter.")
@click.pass_obj
def new(create_app: Factory, what: str, by: str, title: str) -> None:
    """Compute the release of WHAT: the id of a round, or a quarter as `list` shows it. Nothing is published yet."""
    app = create_app(read_settings())
    with app.app_context():
        at = datetime.now(UTC)
        try:
            id_ = asking.ask(asking.find_wish(what, at), _officer(by), at, title)
        except tuple(_REASONS) as error:
            text = "This cannot be released now; `list` shows what can." if isinstance(error, NotFound) else ""
            raise click.ClickException(text or _REASONS[type(error)]) from None
    threading.Thread(target=_compute, args=(app, id_), daemon=True).start()
    made = _watch(app, id_)
    click.echo(release_tables.line_of(made))
    if made.state != previewing.READY:
        raise click.ClickException(f"Nothing can be published: {made.problem or made.state}.")
    click.echo(f"Look at it: assessment release preview {id_}")


@release.command()
@click.argument("release_id", required=False)
@click.pass_obj
def preview(create_app: Factory, release_id: str | None) -> None:
    """Print every table of a release with what is withheld and why; without an id the one that waits for approval."""
    with create_app(read_settings()).app_context():
        try:
            found = previewing.preview(release_id or _waiting())
        except NotFound:
            raise click.ClickException("There is no such release.") from None
        words = giving.words_of(found.overview.questionnaire, found.cells, "en")
        release_tables.print_lines(release_tables.show(found, words))


@release.command()
@click.argument("release_id", required=False)
@click.option(
    "--by", required=True, metavar="ADDRESS", help="The e-mail address of the programme officer who approves."
)
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.pass_obj
def approve(create_app: Factory, release_id: str | None, by: str, *, yes: bool) -> None:
    """Freeze a release for ever and give it its number; somebody else must have made it."""
    with create_app(read_settings()).app_context():
        try:
            found = previewing.find(release_id or _waiting())
            approver = _officer(by)
            if not yes:
                click.confirm(f"Publish “{found.title}” for ever?", abort=True)
            number = approving.approve(found.id, approver, datetime.now(UTC))
        except tuple(_REASONS) as error:
            raise click.ClickException(_REASONS[type(error)]) from None
    click.echo(f"Release {number} is approved.")


@release.command()
@click.argument("release_id")
@click.option("--by", required=True, metavar="ADDRESS", help="The e-mail address of the programme officer who decides.")
@click.pass_obj
def discard(create_app: Factory, release_id: str, by: str) -> None:
    """Give a release up that was not approved."""
    with create_app(read_settings()).app_context():
        try:
            approving.discard(release_id, _officer(by), datetime.now(UTC))
        except tuple(_REASONS) as error:
            raise click.ClickException(_REASONS[type(error)]) from None
    click.echo("It is discarded; nothing of it was published.")


def _officer(address: str) -> str:
    """Return the id of who acts, who has to be a programme officer."""
    account = accounts.find_by_address(address)
    if account is None:
        raise click.ClickException(f"Nobody has an active account with the address {address}.")
    offices = frozenset(Role(office) for office in account.offices or () if office)
    if not may(Person(id=account.id, offices=offices), Permission.MAKE_RELEASES):
        raise click.ClickException(f"{address} is no programme officer.")
    return account.id


def _waiting() -> str:
    found = next((one for one in previewing.all_releases() if one.state == previewing.READY), None)
    if found is None:
        raise click.ClickException("No release waits for approval.")
    return found.id


def _compute(app: Flask, id_: str) -> None:
    """Do the job here, unless a worker is faster; if this is broken off, a worker takes it up."""
    with app.app_context():
        while previewing.find(id_).is_open:
            if not work.work_once(lambda: datetime.now(UTC), asking.key_of(id_)):
                time.sleep(_LOOKS)


def _watch(app: Flask, id_: str) -> Overview:
    """Show how far it is until it is done."""
    while True:
        with app.app_context():
            found = previewing.find(id_)
        if not found.is_open:
            break
        click.echo(f"\r{found.progress:>3} % ", nl=False, file=sys.stderr)
        time.sleep(_LOOKS)
    click.echo("\r100 % " if found.state == previewing.READY else "\r", file=sys.stderr)
    return found
