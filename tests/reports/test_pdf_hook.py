"""The hook rests on private parts of WeasyPrint: whatever changes there must be looked at before it is believed."""

from __future__ import annotations

import hashlib
import inspect
from typing import TYPE_CHECKING, Any

import pytest
import weasyprint
from weasyprint import document, images, urls
from weasyprint.draw import text as drawn_text
from weasyprint.pdf import anchors, generate_pdf, pdfa, stream, tags

from assessment.reports import tagging

if TYPE_CHECKING:
    from collections.abc import Callable

TAG_NAMES = "_get_pdf_tag"

#: The parts the hook replaces or leans on, with the fingerprint of the source it was written for (WeasyPrint 70.0).
#: When one differs: read what changed, adapt ``tagging``, ``structure`` or ``pdf``, then renew the fingerprint.
READ: dict[str, tuple[Callable[..., Any], str]] = {
    "tags._build_box_tree": (getattr(tags, tagging.BUILD), "f716251a83e7096e"),
    "tags.add_tags": (tags.add_tags, "f0e74575b0bafaf3"),
    "tags._get_pdf_tag": (getattr(tags, TAG_NAMES), "882707358f7c4392"),
    "Stream.marked": (stream.Stream.marked, "3fa3acacbbf66422"),
    "Stream.artifact": (stream.Stream.artifact, "be61e42186804e99"),
    "Stream.add_font": (stream.Stream.add_font, "e4226e1117477217"),
    "draw_first_line": (drawn_text.draw_first_line, "1bb8eae6d88e71b1"),
    "add_links": (anchors.add_links, "262e8b9b299892a7"),
    "write_pdf_attachment": (anchors.write_pdf_attachment, "11bdffe520ef3841"),
    "pdfa": (pdfa.pdfa, "ea4cd3554d52a964"),
    "generate_pdf": (generate_pdf, "626343ef25c396e8"),
    "Document.write_pdf": (document.Document.write_pdf, "086e4a8e99981829"),
    "fetch": (urls.fetch, "a0b61dca95970b6d"),
    "get_image_from_uri": (images.get_image_from_uri, "07bdb0c0e3fd5b83"),
}


@pytest.mark.parametrize("name", READ)
def test_the_part_of_weasyprint_is_the_one_that_was_read(name: str) -> None:
    part, fingerprint = READ[name]
    source = inspect.getsource(inspect.unwrap(part))

    assert hashlib.sha256(source.encode()).hexdigest()[:16] == fingerprint


def test_the_hook_refuses_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")

    with pytest.raises(RuntimeError, match=r"70\.\*, not 71\.0"), tagging.hooked(tagging.Tagger([])):
        pass


def test_the_hook_is_taken_away_even_after_an_error() -> None:
    before = (getattr(tags, tagging.BUILD), stream.Stream.marked, stream.Stream.add_font)

    with pytest.raises(ZeroDivisionError), tagging.hooked(tagging.Tagger([])):
        raise ZeroDivisionError

    assert (getattr(tags, tagging.BUILD), stream.Stream.marked, stream.Stream.add_font) == before
