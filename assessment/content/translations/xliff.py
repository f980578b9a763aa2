"""XLIFF 1.2, the version that every translation editor reads: written plainly, read strictly and within bounds.

Each text is plain, without inline elements. The previous source of a stale text stands in `alt-trans`, the digest of
the translation that was sent out in `extradata`, and the forms of a plural as one group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from assessment.content import foreign
from assessment.content.phrases import phrase
from assessment.content.translations import pofile
from assessment.content.translations.units import State, Unit, short_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.content.findings import Findings
    from assessment.content.phrases import Phrase

_SPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_STATES: Final = {
    State.MISSING: "new",
    State.STALE: "needs-review-translation",
    State.DRAFT: "translated",
    State.REVIEWED: "final",
}
_READ: Final = {word: state for state, word in _STATES.items()} | {
    "signed-off": State.REVIEWED,
    "needs-translation": State.MISSING,
    "needs-adaptation": State.STALE,
    "needs-l10n": State.STALE,
    "needs-review-adaptation": State.STALE,
    "needs-review-l10n": State.STALE,
}
_TEXTS: Final = frozenset({"source", "target", "note"})
_KNOWN: Final = _TEXTS | {"xliff", "file", "body", "header", "group", "trans-unit", "alt-trans", "tool", "phase-group"}
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(units: Sequence[Unit], domain: str, language: str) -> bytes:
    """Return texts as an XLIFF file with source and target side by side."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff version="1.2" xmlns="{_SPACE}">\n'
        f'<file original={quoteattr(domain)} source-language="en" target-language={quoteattr(language)} '
        'datatype="plaintext">\n<body>\n'
    )
    body = "".join(line + "\n" for unit in units for line in _unit(unit))
    return (head + body + "</body>\n</file>\n</xliff>\n").encode()


def _unit(unit: Unit) -> Iterable[str]:
    id_ = short_digest(*unit.name)
    if not unit.plural:
        yield from _one(unit, (id_, unit.text, unit.forms[0], unit.previous))
        return
    yield f'<group restype="x-gettext-plurals" id="{id_}" resname={quoteattr(unit.key)}>'
    one, many = (unit.text, unit.previous), (unit.plural, unit.previous_plural)
    for number, form in enumerate(unit.forms):
        source, previous = one if number == 0 and len(unit.forms) > 1 else many
        yield from _one(unit, (f"{id_}[{number}]", source, form, previous))
    yield "</group>"


def _one(unit: Unit, texts: tuple[str, str, str, str]) -> Iterable[str]:
    id_, source, form, previous = texts
    limit = next((note.removeprefix("max ") for note in unit.notes if note.startswith("max ")), "")
    size = f' maxwidth="{limit}" size-unit="char"' if limit else ""
    yield (
        f'<trans-unit id="{id_}" resname={quoteattr(unit.key)} extradata="{unit.was}"{size} xml:space="preserve">'
    )  # fmt: skip
    yield f"<source>{_plain(source)}</source>"
    yield f'<target state="{_STATES[unit.state]}">{_plain(form)}</target>'
    yield from (f"<note>{_plain(note)}</note>" for note in unit.notes)
    if previous:
        yield f'<alt-trans alttranstype="previous-version"><source>{_plain(previous)}</source></alt-trans>'
    yield "</trans-unit>"


def _plain(text: str) -> str:
    return escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text))


def _named(domain: str, language: str) -> Phrase:
    return phrase("{domain} in {language}", domain=domain, language=language)


class _Refused(ValueError):
    """What keeps the file from being read: a code with its details."""

    def __init__(self, code: str, where: str = "", **details: object) -> None:
        super().__init__(code)
        self.code, self.where, self.details = code, where, details


@dataclass(slots=True)
class _Form:
    """One `trans-unit` while it is read."""

    key: str
    was: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    state: str = ""


