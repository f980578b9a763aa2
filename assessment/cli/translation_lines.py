"""What the commands about translations print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assessment.content import catalogue as pages
from assessment.content import output
from assessment.content.translations.units import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessment.content.translations.checking import Checked
    from assessment.content.translations.exchange import Taken
    from assessment.content.translations.units import Unit
    from assessment.services.translating.catalogues import Counted, Extracted

LONGEST_NAME = 100
_WIDTHS = {State.MISSING: 9, State.STALE: 7, State.DRAFT: 7, State.REVIEWED: 10}


def findings(checked: Sequence[Checked], *, as_json: bool = False) -> str:
    """Return what was found about files."""
    return output.to_json(checked) if as_json else output.to_text(checked).rstrip("\n")


def catalogue() -> str:
    """Return the page that lists every code."""
    return pages.translations_page()


def extracted(done: Sequence[Extracted]) -> str:
    """Return what changed in each catalogue."""
    lines = []
    for one in done:
        merged = one.merged
        counts = (
            (len(merged.added), "new"),
            (len(merged.stale), "stale"),
            (len(merged.returned), "came back"),
            (len(merged.put_aside), "put aside"),
        )
        said = ", ".join(f"{count} {word}" for count, word in counts if count) or "up to date"
        lines.append(f"{one.language} {one.domain}: {said}")
    return "\n".join(lines) or "There is no language yet: name one with --language."


def counts(counted: Iterable[Counted]) -> str:
    """Return one line for each language and domain."""
    lines = [f"{'':10}{'':20}{'texts':>7}{'missing':>9}{'stale':>7}{'draft':>7}{'reviewed':>10}  translated"]
    for one in counted:
        numbers = "".join(f"{one.states[state]:>{width}}" for state, width in _WIDTHS.items())
        share = f"{percent(one.done, one.total)} %"
        lines.append(f"{one.language:10}{one.domain:20}{one.total:>7}{numbers}{share:>12}")
    return "\n".join(lines)


def percent(done: int, total: int) -> int:
    """Return a share in whole points, rounded down, so that 100 means all."""
    return done * 100 // total if total else 100


def counts_as_json(counted: Iterable[Counted]) -> str:
    """Return the counts under keys that do not change."""
    rows = [
        {"language": one.language, "domain": one.domain, "texts": one.total}
        | {state.value: one.states[state] for state in State}
        for one in counted
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def stale(units: Iterable[Unit]) -> str:
    """Return each stale text with both sources."""
    return "".join(line + "\n" for unit in units for line in _stale(unit))


def _stale(unit: Unit) -> Iterator[str]:
    yield unit.key or "(no key)"
    yield f"  - {unit.previous}"
    yield f"  + {unit.text}"
    yield f"  = {' / '.join(unit.forms)}"
    yield ""


def taken(done: Taken) -> str:
    """Return how many texts of a file were what."""
    parts = [
        (done.changed, "translated"),
        (done.confirmed, "confirmed although their source changed"),
        (done.reviewed, "reviewed"),
        (done.unchanged, "unchanged"),
        (done.left_out, "left out"),
    ]
    return ", ".join(f"{count} {word}" for count, word in parts if count) or "Nothing in it was new."
