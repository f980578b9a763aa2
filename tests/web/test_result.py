"""The result on the screen: the same figures as the report, for the present answers and for submissions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.services import reporting
from assessment.services.places import Place
from assessment.services.results import of_answers
from assessment.web import language
from tests import factories, pages, results
from tests.counting import cost

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

# What a page about results may cost: it is read far less often than a section is.
STATEMENTS = 8
# A submission's page, once it was looked at.
MOST_CALLS = 110_000


@pytest.fixture
def place(app: Flask) -> Place:
    with app.app_context():
        return results.stored()


def address(place: Place, query: str = "") -> str:
    assert place.assessment is not None
    return f"/assessments/{place.assessment.id}/result{query}"


def test_a_submission_that_no_database_can_count_to_does_not_exist(app: Flask, place: Place) -> None:
    assert results.member_of(app, place).get(address(place, f"?submission={10**20}")).status == 404


def tables(page: Page, head: str) -> list[list[list[str]]]:
    """Return the rows of each table whose head begins with these words."""
    found = []
    for table in page.all("table"):
        rows = [
            [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag.endswith(("th", "td"))]
            for row in table.iter(pages.NAMESPACE + "tr")
        ]
        if rows[0][: head.count("|") + 1] == head.split("|"):
            found.append(rows[1:])
    return found


def plain(words: str) -> str:
    return " ".join(words.replace(" · ", " ").split())


@pytest.mark.parametrize("name", results.EXAMPLES)
def test_page_and_report_show_the_same_figures(app: Flask, name: str) -> None:
    with app.app_context():
        shown = results.stored(name)
        scored = of_answers(results.example(name)).scored
    report = pages.parse(reporting.make_report(scored, html=True).decode())
    page = results.member_of(app, shown).get(address(shown))

    (in_report,) = tables(report, "Requirement|Score|Range|Band|Target")
    (on_page,) = tables(page, "Requirement|Score|Range|Band|Risk|Target|Answered")
    assert [[re.sub(r"^(\d|FR) ", "", row[0]), *row[1:4], row[5]] for row in on_page] == in_report
    parts = tables(page, "Part|Score, band")
    assert [part for part in parts if len(part) > 1] == tables(report, "Part|Score, band")
    told = plain("".join(page.tree.itertext()))
    for element in report.all("p"):
        words = plain("".join(element.itertext()))
        kind = element.get("class") or ""
        if kind in {"remark", "why", "by", "meaning", "now"} and words:
            assert words.removesuffix(".") in told, words


@pytest.mark.parametrize("name", results.EXAMPLES)
def test_page_and_report_advise_the_same_in_the_same_order(app: Flask, name: str) -> None:
    with app.app_context():
        shown = results.stored(name)
        scored = of_answers(results.example(name)).scored
    report = pages.parse(reporting.make_report(scored, html=True).decode())
    page = results.member_of(app, shown).get(address(shown))

    advised = [row[1].split(" ·")[0] for row in tables(report, "No.|Action")[0]]
    offered = re.findall(r'type="checkbox" name="question" value="([^"]+)"', page.text)
    numbers = re.findall(r'<label for="plan-([^"]+)"><span class="id">(\d+)</span>', page.text)
    assert sorted(offered) == sorted(advised)
    assert [name for name, _ in sorted(numbers, key=lambda pair: int(pair[1]))] == advised


def test_it_says_how_many_targets_are_met(app: Flask, place: Place) -> None:
    page = results.member_of(app, place).get(address(place))

    assert re.search(r"2 of 7 requirements have reached the target", plain("".join(page.tree.itertext())))


def test_a_submission_is_shown_as_it_was_signed(app: Flask, place: Place) -> None:
    with app.app_context():
        results.submit(place, results.example("municipal-chatbot"))
    client = results.member_of(app, place)

    assert "Signed by Amina Otieno" in client.get(address(place, "?submission=1")).text
    assert client.get(address(place, "?submission=2")).status == 404


def test_a_submitted_assessment_shows_its_submission_first(app: Flask) -> None:
    with app.app_context():
        place = results.stored(state="submitted")
        results.submit(place, results.example())

    assert "Signed by" in results.member_of(app, place).get(address(place)).text


def test_a_reopened_submission_says_that_it_is_no_longer_valid(app: Flask, place: Place) -> None:
    with app.app_context():
        results.submit(place, results.example(), voided_at=factories.NOW)

    assert "no longer the valid one" in results.member_of(app, place).get(address(place, "?submission=1")).text


def test_a_submission_that_was_looked_at_costs_half_and_says_the_same(app: Flask, place: Place) -> None:
    with app.app_context():
        results.submit(place, results.example())
    client, shown = results.member_of(app, place), address(place, "?submission=1")
    present = cost(app, client.client, address(place))
    first, again = (cost(app, client.client, shown) for _ in range(2))
    client.client.set_cookie(language.COOKIE, "fr")

    assert client.get(shown).text.count("Signed by") == 0
    assert first.statements == again.statements <= STATEMENTS
    assert again.calls <= 0.65 * min(first.calls, present.calls)
    assert again.calls <= MOST_CALLS


def test_what_is_kept_of_one_submission_is_never_shown_for_another(app: Flask, place: Place) -> None:
    given = results.example()
    with app.app_context():
        results.submit(place, given, 1)
        results.submit(place, replace(given, answers={}), 2)
    client = results.member_of(app, place)
    before = [plain("".join(client.get(address(place, f"?submission={n}")).tree.itertext())) for n in (1, 2)]
    after = [plain("".join(client.get(address(place, f"?submission={n}")).tree.itertext())) for n in (1, 2)]

    assert before == after
    assert "2 of 7 requirements" in after[0]
    assert "2 of 7 requirements" not in after[1]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_an_assessment_without_any_answer_has_a_page_at_every_depth(app: Flask, depth: int) -> None:
    with app.app_context():
        organisation = factories.organisation()
        place = Place(
            organisation=organisation,
            system=(system := factories.system(organisation)),
            assessment=factories.assessment(system, depth=depth),
        )

    assert results.member_of(app, place).get(address(place)).status == 200


def test_it_is_written_from_right_to_left_too(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.client.set_cookie("language", "ar-XB")

    assert client.get(address(place)).tree.get("dir") == "rtl"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OWNER, 200), (Role.EDITOR, 200), (Role.APPROVER, 200), (Role.READER, 200), (Role.CONTRIBUTOR, 403)],
)
def test_who_may_see_results_sees_them(app: Flask, place: Place, role: Role, status: int) -> None:
    assert results.member_of(app, place, role).get(address(place)).status == status


def test_who_may_not_plan_is_offered_no_boxes(app: Flask, place: Place) -> None:
    page = results.member_of(app, place, Role.READER).get(address(place))

    assert 'type="checkbox"' not in page.text


def test_it_says_what_is_strong_before_what_to_do(app: Flask, place: Place) -> None:
    heads = results.member_of(app, place).get(address(place)).words("h2")

    assert heads.index("What is in place and checked") < heads.index("Three actions for next month")


def test_a_question_that_is_named_leads_to_its_page(app: Flask, place: Place) -> None:
    reader = results.member_of(app, place, Role.READER)

    links = [a for a in reader.get(address(place)).all("a") if a.get("class") == "id"]

    assert len(links) > 20
    assert (links[0].text or "") in reader.get(links[0].get("href", "")).words("span")


def test_the_version_leads_to_since_when_it_is_published_and_what_differs(app: Flask, place: Place) -> None:
    assert place.assessment is not None
    version = f"/questionnaires/altai/{place.assessment.version}"
    client = results.member_of(app, place)

    for page in (client.get(address(place)), client.get(f"/assessments/{place.assessment.id}")):
        assert {version, f"{version}/changes"} <= {link.get("href") for link in page.all("a")}


def test_it_takes_few_statements(app: Flask, place: Place) -> None:
    client = results.member_of(app, place)
    client.get(address(place))

    with results.statements(app) as seen:
        client.get(address(place))
    assert len(seen) <= STATEMENTS
