"""The sub-sections of a row: at one place they are shown all or none, for the row and the others give one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.domain.disclosure.cells import Cell, Measure, Reason, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from assessment.domain.disclosure.history import Key
    from assessment.domain.disclosure.policy import Policy

# The row and the place whose sub-sections belong together.
Family = tuple[str, str, str, str]


def family(cell: Cell, policy: Policy) -> Family | None:
    """Return to which row of which place a figure about a sub-section belongs; None for all other figures."""
    if cell.measure is not Measure.SCORE or cell.item in policy.rows:
        return None
    return (*cell.key[:3], policy.row(cell.item))


def whole(cells: Iterable[Cell], policy: Policy, kept: Callable[[Key], Cell | None]) -> Iterator[Cell]:
    """Give the cells of one place with the sub-sections of each row all renewed or all standing, all shown or none.

    `kept` returns a cell as the newest former release has it.
    """
    listed = list(cells)
    families: dict[Family, list[Cell]] = {}
    for cell in listed:
        own = family(cell, policy)
        if own is not None:
            families.setdefault(own, []).append(cell)
    standing = {own for own, members in families.items() if any(one.as_of for one in members)}
    withheld = {own for own, members in families.items() if any(one.status is not Status.SHOWN for one in members)}
    for cell in listed:
        own = family(cell, policy)
        if own in standing and not cell.as_of:
            yield kept(cell.key) or protecting(cell)
        elif own in withheld and not cell.as_of:
            yield protecting(cell)
        else:
            yield cell


def with_siblings(withheld: Collection[Key], cells: Iterable[Cell], policy: Policy) -> set[Key]:
    """Return the figures to withhold with all sub-sections that belong to one of them."""
    listed = list(cells)
    broken = {family(cell, policy) for cell in listed if cell.key in withheld} - {None}
    return {*withheld, *(cell.key for cell in listed if family(cell, policy) in broken)}


def protecting(cell: Cell) -> Cell:
    """Return the cell withheld because showing it would tell too much about somebody; a smaller cell stays as it is."""
    if cell.status is not Status.SHOWN:
        return cell
    reason = Reason.PROTECTS
    return Cell(*cell.key[:3], cell.measure, cell.item, cell.statistic, None, cell.count, Status.PROTECTS, reason)
