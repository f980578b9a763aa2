"""Content packs: versions, crosswalks and translations of somebody else as one file, checked as a whole."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import checking, files, shelf
from assessment.content.findings import Findings, Level
from assessment.content.reading import MAX_BYTES, Mapping, Scalar, read_node
from assessment.domain.comparable import age

if TYPE_CHECKING:
    from assessment.content.findings import Finding

MOST_FILES = 100
MOST_UNPACKED = 30_000_000
_ARCHIVE = b"PK\x03\x04"
_VERSION = re.compile(r"(?:.*/)?([a-z0-9]+(?:-[a-z0-9]+)*)/([0-9]{4}\.[0-9]{1,3}(?:--[0-9]{4}\.[0-9]{1,3})?)\.ya?ml")
_CATALOGUE = re.compile(r"(?:.*/)?([A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})*)/LC_MESSAGES/([a-z0-9]+(?:-[a-z0-9]+)*)\.po")


class NoPack(ValueError):
    """A file that is no content pack; `code` says why, `name` which file in it."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.name = name[:100]


@dataclass(frozen=True)
class Pack:
    """What a pack holds: versions and crosswalks by (questionnaire, name), catalogues by (questionnaire, language)."""

    versions: dict[tuple[str, str], bytes] = field(default_factory=dict)
    catalogues: dict[tuple[str, str], bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One version or crosswalk of a pack with what the check finds; without a title when it has errors."""

    questionnaire: str
    version: str
    fingerprint: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being installed."""
        return tuple(one for one in self.findings if one.level is Level.ERROR)


def read(content: bytes) -> Pack:
    """Return what a pack holds: one version as YAML, or an archive of files in their folders; raise NoPack."""
    if not content.startswith(_ARCHIVE):
        return Pack({_named(content): content})
    pack = Pack()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _read_archive(archive, pack)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, UnicodeDecodeError):
        raise NoPack("damaged") from None
    if not pack.versions:
        raise NoPack("empty")
    for key, text in pack.catalogues.items():
        if key[0] not in {questionnaire for questionnaire, _ in pack.versions} or not _is_text(text):
            raise NoPack("strange", f"{key[1]}/LC_MESSAGES/{key[0]}.po")
    return pack


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def check(pack: Pack) -> tuple[Item, ...]:
    """Check everything in a pack as it would stand once it is installed, the oldest version first."""
    digests = {key: files.fingerprint(content) for key, content in pack.versions.items()}
    contents = {digests[key]: content for key, content in pack.versions.items()}
    pile = shelf.Pile(shelf.current(), digests, contents, pack.catalogues)
    with shelf.looking_at(pile):
        return tuple(_item(key, pack.versions[key]) for key in sorted(pack.versions, key=_order))


def _named(content: bytes) -> tuple[str, str]:
    """Return the name of a version that comes without a folder: its own words say it."""
    node = read_node(content[: MAX_BYTES + 1], Findings(""))
    words = node.entries if isinstance(node, Mapping) else {}
    key = tuple(value.text if isinstance(value := words.get(name), Scalar) else "" for name in ("id", "version"))
    found = _VERSION.fullmatch(f"{key[0]}/{key[1]}.yaml")
    if found is None:
        raise NoPack("no-questionnaire")
    return found[1], found[2]


def _read_archive(archive: zipfile.ZipFile, pack: Pack) -> None:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NoPack("too-large")
    for part in parts:
        version, catalogue = _VERSION.fullmatch(part.filename), _CATALOGUE.fullmatch(part.filename)
        if version is None and catalogue is None:
            raise NoPack("strange", part.filename)
        with archive.open(part) as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise NoPack("too-large", part.filename)
        if version is not None:
            pack.versions[version[1], version[2]] = text
        elif catalogue is not None:
            pack.catalogues[catalogue[2], catalogue[1].replace("_", "-")] = text


def _order(key: tuple[str, str]) -> tuple[str, bool, tuple[int, ...]]:
    return key[0], files.JOINT in key[1], age(key[1].partition(files.JOINT)[0])


def _item(key: tuple[str, str], content: bytes) -> Item:
    checked = checking.check(content, str(QUESTIONNAIRES / key[0] / f"{key[1]}.yaml"))
    title = checked.questionnaire.title if checked.questionnaire else " – ".join(key[1].split(files.JOINT))
    return Item(*key, files.fingerprint(content), "" if checked.has_errors else title, checked.findings)
