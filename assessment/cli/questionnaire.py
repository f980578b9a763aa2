"""Commands about questionnaires: check, list, show, diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from assessment.cli import crosswalk_lines
from assessment.cli.serving import with_editions
from assessment.content.errors import ContentError
from assessment.domain.conditions import unparse
from assessment.domain.differences import readable
from assessment.domain.marks import plain
from assessment.services import questionnaires
from assessment.services.questionnaires import Format, Schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessment.cli.serving import Factory
    from assessment.domain.beside import Beside
    from assessment.domain.questionnaire import Question, Questionnaire

_Result = TypeVar("_Result")


def _or_fail(act: Callable[[], _Result]) -> _Result:
    """Return what the act returns; a questionnaire that cannot be loaded ends the command with its reason."""
    try:
        return act()
    except ContentError as error:
        raise click.ClickException(str(error)) from None


@click.group()
def questionnaire() -> None:
    """Check, list, show and compare questionnaires."""


@questionnaire.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice([f.value for f in Format]), default="text", show_default=True)
@click.option(
    "--paths",
    is_flag=True,
    help="Print for each question answers that show it, and for each section answers that reach its maximum.",
)
def check(files: tuple[Path, ...], output: str, *, paths: bool) -> None:
    """Report every finding about FILES, questionnaires and crosswalks; exit status 1 when there are errors."""
    checked = questionnaires.check_files(files)
    click.echo(questionnaires.write_findings(checked, Format(output), paths=paths))
    if any(one.has_errors for one in checked):
        raise SystemExit(1)


@questionnaire.command()
def findings() -> None:
    """Print the catalogue of finding codes as Markdown (docs/questionnaire-findings.md)."""
    click.echo(questionnaires.write_catalogue(), nl=False)


@questionnaire.command()
@click.option("--answers", "of", flag_value="answers", help="The schema of answers files instead.")
@click.option("--crosswalk", "of", flag_value="crosswalk", help="The schema of crosswalks instead.")
def schema(of: str | None) -> None:
    """Print the JSON Schema of the questionnaire format."""
    click.echo(questionnaires.write_schema(Schema(of or "questionnaire")), nl=False)


@questionnaire.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.pass_obj
def list_versions(create_app: Factory | None, *, as_json: bool) -> None:
    """List all versions with their state and fingerprint."""
    with with_editions(create_app):
        listed = _or_fail(questionnaires.list_questionnaires)
    if as_json:
        rows = [{key: getattr(one, key) for key in one.__slots__} for one in listed]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in listed:
        state = "published" if one.is_published else "draft"
        click.echo(
            f"{one.questionnaire} {one.version}  {state}  {one.items} questions  {one.fingerprint[:16]}  {one.title}"
        )


@questionnaire.command()
@click.argument("questionnaire_id")
@click.argument("version")
@click.option("--language", default="", help="Show it in this language.")
@click.pass_obj
def show(create_app: Factory | None, questionnaire_id: str, version: str, language: str) -> None:
    """Print every question of a version with its ids, options and conditions; of 2019.1--2020.1 the crosswalk."""
    with with_editions(create_app):
        _show(questionnaire_id, version, language)


def _show(questionnaire_id: str, version: str, language: str) -> None:
    if "--" in version:
        old, _, new = version.partition("--")
        walk = _or_fail(lambda: questionnaires.show_crosswalk(questionnaire_id, old, new, drafts=True))
        versions = (_version(questionnaire_id, old), _version(questionnaire_id, new))
        click.echo("\n".join(crosswalk_lines.whole(walk, *versions)))
        return
    shown = _or_fail(lambda: questionnaires.show_questionnaire(questionnaire_id, version, language, drafts=True))
    click.echo(f"{shown.title} {shown.version} ({shown.fingerprint})")
    for section in shown.sections:
        click.echo(f"\n{section.id}  {section.title}")
        for part in section.subsections:
            click.echo(f"\n  {part.id}  {part.title}")
            for question in shown.questions:
                if question.subsection == part.id:
                    click.echo("\n".join(_lines(question)))


def _version(questionnaire_id: str, version: str) -> Questionnaire:
    return _or_fail(lambda: questionnaires.show_questionnaire(questionnaire_id, version, drafts=True))


def _lines(question: Question) -> list[str]:
    facts = [question.role.value, question.kind.value, question.depth.word]
    facts += [f"weight {question.weight}"] if question.is_scored else []
    facts += ["critical"] if question.critical else []
    lines = [f"    {question.id}  {plain(question.text)}", f"      {', '.join(facts)}"]
    if question.asked_if is not None:
        lines.append(f"      asked if: {unparse(question.asked_if)}")
    if question.rows:
        lines.append(f"      rows: {', '.join(row.id for row in question.rows)}")
    offered = [option.id for option in question.options]
    offered += ["dont-know"] if question.dont_know else []
    offered += ["not-applicable"] if question.not_applicable else []
    return [*lines, f"      answers: {', '.join(offered) or 'free text'}"]


@questionnaire.command()
@click.argument("questionnaire_id")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def diff(create_app: Factory | None, questionnaire_id: str, old: str, new: str) -> None:
    """Print what differs between two versions of a questionnaire; by their crosswalk, if there is one."""
    with with_editions(create_app):
        _diff(questionnaire_id, old, new)


def _diff(questionnaire_id: str, old: str, new: str) -> None:
    walk = _or_fail(lambda: questionnaires.crosswalk_between(questionnaire_id, old, new))
    found = _or_fail(lambda: questionnaires.compare_beside(questionnaire_id, old, new))
    besides = [line for one in found for line in _beside(one)]
    if walk is not None:
        versions = (_version(questionnaire_id, old), _version(questionnaire_id, new))
        *lines, sums = crosswalk_lines.changes(walk, *versions)
        click.echo("\n".join([*lines, *besides, sums]))
        return
    asked = _or_fail(lambda: questionnaires.compare_versions(questionnaire_id, old, new))
    for one in asked:
        click.echo("\n".join(_differing(f"{one.kind.value:8} {one.question} {one.part}", one.before, one.after)))
    click.echo("".join(f"{line}\n" for line in besides), nl=False)
    click.echo(f"{len(asked) + len(found)} differences")


def _beside(one: Beside) -> list[str]:
    head = " ".join(filter(None, (one.kind.value, one.thing.value, one.id, one.part)))
    return _differing(head, readable(one.before), readable(one.after))


def _differing(head: str, before: str, after: str) -> list[str]:
    sides = [f"  {sign} {plain(text)}" for sign, text in (("-", before), ("+", after)) if text]
    return [head.rstrip(), *sides]
