"""The sheets of a questionnaire's workbook: written from a tree, and read back with faults by cell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assessment.content import format as shapes
from assessment.content.draft_parts import ABOUT, LISTS, part_name
from assessment.content.workbook import OTHER, Column, columns_of, get, read, rows, tables, write
from assessment.content.writing import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessment.content.workbook import Table
    from assessment.content.writing import Tree

# Where somebody finds what each column means; it is not read back.
GUIDE = "read-me"
SAVED, IN_WORDS = "saved", "in words"
BOOK = "workbook"
EDITION = "1"
_NOT_READ = {IN_WORDS}
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a workbook from being read: a code, and where."""

    code: str
    sheet: str
    row: int = 0
    column: int = 0
    detail: str = ""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it, empty for the sheet as a whole."""
        return f"{letters(self.column)}{self.row}" if self.row else ""


@dataclass
class Book:
    """What a workbook says: the tree, and the versions of the parts that it was written from."""

    tree: Tree = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def letters(column: int) -> str:
    """Return the letters of a column counted from 1: A, B … Z, AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def sheets(tree: Tree, versions: Mapping[str, int], in_words: Mapping[str, str]) -> dict[str, Rows]:
    """Return the sheets by name, each with its titles as the first row."""
    about = [["key", "value"], [BOOK, EDITION]]
    about += [[column.title, write(get(tree, column.path), column.kind)] for column in _about()]
    about.append([OTHER, _unknown(tree)])
    about.append([SAVED, str(versions.get(ABOUT, 0))])
    found = {GUIDE: _guide(), ABOUT: about}
    for table in tables():
        titles, body = list(table.titles), rows(tree, table)
        if not table.key:
            titles.append(SAVED)
            body = [[*row, str(versions.get(part_name(table.name, row[0]), 0))] for row in body]
        if table.name == "questions":
            titles.append(IN_WORDS)
            body = [[*row, in_words.get(row[0], "")] for row in body]
        found[table.name] = [titles, *body]
    return found


def read_sheets(given: Mapping[str, Rows]) -> Book:
    """Return what the sheets say; with faults the tree is not whole and must not be used."""
    book = Book()
    _read_about(given, book)
    for table in tables():
        if table.name not in given:
            book.faults.append(Fault("no-sheet", table.name))
        else:
            _read_table(given[table.name], table, book)
    known = {GUIDE, ABOUT, *(table.name for table in tables())}
    filled = (name for name, lines in given.items() if name not in known and any(any(line) for line in lines))
    book.faults += [Fault("unknown-sheet", name) for name in filled]
    book.tree = in_order({key: value for key, value in book.tree.items() if key not in LISTS or value})
    return book


def _about() -> tuple[Column, ...]:
    return columns_of(shapes.QUESTIONNAIRE, frozenset(LISTS))


def _unknown(tree: Tree) -> str:
    known = {column.path[0] for column in _about()} | set(LISTS)
    rest = {key: value for key, value in tree.items() if key not in known}
    return json.dumps(rest, ensure_ascii=False) if rest else ""


def _guide() -> Rows:
    notes = [["sheet", "column", "meaning"]]
    for table in tables():
        groups = {"questions": shapes.QUESTION, "sections": shapes.SECTION, "options": shapes.OPTION}
        meanings = groups.get(table.name, shapes.QUESTION).notes
        notes += [[table.name, column.title, meanings.get(column.path[-1], "")] for column in table.columns]
    return notes


def _read_about(given: Mapping[str, Rows], book: Book) -> None:
    if ABOUT not in given:
        book.faults.append(Fault("no-sheet", ABOUT))
        return
    known, edition = {column.title: column for column in _about()}, ""
    for number, line in enumerate(given[ABOUT][1:], 2):
        key, cell = (*(text.strip() for text in line[:1]), *line[1:2], "", "")[:2]
        if key == BOOK:
            edition = cell.strip()
        elif key == SAVED:
            book.versions[ABOUT] = int(cell) if cell.isdecimal() else 0
        elif key == OTHER or key in known:
            _put_cell(book, book.tree, known.get(key), (ABOUT, number, 2, cell))
        elif key:
            book.faults.append(Fault("unknown-key", ABOUT, number, 1, key))
    if edition != EDITION:
        book.faults.append(Fault("edition", ABOUT, 2, 2, edition))


def _read_table(lines: Rows, table: Table, book: Book) -> None:
    titles = [title.strip() for title in lines[0]] if lines else []
    missing = [title for title in (*table.titles,) if title not in titles and title != OTHER]
    book.faults += [Fault("no-column", table.name, 1, 1, title) for title in missing]
    known = {*table.titles, SAVED, *_NOT_READ}
    for place, title in enumerate(titles, 1):
        if title not in known and any(len(line) >= place and line[place - 1].strip() for line in lines):
            book.faults.append(Fault("unknown-column", table.name, 1, place, title))
    if missing:
        return
    for number, line in enumerate(lines[1:], 2):
        cells = {title: (place, line[place - 1] if len(line) >= place else "") for place, title in enumerate(titles, 1)}
        if any(cell.strip() for title, (_, cell) in cells.items() if title not in {SAVED, IN_WORDS}):
            _read_row(cells, number, table, book)


def _read_row(cells: Mapping[str, tuple[int, str]], number: int, table: Table, book: Book) -> None:
    holder = _owner(cells, number, table, book) if table.owner else None
    if table.owner and holder is None:
        return
    item: dict[str, Any] = {}
    for column in table.columns:
        place, cell = cells[column.title]
        _put_cell(book, item, column, (table.name, number, place, cell))
    if OTHER in cells:
        _put_cell(book, item, None, (table.name, number, *cells[OTHER]))
    if holder is not None:
        _add_inner(holder, table, item)
        return
    place, id_ = cells["id"]
    id_ = id_.strip()
    if not id_ or part_name(table.name, id_) in book.versions:
        book.faults.append(Fault("twice" if id_ else "no-id", table.name, number, place, id_))
        return
    saved = cells.get(SAVED, (0, ""))[1]
    book.versions[part_name(table.name, id_)] = int(saved) if saved.isdecimal() else 0
    book.tree.setdefault(table.list_name, []).append(item | {"id": id_})


def _owner(
    cells: Mapping[str, tuple[int, str]], number: int, table: Table, book: Book
) -> dict[str, Any] | None:  # fmt: skip
    place, id_ = cells[table.owner]
    found = next((item for item in book.tree.get(table.list_name, []) if item.get("id") == id_.strip()), None)
    if found is None:
        book.faults.append(Fault("no-owner", table.name, number, place, id_.strip()))
    return found


def _add_inner(holder: dict[str, Any], table: Table, item: dict[str, Any]) -> None:
    if table.key == "anchors":
        holder.setdefault(table.key, {})[str(item.get("option", ""))] = item.get("text", "")
    elif table.key == "recommendation":
        holder[table.key] = item
    else:
        holder.setdefault(table.key, []).append(item)


def _put_cell(book: Book, item: dict[str, Any], column: Column | None, at: tuple[str, int, int, str]) -> None:
    """Put the value of a cell where its column says; without a column it is JSON with keys of its own."""
    sheet, row, place, cell = at
    try:
        value = read(cell, column.kind) if column else json.loads(cell) if cell.strip() else {}
    except ValueError:
        book.faults.append(Fault("broken", sheet, row, place, cell[:40]))
        return
    if column is None:
        if isinstance(value, dict):
            item |= value
        return
    if value is None:
        return
    target = item
    for key in column.path[:-1]:
        target = target.setdefault(key, {})
    target[column.path[-1]] = value
