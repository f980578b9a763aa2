"""The stable JSON shape of a scorecard."""

import json
from fractions import Fraction

from assessment.domain.questionnaire import Depth
from assessment.domain.scoring import score
from assessment.domain.scoring_json import to_json
from tests.domain.build import DK, answers, exposure, gate, measure, questionnaire
from tests.domain.test_worked_example import ANSWERS, CARD, QUESTIONNAIRE

FIGURES = {
    "id": "HAO-B",
    "known": "5",
    "dont_know": "3",
    "open": "2",
    "credit": "8/3",
    "score": "1/3",
    "low": "4/15",
    "high": "23/30",
    "coverage": "4/5",
    "known_share": "5/8",
    "evidence_share": "3/4",
    "not_applicable_share": "1/11",
    "band": "started",
    "uncapped_band": "started",
    "critical_gaps": [],
    "exposure": "high",
    "target": "in-place",
    "gap": 2,
    "weight_sensitive": False,
}
ORDER = [
    "questionnaire",
    "version",
    "fingerprint",
    "scoring_model",
    "depth",
    "requirements",
    "targets_met",
    "targets_of",
    "items",
]


def test_a_scorecard_has_exactly_the_documented_keys_in_order() -> None:
    """Scripts of others read them."""
    assert list(to_json(CARD)) == ORDER
    assert list(to_json(CARD)["requirements"][0]) == [*FIGURES, "subsections"]


def test_the_worked_example_reads_as_documented() -> None:
    """Fractions are strings, words are those of the files."""
    printed = to_json(CARD)

    assert printed["requirements"][0] == {
        **FIGURES,
        "id": "HAO",
        "subsections": printed["requirements"][0]["subsections"],
    }
    assert printed["requirements"][0]["subsections"][1] == FIGURES
    assert {name: printed[name] for name in ORDER[:5]} == {
        "questionnaire": "example",
        "version": "1.0",
        "fingerprint": "0" * 64,
        "scoring_model": "1.0",
        "depth": "full",
    }
    assert (printed["targets_met"], printed["targets_of"]) == (0, 1)


def test_items_say_their_status_and_what_they_inherit() -> None:
    """The value of an item that is not known is null."""
    printed = {entry["id"]: entry for entry in to_json(CARD)["items"]}

    assert printed["HAO-B1"] == {"id": "HAO-B1", "status": "known", "inherits": None, "value": "2/3", "weight": 3}
    assert printed["HAO-B3.1"] == {
        "id": "HAO-B3.1",
        "status": "inherit",
        "inherits": "dont-know",
        "value": None,
        "weight": 1,
    }
    assert printed["HAO-B5"]["status"] == "not-applicable"


def test_what_the_model_withholds_is_null() -> None:
    """A screening has exposure and target only."""
    built = questionnaire(gate("R-A1", exposure("R", QUESTIONNAIRE.questions[0].exposes[0].severity)), measure("R-A2"))
    printed = to_json(score(built, answers({"R-A1": DK}), Depth.SCREENING))
    row = printed["requirements"][0]

    assert {key for key, value in row.items() if value is None} == {
        *("score", "low", "high", "coverage", "known_share", "evidence_share", "not_applicable_share"),
        *("band", "uncapped_band", "gap", "weight_sensitive"),
    }
    assert (printed["targets_met"], printed["targets_of"], printed["items"]) == (None, 1, [])
    assert (row["known"], row["exposure"], row["target"]) == ("0", "high", "in-place")


def test_the_numbers_survive_a_trip_through_text() -> None:
    """No decimal is involved."""
    printed = json.loads(json.dumps(to_json(score(QUESTIONNAIRE, ANSWERS, Depth.FULL))))

    assert printed == to_json(CARD)
    assert Fraction(printed["requirements"][0]["credit"]) == Fraction(8, 3)
