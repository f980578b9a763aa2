"""The findings of a check as text for people and as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessment.content.checking import Checked
from assessment.content.checks.decided import in_words
from assessment.content.findings import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.content.findings import Finding
    from assessment.content.translations.checking import Checked as CheckedCatalogue
    from assessment.domain.reachability import Path


def to_text(checks: Sequence[Checked | CheckedCatalogue], *, paths: bool = False) -> str:
    """Return one block for each finding, then a line for each file; with `paths` also how each question is reached."""
    blocks: list[str] = []
    for checked in checks:
        blocks.extend(_block(finding) for finding in checked.findings)
        if paths and isinstance(checked, Checked):
            blocks.append(paths_to_text(checked))
        blocks.append(f"{checked.path}: {summary(checked)}\n")
    return "\n".join(block for block in blocks if block)


def summary(checked: Checked | CheckedCatalogue) -> str:
    """Return the numbers of findings in words."""
    counts = {level: sum(finding.level is level for finding in checked.findings) for level in Level}
    return ", ".join(f"{count} {_WORDS[level][count != 1]}" for level, count in counts.items())


_WORDS = {
    Level.ERROR: ("error", "errors"),
    Level.WARNING: ("warning", "warnings"),
    Level.ADVICE: ("piece of advice", "pieces of advice"),
}


def _block(finding: Finding) -> str:
    about = f" {finding.where}:" if finding.where else ""
    head = f"{finding.path}:{finding.line}:{finding.column} {finding.code} {finding.level.value}{about}"
    return f"{head} {finding.message}\n    {finding.hint}\n"


def paths_to_text(checked: Checked) -> str:
    """Return for each question answers that show and that hide it, and for each section answers that reach its maximum.

    The answers that reach a maximum leave out measures that no condition names: they are simply at their best.
    """
    lines = []
    for path in checked.paths:
        shown, hidden = _answers(path.showing, "never"), _answers(path.hiding, "never")
        asked = "always" if path.hiding is None and not path.showing else f"after {shown}"
        lines.append(f"{path.question}: asked {asked}" + ("" if path.hiding is None else f"; not asked after {hidden}"))
    lines += [f"{best.section}: at most {best.total}, after {_answers(best.answers, '')}" for best in checked.maxima]
    return "\n".join(lines) + "\n" if lines else ""


def _answers(path: Path | None, none: str) -> str:
    if path is None:
        return none
    return " and ".join(f"{question} = {in_words(answer)}" for question, answer in path) or "any answers"


def to_json(checks: Sequence[Checked | CheckedCatalogue]) -> str:
    """Return the findings as JSON: a list of files, each with its findings, under keys that do not change."""
    files: list[dict[str, Any]] = [
        {
            "path": checked.path,
            "questionnaire": checked.name[0] if checked.name else None,
            "version": checked.name[1] if checked.name else None,
            "ok": not checked.has_errors,
            "findings": [_entry(finding) for finding in checked.findings],
        }
        for checked in checks
    ]
    return json.dumps({"format": 1, "files": files}, ensure_ascii=False, indent=2)


def _entry(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "title": finding.rule.title,
        "line": finding.line,
        "column": finding.column,
        "where": finding.where,
        "message": finding.message,
        "hint": finding.hint,
    }
