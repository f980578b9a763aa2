"""What libraries and the operating system say of a broken file, in our own words wherever we have some."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING
from xml.parsers.expat import errors as expat

from assessment.content.phrases import Foreign, phrase

if TYPE_CHECKING:
    from xml.parsers.expat import ExpatError

    from assessment.content.phrases import Phrase

_FLOW_LIST = phrase("a list in square brackets is not closed, or lacks a comma")
_FLOW_GROUP = phrase("a group in curly braces is not closed, or lacks a comma")
_ENTRY = phrase("another entry of the list is expected, with a hyphen below the one above")
_KEY = phrase("another key is expected, as far from the margin as those above; a text with quotes ends with them")
_OPEN_QUOTE = phrase("a text in quotes has no quotation mark at its end")
_ESCAPE = phrase("the backslash in a text in double quotes means nothing with what follows it")
_COLON = phrase("a colon stands where it cannot; a text that holds a colon is put in quotes")
_HYPHEN = phrase("a list begins where it cannot; it belongs into the next line")
_START = phrase("no text without quotes begins with this character; where it is a tab, write spaces")
_VALUE = phrase("the file or the list ends before a value that was begun")
_MARK = phrase("a text that begins with &, * or ! is put in quotes")
_BLOCK = phrase("nothing follows | or > in its line; the text begins in the next one")
# Both readers of PyYAML, each with the words it begins with: first what they were reading, then what they met.
_YAML: tuple[tuple[str, str, Phrase], ...] = (
    ("while parsing a flow sequence", "", _FLOW_LIST),
    ("while parsing a flow mapping", "", _FLOW_GROUP),
    ("while parsing a block collection", "", _ENTRY),
    ("while parsing a block mapping", "", _KEY),
    ("while scanning a block scalar", "", _BLOCK),
    ("while scanning an anchor", "", _MARK),
    ("while scanning an alias", "", _MARK),
    ("while scanning a tag", "", _MARK),
    ("while parsing a tag", "", _MARK),
    ("", "found undefined tag handle", _MARK),
    ("", "found unexpected end of stream", _OPEN_QUOTE),
    ("", "found unexpected document", _OPEN_QUOTE),
    ("", "found unknown escape character", _ESCAPE),
    ("", "found invalid Unicode character escape code", _ESCAPE),
    ("", "did not find expected hexdecimal number", _ESCAPE),
    ("", "expected escape sequence", _ESCAPE),
    ("", "mapping values are not allowed", _COLON),
    ("", "block sequence entries are not allowed", _HYPHEN),
    ("", "sequence entries are not allowed", _HYPHEN),
    ("", "found character", _START),
    ("", "found a tab character", _START),
    ("", "could not find expected ':'", phrase("a key has no colon behind it")),
    ("", "did not find expected node content", _VALUE),
    ("", "expected the node content", _VALUE),
    ("", "did not find expected <document start>", phrase("something follows after the end")),
    ("", "expected '<document start>'", phrase("something follows after the end")),
)
_SYSTEM = {
    errno.ENOENT: phrase("there is no such file"),
    errno.EACCES: phrase("this program is not allowed to read it"),
    errno.EPERM: phrase("this program is not allowed to read it"),
    errno.EISDIR: phrase("it is a folder"),
    errno.ENOTDIR: phrase("a part of its path is no folder"),
    errno.ENAMETOOLONG: phrase("its name is too long"),
    errno.EIO: phrase("the disk cannot be read there"),
}
_TOO_SHORT = phrase("the file ends before all that was begun is closed")
_XML = {
    expat.XML_ERROR_NO_ELEMENTS: _TOO_SHORT,
    expat.XML_ERROR_UNCLOSED_TOKEN: _TOO_SHORT,
    expat.XML_ERROR_UNCLOSED_CDATA_SECTION: _TOO_SHORT,
    expat.XML_ERROR_PARTIAL_CHAR: _TOO_SHORT,
    expat.XML_ERROR_TAG_MISMATCH: phrase("an element is closed under another name than it was opened with"),
    expat.XML_ERROR_INVALID_TOKEN: phrase("XML allows no such character here; & and < of a text are &amp; and &lt;"),
    expat.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: phrase("something follows after the end"),
    expat.XML_ERROR_DUPLICATE_ATTRIBUTE: phrase("an attribute stands twice in one element"),
    expat.XML_ERROR_UNDEFINED_ENTITY: phrase("it names an entity that is not known"),
}


def of_yaml(context: str | None, problem: str | None) -> Phrase | Foreign:
    """Return what PyYAML says of a place in a file; `context` is what it was reading there."""
    was_reading, met = context or "", problem or ""
    for begins, says, words in _YAML:
        if was_reading.startswith(begins) and met.startswith(says):
            return words
    return Foreign(met) if met else phrase("unknown reason")


def of_system(error: OSError) -> Phrase | Foreign:
    """Return why the operating system does not give a file."""
    found = _SYSTEM.get(error.errno or 0)
    if found is not None:
        return found
    return Foreign(error.strerror) if error.strerror else phrase("unknown reason")


def of_xml(error: ExpatError) -> Phrase | Foreign:
    """Return what the reader of XML says of a place in a file."""
    words = _expat_words(error.code)
    return _XML.get(words) or Foreign(words)


def _expat_words(code: int) -> str:
    return str(expat.messages.get(code, ""))
