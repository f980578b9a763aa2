"""`assessment demo` fills an empty service with organisations that do not exist."""

from __future__ import annotations

import gc
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import prepare, read_settings
from assessment.services.demo import filling

if TYPE_CHECKING:
    from assessment.cli.serving import Factory
    from assessment.services.demo.signing_in import SignInLink

_MANY = 100_000


@click.command()
@click.option("--organisations", default=12, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same demonstration.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="The day up to which everything happens; by default today."
)
@click.pass_obj
def demo(create_app: Factory, organisations: int, seed: int, day: datetime | None) -> None:
    """Fill the database with invented organisations, rounds and releases, and print links that sign in.

    Two rounds are over and one runs. A round in which 50 take part is released, and a release of the newest quarter
    waits for its approval: of 100 organisations or more. Releases are made last, when the links work already.
    Done again with the same numbers, it changes nothing and prints new links.
    """
    settings = read_settings()
    prepare(create_app, settings)

    # Much is made and little of it is garbage: to look for that as often as usual takes a third of the time.
    def show(links: list[SignInLink], more: bool) -> None:  # noqa: FBT001 - as `fill` tells it
        _show(organisations, links, settings.public_url, more=more)

    gc.freeze()
    gc.set_threshold(_MANY)
    with create_app(settings).app_context():
        try:
            filling.fill(organisations, seed, (day or datetime.now(UTC)).date(), filling.Watch(_tell, show))
        except filling.InUse:
            raise click.ClickException(
                "real organisations use this database; give the demonstration one of its own (INSTANCE or DATABASE_URL)"
            ) from None


def _show(organisations: int, links: list[SignInLink], public_url: str, *, more: bool) -> None:
    """Print the links, and say what is still being done."""
    click.echo(f"{organisations} organisations are there. Each of these links signs in once, within two weeks:")
    for link in links:
        click.echo(_line(link))
        click.echo(f"                     {public_url}/demonstration/{link.token}")
    if more:
        click.echo(
            "Everything but the releases is there, and the links work. The releases are being made now, with the proof "
            "that nobody is given away, which takes longer than all the rest. You can interrupt this: officers can "
            "make the releases that are missing themselves.",
        )


def _line(link: SignInLink) -> str:
    told = ", ".join(part for part in (link.name, link.organisation, link.note) if part)
    return f"  {link.role.value:<18} {told}"


def _tell(what: str, done: int, of: int) -> None:
    """Show how far it is: on a terminal in one line that changes, elsewhere a line for each part."""
    is_over = done == of
    if sys.stderr.isatty():
        click.echo(f"\r{what}: {100 * done // of:>3} % ", nl=is_over, err=True)
    elif is_over:
        click.echo(f"{what}: 100 %", err=True)
