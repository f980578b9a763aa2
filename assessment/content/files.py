"""Finds, reads, fingerprints and lists questionnaire versions; refuses a published one that was changed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import cache, shelf, translation
from assessment.content.build import Draft, build
from assessment.content.errors import ChangedAfterPublication, DoesNotCompile, NotPublished, UnknownQuestionnaire
from assessment.content.findings import Findings, Level
from assessment.content.format import QUESTIONNAIRE
from assessment.content.reading import read_bytes, read_node
from assessment.content.record import Place
from assessment.languages import folders

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.domain.questionnaire import Questionnaire

PUBLISHED = "published.sha256"
# Between the two versions in the name of a crosswalk.
JOINT = "--"
_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9-]+)/([0-9]{4}\.[0-9]{1,3}(?:--[0-9]{4}\.[0-9]{1,3})?)\.yaml")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """One questionnaire version; a draft has no place in the list of published fingerprints.

    One that lies on the shelf has the path where it would lie as a file.
    """

    questionnaire: str
    version: str
    path: Path
    published_as: str = ""
    on_shelf: bool = False

    @property
    def is_published(self) -> bool:
        """Whether the list of published fingerprints names it."""
        return bool(self.published_as)


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a questionnaire file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_draft(content: bytes, findings: Findings) -> Draft | None:
    """Read a questionnaire and judge its structure; None when nothing could be read. Meaning is judged by `checks`."""
    node = read_node(content, findings)
    if node is None:
        return None
    return build(QUESTIONNAIRE.decode(node, Place(findings)), fingerprint(content))


def published(root: Path = QUESTIONNAIRES) -> dict[tuple[str, str], str]:
    """Return the fingerprints of the published versions by (questionnaire, version)."""
    return {key: digest for key, digest in listed(root).items() if "--" not in key[1]}


def listed(root: Path = QUESTIONNAIRES) -> dict[tuple[str, str], str]:
    """Return the fingerprints of all that is published, versions and crosswalks, by (questionnaire, name)."""
    listing = root / PUBLISHED
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            shape = "fingerprint  questionnaire/version.yaml"
            text = f"{listing} has a line that is not '{shape}': {line[:80]!r}. Restore the file."
            raise ChangedAfterPublication(text)
        found[match[2], match[3]] = match[1]
    return found


def versions(root: Path = QUESTIONNAIRES) -> tuple[Version, ...]:
    """Return all versions, published and drafts, by questionnaire and version; a file goes before the shelf."""
    found = _shipped(root)
    for key, digest in shelf.current().listed().items() if root == QUESTIONNAIRES else ():
        if JOINT not in key[1]:
            found.setdefault(key, shelved(key, digest))
    return tuple(found[key] for key in sorted(found))


def _shipped(root: Path) -> dict[tuple[str, str], Version]:
    known = published(root)
    files = {(path.parent.name, path.stem): path for path in root.glob("*/*.yaml") if "--" not in path.stem}
    files |= {key: root / key[0] / f"{key[1]}.yaml" for key in known}
    return {key: Version(*key, path, known.get(key, "")) for key, path in files.items()}


def shelved(key: tuple[str, str], digest: str) -> Version:
    """Return what lies on the shelf, with the path where it would lie as a file."""
    return Version(*key, QUESTIONNAIRES / key[0] / f"{key[1]}.yaml", digest, on_shelf=True)


def find(questionnaire: str, version: str, root: Path = QUESTIONNAIRES) -> Version:
    """Return one version; raise UnknownQuestionnaire naming those that exist."""
    key = (questionnaire, version)
    published_as = published(root).get(key)
    if published_as is not None:
        # The list alone names the file: looking through the folder costs as much as all else about a loaded version.
        return Version(*key, root / questionnaire / f"{version}.yaml", published_as)
    shipped = _shipped(root).get(key)
    if shipped is not None:
        return shipped
    digest = shelf.current().find(*key) if root == QUESTIONNAIRES else ""
    if digest:
        return shelved(key, digest)
    names = ", ".join(f"{v.questionnaire} {v.version}" for v in versions(root))
    text = (
        f"There is no questionnaire {questionnaire[:60]!r} in version {version[:20]!r}. These exist: {names or 'none'}."
    )
    raise UnknownQuestionnaire(text)


def load(questionnaire: str, version: str, language: str = "", *, drafts: bool = False) -> Questionnaire:
    """Return a published version in a language (the source language by default), verified against its fingerprint.

    Raises UnknownQuestionnaire, NotPublished (unless `drafts`), ChangedAfterPublication or DoesNotCompile.
    """
    found = find(questionnaire, version)
    # A published version is kept once, whether or not drafts would do as well.
    source = _load(found, drafts and not found.is_published)
    if not language or language == source.language:
        return source
    return _translated(found, language, folders.find(language, questionnaire, folders.roots()), source.fingerprint)


@lru_cache(maxsize=64)
def _load(version: Version, drafts: bool) -> Questionnaire:  # noqa: FBT001 - part of the cache key
    return _source(version, drafts=drafts)


@lru_cache(maxsize=64)
def _translated(version: Version, language: str, _path: Path | None, _fingerprint: str) -> Questionnaire:
    """Return a version in a language; where its catalogue lies, and what a draft says now, are part of the key."""
    return translation.translate(_load(version, not version.is_published), language)


def _source(version: Version, *, drafts: bool) -> Questionnaire:
    content = verified(version, drafts=drafts)
    digest = fingerprint(content)
    return cache.get(digest) or cache.put(digest, compiled(content, version.path))


def verified(version: Version, *, drafts: bool = False) -> bytes:
    """Return the bytes of a version after comparing them with the published fingerprint."""
    name = f"{version.questionnaire} {version.version}"
    if not version.is_published and not drafts:
        text = f"{name} is a draft. Publish it first: its fingerprint must stand in questionnaires/{PUBLISHED}."
        raise NotPublished(text)
    findings = Findings(str(version.path))
    content = shelf.current().content(version.published_as) if version.on_shelf else read_bytes(version.path, findings)
    if version.on_shelf and (content is None or fingerprint(content) != version.published_as):
        text = f"{name} was changed after its publication: restore the database from a backup."
        raise ChangedAfterPublication(text)
    if content is None:
        reason = findings.found[0].message
        text = f"{name} is published, but its file cannot be used: {reason} Restore {version.path.name}."
        raise ChangedAfterPublication(text)
    if version.is_published and fingerprint(content) != version.published_as:
        text = (
            f"{name} was changed after its publication: restore {version.path.name} and make a new version for changes."
        )
        raise ChangedAfterPublication(text)
    return content


def compiled(content: bytes, path: Path) -> Questionnaire:
    """Return the questionnaire in its source language; raise DoesNotCompile with all structural errors."""
    findings = Findings(str(path))
    draft = read_draft(content, findings)
    if draft is None or findings.has_errors:
        errors = tuple(f for f in findings.sorted() if f.level is Level.ERROR)
        text = f"{path.name} has {len(errors)} errors, the first in line {errors[0].line}: {errors[0].message}"
        raise DoesNotCompile(text, errors)
    return draft.questionnaire
