"""What differs between two versions of a questionnaire beside its questions: titles, terms, combinations, sources."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from assessment.domain.differences import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessment.domain.questionnaire import Questionnaire

_Key = tuple["Thing", str]
# What a reader reads of a whole thing; the first of these that it has.
_READ = ("definition", "summary", "message", "description", "title")


class Thing(Enum):
    """What a questionnaire has beside questions; a scale differs where its questions do."""

    ABOUT = "about"
    SECTION = "section"
    SUBSECTION = "subsection"
    TERM = "term"
    CONSISTENCY = "consistency"
    FUNCTION = "function"
    DOCUMENT = "document"
    FRAMEWORK = "framework"


@dataclass(frozen=True, slots=True)
class Beside:
    """One difference in a thing; `part` names what changed in it and is empty when it was added or removed.

    `name` is what the thing is called, in the newer version if it is there. `before` and `after` are its values: texts,
    lists of texts, a condition or a truth value.
    """

    kind: Kind
    thing: Thing
    id: str
    name: str
    part: str = ""
    before: object = ""
    after: object = ""


def beside(old: Questionnaire, new: Questionnaire) -> tuple[Beside, ...]:
    """Return every difference beside the questions, by thing; what was removed stands before what was added."""
    before, now = _things(old), _things(new)
    keys = [*before, *(key for key in now if key not in before)]
    order = list(Thing)
    found = [one for key in keys for one in _between(key, before.get(key), now.get(key))]
    return tuple(sorted(found, key=lambda one: order.index(one.thing)))


def spoken(found: tuple[Beside, ...], old: Questionnaire, new: Questionnaire) -> tuple[Beside, ...]:
    """Return the differences with the texts of the same two versions in another language."""
    before, now = _things(old), _things(new)
    return tuple(_said(one, before.get((one.thing, one.id), {}), now.get((one.thing, one.id), {})) for one in found)


def by_thing(found: tuple[Beside, ...]) -> tuple[tuple[Beside, ...], ...]:
    """Return the differences of each thing together, in their order."""
    return tuple(tuple(group) for _, group in itertools.groupby(found, key=lambda one: (one.thing, one.id)))


def _said(one: Beside, before: Mapping[str, object], now: Mapping[str, object]) -> Beside:
    name = _name(now or before)
    if one.part:
        return Beside(one.kind, one.thing, one.id, name, one.part, before.get(one.part, ""), now.get(one.part, ""))
    return Beside(one.kind, one.thing, one.id, name, "", _text(before), _text(now))


def _between(key: _Key, before: Mapping[str, object] | None, now: Mapping[str, object] | None) -> Iterator[Beside]:
    if now is None:
        gone = before or {}
        yield Beside(Kind.REMOVED, *key, _name(gone), before=_text(gone))
    elif before is None:
        yield Beside(Kind.ADDED, *key, _name(now), after=_text(now))
    else:
        for part, value in now.items():
            if before[part] != value:
                yield Beside(Kind.CHANGED, *key, _name(now), part, before[part], value)


def _name(thing: Mapping[str, object]) -> str:
    return str(thing.get("title") or thing.get("term") or "")


def _text(thing: Mapping[str, object]) -> object:
    """Return what a reader would read of the whole thing."""
    return next(
        (thing[part] for part in ("definition", "summary", "message", "description", "title") if part in thing), ""
    )


def _things(of: Questionnaire) -> dict[_Key, dict[str, object]]:
    """Return everything that is compared, part by part, in the order of the questionnaire."""
    found: dict[_Key, dict[str, object]] = {
        (Thing.ABOUT, ""): {
            "title": of.title, "summary": of.summary, "licence": of.licence, "languages": of.languages,
            "values_status": of.values_status,
        }
    }  # fmt: skip
    for section in of.sections:
        found[Thing.SECTION, section.id] = {
            "title": section.title, "summary": section.summary, "section_kind": section.kind
        }  # fmt: skip
        for part in section.subsections:
            found[Thing.SUBSECTION, part.id] = {"title": part.title, "summary": part.summary}
    for term in of.glossary:
        found[Thing.TERM, term.id] = {"term": term.term, "definition": term.definition, "variants": term.variants}
    for rule in of.consistency:
        found[Thing.CONSISTENCY, rule.id] = {
            "message": rule.message, "when": rule.when, "contradiction": rule.contradiction
        }  # fmt: skip
    for function in of.functions:
        found[Thing.FUNCTION, function.id] = {"title": function.title, "description": function.description}
    for document in of.documents:
        found[Thing.DOCUMENT, document.id] = {
            "title": document.title, "publisher": document.publisher, "year": document.year, "url": document.url
        }  # fmt: skip
    for framework in of.frameworks:
        found[Thing.FRAMEWORK, framework.id] = {
            "title": framework.title, "note": framework.note, "url": framework.url
        }  # fmt: skip
    return found
