"""Commands about the trail: verify it, anchor it, hand out the key that verifies anchors."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import read_settings
from assessment.services import anchors
from assessment.services import trail as trails

if TYPE_CHECKING:
    from assessment.cli.serving import Factory

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def trail() -> None:
    """Prove the record of everything that was done."""


@trail.command()
@click.option("--anchors", "copy", type=_FILE, help="Anchors that were kept elsewhere, instead of those in INSTANCE.")
@click.pass_obj
def verify(create_app: Factory, copy: Path | None) -> None:
    """Read the whole trail and report every line that was changed, removed, swapped, cut off or forged."""
    copied = copy.read_text("utf-8").splitlines() if copy else None
    with create_app(read_settings()).app_context():
        report = trails.verify(datetime.now(UTC), copied)
    for fault in report.faults:
        click.echo(f"  {fault}")
    click.echo(f"{report.lines} lines, {report.erased} with erased details, {report.anchors} anchors.")
    if report.last_anchor is not None:
        last = report.last_anchor
        click.echo(f"The last anchor signed line {last.number} at {last.at}; {report.newer} lines are newer.")
    if not report.is_sound:
        raise click.ClickException(f"the trail has {report.count} faults")
    click.echo("Every line is as it was written.")


@trail.command()
@click.pass_obj
def anchor(create_app: Factory) -> None:
    """Sign where the trail stands now; the worker does so daily and at every submission."""
    with create_app(read_settings()).app_context():
        made = anchors.anchor(datetime.now(UTC))
    click.echo(f"Line {made.number} is signed." if made else "The trail is empty: there is nothing to sign.")


@trail.command()
@click.pass_obj
def key(create_app: Factory) -> None:
    """Print the public key that verifies anchors; keep it outside this machine."""
    with create_app(read_settings()).app_context():
        found = anchors.public_key()
    if not found:
        raise click.ClickException("there is no key before the first anchor")
    click.echo(found, nl=False)


@trail.command("check-anchors")
@click.argument("file", type=_FILE)
@click.argument("public_key", type=_FILE)
def check_anchors(file: Path, public_key: Path) -> None:
    """Check a copy of the anchors with the public key alone: no database and no other key is needed."""
    lines = file.read_text("utf-8").splitlines()
    counted, faults = anchors.check_anchors(lines, public_key.read_text("ascii"))
    for fault in faults:
        click.echo(f"  {fault}")
    if faults:
        raise click.ClickException(f"{len(faults)} of {len(lines)} anchors are faulty")
    click.echo(f"All {len(lines)} anchors are genuine." if counted else "There are no anchors.")
