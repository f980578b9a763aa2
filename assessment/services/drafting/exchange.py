"""Drafts as files, and files into drafts: YAML exactly, and a workbook that lawyers and translators fill in.

What comes back into a draft is compared part by part with what the file was written from: what somebody else has
changed meanwhile is not overwritten, but told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.content import draft_parts, workbook, workbook_sheets
from assessment.content.reading import MAX_BYTES
from assessment.domain.conditions import ConditionError, parse
from assessment.domain.wording import sentence
from assessment.reports import invitation_files
from assessment.services.drafting import making
from assessment.services.drafting.making import Unfit
from assessment.services.uploads import books
from assessment.services.uploads.refusals import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from assessment.content.workbook_sheets import Fault
    from assessment.content.writing import Tree
    from assessment.services.drafting.reading import Part, Whole

_ARCHIVE = b"PK\x03\x04"
_WIDE = frozenset(
    {"text", "help", "example", "summary", "definition", "message", "action", "steps", "evidence", "value"}
)


class Faulty(ValueError):
    """A workbook that cannot be taken; each fault has its sheet and cell."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults[:3]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Change:
    """What a file would do to one part: `before` and `after` are None where there is none."""

    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Coming:
    """What a file would change in a draft, and what it cannot because somebody else was faster.

    What has no row in a workbook (`missing`) stays: a row is soon lost, and what is taken out should be meant.
    """

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    order: tuple[str, ...] = field(default=())


def write_yaml(whole: Whole) -> bytes:
    """Return a draft as YAML; read in again, it is the same to the last byte."""
    return whole.judged.content


def write_book(whole: Whole, gettext: Callable[[str], str]) -> bytes:
    """Return a draft as a workbook; conditions stand in it also in words, which are not read back."""
    versions = {part.name: part.version for part in whole.parts.values() if not part.is_removed}
    sheets = workbook_sheets.sheets(whole.tree, versions, _conditions(whole, gettext))
    made = [
        invitation_files.Sheet(name, tuple(rows[0]), rows[1:], wide=0, wide_titles=_WIDE)
        for name, rows in sheets.items()
    ]
    return invitation_files.workbook(made, "ltr")


def read_tree(content: bytes) -> tuple[Tree, Mapping[str, int]]:
    """Return what a file says, and for a workbook the versions of the parts it was written from.

    Raises Refused, Faulty or Unfit.
    """
    if not content.startswith(_ARCHIVE):
        if len(content) > MAX_BYTES:
            raise Refused(Refusal.TOO_LARGE)
        return making.read_tree(content), {}
    read = books.read_book(content)
    if read.formulas:
        raise Faulty(tuple(workbook_sheets.Fault("formula", sheet, detail=cell) for sheet, cell in read.formulas))
    book = workbook_sheets.read_sheets(read.sheets)
    if book.faults:
        raise Faulty(tuple(book.faults))
    return book.tree, book.versions


def compare(whole: Whole, content: bytes) -> Coming:
    """Return what a file would change in a draft; raise Unfit for one of another questionnaire or version."""
    tree, versions = read_tree(content)
    if str(tree.get("id")) != whole.row.questionnaire:
        raise Unfit("other-questionnaire", str(tree.get("id", ""))[:60])
    if str(tree.get("version")) != whole.row.version:
        raise Unfit("other-version", str(tree.get("version", ""))[:20])
    try:
        parts = draft_parts.split(tree)
    except draft_parts.NotInParts as error:
        raise Unfit("parts", error.where) from None
    changes: list[Change] = []
    conflicts: list[Change] = []
    missing: list[str] = []
    for name in dict.fromkeys([*parts, *whole.parts]):
        present = whole.parts.get(name)
        before = present.content if present is not None and not present.is_removed else None
        change = Change(name, before, parts.get(name))
        if workbook.trimmed(change.before or {}) == workbook.trimmed(change.after or {}):
            continue
        if versions and change.after is None:
            missing.append(name)
        else:
            (conflicts if _is_late(present, versions) else changes).append(change)
    return Coming(tuple(changes), tuple(conflicts), tuple(missing), tuple(parts))


def _is_late(present: Part | None, versions: Mapping[str, int]) -> bool:
    """Whether a part was changed or added since the workbook was written; a file without versions replaces all."""
    if present is None or not versions:
        return False
    return versions.get(present.name, 0) != present.version


def _conditions(whole: Whole, gettext: Callable[[str], str]) -> dict[str, str]:
    questionnaire, found = whole.judged.questionnaire, {}
    for part in whole.of(draft_parts.QUESTIONS):
        text = part.content.get("asked_if")
        if not isinstance(text, str) or not text or questionnaire is None:
            continue
        try:
            found[part.id] = sentence(parse(text), questionnaire, gettext)
        except ConditionError:
            continue
    return found
