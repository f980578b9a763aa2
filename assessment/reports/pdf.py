"""Sets a document as a tagged, archival PDF: one file that declares PDF/A-3a and PDF/UA-1, the same bytes every time.

This is the only module that calls WeasyPrint, and it runs in the worker process. There is no clock in it: every
date in the file is the document's own.
"""

import logging
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any, Final, TypeAlias

import pydyf
import weasyprint

from assessment.reports import mending, metadata, structure, tagging
from assessment.reports.document import Attachment, Document
from assessment.reports.errors import ReportFailed
from assessment.reports.fetcher import AssetFetcher
from assessment.reports.structure import Written

LOGGER = logging.getLogger(__name__)
UPSTREAM = logging.getLogger("weasyprint")

#: WeasyPrint's, pydyf's and ElementTree's own objects, which have no types.
Untyped: TypeAlias = Any

VARIANT: Final = "pdf/a-3a"
#: The start of the message by which WeasyPrint says that no font has a letter; its arguments are the letter.
NO_GLYPH: Final = ".notdef glyph"


class _Remarks(logging.Handler):
    """Counts what WeasyPrint says, without keeping a word of it: its messages quote the document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.levels: Counter[str] = Counter()
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.levels[record.levelname.lower()] += 1
        if str(record.msg).startswith(NO_GLYPH) and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))


def render(document: Document) -> bytes:
    """Set the document as PDF; ReportFailed when it lacks a title, which PDF/UA requires.

    Resources that the document asks for are refused (see ``fetcher``), links that lead out of it are dropped.
    Letters that no installed font has are replaced by their names, because PDF/A allows no missing glyph.
    """
    fetcher = AssetFetcher()
    remarks, content = _set(document, fetcher, frozenset())
    if remarks.missing:
        LOGGER.warning("letters without a font, named instead: %d", len(remarks.missing))
        fetcher.refused = 0
        remarks, content = _set(document, fetcher, frozenset(remarks.missing))
    if fetcher.refused:
        LOGGER.warning("addresses refused: %d", fetcher.refused)
    if remarks.levels:
        counts = ", ".join(f"{count} {level}" for level, count in sorted(remarks.levels.items()))
        LOGGER.info("the renderer remarked: %s", counts)
    return content


def _set(document: Document, fetcher: AssetFetcher, missing: frozenset[str]) -> tuple[_Remarks, bytes]:
    with _listening() as remarks:
        html = weasyprint.HTML(string=metadata.legible(document.html), url_fetcher=fetcher)
        html.etree_element.set("lang", document.language)
        if missing:
            _name_letters(html.etree_element, missing)
        laid_out = html.render(pdf_variant=VARIANT)
        facts = _facts(laid_out.metadata, document)
        laid_out.metadata.attachments.clear()
        for page in laid_out.pages:
            page.links = [link for link in page.links if _leads_inside(link)]
            page.forms = {None: []}
        tagger = tagging.Tagger(laid_out.pages)
        with tagging.hooked(tagger), warnings.catch_warnings():
            # WeasyPrint leaves the closing of its colour profile to the interpreter, which remarks on it.
            warnings.simplefilter("ignore", ResourceWarning)
            content: bytes = laid_out.write_pdf(
                finisher=lambda _, pdf: _finish(pdf, tagger, facts),
                pdf_variant=VARIANT,
                pdf_identifier=document.identifier[:32].encode("ascii"),
                attachments=[_attachment(each, document) for each in _sorted(document.attachments)],
            )
    if tagger.elements.undescribed:
        LOGGER.warning("figures without a description: %d", tagger.elements.undescribed)
    return remarks, content


@contextmanager
def _listening() -> Iterator[_Remarks]:
    """Keep WeasyPrint's messages from every other log while it works."""
    remarks = _Remarks()
    propagate, UPSTREAM.propagate = UPSTREAM.propagate, False
    UPSTREAM.addHandler(remarks)
    try:
        yield remarks
    finally:
        UPSTREAM.removeHandler(remarks)
        UPSTREAM.propagate = propagate


def _name_letters(root: Untyped, missing: frozenset[str]) -> None:
    names = {ord(letter): f"[{unicodedata.name(letter, '').lower() or f'U+{ord(letter):04X}'}]" for letter in missing}
    for element in root.iter():
        element.text = element.text and element.text.translate(names)
        element.tail = element.tail and element.tail.translate(names)
        for key, value in element.attrib.items():
            element.set(key, value.translate(names))


def _leads_inside(link: tuple[str, str, object, Untyped]) -> bool:
    """Links within the document, once per ``a``: WeasyPrint repeats them for every box inside it."""
    kind, _, _, box = link
    return kind == "internal" and box.link is not None


def _facts(head: Untyped, document: Document) -> metadata.Facts:
    title = " ".join((head.title or "").split())
    if not title:
        raise ReportFailed("no-title")
    return metadata.Facts(
        title=title,
        language=document.language,
        moment=document.moment,
        producer=f"WeasyPrint {weasyprint.__version__}",
        author=", ".join(head.authors),
        subject=head.description or "",
        keywords=", ".join(head.keywords),
        creator=head.generator or "",
    )


def _sorted(attachments: tuple[Attachment, ...]) -> list[Attachment]:
    """In the order of their names, as a name tree must be."""
    return sorted(attachments, key=lambda attachment: attachment.name.encode())


def _attachment(attachment: Attachment, document: Document) -> Untyped:
    moment = document.moment
    written = weasyprint.Attachment(
        file_obj=BytesIO(),
        url_fetcher=AssetFetcher(),
        name=attachment.name,
        description=attachment.description,
        created=moment,
        modified=moment,
        relationship=attachment.relationship,
    )
    # WeasyPrint would guess the media type from the name and ask the system's tables; we know it.
    written.source = nullcontext((BytesIO(attachment.content), None, None, attachment.media_type))
    return written


def _finish(pdf: Untyped, tagger: tagging.Tagger, facts: metadata.Facts) -> None:
    """Last changes before the file is written: tree, metadata, what a viewer shows first."""
    mending.mend(tagger.elements.root)
    structure.write(pdf, tagger.elements.root)
    pdf.info.clear()
    pdf.info.update({key: pydyf.String(value) for key, value in metadata.info(facts).items()})
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.stream = [metadata.packet(facts)]
    # PDF/A readers look for the packet as plain text.
    stream.compress = False
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
    if "AF" in pdf.catalog:
        # WeasyPrint lists every attachment twice.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    pdf.objects[1:] = [
        thing if isinstance(thing, Written) else Written(thing.data, thing.number, thing.compressible)
        for thing in pdf.objects[1:]
    ]
