"""PO files, read strictly and written as they are kept: nothing that somebody wrote into one is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.content.translations.units import State, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessment.content.findings import Findings
    from assessment.content.phrases import Phrase

MOST_BYTES = 8_000_000
MOST_UNITS = 20_000
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[([0-9]{1,2})\])?)[ \t]+(.*)")
_FUZZY = "fuzzy"


class Broken(ValueError):
    """A line that is no PO."""

    def __init__(self, problem: Phrase) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One PO file: the comments before its header, the header's lines, its units, and those that are out of use."""

    comments: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    units: tuple[Unit, ...] = ()
    obsolete: tuple[Unit, ...] = ()

    def header(self, name: str) -> str:
        """Return one line of the header, empty when it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(slots=True)
class _Block:
    """One entry while it is read."""

    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    is_obsolete: bool = False
    last: tuple[dict[str, str], str] | None = None


def read(content: bytes, findings: Findings) -> Catalogue | None:
    """Return what a PO file says, or None with a finding: a file is taken whole or not at all."""
    if len(content) > MOST_BYTES:
        findings.add("M102", limit=MOST_BYTES)
        return None
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        findings.add("M103", content.count(b"\n", 0, error.start) + 1, 1, position=error.start)
        return None
    number, blocks = 0, [_Block()]
    try:
        for number, line in enumerate(lines, 1):
            _line(line.strip(), number, blocks)
        number = blocks[-1].line
        made = [(block, _unit(block)) for block in blocks if block.texts]
    except Broken as error:
        findings.add("M104", max(number, 1), 1, problem=error.problem)
        return None
    if len(made) > MOST_UNITS:
        findings.add("M105", limit=MOST_UNITS)
        return None
    return _catalogue(made, findings)


def _catalogue(made: list[tuple[_Block, Unit]], findings: Findings) -> Catalogue | None:
    units: dict[tuple[str, str, str], Unit] = {}
    for block, unit in made:
        if block.is_obsolete:
            continue
        if unit.name in units:
            findings.add("M106", unit.line, 1, unit.key, source=unit.text)
            return None
        units[unit.name] = unit
    head = units.pop(("", "", ""), None)
    obsolete = tuple(unit for block, unit in made if block.is_obsolete)
    if head is None:
        findings.add("M104", 1, 1, problem=phrase("the header with the language is missing"))
        return None
    headers = (line.partition(":") for line in head.forms[0].split("\n") if line)
    named = tuple((name.strip(), value.strip()) for name, _, value in headers)
    return Catalogue(head.comments, named, tuple(units.values()), obsolete)


def _line(line: str, number: int, blocks: list[_Block]) -> None:
    block = blocks[-1]
    if not line:
        block.last = None
        return
    is_obsolete = line.startswith("#~")
    said = line[2:].strip() if is_obsolete else line
    into = block.texts
    if said.startswith(("#|", "|")):
        said, into = said.lstrip("#|").strip(), block.previous
        if block.texts:
            block = _next(blocks)
            into = block.previous
    elif said.startswith("#"):
        _remark(said, block if not block.texts else _next(blocks))
        return
    if said.startswith('"'):
        if block.last is None:
            raise Broken(phrase("a line in quotes follows nothing"))
        texts, key = block.last
        texts[key] += _text(said)
        return
    _keyword(said, number, blocks, (into, is_obsolete))


def _next(blocks: list[_Block]) -> _Block:
    blocks.append(_Block())
    return blocks[-1]


def _remark(line: str, block: _Block) -> None:
    kind = line[:2] if line[:2] in {"#.", "#:", "#,"} else "#"
    block.remarks.setdefault(kind, []).append(line[len(kind) :].strip())


def _keyword(said: str, number: int, blocks: list[_Block], where: tuple[dict[str, str], bool]) -> None:
    found = _KEYWORD.fullmatch(said)
    if found is None:
        raise Broken(phrase("‘{line}’ is no line of a PO file", line=said[:40]))
    into, is_obsolete = where
    key = found[1]
    begins = key == "msgctxt" or (key == "msgid" and into.keys() - {"msgctxt"})
    if begins and into is blocks[-1].texts and into:
        into = _next(blocks).texts
    block = blocks[-1]
    if key in into:
        raise Broken(phrase("{key} stands twice in one entry", key=key))
    into[key] = _text(found[3])
    block.last = (into, key)
    if into is block.texts:
        block.line = number if key in {"msgctxt", "msgid"} and not block.line else block.line
        block.is_obsolete = is_obsolete


def _text(quoted: str) -> str:
    found = _STRING.fullmatch(quoted)
    if found is None:
        raise Broken(phrase("a text is not in straight quotes, or a quote in it has no backslash"))
    return _ESCAPE.sub(_escaped, found[1])


def _escaped(match: re.Match[str]) -> str:
    if match[1] not in _ESCAPED:
        raise Broken(phrase("‘{escape}’ means nothing in a PO file", escape=f"\\{match[1]}"))
    return _ESCAPED[match[1]]


def _unit(block: _Block) -> Unit:
    texts = block.texts
    forms = [texts[key] for key in sorted((key for key in texts if key.startswith("msgstr")), key=_place)]
    if "msgid" not in texts or not forms:
        raise Broken(phrase("an entry lacks its msgid or its msgstr"))
    if ("msgid_plural" in texts) != ("msgstr[0]" in texts) or len(forms) != 1 + max(map(_place, texts)):
        raise Broken(phrase("the forms of a plural are not numbered from 0 without a gap"))
    flags = [flag.strip() for line in block.remarks.get("#,", ()) for flag in line.split(",")]
    is_stale = _FUZZY in flags
    state = State.STALE if is_stale else State.DRAFT if all(forms) else State.MISSING
    return Unit(
        texts.get("msgctxt", ""), texts["msgid"], texts.get("msgid_plural", ""), tuple(forms), state,
        block.previous.get("msgid", ""), block.previous.get("msgid_plural", ""),
        tuple(block.remarks.get("#", ())), tuple(block.remarks.get("#.", ())), tuple(block.remarks.get("#:", ())),
        tuple(flag for flag in flags if flag != _FUZZY), line=block.line,
    )  # fmt: skip


def _place(keyword: str) -> int:
    number = keyword.removeprefix("msgstr").strip("[]")
    return int(number) if number.isdecimal() else 0


def write(catalogue: Catalogue) -> bytes:
    """Return a catalogue as a PO file without wrapped lines; the same catalogue gives the same bytes."""
    header = Unit("", "", forms=("".join(f"{name}: {value}\n" for name, value in catalogue.headers),))
    parts = ["\n".join(_entry(replace(header, comments=catalogue.comments)))]
    parts += ["\n".join(_entry(unit)) for unit in catalogue.units]
    parts += ["\n".join(_out_of_use(unit)) for unit in catalogue.obsolete]
    return ("\n\n".join(parts) + "\n").encode()


def _entry(unit: Unit) -> Iterable[str]:
    yield from (f"# {line}".rstrip() for line in unit.comments)
    yield from (f"#. {line}" for line in unit.notes)
    yield from (f"#: {line}" for line in unit.places)
    flags = ([_FUZZY] if unit.state is State.STALE else []) + list(unit.flags)
    if flags:
        yield f"#, {', '.join(flags)}"
    if unit.state is State.STALE and unit.previous:
        yield from _previous(unit)
    yield from _texts(unit)


def _previous(unit: Unit) -> Iterable[str]:
    yield f"#| msgid {quoted(unit.previous, '#| ')}"
    if unit.previous_plural:
        yield f"#| msgid_plural {quoted(unit.previous_plural, '#| ')}"


def _texts(unit: Unit, before: str = "") -> Iterable[str]:
    if unit.key:
        yield f"{before}msgctxt {quoted(unit.key, before)}"
    yield f"{before}msgid {quoted(unit.text, before)}"
    if unit.plural:
        yield f"{before}msgid_plural {quoted(unit.plural, before)}"
        yield from (f"{before}msgstr[{number}] {quoted(form, before)}" for number, form in enumerate(unit.forms))
    else:
        yield f"{before}msgstr {quoted(unit.forms[0], before)}"


def _out_of_use(unit: Unit) -> Iterable[str]:
    yield from (f"# {line}".rstrip() for line in unit.comments)
    if unit.flags:
        yield f"#, {', '.join(unit.flags)}"
    yield from _texts(unit, "#~ ")


def quoted(text: str, before: str = "") -> str:
    """Return a text in quotes, on several lines when it has some."""
    lines = [f'"{_escape(line)}"' for line in re.findall(r"[^\n]*\n|[^\n]+", text)] or ['""']
    return lines[0] if len(lines) == 1 else f"\n{before}".join(['""', *lines])


def _escape(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\r", "\\r"), ("\n", "\\n"), ('"', '\\"')):
        text = text.replace(plain, escaped)
    return text
