"""What a PDF says about itself: one set of facts, written to the Info dictionary and to XMP so that they cannot differ.

The XMP packet declares PDF/A-3a and PDF/UA-1 together. PDF/A knows only the schemas of its own standard, so the
schema of the PDF/UA identification travels with its description (ISO 19005-3, 6.6.2.3).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC: Final = "http://purl.org/dc/elements/1.1/"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
PDF: Final = "http://ns.adobe.com/pdf/1.3/"
PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION: Final = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA: Final = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY: Final = "http://www.aiim.org/pdfa/ns/property#"

PREFIXES: Final = {
    "rdf": RDF,
    "dc": DC,
    "xmp": XMP,
    "pdf": PDF,
    "pdfaid": PDFA,
    "pdfuaid": PDFUA,
    "pdfaExtension": EXTENSION,
    "pdfaSchema": SCHEMA,
    "pdfaProperty": PROPERTY,
}

HEADER: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
FOOTER: Final = '\n</x:xmpmeta>\n<?xpacket end="r"?>'

# What XML 1.0 cannot hold: the C0 controls but tab and line ends, lone surrogates and two noncharacters.
_UNFIT: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")


def legible(text: str) -> str:
    """Give the text with U+FFFD in place of each character that XML and PDF cannot carry."""
    return text.translate(_UNFIT)


@dataclass(frozen=True)
class Facts:
    """What the file states about itself; empty texts are left out."""

    title: str
    language: str
    moment: datetime
    producer: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = ""


def info(facts: Facts) -> dict[str, str]:
    """Give the entries of the Info dictionary, in a fixed order."""
    stamp = facts.moment.strftime("D:%Y%m%d%H%M%SZ")
    entries = {
        "Title": facts.title,
        "Author": facts.author,
        "Subject": facts.subject,
        "Keywords": facts.keywords,
        "Creator": facts.creator,
        "Producer": facts.producer,
        "CreationDate": stamp,
        "ModDate": stamp,
    }
    return {key: legible(value) for key, value in entries.items() if value}


def packet(facts: Facts) -> bytes:
    """Give the XMP packet that says the same, with both conformance claims."""
    for prefix, namespace in PREFIXES.items():
        register_namespace(prefix, namespace)
    rdf = Element(f"{{{RDF}}}RDF")
    about = SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    _text(about, PDFA, "part", "3")
    _text(about, PDFA, "conformance", "A")
    _text(about, PDFUA, "part", "1")
    _container(about, "title", "Alt", facts.title)
    _container(about, "creator", "Seq", facts.author)
    _container(about, "description", "Alt", facts.subject)
    _container(about, "language", "Bag", facts.language)
    _text(about, PDF, "Keywords", facts.keywords)
    _text(about, PDF, "Producer", facts.producer)
    _text(about, XMP, "CreatorTool", facts.creator)
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        _text(about, XMP, name, facts.moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _describe_pdfua(about)
    return (HEADER + tostring(rdf, encoding="unicode") + FOOTER).encode()


def _text(parent: Element, namespace: str, name: str, value: str) -> None:
    if value:
        SubElement(parent, f"{{{namespace}}}{name}").text = legible(value)


def _container(parent: Element, name: str, kind: str, value: str) -> None:
    if not value:
        return
    inner = SubElement(SubElement(parent, f"{{{DC}}}{name}"), f"{{{RDF}}}{kind}")
    item = SubElement(inner, f"{{{RDF}}}li")
    item.text = legible(value)
    if kind == "Alt":
        item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")


def _describe_pdfua(parent: Element) -> None:
    resource = {f"{{{RDF}}}parseType": "Resource"}
    schemas = SubElement(SubElement(parent, f"{{{EXTENSION}}}schemas"), f"{{{RDF}}}Bag")
    schema = SubElement(schemas, f"{{{RDF}}}li", resource)
    _text(schema, SCHEMA, "schema", "PDF/UA identification schema")
    _text(schema, SCHEMA, "namespaceURI", PDFUA)
    _text(schema, SCHEMA, "prefix", "pdfuaid")
    properties = SubElement(SubElement(schema, f"{{{SCHEMA}}}property"), f"{{{RDF}}}Seq")
    part = SubElement(properties, f"{{{RDF}}}li", resource)
    _text(part, PROPERTY, "name", "part")
    _text(part, PROPERTY, "valueType", "Integer")
    _text(part, PROPERTY, "category", "internal")
    _text(part, PROPERTY, "description", "The part of ISO 14289 that the file follows")
