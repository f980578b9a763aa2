"""Texts as rows of a sheet: source beside target; written for people, read back by the titles of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assessment.content.translations import plurals, pofile
from assessment.content.translations.units import State, Unit, short_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.content.findings import Findings

KEY, FORM, SOURCE, PREVIOUS, TARGET, STATE, NOTE, LIMIT, TEXT, WAS = TITLES = (
    "key", "form", "source", "previous source", "translation", "state", "note", "max length", "text", "was",
)  # fmt: skip
_NEEDED: Final = (SOURCE, TARGET, STATE, TEXT, WAS)
WIDE: Final = frozenset({SOURCE, PREVIOUS, TARGET})
_STATES: Final = {state.value: state for state in State}
_LONGEST_NAME: Final = 31


def name(domain: str, language: str) -> str:
    """Return the name of a domain's sheet in a language."""
    return f"{domain} {language}"[:_LONGEST_NAME]


def rows(units: Iterable[Unit], language: str) -> list[tuple[str, ...]]:
    """Return a row for each text, and for a plural one for each of its forms."""
    return [row for unit in units for row in _rows(unit, language)]


def _rows(unit: Unit, language: str) -> Iterable[tuple[str, ...]]:
    limit = next((note.removeprefix("max ") for note in unit.notes if note.startswith("max ")), "")
    note = "\n".join([*(one for one in unit.notes if not one.startswith("max ")), *unit.places])
    names = plurals.forms(language) if unit.plural else ("",)
    for number, (form, text) in enumerate(zip(names, unit.forms, strict=True)):
        is_one = number == 0 and len(names) > 1
        source = unit.text if not unit.plural or is_one else unit.plural
        previous = unit.previous if not unit.plural or is_one else unit.previous_plural
        yield (
            unit.key, form, source, previous, text, unit.state.value, note, limit, short_digest(*unit.name), unit.was,
        )  # fmt: skip


def read(lines: Sequence[Sequence[str]], language: str, findings: Findings) -> tuple[Unit, ...] | None:
    """Return the texts of a sheet, or None with a finding."""
    titles = {title.strip().lower(): place for place, title in enumerate(lines[0])} if lines else {}
    missing = [title for title in _NEEDED if title not in titles]
    for title in missing:
        findings.add("M110", 1, 1, "", column=title)
    if missing:
        return None
    grouped: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = {title: _cell(line, place) for title, place in titles.items()}
        if cells[TEXT].strip() or cells[TARGET].strip():
            grouped.setdefault(cells[TEXT].strip() or f"row {number}", []).append((number, cells))
    if len(grouped) > pofile.MOST_UNITS:
        findings.add("M105", limit=pofile.MOST_UNITS)
        return None
    return tuple(_unit(group, language) for group in grouped.values())


def _cell(line: Sequence[str], place: int) -> str:
    return line[place].replace("\r\n", "\n") if place < len(line) else ""


def _unit(group: list[tuple[int, dict[str, str]]], language: str) -> Unit:
    number, first = group[0]
    order = plurals.forms(language)
    named = [(cells.get(FORM, "").strip(), cells) for _, cells in group]
    is_plural = bool(named[0][0])
    ordered = sorted(named, key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    forms = tuple(cells[TARGET] for _, cells in ordered)
    plural = ordered[-1][1][SOURCE] if is_plural else ""
    text = "" if is_plural and len(ordered) == 1 else ordered[0][1][SOURCE]
    state = _STATES.get(first[STATE].strip().lower(), State.DRAFT)
    if state in {State.STALE, State.MISSING} and any(forms) and short_digest(*forms) != first[WAS].strip():
        # Whoever writes a new text into a sheet seldom thinks of the column with the state.
        state = State.DRAFT
    return Unit(first.get(KEY, "").strip(), text, plural, forms, state, was=first[WAS].strip(), line=number)
