"""A questionnaire in another language: texts looked up by permanent key and source text in gettext catalogues."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from assessment.config import TRANSLATIONS
from assessment.content import shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assessment.domain.questionnaire import Option, Question, Questionnaire, Recommendation, Section

Lookup = "Callable[[str, str], str]"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a questionnaire a catalogue translates: strings that count, out of all."""

    translated: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether every string is translated."""
        return self.translated == self.total


def catalogue(questionnaire: str, language: str, root: Path = TRANSLATIONS) -> dict[tuple[str, str], str]:
    """Return the usable translations by (key, source text); fuzzy and empty ones are left out.

    A missing or broken catalogue gives no translations: the source text is shown instead.
    """
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", language):
        return {}
    try:
        messages = read_po(BytesIO(po_file(questionnaire, language, root)))
    except (OSError, PoFileError, ValueError):
        return {}
    return {
        (message.context or "", str(message.id)): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def po_file(questionnaire: str, language: str, root: Path = TRANSLATIONS) -> bytes:
    """Return a catalogue as it is written, shipped or installed; raise OSError when there is none."""
    path = root / language.replace("-", "_") / "LC_MESSAGES" / f"{questionnaire}.po"
    if path.is_file() or root != TRANSLATIONS:
        return path.read_bytes()
    installed = shelf.current().catalogue(questionnaire, language)
    if installed is None:
        raise FileNotFoundError(path)
    return installed


def strings(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Return every translatable string as (permanent key, source text), in file order."""
    found: dict[tuple[str, str], None] = {}

    def note(key: str, text: str) -> str:
        if text:
            found[key, text] = None
        return text

    _rebuild(questionnaire, note, questionnaire.language)
    return tuple(found)


def coverage(questionnaire: Questionnaire, language: str, root: Path = TRANSLATIONS) -> Coverage:
    """Return how many of the questionnaire's strings the catalogue of a language translates."""
    known = catalogue(questionnaire.id, language, root)
    wanted = strings(questionnaire)
    return Coverage(sum(key in known for key in wanted), len(wanted))


def translate(questionnaire: Questionnaire, language: str, root: Path = TRANSLATIONS) -> Questionnaire:
    """Return the questionnaire in a language; a string without translation keeps its source text."""
    known = catalogue(questionnaire.id, language, root)
    return _rebuild(questionnaire, lambda key, text: known.get((key, text), text), language)


def _rebuild(source: Questionnaire, look: Callable[[str, str], str], language: str) -> Questionnaire:
    return replace(
        source,
        language=language,
        title=look("title", source.title),
        summary=look("summary", source.summary),
        functions=tuple(
            replace(
                f,
                title=look(f"function.{f.id}.title", f.title),
                description=look(f"function.{f.id}.description", f.description),
            )
            for f in source.functions
        ),
        scales=tuple(
            replace(
                scale,
                title=look(f"scale.{scale.id}.title", scale.title),
                options=tuple(_options(scale.options, f"scale.{scale.id}", look)),
            )
            for scale in source.scales
        ),
        sections=tuple(_section(section, look) for section in source.sections),
        questions=tuple(_question(question, source, look) for question in source.questions),
        glossary=tuple(
            replace(
                term,
                term=look(f"term.{term.id}.term", term.term),
                definition=look(f"term.{term.id}.definition", term.definition),
                variants=tuple(look(f"term.{term.id}.variant", variant) for variant in term.variants),
            )
            for term in source.glossary
        ),
        consistency=tuple(
            replace(rule, message=look(f"consistency.{rule.id}", rule.message)) for rule in source.consistency
        ),
    )


def _section(section: Section, look: Callable[[str, str], str]) -> Section:
    parts = tuple(
        replace(part, title=look(f"{part.id}.title", part.title), summary=look(f"{part.id}.summary", part.summary))
        for part in section.subsections
    )
    title, summary = look(f"{section.id}.title", section.title), look(f"{section.id}.summary", section.summary)
    return replace(section, title=title, summary=summary, subsections=parts)


def _question(question: Question, source: Questionnaire, look: Callable[[str, str], str]) -> Question:
    scale = next((s for s in source.scales if s.id == question.scale), None)
    shared = {option.id: option for option in scale.options} if scale else {}
    return replace(
        question,
        text=look(f"{question.id}.text", question.text),
        help=look(f"{question.id}.help", question.help),
        example=look(f"{question.id}.example", question.example),
        rows=tuple(replace(row, text=look(f"{question.id}.row.{row.id}", row.text)) for row in question.rows),
        options=tuple(_options(question.options, question.id, look, shared, question.scale)),
        recommendation=_recommendation(question.recommendation, question.id, look),
    )


def _options(
    options: tuple[Option, ...],
    owner: str,
    look: Callable[[str, str], str],
    shared: dict[str, Option] | None = None,
    scale: str = "",
) -> Iterator[Option]:
    """Translate options; those of a scale keep the scale's keys, so that each level is translated once."""
    for option in options:
        model = (shared or {}).get(option.id)
        text_owner = f"scale.{scale}" if model else owner
        anchor_owner = f"scale.{scale}" if model and model.anchor == option.anchor else owner
        yield replace(
            option,
            text=look(f"{text_owner}.option.{option.id}", option.text),
            anchor=look(f"{anchor_owner}.anchor.{option.id}", option.anchor),
        )


def _recommendation(
    advice: Recommendation | None, owner: str, look: Callable[[str, str], str]
) -> Recommendation | None:
    if advice is None:
        return None
    return replace(
        advice,
        action=look(f"{owner}.action", advice.action),
        steps=tuple(look(f"{owner}.step", step) for step in advice.steps),
        evidence=tuple(look(f"{owner}.evidence", item) for item in advice.evidence),
    )
