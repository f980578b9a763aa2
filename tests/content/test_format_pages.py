"""The pages about the format, the list of findings and the JSON Schema say what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from assessment.config import QUESTIONNAIRES
from assessment.content import catalogue
from assessment.content.checking import check
from assessment.content.crosswalk_format import CROSSWALK, LINE
from assessment.content.format import QUESTION, QUESTIONNAIRE
from tests.content import faults
from tests.content.faults import MINI

DOCS = Path(__file__).parent.parent.parent / "docs"
FORMAT = (DOCS / "questionnaire-format.md").read_text("utf-8")
SCHEMA = QUESTIONNAIRES / "questionnaire.schema.json"


def example() -> str:
    return str(re.findall(r"```yaml\n(.*?)```", FORMAT, re.DOTALL)[-1])


def test_the_small_questionnaire_of_the_format_page_passes_without_a_finding() -> None:
    assert check(example().encode(), "example.yaml").findings == ()


def test_the_format_page_explains_every_key() -> None:
    keys = {*QUESTIONNAIRE.required, *QUESTIONNAIRE.optional, *QUESTION.required, *QUESTION.optional}

    assert sorted(key for key in keys if f"`{key}`" not in FORMAT) == []


def test_the_format_page_explains_every_key_of_a_crosswalk() -> None:
    keys = {*CROSSWALK.required, *CROSSWALK.optional, *LINE.required, *LINE.optional}

    assert sorted(key for key in keys if f"`{key}`" not in FORMAT) == []


def test_the_list_of_findings_is_current() -> None:
    """Mend it with: ./dev assessment questionnaire findings > docs/questionnaire-findings.md."""
    assert (DOCS / "questionnaire-findings.md").read_text("utf-8") == catalogue.page()


def test_the_schema_is_current() -> None:
    """Mend it with: ./dev assessment questionnaire schema > questionnaires/questionnaire.schema.json."""
    assert json.loads(SCHEMA.read_text("utf-8")) == QUESTIONNAIRE.schema()


def test_the_schema_of_crosswalks_is_current_and_accepts_a_good_one() -> None:
    """Mend it with: ./dev assessment questionnaire schema --crosswalk > questionnaires/crosswalk.schema.json."""
    assert json.loads((QUESTIONNAIRES / "crosswalk.schema.json").read_text("utf-8")) == CROSSWALK.schema()

    jsonschema.Draft202012Validator(CROSSWALK.schema()).validate(
        yaml.safe_load(faults.CROSSWALK.read_text("utf-8")),
    )


@pytest.mark.parametrize("path", [QUESTIONNAIRES / "altai" / "2020.1.yaml", MINI], ids=lambda path: path.stem)
def test_the_schema_accepts_good_questionnaires(path: Path) -> None:
    schema = QUESTIONNAIRE.schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("key", "value"), [("format", 2), ("language", "English"), ("questions", []), ("sections", None), ("motto", "x")]
)
def test_the_schema_refuses_what_the_check_refuses(key: str, value: object) -> None:
    data: dict[str, Any] = yaml.safe_load(MINI.read_text("utf-8")) | {key: value}

    assert not jsonschema.Draft202012Validator(QUESTIONNAIRE.schema()).is_valid(data)
    assert check(json.dumps(data).encode(), "mini.json").questionnaire is None


def test_a_json_file_is_read_like_yaml() -> None:
    data = yaml.safe_load(MINI.read_text("utf-8"))
    text = json.dumps(data).replace('"format": 1', '"format": "1"')

    assert {finding.code for finding in check(text.encode(), "mini.json").findings} == set()
