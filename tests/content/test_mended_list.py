"""The mended words of ALTAI 2020: another text here and there, and nothing that an answer or a figure depends on."""

from __future__ import annotations

from assessment.config import QUESTIONNAIRES
from assessment.content import files, translation
from assessment.content.checking import check_file
from assessment.domain.answers import Answer
from assessment.domain.comparable import comparable_rows, family
from assessment.domain.differences import differences
from assessment.domain.questionnaire import Change, Depth
from assessment.domain.scoring import score

BEFORE = files.load("altai", "2020.1")
MENDED = files.load("altai", "2020.2")
WORDS = {"text", "help", "example", "options", "recommendation"}


def test_the_file_has_no_errors_and_no_warnings() -> None:
    grave = [f for f in check_file(QUESTIONNAIRES / "altai" / "2020.2.yaml").findings if f.level.value != "advice"]

    assert grave == []


def test_it_says_that_it_only_mends_words_and_does() -> None:
    assert (MENDED.change, MENDED.supersedes) == (Change.PATCH, "2020.1")
    assert {difference.part for difference in differences(BEFORE, MENDED)} == WORDS


def test_it_mends_between_25_and_60_texts() -> None:
    mended = set(translation.strings(MENDED)) - set(translation.strings(BEFORE))

    assert 25 <= len(mended) <= 60


def test_every_row_can_be_compared_with_the_version_before_and_the_other_way_round() -> None:
    rows = {row.id for row in MENDED.rows}

    assert comparable_rows(BEFORE, MENDED) == comparable_rows(MENDED, BEFORE) == rows


def test_both_belong_into_one_mean() -> None:
    assert family("2020.2", {"2020.1": BEFORE, "2020.2": MENDED}) == {"2020.1", "2020.2"}


def test_the_same_answers_have_the_same_score_in_both() -> None:
    given = {q.id: Answer(options=(q.options[-1].id,)) for q in BEFORE.questions if q.options and not q.rows}
    before, mended = (score(version, given, Depth.FULL) for version in (BEFORE, MENDED))

    assert before.requirements == mended.requirements


def test_every_difference_can_be_read_in_its_words() -> None:
    assert [one for one in differences(BEFORE, MENDED) if one.before == one.after] == []
    assert not any("Recommendation(" in one.after for one in differences(BEFORE, MENDED))
