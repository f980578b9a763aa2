"""Commands about answers files: score and report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.content.errors import ContentError
from assessment.services import reporting, scoring

if TYPE_CHECKING:
    from assessment.domain.scorecard import Scorecard
    from assessment.services.scoring import Scored

_FILE = click.argument("file", type=click.Path(path_type=Path))
_PARTIAL = click.option(
    "--partial", is_flag=True, help="Score the valid rest of a file with problems, and list the problems."
)
_DRAFTS = click.option("--drafts", is_flag=True, help="Accept questionnaires that are not published yet.")


def _scored(file: Path, *, partial: bool, drafts: bool) -> tuple[Scored, Scorecard]:
    """Score the file; print its problems to standard error and leave with status 1 when there is no score."""
    try:
        scored = scoring.score_file(file, partial=partial, drafts=drafts)
    except ContentError as error:
        raise click.ClickException(str(error)) from None
    if scored.findings:
        click.echo(scoring.problems_report(scored), err=True)
    if scored.scorecard is None:
        raise SystemExit(1)
    return scored, scored.scorecard


@click.command()
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, with fractions as text such as 8/3.")
@_PARTIAL
@_DRAFTS
def score(file: Path, *, as_json: bool, partial: bool, drafts: bool) -> None:
    """Score the answers FILE (YAML or JSON)."""
    _, scorecard = _scored(file, partial=partial, drafts=drafts)
    if as_json:
        click.echo(json.dumps(scoring.as_json(scorecard), ensure_ascii=False, indent=2))
    else:
        click.echo(scoring.summary(scorecard))


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to write the report; a folder when there are several.",
)
@click.option("--html", "as_html", is_flag=True, help="One self-contained HTML file instead of a PDF.")
@click.option("--language", default="", help="Language of the report; fr+en for both. The answers stay as they are.")
@click.option(
    "--timeout", default=60, show_default=True, type=click.IntRange(1, 3600), help="Seconds allowed for the PDF."
)
@_PARTIAL
@_DRAFTS
def report(  # noqa: PLR0913 - one parameter for each option
    files: tuple[Path, ...], output: Path, *, as_html: bool, language: str, timeout: int, partial: bool, drafts: bool
) -> None:
    """Make the report of each answers FILE; several go into a folder."""
    for file, target in _targets(files, output, "html" if as_html else "pdf"):
        scored, _ = _scored(file, partial=partial, drafts=drafts)
        try:
            made = reporting.make_report(scored, language, html=as_html, seconds=timeout)
        except reporting.ReportError as error:
            raise click.ClickException(str(error)) from None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
        except OSError as error:
            raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from None
        click.echo(f"{target}: {len(made) // 1024} KB")


def _targets(files: tuple[Path, ...], output: Path, suffix: str) -> list[tuple[Path, Path]]:
    """Return each answers file with the file its report goes to; no two reports go to the same."""
    if len(files) == 1 and not output.is_dir():
        return [(files[0], output)]
    names = [file.stem for file in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise click.ClickException(f"Two reports would have the name {twice[0]}.{suffix}; make them one by one.")
    return [(file, output / f"{file.stem}.{suffix}") for file in files]
