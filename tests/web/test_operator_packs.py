"""An operator installs another organisation's questionnaire and removes it as long as nobody uses it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from assessment.content import files
from assessment.content.errors import UnknownQuestionnaire
from assessment.domain.access import Role
from assessment.services import successions
from tests import drafts, factories
from tests.pages import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.pages import Page

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
CROSSWALK = """format: 1
questionnaire: {id}
from: "2026.1"
to: "2026.2"
summary: Nothing changed.
lines:
  - {{from: SYS-PUBLIC, relation: kept, to: [SYS-PUBLIC], carries: answer}}
  - {{from: HUM-A1, relation: kept, to: [HUM-A1], carries: answer}}
  - {{from: HUM-A2, relation: kept, to: [HUM-A2], carries: answer}}
  - {{from: HUM-A3, relation: kept, to: [HUM-A3], carries: answer}}
"""


@pytest.fixture
def client(app: Flask) -> Iterator[PageClient]:
    with app.app_context():
        operator = factories.account("Olga Petrova", Role.OPERATOR)
        client = app.test_client()
        factories.sign_in(app, client, operator)
        yield PageClient(client)


def archive(contents: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, content in contents.items():
            opened.writestr(name, content)
    return made.getvalue()


def pack(*, languages: tuple[str, ...] = ("en",)) -> tuple[str, bytes]:
    """Return the id of a questionnaire of two versions, and its pack with a crosswalk and French."""
    first = drafts.small() | {"languages": list(languages)}
    id_ = str(first["id"])
    second = first | {"version": "2026.2", "change": "major", "supersedes": "2026.1"}
    po = f'{HEAD}msgctxt "title"\nmsgid "{first["title"]}"\nmsgstr "Notre robot"\n'
    return id_, archive(
        {
            f"{id_}/2026.1.yaml": drafts.yaml(first), f"{id_}/2026.2.yaml": drafts.yaml(second),
            f"{id_}/2026.1--2026.2.yaml": CROSSWALK.format(id=id_).encode(), f"fr/LC_MESSAGES/{id_}.po": po.encode(),
        }
    )  # fmt: skip


def send(client: PageClient, content: bytes, name: str = "pack.zip") -> Page:
    return client.post("/operator/packs", data={"file": (io.BytesIO(content), name)})


def install(client: PageClient, content: bytes, name: str) -> Page:
    page = send(client, content, name)
    assert page.status == 200, page.text
    return client.post(page.address, data={"name": name.removesuffix(".zip")})


def test_a_pack_of_versions_crosswalk_and_translation_is_installed(client: PageClient) -> None:
    id_, content = pack(languages=("en", "fr"))

    page = install(client, content, f"{id_}.zip")

    assert "is installed" in page.text
    assert files.load(id_, "2026.2", "fr").title == "Notre robot"
    assert successions.succession(id_, "2026.1", "2026.2") is not None
    assert id_ in client.get("/questionnaires").text


def test_looking_at_a_pack_installs_nothing(client: PageClient) -> None:
    id_, content = pack()

    page = send(client, content)

    assert "Can be installed" in page.text
    with pytest.raises(UnknownQuestionnaire):
        files.load(id_, "2026.1")


def test_an_unused_pack_is_removed_and_comes_in_again_only_as_it_was(client: PageClient) -> None:
    id_, content = pack()
    install(client, content, f"{id_}.zip")

    assert "is removed" in client.post(f"/operator/packs/{id_}/removal").text
    with pytest.raises(UnknownQuestionnaire):
        files.find(id_, "2026.1")
    changed = drafts.yaml(drafts.small(id_) | {"title": "Another text"})
    assert "Another text is known under this name" in send(client, changed, "x.yaml").text
    assert "is installed" in install(client, content, f"{id_}.zip").text


def test_a_pack_in_use_stays(client: PageClient) -> None:
    id_, content = pack()
    install(client, content, f"{id_}.zip")
    factories.assessment(factories.system(factories.organisation()), questionnaire=id_, version="2026.1")

    page = client.post(f"/operator/packs/{id_}/removal", on="/operator/packs")

    assert page.status == 409
    assert "is in use, so it cannot be removed" in page.text
    assert files.find(id_, "2026.1").is_published


def test_a_faulty_version_says_its_line_and_nothing_is_installed(client: PageClient) -> None:
    tree = drafts.small()
    tree["questions"][1]["text"] = ""  # type: ignore[index]

    page = send(client, drafts.yaml(tree), "chatbot.yaml")

    assert "Has errors" in page.text
    assert "Install it" not in page.text


def test_a_shipped_version_cannot_be_replaced(client: PageClient) -> None:
    other = drafts.yaml(drafts.small("altai", "2020.1"))

    assert "Another text is known under this name" in send(client, other, "altai.yaml").text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 nothing", "The archive is damaged"),
        (archive({"x/notes.txt": b"hello"}), "notes.txt"),
        (archive({"fr/LC_MESSAGES/altai.po": b""}), "There is no questionnaire"),
        (b"hello", "neither an archive nor a questionnaire"),
        (b"", "Choose a file."),
    ],
)
def test_what_is_no_pack_is_refused_in_words(client: PageClient, content: bytes, words: str) -> None:
    page = send(client, content)

    assert page.status == 422
    assert words in page.text


def test_a_translation_of_a_questionnaire_that_is_not_in_the_pack_is_refused(client: PageClient) -> None:
    tree = drafts.small()
    content = archive({f"{tree['id']}/2026.1.yaml": drafts.yaml(tree), "fr/LC_MESSAGES/altai.po": b""})

    assert "altai.po" in send(client, content).text
