"""What has to be translated: the template of the interface, and the texts of every version of a questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assessment.content import files, foreign, translation
from assessment.content.translations import pofile
from assessment.content.translations.units import INTERFACE, Source

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.findings import Findings

# A translation may be half as long again as the format allows its source to be.
_SHORT, _LONG = 300, 2250
_SENTENCES: Final = frozenset(
    {"summary", "description", "text", "help", "example", "anchor", "definition", "action", "step", "evidence"}
)
_FORMAT: Final = "python-format"


def domains() -> tuple[str, ...]:
    """Return the interface and every questionnaire, each with a catalogue of its own."""
    return (INTERFACE, *dict.fromkeys(version.questionnaire for version in files.versions()))


def of_interface(template: Path, findings: Findings) -> tuple[Source, ...]:
    """Return the texts of the interface from their template; none with a finding when it cannot be read."""
    try:
        content = template.read_bytes()
    except OSError as error:
        findings.add("M101", problem=foreign.of_system(error))
        return ()
    catalogue = pofile.read(content, findings)
    return tuple(
        Source(
            unit.key,
            unit.text,
            unit.plural,
            " ".join(unit.notes),
            tuple(place for line in unit.places for place in line.split()),
            is_format=_FORMAT in unit.flags,
        )
        for unit in (catalogue.units if catalogue else ())
    )


def of_questionnaire(questionnaire: str) -> tuple[Source, ...]:
    """Return the texts of all versions of a questionnaire, each once, with the versions that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for version in files.versions():
        if version.questionnaire == questionnaire:
            for key in translation.strings(files.load(questionnaire, version.version, drafts=True)):
                found.setdefault(key, []).append(version.version)
    return tuple(
        Source(
            key,
            text,
            places=tuple(f"questionnaires/{questionnaire}/{version}.yaml" for version in versions),
            limit=_limit(key),
        )
        for (key, text), versions in found.items()
    )


def _limit(key: str) -> int:
    is_option = ".option." in key or ".row." in key
    is_long = key.startswith("consistency.") or not _SENTENCES.isdisjoint(key.split("."))
    return _LONG if is_long and not is_option else _SHORT
