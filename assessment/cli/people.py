"""Commands about people: the link that makes an operator, and the mail that waits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import operator_link, read_settings
from assessment.services import mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from assessment.config import Settings

    Factory = Callable[[Settings], Flask]


@click.command("operator-link")
@click.pass_obj
def print_operator_link(create_app: Factory) -> None:
    """Print a link by which one person becomes operator; the one printed before stops working."""
    settings = read_settings()
    with create_app(settings).app_context():
        click.echo(operator_link(settings, even_if_there_is_one=True))


@click.group("mail")
def mail_commands() -> None:
    """Send the mail that waits, or see how much there is."""


@mail_commands.command("send")
@click.pass_obj
def send(create_app: Factory) -> None:
    """Send what is due now (MAIL_URL)."""
    with create_app(read_settings()).app_context():
        done = mail.deliver_due(datetime.now(UTC))
        waiting, given_up = mail.outbox_counts()
    click.echo(f"{done.sent} sent, {done.postponed} postponed; {waiting} waiting, {given_up} given up.")
