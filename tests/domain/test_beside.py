"""What differs beside questions is found and told: titles, terms, combinations, sources."""

from __future__ import annotations

from dataclasses import replace

from assessment.content import files
from assessment.domain.beside import Thing, beside, by_thing, spoken
from assessment.domain.differences import Kind, differences, readable
from assessment.domain.lineage import Sort, tell
from assessment.domain.questionnaire import Change
from assessment.domain.succession import by_ids

ALTAI = files.load("altai", "2020.1")
SECTION, TERM, RULE = ALTAI.sections[1], ALTAI.glossary[0], ALTAI.consistency[0]


def test_a_version_differs_in_nothing_from_itself() -> None:
    assert beside(ALTAI, ALTAI) == ()


def test_other_words_of_a_term_a_section_and_a_combination_are_differences() -> None:
    now = replace(
        ALTAI,
        glossary=(replace(TERM, definition="Said anew."), *ALTAI.glossary[1:]),
        sections=tuple(replace(one, title="Called anew") if one is SECTION else one for one in ALTAI.sections),
        consistency=(replace(RULE, message="Asked anew."), *ALTAI.consistency[1:]),
    )

    found = [(one.thing, one.id, one.part, one.after) for one in beside(ALTAI, now)]

    assert found == [
        (Thing.SECTION, SECTION.id, "title", "Called anew"),
        (Thing.TERM, TERM.id, "definition", "Said anew."),
        (Thing.CONSISTENCY, RULE.id, "message", "Asked anew."),
    ]


def test_what_is_gone_and_what_is_new_is_told_with_its_text() -> None:
    without = replace(ALTAI, glossary=ALTAI.glossary[1:])

    gone, new = beside(ALTAI, without), beside(without, ALTAI)

    assert [(one.kind, one.before, one.after) for one in gone] == [(Kind.REMOVED, TERM.definition, "")]
    assert [(one.kind, one.before, one.after) for one in new] == [(Kind.ADDED, "", TERM.definition)]


def test_all_that_differs_in_one_thing_stands_together() -> None:
    now = replace(ALTAI, glossary=(replace(TERM, term="anew", definition="Said anew."), *ALTAI.glossary[1:]))

    assert [[one.part for one in group] for group in by_thing(beside(ALTAI, now))] == [["term", "definition"]]


def test_differences_are_told_in_the_words_of_another_language() -> None:
    now = replace(ALTAI, glossary=(replace(TERM, definition="Said anew."), *ALTAI.glossary[1:]))
    other = replace(now, glossary=(replace(TERM, definition="Autrement."), *ALTAI.glossary[1:]))

    assert [one.after for one in spoken(beside(ALTAI, now), ALTAI, other)] == ["Autrement."]


def test_no_value_of_a_difference_is_written_as_code() -> None:
    pilot = files.load("altai", "2019.1")
    texts = [text for one in differences(pilot, ALTAI) for text in (one.before, one.after)]
    texts += [readable(value) for one in beside(pilot, ALTAI) for value in (one.before, one.after)]

    assert [text for text in texts if "='" in text or "Enum" in text] == []


def test_a_question_that_counts_otherwise_is_not_told_as_unchanged() -> None:
    first = next(question for question in ALTAI.questions if question.is_scored)
    heavier = tuple(replace(one, weight=one.weight + 1) if one is first else one for one in ALTAI.questions)
    now = replace(ALTAI, version="2020.9", questions=heavier, change=Change.MINOR, supersedes="2020.1")

    told = tell(by_ids(ALTAI, now))

    assert [(one.new[0].id, one.parts) for one in told[Sort.SET]] == [(first.id, ("weight",))]
