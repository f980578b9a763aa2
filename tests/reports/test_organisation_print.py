"""The report on paper: cover and summary keep to one page each, whatever the texts; nothing overlaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import weasyprint

from assessment.domain.answers import Organisation
from assessment.reports.organisation import report_html
from tests.reports.clinic import CLINIC, ENGLISH, assessment, report

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
    """Yield the page, the class or id, and the lower edge of every paragraph and heading as it is set."""
    for number, page in enumerate(weasyprint.HTML(string=report_html(made, ENGLISH)).render().pages, 1):
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no public way to ask where a box lies
            if box.element is not None and box.element.tag in {"p", "h1", "h2"}:
                name = box.element.get("id") or box.element.get("class") or ""
                yield number, name, box.position_y + box.margin_height()


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_cover_contents_and_summary_have_a_page_each(made: Report) -> None:
    pages = {name: page for page, name, _ in boxes(made)}

    assert [pages[name] for name in ("honest", "contents", "summary", "profile")] == [1, 2, 3, 4]


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_the_summary_ends_above_the_foot_of_its_page(made: Report) -> None:
    assert max(edge for page, name, edge in boxes(made) if page == 3 and name) <= BOTTOM


@pytest.mark.parametrize("made", [report(), long_report()], ids=["usual", "long"])
def test_the_names_on_the_cover_stay_on_their_ground(made: Report) -> None:
    edges = {name: edge for page, name, edge in boxes(made) if page == 1}

    assert max(edge for name, edge in edges.items() if name.startswith("by-whom")) <= 170 * 96 / 25.4
