"""The command that writes a file of a release, for those who run the service."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import read_settings
from assessment.services.places import NotFound
from assessment.services.releases import files, taking
from assessment.services.releases.kinds import KINDS

if TYPE_CHECKING:
    from assessment.cli.serving import Factory

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--kind", type=click.Choice(sorted(KINDS)), default="all", show_default=True, help="Which file.")
@click.option("--country", default="", help="The country, for kinds of file that are about one: a code such as KE.")
@click.option("--language", default="en", show_default=True, help="The language of words in the file.")
@click.option("--purpose", required=True, help="What it is for; this is written into the log of downloads.")
@click.option("-o", "--output", type=_FILE, help="Where to; by default the file's own name in this folder.")
@click.pass_obj
def export(create_app: Factory, /, number: int, output: Path | None, purpose: str, **details: str) -> None:
    """Write a file of the release NUMBER, the same as everybody downloads."""
    if not _LANGUAGE.fullmatch(details["language"]):
        raise click.BadParameter("a language is written like fr or pt-BR", param_hint="--language")
    wish = files.Wish(number, details["kind"], details["language"], details["country"])
    at = datetime.now(UTC)
    with create_app(read_settings()).app_context():
        try:
            asked = files.identify(wish)
        except NotFound:
            raise click.ClickException(f"there is no such file of release {number}") from None
        ready = files.make(asked, at)
        taking.note_file(asked, purpose, "", at)
        target = output or Path(asked.name)
        with files.open_file(ready) as source, target.open("wb") as file:
            copyfileobj(source, file)
    click.echo(f"{target}: {ready.size} bytes, SHA-256 {ready.digest}")
