"""What a check has found, in the language of the page: what comes from a file is set apart from our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from markupsafe import Markup, escape

from assessment.content.phrases import Wording
from assessment.reports.typed import isolated
from assessment.web import texts

if TYPE_CHECKING:
    from flask import Flask

    from assessment.content.findings import Finding
    from assessment.content.phrases import Phrase


def attach(app: Flask) -> None:
    """Let templates say what a finding is about and how to mend it."""
    app.jinja_env.filters |= {"wrong": wrong, "mend": mend}


def wrong(finding: Finding) -> Markup:
    """Return what is wrong."""
    return Markup(finding.message_in(_PAGE))  # noqa: S704 - both halves of the wording escape


def mend(finding: Finding) -> Markup:
    """Return how to mend it."""
    return Markup(finding.hint_in(_PAGE))  # noqa: S704 - both halves of the wording escape


def placed(finding: Finding) -> Markup:
    """Return one finding about a file with its line and its code, for a list of reasons."""
    line = gettext("Line %(number)s:", number=finding.line) if finding.line else ""
    return Markup("{} {} {} <bdi><code>{}</code></bdi>").format(line, wrong(finding), mend(finding), finding.code)


def words(phrase: Phrase) -> str:
    """Return a phrase as a text, for where no markup can stand."""
    return phrase.said(_PLAIN)


def _translated(text: str) -> str:
    return str(texts.present().ugettext(text))


# What a file holds may be of any direction, whatever the language around it.
_PAGE = Wording(
    lambda text: escape(_translated(text)),
    lambda value: f"<bdi>{escape(value)}</bdi>",
    lambda words: f'<span lang="en" dir="ltr">{escape(words)}</span>',
)
_PLAIN = Wording(_translated, isolated, isolated)
