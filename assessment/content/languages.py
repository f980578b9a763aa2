"""In which languages a questionnaire version can be shown: those in which every one of its texts is translated.

What the file of a version says of languages is what its maker had when it was published, and never changes. What is
offered follows from the catalogues that are there now.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.content import files, shelf, translation
from assessment.languages import folders
from assessment.languages.interface import own_name

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.domain.questionnaire import Questionnaire
    from assessment.languages.catalogue import Fault
    from assessment.languages.interface import Coverage

_MOST = 512
# Kept by fingerprint, language and where the catalogue lies. A draft has a new fingerprint after every change, so the
# whole is forgotten when there is too much of it.
_measured: dict[tuple[str, str, object], Coverage] = {}


def of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages in which a version is complete: its own first, the others by their names."""
    complete = (code for code in known(questionnaire) if coverage(questionnaire, code).is_complete)
    return (own_language(questionnaire), *complete)


def known(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the languages in which a version has translations, whether or not they are complete, by their names."""
    own, declared = own_language(questionnaire), questionnaire.languages[1:]
    shelved = {code for code in declared if shelf.current().catalogue(questionnaire.id, code) is not None}
    found = {*folders.languages(questionnaire.id, folders.roots()), *shelved} - {own}
    return tuple(sorted(found, key=own_name))


def coverage(questionnaire: Questionnaire, language: str) -> Coverage:
    """Return how far a version is translated into a language, and how much of that is reviewed."""
    path = folders.find(language, questionnaire.id, folders.roots())
    place: object = path or shelf.current().catalogue(questionnaire.id, language)
    key = (questionnaire.fingerprint, language, place)
    found = _measured.get(key)
    if found is None:
        if len(_measured) >= _MOST:
            _measured.clear()
        found = _measured[key] = translation.coverage(_source(questionnaire), language)
    return found


def forget() -> None:
    """Measure again when it is asked for next."""
    _measured.clear()
    _kept.cache_clear()


def own_language(questionnaire: Questionnaire) -> str:
    """Return the language in which a version was written, whatever it is shown in."""
    return questionnaire.languages[0] if questionnaire.languages else questionnaire.language


def original(questionnaire: Questionnaire) -> Questionnaire | None:
    """Return a translated version as it was written; None for one that is shown so already."""
    return None if questionnaire.language == own_language(questionnaire) else _source(questionnaire)


def faults(questionnaire: str) -> tuple[tuple[str, Fault], ...]:
    """Return what is wrong in the catalogues of a questionnaire, each with the language."""
    found = folders.languages(questionnaire, folders.roots())
    return tuple((code, fault) for code in found for fault in translation.catalogue(questionnaire, code).faults)


def shown(questionnaire: str, version: str, language: str, *, drafts: bool = False) -> Questionnaire:
    """Return a version in a language, or in its own where it is not complete in that one; raises as `files.load`."""
    if drafts:
        return _shown(questionnaire, version, language, drafts=True)
    return _kept(questionnaire, version, language, folders.roots())


@lru_cache(maxsize=128)
def _kept(questionnaire: str, version: str, language: str, _roots: tuple[Path, ...]) -> Questionnaire:
    return _shown(questionnaire, version, language, drafts=False)


def _shown(questionnaire: str, version: str, language: str, *, drafts: bool) -> Questionnaire:
    source = files.load(questionnaire, version, drafts=drafts)
    if not language or language == source.language or language not in of(source):
        return source
    return files.load(questionnaire, version, language, drafts=drafts)


def _source(questionnaire: Questionnaire) -> Questionnaire:
    if questionnaire.language == own_language(questionnaire):
        return questionnaire
    return files.load(questionnaire.id, questionnaire.version, drafts=True)
