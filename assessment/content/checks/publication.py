"""Publication: name, version, licence and fingerprint say what the file is, and a new version keeps its promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.config import QUESTIONNAIRES
from assessment.content import files, shelf
from assessment.content.checks import predecessor
from assessment.content.errors import ChangedAfterPublication
from assessment.content.findings import Findings
from assessment.content.phrases import guess
from assessment.content.reading import read_bytes
from assessment.domain.scorecard import SCORING_MODEL

if TYPE_CHECKING:
    from assessment.content.checks.context import Context
    from assessment.domain.questionnaire import Questionnaire

LICENCES = frozenset(
    {
        "CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0",
        "CC-BY-NC-ND-4.0", "EUPL-1.2", "EUPL-1.1", "OGL-UK-3.0", "etalab-2.0", "NLOD-2.0", "DL-DE-BY-2.0", "ODbL-1.0",
        "ODC-By-1.0", "PDDL-1.0",
        "MIT", "Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "GPL-3.0-or-later", "GPL-3.0-only", "AGPL-3.0-or-later",
        "AGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0", "GFDL-1.3-or-later", "Unlicense", "ISC", "0BSD",
    },
)  # fmt: skip


def check(context: Context) -> None:
    """Run all rules of this family."""
    questionnaire = context.questionnaire
    _statements(context)
    _names(context)
    _fingerprint(context)
    has_change, supersedes = context.wrote(questionnaire, "change"), questionnaire.supersedes
    if has_change is not bool(supersedes):
        missing, written = ("supersedes", "change") if has_change else ("change", "supersedes")
        context.add("P803", questionnaire, written, missing=missing)
    if supersedes and not {"supersedes", "version"} & context.record(questionnaire).bad:
        _predecessor(context)


def _statements(context: Context) -> None:
    questionnaire = context.questionnaire
    licence = questionnaire.licence
    if licence not in LICENCES and not licence.startswith("LicenseRef-"):
        near = guess(licence, tuple(sorted(LICENCES)))
        context.add("P811", questionnaire, "licence", licence=licence, guess=near)
    if questionnaire.scoring_model != SCORING_MODEL:
        context.add("P806", questionnaire, "scoring_model", model=questionnaire.scoring_model, known=SCORING_MODEL)
    if questionnaire.values_status == "proposed":
        context.add("P812", questionnaire, "values_status")


def _names(context: Context) -> None:
    """Report a file in the folder of questionnaires whose name does not say what it holds."""
    path, questionnaire = context.place.path, context.questionnaire
    if context.place.root is None:
        return
    if path.stem != questionnaire.version:
        context.add("P801", questionnaire, "version", found=path.name, version=questionnaire.version)
    if path.parent.name != questionnaire.id:
        context.add("P802", questionnaire, "id", found=path.parent.name, id=questionnaire.id)


def _fingerprint(context: Context) -> None:
    path, questionnaire = context.place.path, context.questionnaire
    if context.place.root is None:
        return
    key = (path.parent.name, path.stem)
    try:
        published = files.published(context.place.root).get(key) or _on_shelf(context, *key)
    except (ChangedAfterPublication, OSError, ValueError):
        published = "unreadable"
    if published not in {"", questionnaire.fingerprint}:
        found = questionnaire.fingerprint[:12]
        context.add("P807", questionnaire, "version", found=found, published=published[:12])


def _on_shelf(context: Context, questionnaire: str, version: str) -> str:
    return shelf.current().find(questionnaire, version) if context.place.root == QUESTIONNAIRES else ""


def _predecessor(context: Context) -> None:
    questionnaire = context.questionnaire
    if questionnaire.supersedes == questionnaire.version:
        details = {"version": questionnaire.version, "supersedes": questionnaire.supersedes}
        context.add("P804", questionnaire, "supersedes", **details)
        return
    former = _read(context)
    if former is None:
        context.add("P805", questionnaire, "supersedes", supersedes=questionnaire.supersedes)
    else:
        predecessor.check(context, former)


def _read(context: Context) -> Questionnaire | None:
    """Return the predecessor as far as its structure can be read."""
    findings, supersedes = Findings(""), context.questionnaire.supersedes
    content = read_bytes(context.place.path.parent / f"{supersedes}.yaml", findings)
    if content is None:
        findings = Findings("")
        content = shelf.current().content(_on_shelf(context, context.place.path.parent.name, supersedes))
    draft = files.read_draft(content, findings) if content is not None else None
    return None if draft is None or findings.has_errors else draft.questionnaire
