"""The parts for a director and a team: cover, summary, profile, risks, chapters and plan say what they must."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypedDict, Unpack

from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Depth
from assessment.domain.scorecard import Band
from assessment.reports.language import ReportLanguage
from tests.domain.build import CHECKED, answers
from tests.reports.clinic import CLINIC, GIVEN, assessment, find, noted, page, part, report, with_state, words

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

    from assessment.reports.organisation import Report

TREE = page()
SCREENING = page(report(assessment(depth=Depth.SCREENING)))
EMPTY = page(report(assessment({})))


class Change(TypedDict, total=False):
    """What a test changes in the figures of a row."""

    critical_gaps: tuple[str, ...]
    uncapped_band: Band
    weight_sensitive: bool
    not_applicable_share: Fraction


def with_figures(name: str, **changes: Unpack[Change]) -> Report:
    """Return the report with other figures in one row."""
    made = report()
    rows = tuple(replace(f, **changes) if f.id == name else f for f in made.scorecard.requirements)
    return replace(made, scorecard=replace(made.scorecard, requirements=rows))


def summary(tree: ET.Element) -> str:
    return words(part(tree, "summary"))


def rows_of(tree: ET.Element, name: str) -> list[list[str]]:
    return [[words(cell) for cell in line] for line in part(tree, name).iter("tr")]


def test_the_cover_says_who_assessed_what_when_and_with_what() -> None:
    cover = words(find(TREE, "header", class_="cover")[0])

    for fact in (
        "Triage helper",
        "Kilifi Clinic",
        "Sorts patients.",
        "23 November 2026",
        "Deployer",
        "Full",
        "Example, 1.0",
    ):
        assert fact in cover


def test_the_cover_says_plainly_that_this_is_a_self_assessment() -> None:
    cover = words(find(TREE, "header", class_="cover")[0])

    assert "This is a self-assessment" in cover
    assert "It is no certificate" in cover


def test_the_summary_says_what_is_strong_before_what_is_missing_and_what_to_do() -> None:
    heads = [words(head) for head in find(part(TREE, "summary"), "h3")]

    assert heads == ["What is in place and checked", "Critical gaps", "Three actions for next month"]
    assert "FR-A2" in summary(TREE)


def test_the_headline_is_how_many_targets_are_met() -> None:
    assert words(find(TREE, "p", class_="count")[0]) == "1 of 2"


def test_the_strip_fills_as_many_cells_as_targets_are_met() -> None:
    cells = [e.get("fill") for e in find(part(TREE, "summary"), "svg")[0].iter("rect")]

    assert cells == ["#fff", "#0e47cb"]


def test_the_summary_names_the_weakest_requirement_and_its_target() -> None:
    assert "Weakest requirement Human oversight Started, target In place" in summary(TREE)


def test_the_summary_counts_and_names_critical_gaps() -> None:
    assert "Critical gaps 1" in summary(TREE)
    assert "ONE-A2 ONE-A2?" in summary(TREE)


def test_the_summary_counts_critical_gaps_that_it_has_no_room_for() -> None:
    gaps = ("ONE-A2", "ONE-A3", "ONE-B1", "ONE-A2.1", "TWO-A4", "TWO-A5")

    tree = page(with_figures("ONE", critical_gaps=gaps))

    gaps_named = find(find(tree, "div", class_="point")[-1], "p", class_="gap")
    assert words(gaps_named[-1]) == "and 2 more, named in the chapters"
    assert len(gaps_named) == 5


def test_the_summary_has_the_first_three_actions_with_lead_and_effort() -> None:
    actions = [words(e) for e in find(TREE, "p", class_="first")]

    assert len(actions) == 3
    assert actions[0] == "1 Train the staff. Repeat it yearly. Human oversight · Lead: Nursing · Effort: Days"


def test_a_long_action_is_cut_in_the_summary_and_whole_in_its_chapter() -> None:
    long = "Do this and then " * 40
    changed = tuple(
        replace(q, recommendation=replace(q.recommendation, action=long)) if q.recommendation else q
        for q in CLINIC.questions
    )
    tree = page(report(questions=replace(CLINIC, questions=changed)))

    assert max(len(words(e)) for e in find(tree, "p", class_="first")) < 320
    assert " ".join(long.split()) in words(part(tree, "row-ONE"))


def test_the_summary_says_in_a_sentence_what_to_make_of_it() -> None:
    assert "close this gap before the system is used more widely" in summary(TREE)
    assert "Too few questions have been answered" in summary(EMPTY)
    assert "looked at risks only" in summary(SCREENING)


def test_the_summary_of_what_does_not_apply_at_all_says_so() -> None:
    given = {q.id: Answer(State.NOT_APPLICABLE, reason="No.") for q in CLINIC.questions if q.is_scored}

    assert "No requirement applies to the system" in summary(page(report(assessment(given))))


def test_a_screening_has_risks_and_targets_but_no_scores_chapters_or_plan() -> None:
    ids = {e.get("id") for e in SCREENING.iter("h2")}

    assert "High risk" in summary(SCREENING)
    assert not {"plan", "row-ONE"} & ids
    assert find(SCREENING, "p", class_="count") == []


def test_the_profile_shows_every_row_in_the_radar_in_the_bars_and_in_the_table() -> None:
    profile = part(TREE, "profile")
    titles = ["Human oversight", "Fairness", "Fundamental rights"]

    assert [words(name) for e in find(profile, "p", class_="bar") for name in e.iter("b")] == titles
    assert [line[0] for line in rows_of(TREE, "profile")[1:]] == titles
    assert all(f"{title}:" in words(next(profile.iter("desc"))) for title in titles)


def test_the_profile_has_score_range_band_and_target() -> None:
    """ONE: weights 3 at 0, 1 inheriting 0, 2 at 2/3 and 1 at 1/3: (4/3 + 1/3)/7 = 24 %."""
    assert rows_of(TREE, "profile")[1] == ["Human oversight", "24%", "24%", "Started", "In place"]


def test_a_withheld_score_is_said_in_words_with_its_range() -> None:
    assert rows_of(EMPTY, "profile")[1] == ["Human oversight", "Not enough answers", "0% to 100%", "–", "Started"]


def test_a_row_that_does_not_apply_is_said_in_words() -> None:
    tree = page(report(assessment({**GIVEN, "FR-A1": Answer(options=("no",))})))

    assert rows_of(tree, "profile")[3][:4] == ["Fundamental rights", "Not applicable", "–", "–"]
    assert "No measure of this part applies" in words(part(tree, "row-FR"))


def test_figures_are_written_as_the_language_does() -> None:
    tree = page(language=ReportLanguage.of("fr", "SN"))

    assert rows_of(tree, "profile")[1][1] == "24 %"


def test_each_risk_raised_is_listed_with_its_answer_and_the_gravest_decides() -> None:
    risks = words(part(TREE, "risks"))

    assert "FR-A1 FR-A1? Yes – High risk, decides the target ONE-A1 ONE-A1? harm: Likely" in risks
    assert "delay: Unlikely – Medium risk Fairness" in risks
    assert "Human oversight High risk – target: In place" in risks


def test_a_requirement_without_a_risk_has_the_lowest_target() -> None:
    assert "Fairness Low risk – target: Started No answer raised a risk" in words(part(TREE, "risks"))


def test_open_risk_questions_are_pointed_out() -> None:
    assert "3 risk questions have not been answered" in words(part(EMPTY, "risks"))
    assert "not been answered" not in words(part(TREE, "risks"))


def test_a_chapter_opens_with_score_band_target_and_distance() -> None:
    verdict = words(find(part(TREE, "row-ONE"), "p", class_="verdict")[0])

    assert verdict == "24% Started. Target: In place (High risk). 2 steps below target."


def test_a_chapter_has_the_figures_of_its_parts() -> None:
    lines = rows_of(TREE, "row-ONE")

    assert [line[0] for line in lines] == ["Part", "The whole requirement", "ONE-A", "ONE-B"]


def test_a_recommendation_says_what_in_which_steps_by_whom_and_what_would_show_it() -> None:
    act = find(part(TREE, "row-ONE"), "div", class_="act")[0]

    assert words(find(act, "p", class_="do")[0]) == "1 Train the staff. Repeat it yearly. Critical"
    assert [words(e) for e in act.iter("li")] == ["1. Plan it.", "2. Do it."]
    assert words(find(act, "p", class_="by")[0]) == "Lead: Nursing. Effort: Days. This would show it: List."


def test_a_recommendation_says_where_it_starts_and_what_comes_next_and_then() -> None:
    act = find(part(TREE, "row-ONE"), "div", class_="act")[0]

    assert words(find(act, "p", class_="why")[0]) == "ONE-A2 · ONE-A2?"
    now = words(find(act, "p", class_="now")[0])
    assert now == "Now: Not in place. Next: Started. Then answer: ONE-A2.1 ONE-A2.1?"


def test_what_is_in_place_is_to_be_checked_not_built_again() -> None:
    line = " ".join(
        words(e) for name in ("line", "now in") for e in part(TREE, "row-ONE").iter("p") if e.get("class") == name
    )

    assert line.endswith(
        "Is there a team of attackers? Now: In place. Next: In place and checked. Evidence: document named."
    )


def test_what_nobody_knows_is_to_be_found_out_from_those_who_can_tell() -> None:
    assert "TWO-A5 · TWO-A5? Now: Don’t know. Ask: Management." in words(part(TREE, "row-TWO"))


def test_a_tick_list_says_how_much_is_there_and_which_part_is_next() -> None:
    assert "Now: 1 of 2 in place. Next: b." in words(part(TREE, "row-TWO"))


def test_strengths_stand_with_their_evidence_and_note() -> None:
    made = report(assessment({**GIVEN, "FR-A2": replace(GIVEN["FR-A2"], note="Seen.")}))

    assert "FR-A2 FR-A2? In place and checked – no evidence named Seen." in words(part(page(made), "row-FR"))


def test_a_contradiction_stands_in_the_chapters_it_concerns() -> None:
    made = report(assessment({**GIVEN, "ONE-A3": Answer(options=(CHECKED,))}))
    tree = page(made)
    chapters = [f"row-{name}" for name in ("ONE", "TWO", "FR")]
    told = [name for name in chapters if "Worth a second look odd" in words(part(tree, name))]

    assert told == ["row-ONE", "row-FR"]


def test_a_contradiction_in_the_system_profile_stands_with_the_risks() -> None:
    assert "Worth a second look profile" in words(part(TREE, "risks"))


def test_a_capped_band_a_narrow_scope_and_a_fickle_band_are_pointed_out() -> None:
    changed = with_figures(
        "ONE", uncapped_band=Band.IN_PLACE, weight_sensitive=True, not_applicable_share=Fraction(31, 100)
    )
    remarks = [words(e) for e in find(part(page(changed), "row-ONE"), "p", class_="remark")]

    assert [remark.partition(":")[0].partition(" by ")[0] for remark in remarks] == [
        "Held at “Started”",
        "Depends on weights",
        "Narrow scope",
    ]


def test_a_scope_that_is_hardly_narrowed_is_not_pointed_out() -> None:
    changed = with_figures("ONE", not_applicable_share=Fraction(30, 100), weight_sensitive=False)

    assert find(part(page(changed), "row-ONE"), "p", class_="remark") == []


def test_a_self_rating_is_compared_neutrally() -> None:
    made = report()
    card = replace(made.scorecard, self_ratings=(("ONE", Fraction(3, 4)),))

    assert "Your own rating, 75%, is well above what the answers give, 24%." in words(
        part(page(replace(made, scorecard=card)), "row-ONE")
    )


def test_the_plan_has_every_recommendation_once_in_the_order_of_the_advice() -> None:
    lines = rows_of(TREE, "plan")[1:]

    assert [line[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert [line[1].partition(" ")[0] for line in lines] == [one.question for one in report().advice]


def test_the_plan_shortens_an_action_to_its_first_sentence_and_marks_critical_ones() -> None:
    assert rows_of(TREE, "plan")[1] == [
        "1",
        "ONE-A2 · Critical: Train the staff.",
        "Human oversight",
        "Nursing",
        "Days",
        "Not in place, next: Started",
    ]


def test_the_plan_numbers_are_those_of_the_chapters() -> None:
    numbers = {line[1].partition(" ")[0]: line[0] for line in rows_of(TREE, "plan")[1:]}
    shown = [words(e) for e in find(TREE, "p", class_="line")]

    assert [line.partition(" ")[0] for line in shown] == [numbers[line.split()[1]] for line in shown]


def test_a_report_without_recommendations_has_no_plan() -> None:
    given = answers({q.id: CHECKED for q in CLINIC.questions if q.is_scored and q.id != "TWO-A3"})
    given["TWO-A3"] = Answer(options=("a", "b"))
    tree = page(report(assessment(given)))

    assert "plan" not in {e.get("id") for e in tree.iter("h2")}
    assert find(tree, "p", class_="first") == []


def test_an_item_declared_not_applicable_is_not_recommended() -> None:
    assert "TWO-A4" not in words(part(TREE, "plan"))
    assert "ONE-B1" not in words(part(page(with_state("ONE-B1", State.NOT_APPLICABLE)), "plan"))


def test_a_note_with_a_gap_stands_with_its_recommendation() -> None:
    assert "Half done." in words(part(page(noted("ONE-A2", "Half done.")), "row-ONE"))
