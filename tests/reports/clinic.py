"""A small assessment that has something for every part of the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import html5lib

from assessment.domain.advice import contradictions, recommendations
from assessment.domain.answers import Answer, Assessment, Evidence, Organisation, State, System
from assessment.domain.questionnaire import Depth, Effort, JobFunction, Questionnaire, Recommendation, Term
from assessment.domain.scoring import score
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import Report, report_html
from tests.domain.build import (
    CHECKED,
    DK,
    HIGH,
    IN_PLACE,
    MEDIUM,
    NA,
    NO,
    STARTED,
    answers,
    context,
    exposure,
    follow_up,
    gate,
    matrix,
    measure,
    questionnaire,
    tick,
    ticks,
)

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator, Mapping

BUILD = Recommendation("Train the staff. Repeat it yearly.", ("Plan it.", "Do it."), Effort.S, "nurses", ("List",))
MARKED = "Is there a [[red team|team of attackers]]?"
ENGLISH = ReportLanguage.of("en", "KE")
NAMES = {"ONE": "Human oversight", "TWO": "Fairness", "FR": "Fundamental rights", "SYS": "System profile"}


def clinic() -> Questionnaire:
    """Return two requirements, a preamble and a profile, with every kind of question."""
    built = questionnaire(
        context("SYS-A1"),
        gate("FR-A1", exposure("FR ONE", HIGH)),
        measure("FR-A2", when="FR-A1 is not no"),
        matrix("ONE-A1", "harm delay", exposure("ONE", MEDIUM, "likely")),
        measure("ONE-A2", 3, critical=True, recommendation=BUILD),
        follow_up("ONE-A2.1", "ONE-A2"),
        measure("ONE-A3", 2),
        measure("ONE-B1"),
        gate("TWO-A1", exposure("TWO", HIGH)),
        measure("TWO-A2", when="TWO-A1 is yes"),
        ticks("TWO-A3", [tick("a"), tick("b"), tick("none", exclusive=True)]),
        measure("TWO-A4"),
        measure("TWO-A5"),
        rules={"odd": "FR-A1 is yes and ONE-A3 is yes", "profile": "SYS-A1 is yes and SYS-A1 is not no"},
    )
    sections = tuple(replace(s, title=NAMES[s.id], summary=f"About {NAMES[s.id]}.") for s in built.sections)
    questions = tuple(replace(q, text=MARKED) if q.id == "ONE-A3" else q for q in built.questions)
    terms = (Term("red-team", "red team", "Friendly attackers."), Term("audit", "audit", "A check."))
    return replace(
        built,
        sections=sections,
        questions=questions,
        glossary=terms,
        functions=(JobFunction("nurses", "Nursing", ""), JobFunction("management", "Management", "")),
    )


BLOCKS = {"p", "td", "th", "li", "title", "desc", "h1", "h2", "h3", "h4"}
CLINIC = clinic()
GIVEN = answers(
    {
        "SYS-A1": "yes",
        "FR-A1": "yes",
        "FR-A2": CHECKED,
        "ONE-A1": {"harm": "likely", "delay": "unlikely"},
        "ONE-A2": NO,
        "ONE-A3": IN_PLACE,
        "ONE-B1": STARTED,
        "TWO-A1": "no",
        "TWO-A2": CHECKED,
        "TWO-A3": ["a"],
        "TWO-A4": NA,
        "TWO-A5": DK,
    },
    ONE_A3=2,
)
GIVEN["ONE-A3"] = replace(GIVEN["ONE-A3"], note="See the minutes.")


def assessment(
    given: Mapping[str, Answer] = GIVEN, depth: Depth = Depth.FULL, name: str = "Triage helper"
) -> Assessment:
    """Return the clinic's assessment with these answers."""
    organisation = Organisation("Kilifi Clinic", "KE", "Q", "small")
    system = System(name, "deployer", "Sorts patients.")
    return Assessment(CLINIC.id, CLINIC.version, depth, "en", "2026-11-23", organisation, system, given)


def report(made: Assessment | None = None, questions: Questionnaire = CLINIC) -> Report:
    """Return a report of this assessment, scored and advised by the domain."""
    made = made or assessment()
    card = score(questions, made.answers, made.depth)
    advice = recommendations(questions, card)
    return Report(questions, made, card, advice, contradictions(questions, made.answers, made.depth))


def noted(name: str, note: str) -> Report:
    """Return the report when this question carries this note."""
    return report(assessment({**GIVEN, name: replace(GIVEN[name], note=note, evidence=Evidence.E1)}))


def page(made: Report | None = None, language: ReportLanguage = ENGLISH) -> ET.Element:
    """Return the report as a tree; a document with an error of syntax is refused."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(report_html(made or report(), language))
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


def words(element: ET.Element) -> str:
    """Return the text of an element with single spaces, also between its blocks."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield " " if child.tag in BLOCKS else ""
        yield child.tail or ""


def find(tree: ET.Element, tag: str, **having: str) -> list[ET.Element]:
    """Return the elements of this name whose attributes hold these values among their words."""
    wanted = {name.rstrip("_"): value for name, value in having.items()}
    return [e for e in tree.iter(tag) if all(value in (e.get(name) or "").split() for name, value in wanted.items())]


def part(tree: ET.Element, name: str) -> ET.Element:
    """Return the section whose heading has this id."""
    return next(section for section in tree.iter("section") if any(h.get("id") == name for h in section.iter("h2")))


def with_state(name: str, state: State) -> Report:
    """Return the report when this question has this state."""
    return report(assessment({**GIVEN, name: Answer(state, reason="No such thing.")}))
