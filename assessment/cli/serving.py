"""Commands that run the service: migrate the database, serve pages."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.config import Settings, SettingsError
from assessment.content.errors import ContentError
from assessment.services import durability, editions, invitations, publications
from assessment.services.doctor import machine
from assessment.services.translating import working

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    Factory = Callable[[Settings], Flask]


def read_settings() -> Settings:
    """Return the settings of the environment, or end with what is wrong with them."""
    try:
        return Settings.from_env()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def with_editions(create_app: Factory | None) -> Iterator[None]:
    """Let the loader find what was published in the browser, where there is a database; none is made or required."""
    settings = read_settings()
    if create_app is None or not settings.has_database:
        yield
        return
    with create_app(settings).app_context():
        if editions.are_readable():
            yield
            return
    click.echo("The database cannot be read: versions that were published in the browser are not shown.", err=True)
    yield


def prepare(create_app: Factory, settings: Settings) -> int:
    """Migrate the database and verify the questionnaires; return how many versions are on offer.

    Says on standard error which font package a language on offer still needs: its reports name letters in brackets.
    """
    app = create_app(settings)
    with app.app_context():
        try:
            durability.require_durability()
            offered = len(publications.prepare(datetime.now(UTC)))
            working.renew()
        except (ContentError, durability.NotDurable, publications.NotOwner) as error:
            raise click.ClickException(str(error)) from None
        for problem in machine.fonts(datetime.now(UTC)):
            click.echo(f"{problem.what} {problem.mend}", err=True)
        return offered


def operator_link(settings: Settings, *, even_if_there_is_one: bool = False) -> str:
    """Return a fresh address by which one person becomes operator, empty when there is one already."""
    made = invitations.make_operator_link(datetime.now(UTC), even_if_there_is_one=even_if_there_is_one)
    return f"{settings.public_url}/invitation/{made.token}" if made else ""


@click.command()
@click.pass_obj
def migrate(create_app: Factory) -> None:
    """Bring the database to the newest schema and verify the published questionnaires."""
    offered = prepare(create_app, read_settings())
    click.echo(f"The database is up to date; {offered} published questionnaire versions verified.")


@click.command()
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that serve pages.")
@click.option("--worker/--no-worker", default=True, show_default=True, help="Also do jobs: reports, mail, tidying up.")
@click.pass_obj
def serve(create_app: Factory, workers: int, *, worker: bool) -> None:
    """Migrate the database and serve the application (HOST, PORT, INSTANCE, DATABASE_URL)."""
    settings = read_settings()
    offered = prepare(create_app, settings)
    scheme = "https" if settings.tls_certificate_file else "http"
    where = f"{scheme}://{settings.host}:{settings.port}"
    click.echo(f"{offered} questionnaire versions verified. Serving on {where} (Ctrl+C stops)")
    with create_app(settings).app_context():
        link = operator_link(settings)
    if link:
        click.echo(f"Nobody operates this service yet. Become its operator within 24 hours:\n{link}")
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:assessment.cli.server"]
    command += ["--bind", f"{settings.host}:{settings.port}", "--workers", str(workers + worker)]
    command += [] if worker else ["--env", "NO_WORKER=1"]
    # Replaces this process, so that signals reach the server itself.
    os.execv(sys.executable, [*command, "assessment.app:create_app()"])  # noqa: S606 - a fixed command without a shell
