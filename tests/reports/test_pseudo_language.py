"""Nothing that a report or a message says escapes translation: both are made in the pseudo-language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel import Locale

from assessment.config import TEMPLATES
from assessment.content import files
from assessment.reports.language import ReportLanguage
from assessment.reports.organisation import report_html
from assessment.web import pseudo
from tests import escapes, results
from tests.reports.clinic import report

if TYPE_CHECKING:
    from pathlib import Path

PSEUDO = ReportLanguage(pseudo.CODE, "KE", Locale("ar"), pseudo.PseudoTranslations())
SAID = re.compile(r"{%-?\s*trans\b.*?%}.*?{%-?\s*endtrans\s*-?%}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
MAILS = sorted((TEMPLATES / "mail").glob("*.txt"))


def test_no_report_says_anything_that_cannot_be_translated() -> None:
    given = results.example()
    html = report_html(report(given, files.load(given.questionnaire, given.version)), PSEUDO)
    own = {" ".join(text.split()) for answer in given.answers.values() for text in (answer.note, answer.reason)}
    own |= {given.organisation.name, given.system.name, given.system.purpose}

    known = escapes.of_questionnaires() | own
    assert escapes.left_over(escapes.escapes(html, known), known) == set()


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_no_message_says_anything_that_cannot_be_translated(path: Path) -> None:
    without = SAID.sub(" ", path.read_text("utf-8"))

    assert re.findall(r"[^\W\d_]{2,}", without) == []
