"""The translators' desk: every text of a domain in a language, as files and work in the service together have it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.config import TRANSLATIONS
from assessment.content import files, translation
from assessment.content.errors import ContentError
from assessment.content.findings import Findings
from assessment.content.translations import folder, merging, plurals, sources, terms
from assessment.content.translations.reviews import Kept
from assessment.content.translations.units import INTERFACE, State, Unit, short_digest, state_of
from assessment.languages import folders
from assessment.services.places import NotFound
from assessment.storage import db, translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from assessment.content.translations.checking import Measure
    from assessment.content.translations.terms import Term
    from assessment.content.translations.units import Source
    from assessment.domain.questionnaire import Questionnaire
    from assessment.storage.tables import TranslatedText

_DRAFT, _REVIEWED = State.DRAFT.value, State.REVIEWED.value


@dataclass(frozen=True, slots=True)
class Text:
    """One string at the desk; `version` is 0 until somebody has changed it here, `by` the account who did."""

    name: str
    unit: Unit
    source: Source
    state: State
    version: int = 0
    by: str = ""


@dataclass(frozen=True)
class Desk:
    """A domain in a language with everything that a translator needs."""

    language: str
    domain: str
    kept: Kept
    measure: Measure
    texts: tuple[Text, ...]

    def text(self, name: str) -> Text:
        """Return one text; raise NotFound."""
        found = next((text for text in self.texts if text.name == name), None)
        if found is None:
            raise NotFound
        return found

    def counts(self) -> dict[State, int]:
        """Return how many texts are in each state."""
        return {state: sum(text.state is state for text in self.texts) for state in State}

    def terms_in(self, source: str) -> tuple[Term, ...]:
        """Return the established terms that a source uses, also those that no check looks for."""
        return terms.mentioned(source, self.measure.terms)


def languages() -> tuple[str, ...]:
    """Return the languages that can be worked on: those that have a folder, shipped or of this installation."""
    found = {language for root in _roots() for language in folder.languages(root)}
    return tuple(sorted(found))


def domains() -> tuple[str, ...]:
    """Return what can be translated."""
    return sources.domains()


def open_desk(language: str, domain: str, until: datetime | None = None) -> Desk:
    """Return the desk of a domain in a language, as it was at a moment if one is given; raise NotFound."""
    if language not in languages() or domain not in domains():
        raise NotFound
    measure = _measure(language, domain, _stamp(_term_base(language)))
    rows = translations.newest(db.session, language, domain, until)
    kept = _with_rows(base(language, domain), rows, measure.sources.values(), language)
    by_name = {row.name: row for row in rows}
    texts = []
    for unit in kept.catalogue.units:
        name = short_digest(*unit.name)
        row = by_name.get(name)
        version, by = (row.version, row.made_by) if row else (0, "")
        texts.append(Text(name, unit, measure.sources[unit.name], state_of(unit, kept.reviewed), version, by))
    return Desk(language, domain, kept, measure, tuple(texts))


def _with_rows(kept: Kept, rows: Iterable[TranslatedText], wanted: Iterable[Source], language: str) -> Kept:
    """Return what files say with what was done here, brought up to date with the sources."""
    done = {one.name: one for one in map(_unit, rows)}
    units = [done.pop(unit.name, unit) for unit in kept.catalogue.units]
    catalogue = replace(kept.catalogue, units=(*units, *done.values()))
    reviewed = frozenset(_unit(row).digest for row in rows if row.state == _REVIEWED)
    merged = merging.merge(catalogue, tuple(wanted), language).catalogue
    return Kept(catalogue, kept.reviewed | reviewed, kept.people).with_catalogue(merged)


def _unit(row: TranslatedText) -> Unit:
    return Unit(row.key, row.source, row.plural, tuple(json.loads(row.forms)), State.DRAFT)


def base(language: str, domain: str) -> Kept:
    """Return what the files say without what was done here."""
    path = folders.find(language, domain, _roots())
    return _base(language, domain, path, _stamp(path))


@lru_cache(maxsize=16)
def _base(language: str, domain: str, path: Path | None, _stamp: int) -> Kept:
    root = path.parents[2] if path else TRANSLATIONS
    return folder.read_kept(root, language, domain, Findings("")) or Kept(merging.new_catalogue(domain, language))


@lru_cache(maxsize=16)
def _measure(language: str, domain: str, _stamp: int) -> Measure:
    return folder.read_measure(TRANSLATIONS, language, domain, Findings(""))


def _term_base(language: str) -> Path:
    return TRANSLATIONS / language / "terms.yaml"


def _stamp(path: Path | None) -> int:
    return path.stat().st_mtime_ns if path is not None and path.is_file() else 0


def _roots() -> Sequence[Path]:
    return folders.written_roots()


def form_names(desk: Desk, text: Text) -> tuple[str, ...]:
    """Return the names of a text's plural forms, one empty name for a text without forms."""
    return plurals.forms(desk.language) if text.source.plural else ("",)


def history(language: str, domain: str, name: str) -> Sequence[tuple[TranslatedText, str]]:
    """Return every revision of a text that was made here, the newest first, each with who made it."""
    return translations.revisions(db.session, language, domain, name)


def preview(desk: Desk, version: str) -> Questionnaire:
    """Return a version of the desk's questionnaire with everything that is translated, drafts too; raises NotFound."""
    try:
        source = files.load(desk.domain, version)
    except ContentError:
        raise NotFound from None
    texts = {(one.source.key, one.source.text): one.unit.forms[0] for one in desk.texts}
    return translation.with_texts(source, texts, desk.language)


def place_of(desk: Desk, text: Text) -> tuple[str, str, str]:
    """Return the newest version, the section and the question in which a text is shown; empty where it is in none."""
    for place in reversed(text.source.places):
        version = place.rpartition("/")[2].removesuffix(".yaml")
        if desk.domain == INTERFACE:
            break
        questionnaire = files.load(desk.domain, version, drafts=True)
        for question in questionnaire.questions:
            if text.source.key.startswith(f"{question.id}."):
                return version, question.section, question.id
    return "", "", ""
