"""The methodology note: one page that says how the figures of a release came about, in every download of it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Status
from assessment.domain.questionnaire import Depth
from assessment.reports import places, texts
from assessment.reports.aggregates import method_words

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given

_WIDTH = 92


@dataclass(frozen=True, slots=True)
class Note:
    """A note in one language: `facts` are names with values, `paragraphs` headings with sentences below them."""

    title: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]


def note(given: Given) -> Note:
    """Return the note of a release, as it belongs to a file of what `given` holds."""
    words, imprint = given.words, given.imprint
    title = words.gettext("How the figures of release %(number)s came about") % {"number": imprint.number}
    return Note(title, tuple(_facts(given)), tuple(_paragraphs(given)))


def as_text(given: Given) -> bytes:
    """Return the note as a plain text that opens everywhere; its lines are short enough to print."""
    made = note(given)
    lines = [made.title, "=" * min(len(made.title), _WIDTH), ""]
    lines += [line for name, value in made.facts for line in _wrapped(f"{name}: {value}", "    ")]
    for heading, sentences in made.paragraphs:
        lines += ["", heading]
        lines += [line for sentence in sentences for line in _wrapped(f"* {sentence}", "  ")]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _facts(given: Given) -> list[tuple[str, str]]:
    imprint, words = given.imprint, given.words
    _ = words.gettext
    language = words.language
    versions = language.joined(imprint.versions)
    questionnaire = f"{imprint.questionnaire_title} ({imprint.questionnaire} {versions})"
    facts = [
        (_("Release"), f"{imprint.number}: {imprint.title}"),
        (_("Published by"), imprint.service),
        (_("Period"), words.period(imprint.period)),
        (_("What was submitted until"), language.date(imprint.cutoff)),
        (_("Approved on"), language.date(imprint.approved)),
        (_("Questionnaire"), questionnaire),
        (_("Depth"), texts.depth(language, Depth[imprint.depth.upper()])),
        (_("Scoring model"), imprint.scoring_model),
        (_("Disclosure policy"), f"{imprint.policy} ({imprint.policy_fingerprint[:16]})"),
        (_("Software"), imprint.software),
        (_("Figures of"), _filters(given)),
        (_("Organisations at each stage"), _stages(given)),
        (_("Cells"), _cells(given)),
        (_("Languages of the answers"), language.joined([words.language_name(code) for code in imprint.languages])),
        (_("Licence"), imprint.licence),
        (_("Where it lies for good"), imprint.address),
        (_("SHA-256 over all cells of the release"), imprint.digest),
    ]
    return [(name, value) for name, value in facts if value]


def _filters(given: Given) -> str:
    _ = given.words.gettext
    if not given.imprint.countries:
        return _("all countries, all tables of the policy")
    names = [given.words.category("country", code) for code in given.imprint.countries]
    pattern = _("these countries only: %(countries)s. Tables without countries are whole.")
    return pattern % {"countries": given.words.language.joined(names)}


def _stages(given: Given) -> str:
    """Return the numbers at each stage, each rounded like every other count."""
    few = given.words.gettext("fewer than five")
    names = method_words.stages(given.words.gettext)
    known = [(names[stage], count) for stage, count in given.imprint.stages.items() if stage in names]
    language = given.words.language
    return language.semicolon.join(
        f"{name}: {few if count is None else language.number(count)}" for name, count in known
    )


def _cells(given: Given) -> str:
    cells = given.table.cells
    number = given.words.language.number
    counts = {"all": number(len(cells)), "withheld": number(sum(cell.status is not Status.SHOWN for cell in cells))}
    return given.words.gettext("%(all)s, of which %(withheld)s are withheld") % counts


def _paragraphs(given: Given) -> list[tuple[str, tuple[str, ...]]]:
    _ = given.words.gettext
    found = [
        (_("What is counted"), method_words.counted(_, given.imprint.basis)),
        (_("How answers become scores"), method_words.scored(_)),
        (_("What is withheld, and how figures are rounded"), method_words.withheld(_)),
        (_("What these figures do not say"), method_words.caveats(_)),
    ]
    codes = {cell.first for cell in given.table.cells if cell.table.startswith("country")}
    notes = tuple(note for code in sorted(codes) if (note := places.note(code, _)))
    demo = (_("These figures come from invented organisations. They say nothing about anybody."),)
    if given.imprint.is_demo:
        found.insert(0, (_("Demonstration"), demo))
    return [*found, (_("Names"), notes)] if notes else found
