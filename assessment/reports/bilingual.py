"""One report in two languages: every part in one and in the other, the annex of answers line by line in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.languages.interface import own_name
from assessment.reports import annexes, organisation
from assessment.reports.own_ids import with_own_ids
from assessment.reports.stylesheet import bilingual_screen_css, bilingual_stylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.reports.annexes import Given, Group, Part
    from assessment.reports.edition import Edition
    from assessment.reports.language import ReportLanguage
    from assessment.reports.typed import Typed

#: How ids begin in the part in the second language.
SECOND = "second-"


@dataclass(frozen=True, slots=True)
class Twice:
    """A question in both languages: `again` says in the second one what was answered, or why it was not asked.

    `texts` are those that were typed, each as it was written, and the organisation's own version where there is one.
    """

    one: Given
    wording: str
    again: str
    texts: tuple[Typed, ...]


def annex_twice(first: Edition, second: Edition) -> dict[str, Any]:
    """Return what the templates need to print the annex of answers once, in both languages."""
    return {
        "second": second,
        "annex_title": second.gettext("Annex A: Questions and answers"),
        "annex_lead": second.gettext(
            "Every question of the chosen depth in the order in which it is asked. "
            "Notes stand exactly as they were typed."
        ),
        "annex_twice": tuple(_parts(first, second)),
    }


def bilingual_html(first: Edition, second: Edition) -> str:
    """Return the report as one self-contained HTML document; the same input gives the same text."""
    own, other = organisation.context(first), organisation.context(second)
    languages = (first.language, second.language)
    again = organisation.environment(second.language).get_template("report/again.html")
    text = again.render(other | {"further": further(first.language, "first")})
    template = organisation.environment(first.language).get_template("report/bilingual.html")
    added: dict[str, Any] = {
        **annex_twice(first, second),
        "further": further(second.language, f"{SECOND}part"),
        "again": with_own_ids(text, SECOND),
        "css": bilingual_stylesheet(languages, ((own["radar"], own["strip"]), (other["radar"], other["strip"]))),
        "screen_css": bilingual_screen_css(languages),
    }
    return template.render(own | added)


def further(language: ReportLanguage, anchor: str) -> dict[str, str]:
    """Return what the contents say of the other language: its name for itself, and where its part begins."""
    return {
        "name": own_name(language.code), "code": language.code, "direction": language.direction, "anchor": anchor,
    }  # fmt: skip


def _parts(first: Edition, second: Edition) -> Iterator[tuple[Part, str, list[tuple[Group, str, list[Twice]]]]]:
    """Yield the sections of the annex and in them their groups, each with its title in the second language."""
    for own, other in zip(annexes.parts(first), annexes.parts(second), strict=True):
        groups = zip(own.groups, other.groups, strict=True)
        yield own, other.title, [(group, again.title, _questions(second, group, again)) for group, again in groups]


def _questions(second: Edition, own: Group, other: Group) -> list[Twice]:
    return [_twice(second, one, again) for one, again in zip(own.questions, other.questions, strict=True)]


def _twice(second: Edition, own: Given, other: Given) -> Twice:
    pairs = [(own.text, other.text)] if not own.why_not else []
    pairs += [(own.reason, other.reason), (own.note, other.note)]
    texts = [text for pair in pairs for text in dict.fromkeys(_versions(*pair)) if text]
    return Twice(own, other.wording, _again(second, other), tuple(texts))


def _versions(own: Typed, other: Typed) -> tuple[Typed, ...]:
    """Return what readers of both languages get; a text that both get is there once."""
    return (own,) if own.text == other.text else (own, other)


def _again(second: Edition, other: Given) -> str:
    if other.why_not:
        kept = second.gettext("An earlier answer is kept but not used.")
        return f"{other.why_not} {kept}" if other.is_kept else other.why_not
    graded = second.gettext("evidence: %(grade)s") % {"grade": other.grade}
    return " – ".join(part for part in (other.answer, graded if other.grade else "") if part)
