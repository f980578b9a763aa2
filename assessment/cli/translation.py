"""Commands about translations: extract, status, stale, export, import, check."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from assessment.cli import translation_lines
from assessment.config import TRANSLATIONS
from assessment.content.errors import ContentError
from assessment.content.translations.exchange import Wish
from assessment.content.translations.units import State
from assessment.services.translating import catalogues, files
from assessment.services.translating.catalogues import NotWhole, UnknownLanguage
from assessment.services.translating.files import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_STATES = click.Choice([state.value for state in State])
_FORMATS = click.Choice(["text", "json"])


def _or_fail(act: Callable[[], _Result]) -> _Result:
    """Return what the act returns; what is wrong with a file ends the command with its findings."""
    try:
        return act()
    except NotWhole as error:
        click.echo(translation_lines.findings([error.checked]), err=True)
        raise click.ClickException("Nothing was changed.") from None
    except UnknownLanguage as error:
        raise click.ClickException(f"‘{error}’ is no language that this program knows.") from None
    except ContentError as error:
        raise click.ClickException(str(error)) from None


def _domain(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return a domain that there is; a questionnaire is looked up only when a command needs it."""
    if value and value not in (known := _or_fail(catalogues.domains)):
        raise click.BadParameter(f"‘{value}’ is none of {', '.join(known)}.")
    return value


@click.group()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=TRANSLATIONS,
    help="The folder with the translations; the one of this program unless another is given.",
)
@click.pass_context
def translation(context: click.Context, folder: Path) -> None:
    """Keep translations true to their sources, send them out and take them in (docs/translating.md)."""
    context.obj = folder.absolute()


@translation.command()
@click.option("--language", default="", help="Only this language; a new one begins so.")
@click.option("--domain", default="", callback=_domain, help="Only interface, or one questionnaire.")
@click.option("--check", "only_look", is_flag=True, help="Change nothing; exit status 1 when something would change.")
@click.pass_obj
def extract(folder: Path, language: str, domain: str, *, only_look: bool) -> None:
    """Bring catalogues up to date: what changed becomes stale, and no translation is lost."""
    done = _or_fail(lambda: catalogues.extract(folder, language, domain, only_look=only_look))
    click.echo(translation_lines.extracted(done))
    if only_look and any(one.merged.has_changed for one in done):
        raise SystemExit(1)


@translation.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.pass_obj
def status(folder: Path, *, as_json: bool) -> None:
    """Say for each language and domain how many texts are missing, stale, drafts and reviewed."""
    counted = _or_fail(lambda: catalogues.status(folder))
    click.echo(translation_lines.counts_as_json(counted) if as_json else translation_lines.counts(counted))


@translation.command()
@click.argument("language")
@click.argument("domain", callback=_domain)
@click.pass_obj
def stale(folder: Path, language: str, domain: str) -> None:
    """Print every stale text: its source of before, its source of today, and the translation of before."""
    units = _or_fail(lambda: catalogues.listed(folder, language, domain, [State.STALE]))
    click.echo(translation_lines.stale(units), nl=False)
    click.echo(f"{len(units)} stale")


@translation.command(name="export")
@click.argument("language")
@click.argument("domain", callback=_domain)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".po, .xlf, .xlsx")
@click.option("--state", "states", multiple=True, type=_STATES, help="Only texts in this state; may be repeated.")
@click.pass_obj
def export_file(folder: Path, language: str, domain: str, output: Path, states: tuple[str, ...]) -> None:
    """Write a file for translators: source beside target, the source of before for stale texts, notes and states."""
    kind = Kind.of(output)
    if kind is None:
        raise click.BadParameter("The file’s name must end with .po, .xlf or .xlsx.", param_hint="--output")
    wanted = [State(state) for state in states] or list(State)
    content, count = _or_fail(lambda: files.export(folder, language, domain, kind, wanted))
    output.write_bytes(content)
    click.echo(f"{output}: {count} texts")


@translation.command(name="import")
@click.argument("language")
@click.argument("domain", callback=_domain)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Who translated, or with --review who compared the texts with their sources.")
@click.option("--review", is_flag=True, help="Texts that the file calls reviewed become so; their translators may not.")
@click.option("--skip-unknown", is_flag=True, help="Leave out texts that are no longer there instead of refusing all.")
@click.pass_obj
def import_file(  # noqa: PLR0913 - each is a word of the command
    folder: Path, language: str, domain: str, file: Path, by: str, *, review: bool, skip_unknown: bool
) -> None:
    """Take a translator's FILE in, whole or not at all; exit status 1 when it has errors."""
    name = " ".join(by.split())
    if not 0 < len(name) <= translation_lines.LONGEST_NAME:
        raise click.BadParameter("Give a name of 1 to 100 characters.", param_hint="--by")
    wish = Wish(name, datetime.now(UTC).date().isoformat(), is_review=review, skips_unknown=skip_unknown)
    done = _or_fail(lambda: files.take(folder, language, domain, file, wish))
    if done.checked.findings:
        click.echo(translation_lines.findings([done.checked]), err=True)
    click.echo(translation_lines.taken(done.taken))


@translation.command()
@click.option("--language", default="", help="Only this language.")
@click.option("--domain", default="", callback=_domain, help="Only interface, or one questionnaire.")
@click.option("--format", "output", type=_FORMATS, default="text", show_default=True)
@click.pass_obj
def check(folder: Path, language: str, domain: str, output: str) -> None:
    """Report every finding about the catalogues; exit status 1 when there are errors."""
    checked = _or_fail(lambda: catalogues.check(folder, language, domain))
    click.echo(translation_lines.findings(checked, as_json=output == "json"))
    if any(one.has_errors for one in checked):
        raise SystemExit(1)


@translation.command()
def findings() -> None:
    """Print the catalogue of finding codes as Markdown (docs/translation-findings.md)."""
    click.echo(translation_lines.catalogue(), nl=False)
