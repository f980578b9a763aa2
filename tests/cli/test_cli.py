"""The command line, run as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from assessment.cli import main
from assessment.config import QUESTIONNAIRES

ROOT = Path(__file__).parent.parent.parent
CLINIC = ROOT / "examples" / "clinic-triage.yaml"
SCORE_KEYS = [
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
REQUIREMENT_KEYS = [
    "id",
    "known",
    "dont_know",
    "open",
    "credit",
    "score",
    "low",
    "high",
    "coverage",
    "known_share",
    "evidence_share",
    "not_applicable_share",
    "band",
    "uncapped_band",
    "critical_gaps",
    "exposure",
    "target",
    "gap",
    "weight_sensitive",
    "subsections",
]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    text = CLINIC.read_text("utf-8").replace("  HAO-B4:", "  HAO-B99: {answer: started}\n  HAO-B4:", 1)
    path.write_text(text, "utf-8")
    return path


def test_the_score_has_the_published_shape() -> None:
    score = json.loads(run("score", CLINIC, "--json").stdout)

    assert list(score) == SCORE_KEYS
    assert [row["id"] for row in score["requirements"]] == ["HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR"]
    assert all(list(row) == REQUIREMENT_KEYS for row in score["requirements"])
    assert set(score["items"][0]) == {"id", "status", "inherits", "value", "weight"}


def test_the_score_as_text_names_targets_and_rows() -> None:
    lines = run("score", CLINIC).stdout.splitlines()

    assert lines[0].startswith("Targets met: ")
    assert [line.split()[0] for line in lines[-8:]] == ["HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC", "FR"]


def test_a_file_with_a_problem_is_not_scored_and_says_why(broken: Path) -> None:
    done = run("score", broken, "--json")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "A601" in done.stderr
    assert "HAO-B99" in done.stderr


def test_the_valid_rest_is_scored_on_request(broken: Path) -> None:
    done = run("score", broken, "--json", "--partial")

    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(run("score", CLINIC, "--json").stdout)
    assert "HAO-B99" in done.stderr


def test_an_answer_to_a_hidden_question_is_a_warning_and_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "hidden.yaml"
    head = 'questionnaire: altai\nversion: "2020.1"\nanswers:\n  HAO-A1: {answer: "no"}\n'
    path.write_text(head + '  HAO-A1.1: {answer: "yes"}\n', "utf-8")

    done = run("score", path, "--json")

    assert done.exit_code == 0
    assert "A613" in done.stderr
    assert json.loads(done.stdout)["requirements"][3]["exposure"] == "low"


def test_a_missing_file_is_a_finding() -> None:
    done = run("score", "nothing.yaml")

    assert (done.exit_code, "R101" in done.stderr) == (1, True)


def test_the_list_names_the_published_version() -> None:
    listed = json.loads(run("questionnaire", "list", "--json").stdout)

    facts = [(r["questionnaire"], r["version"], r["is_published"], r["items"]) for r in listed]

    assert ("altai", "2020.1", True, 138) in facts


def test_show_prints_every_question_with_its_answers() -> None:
    text = run("questionnaire", "show", "altai", "2020.1").stdout

    assert "HAO-A6  How likely" in text
    assert "rows: attachment, addiction, manipulation" in text
    assert "answers: impossible, unlikely, possible, likely, dont-know" in text


def test_diff_of_a_version_with_itself_is_empty() -> None:
    assert run("questionnaire", "diff", "altai", "2020.1", "2020.1").stdout == "0 differences\n"


def test_diff_tells_what_differs_beside_the_questions() -> None:
    patch, walked = (
        run("questionnaire", "diff", "altai", *pair).stdout for pair in (("2020.1", "2020.2"), ("2019.1", "2020.1"))
    )

    assert "changed term user definition\n  - Anyone who works with" in patch
    assert "added consistency traceable-without-logs\n  + " in walked


def test_an_unknown_version_is_named_with_those_that_exist() -> None:
    done = run("questionnaire", "show", "altai", "1999.1")

    assert (done.exit_code, "altai 2020.1" in done.stderr) == (1, True)


def test_a_questionnaire_with_errors_gives_exit_status_1(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("format: 1\nformat: 2\n", "utf-8")

    assert run("questionnaire", "check", path).exit_code == 1


def test_the_published_questionnaire_passes_its_check() -> None:
    done = run("questionnaire", "check", QUESTIONNAIRES / "altai" / "2020.1.yaml")

    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize("output", ["json", "sarif"])
def test_findings_are_written_for_programs(output: str) -> None:
    done = run("questionnaire", "check", "--format", output, QUESTIONNAIRES / "altai" / "2020.1.yaml")

    assert isinstance(json.loads(done.stdout), dict)


def test_paths_are_printed_for_every_question() -> None:
    text = run("questionnaire", "check", "--paths", QUESTIONNAIRES / "altai" / "2020.1.yaml").stdout

    assert "ACC-B6" in text


def test_the_stored_schema_of_answers_files_is_the_current_one() -> None:
    stored = (QUESTIONNAIRES / "answers.schema.json").read_text("utf-8")

    assert run("questionnaire", "schema", "--answers").stdout == stored


def test_the_examples_in_the_schema_s_eyes_are_answers_files() -> None:
    schema = json.loads((QUESTIONNAIRES / "answers.schema.json").read_text("utf-8"))
    example = {
        "questionnaire": "altai",
        "version": "2020.1",
        "answers": {"HAO-B1": {"answer": ["in-the-loop"]}, "HAO-B4": {"answer": "in-place", "evidence": "E2"}},
    }

    assert list(Draft202012Validator(schema).iter_errors(example)) == []


@pytest.mark.parametrize(
    "name", ["clinic-triage", "credit-scoring", "municipal-chatbot", "municipal-chatbot-generative"]
)
def test_an_example_is_read_without_a_finding(name: str) -> None:
    done = run("score", ROOT / "examples" / f"{name}.yaml")

    assert (done.exit_code, done.stderr) == (0, "")


def test_one_command_makes_the_reports_of_all_examples(tmp_path: Path) -> None:
    files = sorted((ROOT / "examples").glob("*.yaml"))
    done = run("report", *files, "--html", "-o", tmp_path / "reports")

    assert done.exit_code == 0
    made = sorted((tmp_path / "reports").iterdir())
    assert [path.name for path in made] == [f"{file.stem}.html" for file in files]
    assert all(path.read_bytes().startswith(b"<!doctype html>") for path in made)


def test_two_reports_never_go_to_one_file(tmp_path: Path) -> None:
    twin = tmp_path / "clinic-triage.yaml"
    twin.write_bytes(CLINIC.read_bytes())
    done = run("report", CLINIC, twin, "-o", tmp_path / "reports")

    assert (done.exit_code, (tmp_path / "reports").exists()) == (1, False)
    assert "Two reports would have the name clinic-triage.pdf" in done.output


def test_one_report_goes_to_the_named_file(tmp_path: Path) -> None:
    assert run("report", CLINIC, "--html", "-o", tmp_path / "made.html").exit_code == 0
    assert (tmp_path / "made.html").is_file()


def test_a_crosswalk_is_checked_shown_and_used_to_compare_versions() -> None:
    done = run("questionnaire", "check", QUESTIONNAIRES / "altai" / "2019.1--2020.1.yaml")
    whole = run("questionnaire", "show", "altai", "2019.1--2020.1").stdout
    changes = run("questionnaire", "diff", "altai", "2019.1", "2020.1").stdout

    assert done.exit_code == 0
    assert "became-option P3.1.6 → PDG-B2 (officer)\n  - Was the data protection officer brought in early" in whole
    assert "kept          P2.1.1 → TRS-A3.1" in whole
    assert "kept          P2.1.1 → TRS-A3.1" not in changes
    assert whole.splitlines()[-1] == changes.splitlines()[-1]


def test_a_crosswalk_that_does_not_exist_is_said_so() -> None:
    done = run("questionnaire", "show", "altai", "2020.1--2019.1")

    assert done.exit_code == 1
    assert "There is no crosswalk of 'altai' from version '2020.1' to '2019.1'." in done.output


def test_the_schema_of_crosswalks_is_printed() -> None:
    stored = (QUESTIONNAIRES / "crosswalk.schema.json").read_text("utf-8")

    assert run("questionnaire", "schema", "--crosswalk").stdout == stored
