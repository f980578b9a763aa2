"""Commands that back a service up and restore it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import read_settings
from assessment.services.backups import making, restoring, verifying
from assessment.services.backups.errors import BackupError

if TYPE_CHECKING:
    from assessment.cli.serving import Factory

_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the passphrase that locks the keys inside the backup, at least 15 characters.",
)


def _passphrase(file: Path | None) -> str:
    return file.read_text("utf-8").strip() if file else ""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_PASSPHRASE
@click.pass_obj
def backup(create_app: Factory, file: Path, passphrase_file: Path | None) -> None:
    """Write everything into the new FILE while the service goes on running."""
    begun = time.monotonic()
    with create_app(read_settings()).app_context():
        try:
            made = making.make_backup(file, _passphrase(passphrase_file), datetime.now(UTC))
        except BackupError as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"{file}: {made.rows} rows, {made.blobs} files, {made.size // 1024} KB in {_since(begun)}")
    click.echo(f"SHA-256 {made.digest}")
    if not made.has_keys:
        click.echo("The keys are not inside. Keep copies of the *-key files of the data folder elsewhere.", err=True)
    if made.missing:
        click.echo(f"{len(made.missing)} files are lost or damaged: run assessment doctor.", err=True)
        raise SystemExit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_PASSPHRASE
@click.pass_obj
def restore(create_app: Factory, file: Path, passphrase_file: Path | None) -> None:
    """Put the backup FILE into an empty installation and prove that it is what it was."""
    begun = time.monotonic()
    settings = read_settings()
    with create_app(settings).app_context():
        try:
            restored = restoring.restore_backup(file, _passphrase(passphrase_file))
        except BackupError as error:
            raise click.ClickException(str(error)) from None
    # The keys may be others now: an application reads them when it starts.
    with create_app(settings).app_context():
        verified = verifying.verify_restored(datetime.now(UTC))
    click.echo(f"Restored as of {restored.made_at}: {restored.rows} rows, {restored.blobs} files in {_since(begun)}")
    click.echo(f"{verified.scores.count} scores computed anew, {verified.trail.lines} lines of the trail verified.")
    for id_ in verified.scores.differing:
        click.echo(f"  the score of submission {id_} is not what was frozen", err=True)
    for fault in verified.trail.faults:
        click.echo(f"  {fault}", err=True)
    if not verified.is_sound or restored.missing:
        raise click.ClickException("the restored service is not whole: run assessment doctor")


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.1f} s"
