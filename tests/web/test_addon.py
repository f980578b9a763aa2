"""A system assessed with ALTAI and with the add-on: each has a row, a course and a re-assessment of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.reports.joint import joint_html
from assessment.reports.language import ReportLanguage
from assessment.services import joint
from assessment.services.joint import Extent, JointWish
from assessment.services.places import Place
from tests import factories, pages, results

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page, PageClient

NAME = "municipal-chatbot-generative"


@pytest.fixture
def both(app: Flask) -> tuple[Place, Place]:
    with app.app_context():
        first = results.stored("municipal-chatbot", state="submitted")
        results.submit(first, results.example("municipal-chatbot"))
        given = results.example(NAME)
        source = files.load(given.questionnaire, given.version)
        pinned = {"questionnaire": source.id, "version": source.version, "fingerprint": source.fingerprint}
        assert first.system is not None
        row = factories.assessment(
            first.system, state="submitted", created_at=factories.NOW + timedelta(days=1), **pinned
        )
        results.store_answers(row, given.answers)
        second = Place(assessment=row, system=first.system, organisation=first.organisation)
        results.submit(second, given, at=factories.NOW + timedelta(days=2))
        return first, second


@pytest.fixture
def reader(app: Flask, both: tuple[Place, Place]) -> PageClient:
    return results.member_of(app, both[0])


def page_of(reader: PageClient, place: Place, path: str) -> Page:
    assert place.assessment is not None
    return reader.get(f"/assessments/{place.assessment.id}/{path}")


def editions(page: Page) -> list[str]:
    select = next(field for field in page.all("select") if field.get("name") == "edition")
    return [str(option.get("value")) for option in select.iter(f"{pages.NAMESPACE}option")]


def test_a_single_requirement_is_drawn_as_a_web_of_its_parts(reader: PageClient, both: tuple[Place, Place]) -> None:
    page = page_of(reader, both[1], "result")
    web = next(e for e in page.tree.iter() if str(e.get("class")) == "radar")

    assert [text.text for text in web.iter() if text.tag.endswith("}text")] == ["A", "B", "C", "D"]
    assert [e.text for e in page.all("span") if e.get("class") == "no"][:5] == ["1", "A", "B", "C", "D"]


def test_a_single_requirement_is_neither_many_nor_the_weakest(reader: PageClient, both: tuple[Place, Place]) -> None:
    page = page_of(reader, both[1], "result")

    assert page.words("h2")[0] == "0 of 1 requirement has reached the target that the risks of the system set"
    assert "Weakest requirement" not in page.words("dt")


def test_altai_is_drawn_with_a_spoke_for_each_row(reader: PageClient, both: tuple[Place, Place]) -> None:
    page = page_of(reader, both[0], "result")
    web = next(e for e in page.tree.iter() if str(e.get("class")) == "radar")

    assert [text.text for text in web.iter() if text.tag.endswith("}text")] == [*"1234567", "FR"]


def test_each_questionnaire_has_a_course_of_its_own(reader: PageClient, both: tuple[Place, Place]) -> None:
    assert both[0].system is not None
    page = reader.get(f"/systems/{both[0].system.id}")

    assert [words for words in page.words("h2") if words.startswith("Progress")] == [
        "Progress over time: Assessment List for Trustworthy AI",
        "Progress over time: Generative AI add-on",
    ]


def test_starting_offers_the_last_submission_of_the_same_questionnaire(
    reader: PageClient, both: tuple[Place, Place]
) -> None:
    assert both[0].system is not None
    start = f"/systems/{both[0].system.id}/assessments/new"
    offered = [reader.get(start + query).text for query in ("", "?edition=altai-generative+2026.2")]

    for text, (right, wrong) in zip(offered, (both, both[::-1]), strict=True):
        assert right.assessment is not None
        assert wrong.assessment is not None
        assert f"/assessments/{right.assessment.id}/again" in text
        assert f"/assessments/{wrong.assessment.id}/again" not in text


def test_starting_leads_on_to_the_other_questionnaire(reader: PageClient, both: tuple[Place, Place]) -> None:
    assert both[0].system is not None
    page = reader.get(f"/systems/{both[0].system.id}/assessments/new")
    links = {e.get("href"): "".join(e.itertext()) for e in page.all("a")}

    assert links[f"/systems/{both[0].system.id}/assessments/new?edition=altai-generative+2026.2"] == (
        "Generative AI add-on"
    )


def test_assessing_again_stays_with_the_questionnaire(reader: PageClient, both: tuple[Place, Place]) -> None:
    assert editions(page_of(reader, both[1], "again")) == ["altai-generative 2026.2", "altai-generative 2026.1"]
    assert editions(page_of(reader, both[0], "again")) == ["altai 2020.2", "altai 2020.1", "altai 2019.1"]
    assert "22 questions" in page_of(reader, both[1], "again").text


def test_the_report_on_all_systems_has_the_system_once_for_each_questionnaire(
    app: Flask, both: tuple[Place, Place]
) -> None:
    with app.app_context():
        members = joint.members_of(both[0])
        report = joint.gather(both[0], members, JointWish(Extent.CHAPTERS), "en")
    text = " ".join(" ".join(pages.parse(joint_html(report, ReportLanguage.of("en", "PE"))).tree.itertext()).split())

    assert [member.is_further for member in members] == [False, True]
    assert "1 AI system " in text
    assert "targets differ, because the risks do. Assessment List for Trustworthy AI System 1 Human agency" in text
    assert "Generative AI add-on System 1 Generative AI" in text
    assert "VilcaResponde (Generative AI add-on)" in text
