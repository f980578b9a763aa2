"""Numbers that the check of a release keeps exactly are in no page, file or answer that officials get."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.services import sessions
from assessment.services.releases import files, tokens
from assessment.services.releases.files import Wish
from assessment.services.releases.kinds import KINDS, Kind
from assessment.services.releases.tokens import Lasts
from tests import factories, releases

if TYPE_CHECKING:
    from flask import Flask

NOW = datetime.now(UTC)
# Nothing else has these digits, not even as part of a digest; grouped in any language they are found as well.
EXACT = {"contributions": 98765, "scores": 87654, "worlds": 76543, "programmes": 65432, "exact stage": 54321}
_TOLD = re.compile("|".join(rf"(?<![0-9a-f]){one // 1000}[^0-9a-z]?{one % 1000}(?![0-9a-f])" for one in EXACT.values()))
PAGES = (
    "/figures/", "/figures/1", "/figures/1/explore", "/figures/1/profile", "/figures/1/downloads", "/figures/1/method",
    "/figures/1/figure?table=all&measure=score&item=HAO&statistic=mean", "/figures/1/chart",
    "/figures/downloads", "/figures/views",
)  # fmt: skip
ANSWERS = ("/releases", "/releases/1", "/releases/1/cells?limit=500")


def prepared(app: Flask) -> str:
    """Make a release with such numbers; return the secret of a program that reads it."""
    with app.app_context():
        person = factories.account("Olga Official", Role.OFFICIAL)
        stages = {"published": {"submitted": 70, "contributed": 65}, "exact": {"submitted": EXACT["exact stage"]}}
        releases.release(audit=json.dumps(releases.AUDIT | EXACT), stages=json.dumps(stages))
        wish = tokens.Wish("Yearly report", "A briefing", Lasts.MONTH)
        return tokens.make_token(sessions.person_of(person), wish, NOW).secret


def texts(content: bytes) -> list[str]:
    """Return what a file says: the parts of an archive or workbook, the words of a PDF, a text as it is."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as opened:
            return [text for name in opened.namelist() for text in texts(opened.read(name))]
    if content.startswith(b"%PDF"):
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        return [done.stdout.decode()]
    return [content.decode("utf-8", "replace")]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_officials_tells_them(app: Flask, address: str) -> None:
    prepared(app)
    client = app.test_client()
    with app.app_context():
        factories.sign_in(app, client, factories.account("Otto Official", Role.OFFICIAL))
    answer = client.get(address, follow_redirects=True)

    assert answer.status_code == 200
    assert _TOLD.findall(answer.get_data(as_text=True)) == []


@pytest.mark.parametrize("path", ANSWERS)
def test_no_answer_to_a_program_tells_them(app: Flask, path: str) -> None:
    secret = prepared(app)
    answer = app.test_client().get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})

    assert answer.status_code == 200
    assert _TOLD.findall(answer.get_data(as_text=True)) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_no_file_tells_them(app: Flask, kind: Kind) -> None:
    prepared(app)
    with app.app_context():
        country = "KE" if kind.needs_country else ""
        with files.open_file(files.make(files.identify(Wish(1, kind.id, country=country)), NOW)) as file:
            found = texts(file.read())

    assert found
    assert [text[:80] for text in found if _TOLD.search(text)] == []


def test_the_programme_officer_who_decides_sees_how_many_scores_were_checked(app: Flask) -> None:
    prepared(app)
    client = app.test_client()
    with app.app_context():
        factories.sign_in(app, client, factories.account("Petra Officer", Role.PROGRAMME_OFFICER))
    links = re.findall(r'href="(/programme/releases/[^"/]+)"', client.get("/programme/releases").get_data(as_text=True))

    assert any(_TOLD.search(client.get(link).get_data(as_text=True)) for link in links)
