"""From an answers file to its score, with every problem named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessment.content import answers_file, files
from assessment.content.errors import NotPublished, UnknownQuestionnaire, reason
from assessment.content.findings import Findings, Level
from assessment.content.reading import read_bytes
from assessment.domain import scoring, scoring_json, statuses
from assessment.domain.conditions import unparse
from assessment.domain.display import coverage_percent, percent

if TYPE_CHECKING:
    from pathlib import Path

    from assessment.content.findings import Finding
    from assessment.domain.answers import Assessment
    from assessment.domain.questionnaire import Questionnaire
    from assessment.domain.scorecard import Figures, Scorecard


@dataclass(frozen=True, slots=True)
class Scored:
    """An answers file with its findings; without a scorecard when its problems forbid one."""

    findings: tuple[Finding, ...]
    assessment: Assessment | None = None
    questionnaire: Questionnaire | None = None
    scorecard: Scorecard | None = None


def score_file(path: Path, *, partial: bool = False, drafts: bool = False) -> Scored:
    """Read and score an answers file.

    A file with errors is not scored unless `partial`, which scores the valid rest; answers to questions that are
    not asked are warnings. Raises ContentError when the questionnaire of this installation is damaged.
    """
    findings = Findings(str(path))
    content = read_bytes(path, findings)
    if content is None:
        return Scored(findings.sorted())
    read = answers_file.read_answers(content, str(path), lambda i, v: _find(i, v, drafts=drafts))
    if read.assessment is None or read.questionnaire is None:
        return Scored(read.findings)
    found = (*read.findings, *_ignored(read.assessment, read.questionnaire, read.lines, str(path)))
    has_errors = any(finding.level is Level.ERROR for finding in found)
    if has_errors and not partial:
        return Scored(found)
    scorecard = scoring.score(read.questionnaire, read.assessment.answers, read.assessment.depth)
    return Scored(found, read.assessment, read.questionnaire, scorecard)


def _find(questionnaire: str, version: str, *, drafts: bool) -> Questionnaire:
    try:
        return files.load(questionnaire, version, drafts=drafts)
    except (UnknownQuestionnaire, NotPublished) as error:
        raise LookupError(reason(error)) from None


def _ignored(
    assessment: Assessment, questionnaire: Questionnaire, lines: dict[str, int], path: str
) -> tuple[Finding, ...]:
    """Return a warning for each answer that is kept and not scored."""
    findings = Findings(path)
    standing = statuses.statuses(questionnaire, assessment.answers, assessment.depth)
    for question_id in assessment.answers:
        if question_id not in standing:
            findings.add("A614", lines[question_id], where=question_id, id=question_id, depth=assessment.depth.word)
        elif not standing[question_id].shown:
            condition = questionnaire.by_id[question_id].asked_if
            words = unparse(condition) if condition else ""
            findings.add("A613", lines[question_id], where=question_id, id=question_id, condition=words)
    return findings.sorted()


def as_json(scorecard: Scorecard) -> dict[str, Any]:
    """Return the score in the published JSON shape."""
    return scoring_json.to_json(scorecard)


def problems_report(scored: Scored) -> str:
    """Return the findings as text, one block each."""
    blocks = []
    for finding in scored.findings:
        place = f"{finding.path}:{finding.line}" if finding.line else finding.path
        blocks.append(f"{place}: {finding.level.value} {finding.code}: {finding.message}\n    {finding.hint}")
    return "\n".join(blocks)


def summary(card: Scorecard) -> str:
    """Return the profile as a small table of text."""
    met = "–" if card.targets_met is None else str(card.targets_met)
    lines = [f"Targets met: {met} of {card.targets_of}", ""]
    lines.append(f"{'':4} {'score':>7} {'range':>10} {'coverage':>9}  {'band':16} {'target':16} critical gaps")
    lines += [_row(figures) for figures in card.requirements]
    return "\n".join(lines)


def _row(figures: Figures) -> str:
    score = "–" if figures.score is None else percent(figures.score) + "%"
    span = "–" if figures.low is None or figures.high is None else f"{percent(figures.low)}–{percent(figures.high)}%"
    coverage = "–" if figures.coverage is None else coverage_percent(figures.coverage) + "%"
    band = "–" if figures.band is None else figures.band.word
    gaps = ", ".join(figures.critical_gaps)
    return f"{figures.id:4} {score:>7} {span:>10} {coverage:>9}  {band:16} {figures.target.word:16} {gaps}".rstrip()
