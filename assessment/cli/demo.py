"""`assessment demo` fills an empty service with organisations that do not exist."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import prepare, read_settings
from assessment.services.demo import filling

if TYPE_CHECKING:
    from assessment.cli.serving import Factory


@click.command()
@click.option("--organisations", default=12, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same demonstration.")
@click.pass_obj
def demo(create_app: Factory, organisations: int, seed: int) -> None:
    """Fill the database with invented organisations in every state, and print a link that signs in for each role."""
    settings = read_settings()
    prepare(create_app, settings)
    with create_app(settings).app_context():
        try:
            links = filling.fill(organisations, random.Random(seed), datetime.now(UTC))  # noqa: S311 - not a secret
        except filling.InUse:
            raise click.ClickException(
                "real organisations use this database; give the demonstration one of its own (INSTANCE or DATABASE_URL)"
            ) from None
    click.echo(f"{organisations} organisations are there. Each of these links signs in once, within two weeks:")
    for link in links:
        where = f", {link.organisation}" if link.organisation else ""
        click.echo(f"  {link.role.value:<12} {link.name}{where}")
        click.echo(f"               {settings.public_url}/demonstration/{link.token}")
