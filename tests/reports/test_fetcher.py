"""Nothing that a document names is read: every way to ask for a file or an address is planted, and nothing comes."""

from __future__ import annotations

import io
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pikepdf
import pytest
import weasyprint

from assessment.reports import pdf
from assessment.reports.fetcher import AssetFetcher
from tests.reports import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY = "canary-7f3a91"

#: Each way to ask for something, with the place of the address.
PLANTS = {
    "image": '<img src="{}">',
    "image with words": '<img src="{}" alt="Harmless">',
    "source set": '<img srcset="{} 2x" src="{}">',
    "object": '<object data="{}"></object>',
    "embed": '<embed src="{}">',
    "frame": '<iframe src="{}"></iframe>',
    "stylesheet": '<link rel=stylesheet href="{}">',
    "imported style": '<style>@import "{}";</style>',
    "imported style by url": "<style>@import url({});</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x</p>",
    "colour profile": "<style>@color-profile --x {{ src: url({}) }} p {{ color: color(--x 0 0 0) }}</style><p>x</p>",
    "background": '<p style="background: url({})">x</p>',
    "content": "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "list marker": '<ul style="list-style-image: url({})"><li>x</ul>',
    "border image": '<p style="border: 9px solid; border-image: url({}) 3">x</p>',
    "attachment in the head": '<link rel=attachment href="{}">',
    "attachment link": '<a rel=attachment href="{}">x</a>',
    "link": '<a href="{}">x</a>',
    "form": '<form action="{}"><input name=a value=b style="appearance: auto"><button>x</button></form>',
    "base": '<base href="{}"><img src="x.png"><a href="y">x</a>',
    "image in a drawing": '<svg><title>Harmless words</title><image href="{}" width=9 height=9 /></svg>',
    "old image in a drawing": '<svg><title>Harmless words</title><image xlink:href="{}" width=9 height=9 /></svg>',
    "use in a drawing": '<svg><title>Harmless words</title><use href="{}#a" /></svg>',
    "style in a drawing": '<svg><title>Harmless words</title><style>@import "{}";</style></svg>',
    "paint in a drawing": '<svg><title>Harmless words</title><rect width=9 height=9 fill="url({}#a)" /></svg>',
    "table background": '<table background="{}"><tr><td>x</table>',
}


#: What reached the server of the test that runs.
ASKED: list[str] = []


class Listener(BaseHTTPRequestHandler):
    """Counts what reaches it."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(CANARY.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server and the list of what it was asked."""
    ASKED.clear()
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{CANARY}.png", ASKED
        server.shutdown()
        thread.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / f"{CANARY}.png"
    path.write_text(f"content of {CANARY}")
    return path


def everything_in(content: bytes) -> bytes:
    """The whole file with its streams and attachments unpacked, in letters of one case."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
        opened.save(plain := io.BytesIO(), qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return b"\n".join([plain.getvalue(), *streams]).lower()


def has_trace(content: bytes) -> bool:
    """Whether the canary is anywhere in the file, as bytes or as a PDF text string."""
    wide = CANARY.encode("utf-16-be")
    return any(trace in everything_in(content) for trace in (CANARY.encode(), wide, wide.hex().encode()))


def rendered(plant: str, address: str) -> bytes:
    return pdf.render(sample.document(f"<h1>x</h1>{plant.format(address, address)}<p>The end.</p>"))


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_no_file_is_read(plant: str, secret: Path) -> None:
    assert not has_trace(rendered(plant, secret.as_uri()))


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_no_server_is_asked(plant: str, asked: tuple[str, list[str]]) -> None:
    address, requests = asked

    content = rendered(plant, address)

    assert (requests, has_trace(content)) == ([], False)


@pytest.mark.parametrize(
    "address",
    [
        "FILE://{}",
        "file:{}",
        "{}",
        "asset:../../..{}",
        "asset:{}",
        "asset://{}",
        "ftp://127.0.0.1{}",
        "data:text/plain,canary-7f3a91",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><desc>canary-7f3a91</desc></svg>",
        "jar:file://{}",
        " file://{}",
        "file\t://{}",
        "http://[",
    ],
)
def test_no_spelling_of_an_address_helps(address: str, secret: Path) -> None:
    plants = "".join(PLANTS[way] for way in ("image", "stylesheet", "attachment in the head", "image in a drawing"))

    assert not has_trace(rendered(plants.replace("{}", "{0}"), address.format(secret)))


def test_planted_attachments_and_forms_leave_no_file_and_no_field(secret: Path) -> None:
    plants = "".join(PLANTS[way] for way in ("attachment in the head", "attachment link", "form"))

    with pikepdf.open(io.BytesIO(rendered(plants.replace("{}", "{0}"), secret.as_uri()))) as opened:
        assert list(opened.attachments) == ["answers.json"]
        assert "/AcroForm" not in opened.Root


def test_typed_plants_appear_as_typed_and_lead_nowhere(secret: Path, tmp_path: Path) -> None:
    typed = [plant.format(secret.as_uri(), secret.as_uri()) for plant in PLANTS.values()]
    paragraphs = "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in typed)
    path = tmp_path / "typed.pdf"
    path.write_bytes(pdf.render(sample.document(f"<h1>x</h1>{paragraphs}")))

    read = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout

    assert [text for text in typed if re.sub(r"\s", "", text) not in re.sub(r"\s", "", read)] == []
    assert f"content of {CANARY}".encode() not in everything_in(path.read_bytes())
    assert b"/uri" not in everything_in(path.read_bytes())


def test_the_plants_would_work_without_our_fetcher(secret: Path) -> None:
    html = sample.document(PLANTS["attachment in the head"].format(secret.as_uri())).html

    assert has_trace(weasyprint.HTML(string=html).write_pdf())


def test_a_refusal_is_counted_and_logged_without_the_address(secret: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    rendered(PLANTS["image"] + PLANTS["stylesheet"], secret.as_uri())

    assert "addresses refused: 2" in caplog.text
    assert "scheme file" in caplog.text
    assert CANARY not in caplog.text


def test_a_scheme_that_somebody_made_up_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")

    AssetFetcher().fetch("mysecret:x")

    assert "scheme other" in caplog.text
    assert "mysecret" not in caplog.text


def test_an_asset_on_the_list_is_given_and_its_neighbour_is_not(tmp_path: Path) -> None:
    for name in ("logo.svg", "other.svg"):
        (tmp_path / name).write_text(f"<svg>{name}</svg>")
    fetcher = AssetFetcher(tmp_path, {"logo.svg": "image/svg+xml"})

    given, refused = fetcher("asset:logo.svg"), fetcher("asset:other.svg")

    assert (given.content_type, given.read()) == ("image/svg+xml", b"<svg>logo.svg</svg>")
    assert (refused.read(), fetcher.refused) == (b"", 1)


@pytest.mark.parametrize(
    "address", ["logo.svg", "ASSET:logo.svg", "asset:LOGO.svg", "asset:./logo.svg", "asset:logo.svg?x"]
)
def test_an_asset_is_known_by_its_exact_name_alone(address: str, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg></svg>")

    refused = AssetFetcher(tmp_path, {"logo.svg": "image/svg+xml"}).fetch(address)

    assert refused.read() == b""
