"""Crosswalks between versions of a questionnaire: found, read, and refused when a published one was changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import files, shelf
from assessment.content.crosswalk_format import CROSSWALK
from assessment.content.errors import DoesNotCompile, UnknownCrosswalk
from assessment.content.findings import Findings, Level
from assessment.content.reading import read_node
from assessment.content.record import Place
from assessment.domain.crosswalk import Carries, Crosswalk, Line, OptionMap, Pair, Relation

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.record import Record

JOINT = files.JOINT


def crosswalks(root: Path = QUESTIONNAIRES) -> tuple[files.Version, ...]:
    """Return all crosswalks, published and drafts, by questionnaire and name; a name is two versions."""
    listed = {key: digest for key, digest in files.listed(root).items() if JOINT in key[1]}
    found = {(path.parent.name, path.stem): path for path in root.glob(f"*/*{JOINT}*.yaml")}
    found |= {key: root / key[0] / f"{key[1]}.yaml" for key in listed}
    walked = {key: files.Version(*key, path, listed.get(key, "")) for key, path in found.items()}
    for one in on_shelf() if root == QUESTIONNAIRES else ():
        walked.setdefault((one.questionnaire, one.version), one)
    return tuple(walked[key] for key in sorted(walked))


def on_shelf() -> tuple[files.Version, ...]:
    """Return the crosswalks that do not lie among the shipped files."""
    return tuple(files.shelved(key, digest) for key, digest in shelf.current().listed().items() if JOINT in key[1])


def find(questionnaire: str, old: str, new: str, root: Path = QUESTIONNAIRES) -> files.Version | None:
    """Return the crosswalk from one version to another, or None."""
    name = (questionnaire, f"{old}{JOINT}{new}")
    return next((one for one in crosswalks(root) if (one.questionnaire, one.version) == name), None)


def load(questionnaire: str, old: str, new: str, *, drafts: bool = False, root: Path = QUESTIONNAIRES) -> Crosswalk:
    """Return a published crosswalk, verified against its fingerprint.

    Raises UnknownCrosswalk, NotPublished (unless `drafts`), ChangedAfterPublication or DoesNotCompile.
    """
    found = find(questionnaire, old, new, root)
    if found is None:
        text = f"There is no crosswalk of {questionnaire[:60]!r} from version {old[:20]!r} to {new[:20]!r}."
        raise UnknownCrosswalk(text)
    return _load(found, drafts)


@lru_cache(maxsize=16)
def _load(found: files.Version, drafts: bool) -> Crosswalk:  # noqa: FBT001 - part of the cache key
    content = files.verified(found, drafts=drafts)
    findings = Findings(str(found.path))
    record = decode(content, findings)
    if record is None or findings.has_errors:
        errors = tuple(f for f in findings.sorted() if f.level is Level.ERROR)
        text = f"{found.path.name} has {len(errors)} errors, the first in line {errors[0].line}: {errors[0].message}"
        raise DoesNotCompile(text, errors)
    return build(record, files.fingerprint(content))


def decode(content: bytes, findings: Findings) -> Record | None:
    """Read a crosswalk and judge its structure; None when nothing could be read. Meaning is judged by `checks`."""
    node = read_node(content, findings)
    return None if node is None else CROSSWALK.decode(node, Place(findings))


def build(record: Record, fingerprint: str) -> Crosswalk:
    """Return the crosswalk; a line that names an unknown map has none, which is reported by `checks`."""
    maps = {one["id"]: OptionMap(one["id"], _pairs(one["options"])) for one in record["maps"]}
    return Crosswalk(
        questionnaire=record["questionnaire"],
        old=record["from"],
        new=record["to"],
        summary=record["summary"],
        fingerprint=fingerprint,
        lines=tuple(_line(line, maps, record["language"]) for line in record["lines"]),
        language=record["language"],
    )


def _pairs(options: Record | None) -> tuple[Pair, ...]:
    return tuple(Pair(old, new) for old, new in (options or {}).items())


def _line(record: Record, maps: dict[str, OptionMap], language: str) -> Line:
    return Line(
        relation=Relation(record["relation"]),
        carries=Carries(record["carries"]),
        old=record["from"],
        new=record["to"],
        options=maps.get(record["map"]),
        language=language,
        **{key: record[key] for key in ("option", "note", "reviewed")},
    )
