"""The command that says what is wrong with an installation and how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from assessment.cli.serving import read_settings
from assessment.services.doctor import checking

if TYPE_CHECKING:
    from assessment.cli.serving import Factory
    from assessment.services.doctor.checking import Checked


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.option("--quick", is_flag=True, help="Leave out what reads everything: trail, files, scores, mail, fonts.")
@click.pass_obj
def doctor(create_app: Factory, *, as_json: bool, quick: bool) -> None:
    """Check the installation; exit status 1 when something has to be mended."""
    with create_app(read_settings()).app_context():
        checks = checking.quick_checks() if quick else checking.CHECKS
        made = checking.examine(datetime.now(UTC), checks)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in made], ensure_ascii=False, indent=1))
    else:
        for one in made:
            _print(one)
    if not all(one.is_sound for one in made):
        raise SystemExit(1)


def _as_json(one: Checked) -> dict[str, object]:
    problems = [asdict(problem) for problem in one.problems]
    return {"check": one.check.name, "title": one.check.title, "is_sound": one.is_sound, "problems": problems}


def _print(one: Checked) -> None:
    mark = "ok  " if not one.problems else "warn" if one.is_sound else "BAD "
    click.echo(f"{mark}  {one.check.title}")
    for problem in one.problems:
        click.echo(f"      {problem.what}\n      → {problem.mend}")
