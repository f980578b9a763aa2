"""A questionnaire in another language: texts looked up by permanent key and source text in gettext catalogues."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assessment.content import shelf
from assessment.languages import catalogue as catalogues
from assessment.languages import folders
from assessment.languages.interface import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from assessment.domain.questionnaire import Option, Question, Questionnaire, Recommendation, Section
    from assessment.languages.catalogue import Catalogue


def catalogue(questionnaire: str, language: str, roots: tuple[Path, ...] = ()) -> Catalogue:
    """Return the usable translations of given folders or of this installation, by (key, source text).

    Fuzzy, empty and broken ones are left out. A missing or broken catalogue gives no translations: the source text is
    shown instead.
    """
    path = folders.find(language, questionnaire, roots or folders.roots())
    if path is not None or roots or not folders.is_tag(language):
        return catalogues.load(path, language)
    installed = shelf.current().catalogue(questionnaire, language)
    return catalogues.NONE if installed is None else catalogues.read(installed, language)


def strings(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Return every translatable string as (permanent key, source text), in file order."""
    found: dict[tuple[str, str], None] = {}

    def note(key: str, text: str) -> str:
        if text:
            found[key, text] = None
        return text

    _rebuild(questionnaire, note, questionnaire.language)
    return tuple(found)


def coverage(questionnaire: Questionnaire, language: str, roots: tuple[Path, ...] = ()) -> Coverage:
    """Return how many strings of a questionnaire the catalogue of a language translates, and how many are reviewed."""
    known, wanted = catalogue(questionnaire.id, language, roots), strings(questionnaire)
    return Coverage(
        sum(key in known.texts for key in wanted), len(wanted), sum(key in known.reviewed for key in wanted)
    )


def translate(questionnaire: Questionnaire, language: str, roots: tuple[Path, ...] = ()) -> Questionnaire:
    """Return the questionnaire in a language; a string without translation keeps its source text."""
    known = catalogue(questionnaire.id, language, roots).texts
    return _rebuild(questionnaire, lambda key, text: known.get((key, text), (text,))[0], language)


def with_texts(questionnaire: Questionnaire, texts: Mapping[tuple[str, str], str], language: str) -> Questionnaire:
    """Return the questionnaire with given translations by (key, source text), as somebody tries them out."""
    return _rebuild(questionnaire, lambda key, text: texts.get((key, text)) or text, language)


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
