"""Documents of every kind with what people of seven scripts would write: names, notes, questions, actions, owners."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assessment.content import files
from assessment.domain.actions import ActionState
from assessment.domain.answers import Evidence, Organisation, System
from assessment.domain.questionnaire import Effort, Recommendation
from assessment.reports.aggregates import briefing, full_report, printing
from assessment.reports.aggregates.words import Words
from assessment.reports.document import Document
from assessment.reports.joint import JointReport, JointSystem, joint_html
from assessment.reports.language import ReportLanguage
from assessment.reports.letters import Letter, Occasion, letters_html
from assessment.reports.organisation import report_html
from assessment.reports.planned import ActionText, PlannedAction
from tests import aggregates, releases
from tests.reports import clinic

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Questionnaire
    from assessment.reports.aggregates.given import Given
    from assessment.reports.edition import Report

#: By language: what people there would write. The organisations and the people do not exist.
WRITTEN: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("scripts.json").read_text("utf-8"))
KINDS = ("report", "joint", "briefing", "release", "letters")
_DATE = "2026-11-23"


def document(kind: str, code: str) -> Document:
    """Return a document in a language; our own words in it are English where there is no catalogue."""
    language = ReportLanguage.of(code)
    match kind:
        case "report":
            page = report_html(report(code), language)
        case "joint":
            page = joint_html(_joint(code), language)
        case "briefing":
            page = printing.html(of := _given(code, "KE"), "report/briefing.html", briefing.context(of))
        case "release":
            page = printing.html(of := _given(code, ""), "report/release.html", full_report.context(of))
        case _:
            page = _letters(code)
    return Document(page, code, _DATE)


def report(code: str) -> Report:
    """Return the clinic's report with everything typed, and every text of the questionnaire, in a language."""
    written = WRITTEN[code]
    made = clinic.assessment()
    given = {
        name: replace(answer, note=written["note"], evidence=Evidence.E2 if answer.evidence else answer.evidence)
        for name, answer in made.answers.items()
    }
    made = replace(
        made,
        language=code,
        organisation=Organisation(written["organisation"], "KE", "Q", "small"),
        system=System(written["system"], "deployer", written["purpose"]),
        answers=given,
    )
    return clinic.report(made, _worded(clinic.CLINIC, written, code))


def _worded(source: Questionnaire, written: dict[str, str], code: str) -> Questionnaire:
    advice = Recommendation(written["action"], (written["action"],), Effort.S, "nurses", (written["evidence"],))
    questions = tuple(
        replace(
            one,
            text=written["question"],
            options=tuple(replace(option, text=written["evidence"]) for option in one.options),
            rows=tuple(replace(row, text=written["section"]) for row in one.rows),
            recommendation=one.recommendation and advice,
        )
        for one in source.questions
    )
    sections = tuple(
        replace(
            one,
            title=written["section"],
            summary=written["purpose"],
            subsections=tuple(replace(part, title=written["system"]) for part in one.subsections),
        )
        for one in source.sections
    )
    functions = tuple(replace(one, title=written["lead"]) for one in source.functions)
    title = written["evidence"]
    return replace(source, language=code, title=title, questions=questions, sections=sections, functions=functions)


def _joint(code: str) -> JointReport:
    written = WRITTEN[code]
    text = ActionText(
        written["action"], written["note"], written["lead"], "M", date(2027, 3, 31), ActionState.IN_PROGRESS
    )
    action = PlannedAction("a", 1, "s", written["system"], "as", "ONE-A2", text)
    one = JointSystem(report(code))
    return JointReport(Organisation(written["organisation"], "KE"), _DATE, (one, one), (action,), with_chapters=False)


def _given(code: str, country: str) -> Given:
    written = WRITTEN[code]
    source = files.load("altai", "2020.1")
    source = replace(
        source,
        title=written["evidence"],
        sections=tuple(replace(one, title=written["section"]) for one in source.sections),
        questions=tuple(replace(one, text=written["question"]) for one in source.questions),
    )
    regions = dict.fromkeys(("sub-saharan-africa", "latin-america"), written["organisation"])
    words = Words(ReportLanguage.of(code), source, regions)
    imprint = aggregates.imprint(title=written["system"], service=written["organisation"])
    table = aggregates.table(releases.cells(2, 3))
    return aggregates.given(table=table, words=words, country=country, imprint=imprint)


def _letters(code: str) -> str:
    written = WRITTEN[code]
    occasion = Occasion(
        written["section"], written["organisation"], written["evidence"], "https://example.org/i", "2027-01-31", 95
    )
    letter = Letter(written["organisation"], written["lead"], code, "ABCD2345", "https://example.org/i/ABCD2345")
    return letters_html([letter], occasion)
