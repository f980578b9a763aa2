"""What somebody wrote in an answer, for readers of one language: in their own second version if that is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.languages.interface import own_name
from assessment.reports.typed import clipped, isolated, typed

if TYPE_CHECKING:
    from assessment.domain.answers import Answer, Part, Said
    from assessment.reports.edition import Edition
    from assessment.reports.typed import Typed

#: How long a text may be that stands beside a recommendation.
_BRIEF = 240


def written(edition: Edition, answer: Answer | None, part: Part) -> Typed:
    """Return a text of an answer in full, marked where it is in another language or in a second version."""
    if answer is None:
        return typed("")
    said = answer.said(part, edition.language.code)
    return replace(typed(said.text), language=said.language, mark=_mark(edition, said))


def brief(edition: Edition, answer: Answer | None) -> Typed:
    """Return a note on one line, cut where it is long; only a second version is marked."""
    if answer is None:
        return typed("")
    said = answer.said("note", edition.language.code)
    return replace(
        clipped(said.text, _BRIEF), language=said.language, mark=_mark(edition, said) if said.is_second else ""
    )


def _mark(edition: Edition, said: Said) -> str:
    if said.is_second and said.first:
        given = edition.gettext("the organisation’s own version; original: %(language)s")
        return given % {"language": isolated(own_name(said.first))}
    if said.is_second:
        return edition.gettext("the organisation’s own version")
    return own_name(said.language) if said.language and said.language != edition.language.code else ""
