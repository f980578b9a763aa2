"""The command that applies the retention rules, or says what they would do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import read_settings
from assessment.services.retention import rules

if TYPE_CHECKING:
    from assessment.cli.serving import Factory


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted; nothing is changed.")
@click.pass_obj
def retention(create_app: Factory, *, dry_run: bool) -> None:
    """Delete what has been kept long enough; the worker does so every night."""
    with create_app(read_settings()).app_context():
        now = datetime.now(UTC)
        found = rules.due_today(now) if dry_run else rules.apply_rules(now)
    for due in found:
        period = "at its end" if due.days is None else f"after {due.days} days"
        warned = f", {due.warned} warned" if due.warned else ""
        click.echo(f"{due.count:6}  {due.name} ({period}){warned}")
    click.echo("Nothing was changed." if dry_run else "Done; the trail says what.")
