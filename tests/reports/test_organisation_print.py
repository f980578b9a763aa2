"""The report on paper: cover and summary keep to one page each, whatever the texts; nothing overlaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import weasyprint

from assessment.domain.answers import Answer, Organisation
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import report_html
from assessment.services.assessments import questionnaire_of
from tests.reports.clinic import CLINIC, ENGLISH, assessment, report
from tests.results import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessment.domain.questionnaire import Questionnaire
    from assessment.reports.organisation import Report

BOTTOM = (297 - 20) * 96 / 25.4
WORD = "Verantwortungsbewusstsein "


def verbose(questions: Questionnaire) -> Questionnaire:
    """Return the questionnaire with texts longer than any translation will be, and every measure critical."""
    return replace(
        questions,
        sections=tuple(replace(s, title=WORD * 5) for s in questions.sections),
        functions=tuple(replace(f, title=WORD * 2) for f in questions.functions),
        questions=tuple(
            replace(
                q,
                text=WORD * 25,
                critical=q.is_scored,
                recommendation=replace(q.recommendation, action=WORD * 40) if q.recommendation else None,
            )
            for q in questions.questions
        ),
    )


def long_report() -> Report:
    """Return a report in which everything is long."""
    made = replace(assessment({}, name="X" * 300), organisation=Organisation(WORD * 11))
    return report(replace(made, system=replace(made.system, purpose=WORD * 150)), verbose(CLINIC))


def boxes(made: Report) -> Iterator[tuple[int, str, float]]:
    """Return the page, the class or id, and the lower edge of every paragraph and heading as it is set."""
    return boxes_of(report_html(made, ENGLISH))


def boxes_of(html: str) -> Iterator[tuple[int, str, float]]:
    for number, page in enumerate(weasyprint.HTML(string=html).render().pages, 1):
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no public way to ask where a box lies
            if box.element is not None and box.element.tag in {"p", "h1", "h2"}:
                name = box.element.get("id") or box.element.get("class") or ""
                yield number, name, box.position_y + box.margin_height()


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_cover_summary_and_contents_have_a_page_each(made: Report) -> None:
    pages = {name: page for page, name, _ in boxes(made)}

    assert [pages[name] for name in ("honest", "summary", "contents", "profile")] == [1, 2, 3, 4]


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_the_summary_ends_above_the_foot_of_its_page(made: Report) -> None:
    assert max(edge for page, name, edge in boxes(made) if page == 2 and name) <= BOTTOM


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_a_summary_with_strengths_and_many_critical_gaps_fits_its_page(code: str) -> None:
    questions = questionnaire_of("altai", "2020.1", code)
    given = example()
    missing = {q.id: Answer(options=(q.options[0].id,)) for q in questions.questions if q.critical and q.options}
    made = report(replace(given, answers={**given.answers, **missing}), questions)
    html = report_html(made, ReportLanguage.of(code, "GE"))
    begins = html.index('<section class="summary">')
    alone = html[: html.index("<main>")] + html[begins : html.index("</section>", begins)]

    edges = [edge for page, name, edge in boxes_of(alone) if page == 2 and name]
    assert alone.count('class="gap"') == 3 + 4 + 1
    assert max(edges) <= BOTTOM


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_the_names_on_the_cover_stay_on_their_ground(made: Report) -> None:
    edges = {name: edge for page, name, edge in boxes(made) if page == 1}

    assert max(edge for name, edge in edges.items() if name.startswith("by-whom")) <= 170 * 96 / 25.4
