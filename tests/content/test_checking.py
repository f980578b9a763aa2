"""The check as a whole: everything at once, without cascades, quickly, and in three forms of output."""

from __future__ import annotations

import json
import time

import pytest

from assessment.config import QUESTIONNAIRES
from assessment.content.checking import Checked, check, check_file
from assessment.content.output import paths_to_text, to_json, to_text
from assessment.content.rules import ALL_RULES
from assessment.content.sarif import to_sarif
from tests.content.faults import MINI, changed

ALTAI = QUESTIONNAIRES / "altai" / "2020.1.yaml"


def checked(*changes: tuple[str, str]) -> Checked:
    text = changed([{"from": old, "to": new} for old, new in changes])
    return check(text.encode(), "mini.yaml")


def codes(found: Checked) -> list[str]:
    return [finding.code for finding in found.findings]


def test_faults_of_every_family_are_reported_at_once() -> None:
    found = checked(
        ("licence: CC0-1.0", "licence: unknown"),
        ("effort: M", "effort: XL"),
        ("asked_if: HAO-A1 is not no", "asked_if: HAO-A9 is not no"),
        ('"Could anybody be hurt?"', '"Somebody could be hurt."'),
    )

    assert codes(found) == ["P811", "T605", "C403", "S210"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: context, type: text", "role: contxt, type: text"),
        ("type: matrix, scale", "type: matrx, scale"),
        ("scale: yes-no, depth: screening", "scale: yes-no, depth: shallow"),
        ("kind: maturity", "kind: maturty"),
        ("weight: 3", "weight: three"),
        ("value: 1/2", "value: 0.5"),
        ("follows: HAO-A3", "follows: [HAO-A3]"),
        ("asked_if: HAO-A1 is not no", "asked_if: HAO-A1 isnt no"),
        ("  - {id: management, title", "  - {title"),
        ("  - id: levels\n", "  - id: Levels!\n"),
        ("section: HAO-A\n    role: measure", "section: hao-a\n    role: measure"),
    ],
)
def test_a_value_that_cannot_be_read_is_reported_once(old: str, new: str) -> None:
    found = checked((old, new))

    assert len(found.findings) == 1
    assert found.questionnaire is None


def test_one_misspelt_id_does_not_make_other_questions_suspicious() -> None:
    found = checked(("id: HAO-A1, section", "id: HAO-A0, section"))

    assert set(codes(found)) == {"C403", "B904"} or set(codes(found)) == {"C403"}


def test_a_finding_stands_at_the_line_and_column_of_the_value() -> None:
    found = checked(("weight: 3", "weight: three"))
    finding = found.findings[0]
    line = changed([{"from": "weight: 3", "to": "weight: three"}]).splitlines()[finding.line - 1]

    assert line[finding.column - 1 :] == "three"
    assert finding.where == "HAO-A3"


def test_a_guess_is_offered_for_a_misspelt_word() -> None:
    assert "Did you mean 'HAO-A3'?" in checked(("follows: HAO-A3", "follows: HAO-A33")).findings[0].message


def test_questions_may_be_numbered_as_in_an_older_list() -> None:
    found = checked(
        ("kind: requirement\n", "kind: requirement\n    prefix: P1\n"),
        *((f"id: {old}, section", f"id: {new}, section") for old, new in (("HAO-A1", "P1.1"), ("HAO-A2", "P1.2"))),
        ("id: HAO-A4, section", "id: P1.3.2b, section"),
        ("id: HAO-A3\n", "id: P1.3\n"),
        ("id: HAO-A3.1\n", "id: P1.3.1a\n"),
        ("asked_if: HAO-A1 is not no\n", "asked_if: P1.1 is not no\n"),
        ("asked_if: HAO-A3 is not no\n    follows: HAO-A3\n", "asked_if: P1.3 is not no\n    follows: P1.3\n"),
        ("asked_if: HAO-A2.outage is likely", "asked_if: P1.2.outage is likely"),
        ("when: HAO-A1 is no and HAO-A2.misuse is likely", "when: P1.1 is no and P1.2.misuse is likely"),
    )

    assert found.findings == ()


# The shipped questionnaire


def test_the_shipped_questionnaire_has_no_errors_and_no_warnings() -> None:
    grave = [f for f in check_file(ALTAI).findings if f.level.value != "advice"]

    assert grave == []


