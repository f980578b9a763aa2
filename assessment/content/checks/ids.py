"""Ids: unique, permanent, telling, and not words of the program itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessment.domain.questionnaire import RESERVED_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Option, Row, Section, Subsection

_POSITIONAL_QUESTION = re.compile(r"(?:Q|QUESTION|ITEM|N|NO|NR)?-?[0-9]+(?:\.[0-9]+)*")
_POSITIONAL_CHOICE = re.compile(r"(?:[a-z]|(?:option|choice|answer|row|item|opt|level)-?)?[0-9]+|[a-z]")
# What a condition would misread: 'X is not', 'X is answered', 'X is below', '… and', '… or'.
_CONDITION_WORDS = {"and", "or", "not", "below", "answered"}
_LISTS = ("documents", "functions", "frameworks", "scales", "glossary", "consistency")


def check(context: Context) -> None:
    """Run all rules of this family."""
    _questions(context)
    _sections(context)
    for name in _LISTS:
        _entries(context, name)
    for owner, options in _option_lists(context):
        _choices(context, options, owner, "I302")
        _alike(context, options)
    for question in context.questionnaire.questions:
        if "rows" not in context.record(question).bad:
            _choices(context, question.rows, question.id, "I303")


def _questions(context: Context) -> None:
    seen: dict[str, object] = {}
    prefixes = {s.id: context.record(s)["prefix"] or s.id for s in context.questionnaire.sections}
    for question in context.questionnaire.questions:
        if question.id in seen and question.id:
            first = context.draft.at(seen[question.id], "id")[0]
            context.add("I301", question, "id", id=question.id, first=first)
        seen.setdefault(question.id, question)
        if _POSITIONAL_QUESTION.fullmatch(question.id):
            context.add("I306", question, "id", id=question.id)
        elif question.section and not question.id.startswith(prefix := prefixes.get(question.section, "")):
            context.add("I311", question, "id", id=question.id, section=question.section, prefix=prefix)
    _alike(context, context.questionnaire.questions)


def _sections(context: Context) -> None:
    seen: dict[str, Section | Subsection] = {}
    for section in context.questionnaire.sections:
        parts: tuple[Section | Subsection, ...] = (section, *section.subsections)
        for part in parts:
            if part.id in seen and part.id:
                context.add("I304", part, "id", id=part.id, first=context.draft.at(seen[part.id], "id")[0])
            seen.setdefault(part.id, part)
        for inner in section.subsections:
            if section.id and inner.id and not inner.id.startswith(f"{section.id}-"):
                context.add("I310", inner, "id", id=inner.id, section=section.id)


def _entries(context: Context, name: str) -> None:
    seen: dict[str, object] = {}
    for part in getattr(context.questionnaire, name):
        if part.id in seen and part.id:
            context.add("I305", part, "id", id=part.id, kind=name, first=context.draft.at(seen[part.id], "id")[0])
        seen.setdefault(part.id, part)


def _option_lists(context: Context) -> Iterator[tuple[str, tuple[Option, ...]]]:
    for scale in context.questionnaire.scales:
        yield scale.id, scale.options
    for question in context.questionnaire.questions:
        if not question.scale and "options" not in context.record(question).bad:
            yield question.id, question.options


def _choices(context: Context, parts: tuple[Option, ...] | tuple[Row, ...], owner: str, twice: str) -> None:
    seen: set[str] = set()
    for part in parts:
        if part.id in seen and part.id:
            context.add(twice, part, "id", id=part.id)
        seen.add(part.id)
        if part.id in RESERVED_ANSWERS | _CONDITION_WORDS:
            context.add("I308", part, "id", id=part.id)
        elif _POSITIONAL_CHOICE.fullmatch(part.id):
            context.add("I307", part, "id", id=part.id, owner=owner)


def _alike(context: Context, parts: Iterable[object]) -> None:
    seen: dict[str, str] = {}
    for part in parts:
        own = str(getattr(part, "id", ""))
        plain = own.replace("-", "").lower()
        if plain and seen.setdefault(plain, own) != own:
            context.add("I309", part, "id", id=own, other=seen[plain])