@dataclass
class _Reader:
    """Collects what the parser calls out; `path` has the names of the open elements."""

    wanted: tuple[str, str]
    parser: expat.XMLParserType
    path: list[str] = field(default_factory=list)
    group: list[_Form] | None = None
    form: _Form | None = None
    units: list[Unit] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        name = name.rpartition(" ")[2]
        if self.path and self.path[-1] in _TEXTS:
            raise _Refused("M215", self.form.key if self.form else "", found=name)
        if not self.path and name != "xliff":
            raise _Refused("M104", problem=phrase("it begins with <{name}>, not with <xliff>", name=name))
        if name not in _KNOWN:
            raise _Refused(
                "M104", problem=phrase("<{name}> is no element of the files that were exported", name=name[:40])
            )
        self.path.append(name)
        if name == "file":
            self._of(attributes)
        elif name == "group" and attributes.get("restype") == "x-gettext-plurals":
            self.group = []
        elif name == "trans-unit":
            self.form = _Form(
                attributes.get("resname", ""), attributes.get("extradata", ""), self.parser.CurrentLineNumber
            )
        elif name == "target" and self.form and "alt-trans" not in self.path:
            self.form.state = attributes.get("state", "")

    def _of(self, attributes: dict[str, str]) -> None:
        domain, language = self.wanted
        found = (attributes.get("original", ""), attributes.get("target-language", ""))
        if found[0] != domain or found[1].replace("-", "_") != language.replace("-", "_"):
            raise _Refused("M108", found=_named(*found), wanted=_named(domain, language))

    def text(self, data: str) -> None:
        """Take text in."""
        if self.form is None or not self.path or self.path[-1] not in _TEXTS or self.path[-1] == "note":
            return
        name = f"previous {self.path[-1]}" if "alt-trans" in self.path else self.path[-1]
        self.form.texts[name] = self.form.texts.get(name, "") + data

    def end(self, name: str) -> None:
        """Close an element."""
        name = name.rpartition(" ")[2]
        self.path.pop()
        if name == "trans-unit" and self.form:
            if self.group is None:
                self.units.append(_made([self.form], is_plural=False))
            else:
                self.group.append(self.form)
            self.form = None
        elif name == "group" and self.group is not None:
            if len({form.texts.get("source", "") for form in self.group[1:]}) > 1 or not self.group:
                raise _Refused("M104", problem=phrase("the forms of a plural do not belong together"))
            self.units.append(_made(self.group, is_plural=True))
            self.group = None
        if len(self.units) > pofile.MOST_UNITS:
            raise _Refused("M105", limit=pofile.MOST_UNITS)


def _made(forms: Sequence[_Form], *, is_plural: bool) -> Unit:
    """Return the unit of a text; a plural in a language with a single form lacks the source for one thing."""
    first, last = forms[0], forms[-1]
    plural = last.texts.get("source", "") if is_plural else ""
    text = "" if is_plural and len(forms) == 1 else first.texts.get("source", "")
    states = {_READ.get(form.state, State.DRAFT) for form in forms}
    return Unit(
        first.key, text, plural, tuple(form.texts.get("target", "") for form in forms),
        next(one for one in State if one in states), was=first.was, line=first.line,
    )  # fmt: skip


def read(content: bytes, domain: str, language: str, findings: Findings) -> tuple[Unit, ...] | None:
    """Return the texts of an XLIFF file, or None with a finding; a document type is refused before it can grow."""
    if len(content) > pofile.MOST_BYTES:
        findings.add("M102", limit=pofile.MOST_BYTES)
        return None
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _Reader((domain, language), parser)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except _Refused as refused:
        findings.add(refused.code, parser.CurrentLineNumber, 1, refused.where, **refused.details)
        return None
    except expat.ExpatError as error:
        findings.add("M104", error.lineno, error.offset + 1, problem=foreign.of_xml(error))
        return None
    return tuple(reader.units)


def _refuse(*_: object) -> None:
    raise _Refused("M107")