def test_the_shipped_questionnaire_is_checked_within_a_second() -> None:
    check_file(ALTAI)
    before = time.process_time()
    check_file(ALTAI)

    assert time.process_time() - before < 1


def chain(length: int) -> bytes:
    """Return the small questionnaire with as many more risk questions, each asked after a yes to the one before."""
    lines, before = [], "HAO-A1"
    for number in range(5, length + 5):
        words = " ".join(f"{letter}{number}" for letter in "abcdefgh")
        lines.append(
            f"  - {{id: HAO-A{number}, section: HAO-A, role: gate, type: single, scale: yes-no, depth: full,\n"
            f"     text: Is {words} so?, help: Word {number}., example: Example {number}., answered_by: [management],\n"
            f"     source: {{document: guide, place: Page {number}}}, dont_know: true, not_applicable: false,\n"
            f"     asked_if: {before} is yes, polarity: yes_is_risk,\n"
            '     exposes: [{requirements: [HAO], options: ["yes"], severity: low}]}\n',
        )
        before = f"HAO-A{number}"
    return changed([{"from": "\nconsistency:\n", "to": "\n" + "".join(lines) + "consistency:\n"}]).encode()


def test_five_hundred_questions_in_one_chain_are_checked_within_two_seconds() -> None:
    content = chain(500)
    before = time.process_time()
    found = check(content, "chain.yaml")

    assert time.process_time() - before < 2
    assert set(codes(found)) == {"B903", "B904", "B912"}


# Outputs


def test_text_has_a_block_for_each_finding_and_a_summary() -> None:
    text = to_text([checked(("licence: CC0-1.0", "licence: EUPL-1.3"))])

    assert text.splitlines() == [
        "mini.yaml:8:10 P811 error mini: 'EUPL-1.3' is not a licence id this program knows. Did you mean 'EUPL-1.2'?",
        "    Use an SPDX id such as CC-BY-4.0, CC0-1.0 or EUPL-1.2; own terms begin with LicenseRef-.",
        "",
        "mini.yaml: 1 error, 0 warnings, 0 pieces of advice",
    ]


def test_text_tells_of_each_question_how_it_is_reached() -> None:
    lines = paths_to_text(check_file(MINI)).splitlines()

    assert "HAO-A1: asked always" in lines
    assert "HAO-A3: asked after HAO-A1 = yes; not asked after HAO-A1 = no" in lines
    assert "HAO-A4: asked after HAO-A2 = outage: likely; not asked after HAO-A2 = outage: unlikely" in lines
    assert lines[-1] == "HAO: at most 5, after HAO-A1 = yes and HAO-A2 = outage: likely and HAO-A3 = in-place"


def test_json_has_stable_keys() -> None:
    file = json.loads(to_json([checked(("weight: 3", "weight: 9"))]))["files"][0]

    assert list(file) == ["path", "questionnaire", "version", "ok", "findings"]
    assert list(file["findings"][0]) == ["code", "level", "title", "line", "column", "where", "message", "hint"]
    assert (file["ok"], file["findings"][0]["code"]) == (False, "S207")


def test_sarif_has_what_the_standard_requires() -> None:
    faults = [("weight: 3", "weight: 9"), ("values_status: confirmed", "values_status: proposed")]
    log = json.loads(to_sarif([checked(*faults)]))
    run = log["runs"][0]
    result = run["results"][0]

    assert (log["version"], bool(run["tool"]["driver"]["name"])) == ("2.1.0", True)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.code for rule in ALL_RULES]
    assert (result["ruleId"], result["level"], bool(result["message"]["text"])) == ("P812", "note", True)
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 10, "startColumn": 16}
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "P812"


def test_sarif_leaves_the_region_out_when_the_whole_file_is_meant() -> None:
    result = json.loads(to_sarif([check(b"", "empty.yaml")]))["runs"][0]["results"][0]

    assert "region" not in result["locations"][0]["physicalLocation"]


def test_a_detail_of_a_detail_is_refused() -> None:
    found = checked(
        ("section: HAO-A, role: measure, type: multiple", "section: HAO-A, role: follow_up, type: multiple"),
        ("asked_if: HAO-A2.outage is likely,", "asked_if: HAO-A3.1 is not no, follows: HAO-A3.1,"),
    )

    assert "C424" in codes(found)
