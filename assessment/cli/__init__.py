"""The command line: `assessment …`."""

from __future__ import annotations

import click

from assessment.cli import (
    answers,
    backups,
    demo,
    doctor,
    people,
    questionnaire,
    releases,
    retention,
    serving,
    trail,
    translation,
    versions,  # noqa: F401 - adds its commands to those about questionnaires
    working,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="trustworthy-ai-assessment", prog_name="assessment", message="%(prog)s %(version)s")
def main() -> None:
    """Trustworthy-AI self-assessment: questionnaires, scores and reports."""


main.add_command(questionnaire.questionnaire)
main.add_command(translation.translation)
main.add_command(answers.score)
main.add_command(answers.report)
main.add_command(serving.serve)
main.add_command(serving.migrate)
main.add_command(trail.trail)
main.add_command(working.worker)
main.add_command(backups.backup)
main.add_command(backups.restore)
main.add_command(doctor.doctor)
main.add_command(people.print_operator_link)
main.add_command(people.mail_commands)
main.add_command(retention.retention)
main.add_command(demo.demo)
main.add_command(releases.release)
