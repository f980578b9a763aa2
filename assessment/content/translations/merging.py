"""Bringing a catalogue up to date with its sources: what changed becomes stale, and no translation is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assessment.content.translations import plurals
from assessment.content.translations.pofile import Catalogue
from assessment.content.translations.units import Source, State, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessment.content.translations.units import Name

# How alike two sources must be for the translation of one to help with the other. A key says already that they
# belong together, as far as it is not that of a list.
_ALIKE_BY_KEY, _ALIKE = 0.4, 0.7
_FORMAT = "python-format"


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalogue that fits its sources, and which of its strings that changed."""

    catalogue: Catalogue
    added: tuple[Unit, ...] = ()
    stale: tuple[Unit, ...] = ()
    returned: tuple[Unit, ...] = ()
    put_aside: tuple[Unit, ...] = ()

    @property
    def has_changed(self) -> bool:
        """Whether anything did."""
        return bool(self.added or self.stale or self.returned or self.put_aside)


def merge(catalogue: Catalogue, sources: Sequence[Source], language: str) -> Merged:
    """Return the catalogue with exactly the strings of the sources.

    A string without translation takes over that of the source it replaces, as stale, with that source beside it. What
    has no source any more is put aside with its translation, and comes back when the source does.
    """
    wanted = {source.name for source in sources}
    present = {unit.name: unit for unit in catalogue.units}
    aside = {unit.name: unit for unit in catalogue.obsolete}
    gone = [unit for unit in catalogue.units if unit.name not in wanted]
    pool = _Pool(present.values(), gone)
    merged: dict[Name, Unit] = {}
    added, stale, returned = [], [], []
    for source in sources:
        unit = present.get(source.name) or aside.pop(source.name, None)
        if unit is None:
            unit = _empty(source, language)
            added.append(source.name)
        elif source.name not in present:
            returned.append(source.name)
        if not any(unit.forms):
            unit = pool.helped(unit)
            if unit.state is State.STALE:
                stale.append(source.name)
        merged[source.name] = unit
    kept = {unit.name: unit for unit in gone if any(unit.forms)}
    made = replace(
        catalogue,
        units=tuple(_ordered(merged, [unit.name for unit in catalogue.units])),
        obsolete=tuple(replace(unit, places=(), notes=()) for unit in (aside | kept).values()),
    )
    new = [name for name in added if name not in stale]
    units = [tuple(merged[name] for name in names) for names in (new, stale, returned)]
    return Merged(made, units[0], units[1], units[2], tuple(gone))


def _empty(source: Source, language: str) -> Unit:
    count = len(plurals.forms(language)) if source.plural else 1
    flags = (_FORMAT,) if source.is_format else ()
    return Unit(source.key, source.text, source.plural, ("",) * count, flags=flags)


class _Pool:
    """The translations that may help with a string which has none."""

    def __init__(self, present: Iterable[Unit], gone: Sequence[Unit]) -> None:
        self._gone = [unit for unit in gone if any(unit.forms)]
        self._by_key: dict[str, list[Unit]] = {}
        for unit in present:
            if unit.key and any(unit.forms) and unit.state is not State.STALE:
                self._by_key.setdefault(unit.key, []).append(unit)

    def helped(self, unit: Unit) -> Unit:
        """Return the unit with the translation of the source that it replaces, as stale, or as it is."""
        former = self._former(unit)
        if former is None:
            return unit
        forms = former.forms if len(former.forms) == len(unit.forms) else former.forms[-1:] * len(unit.forms)
        is_stale = former.state is State.STALE and former.previous
        previous = (former.previous, former.previous_plural) if is_stale else (former.text, former.plural)
        return replace(
            unit, forms=forms, state=State.STALE, previous=previous[0], previous_plural=previous[1],
            comments=former.comments,
        )  # fmt: skip

    def _former(self, unit: Unit) -> Unit | None:
        if not unit.key:
            return _most_alike(unit, self._gone, _ALIKE)
        gone = [one for one in self._gone if one.key == unit.key]
        there = self._by_key.get(unit.key, [])
        return _most_alike(unit, gone, _ALIKE_BY_KEY) or _most_alike(unit, there, _ALIKE_BY_KEY)


def _most_alike(unit: Unit, candidates: Iterable[Unit], least: float) -> Unit | None:
    best, found = least, None
    words = SequenceMatcher(None, [], unit.text.split(), autojunk=False)
    letters = SequenceMatcher(None, "", unit.text, autojunk=False)
    for one in candidates:
        words.set_seq1(one.text.split())
        letters.set_seq1(one.text)
        if letters.real_quick_ratio() < best or letters.quick_ratio() < best:
            continue
        alike = max(words.ratio(), letters.ratio())
        if alike >= best:
            best, found = alike, one
    return found


def _ordered(merged: Mapping[Name, Unit], before: Sequence[Name]) -> list[Unit]:
    """Return the units in the order they had; a new one stands behind the last of its key, or behind its neighbour."""
    order = [name for name in before if name in merged]
    known = set(order)
    last = {name[0]: name for name in order if name[0]}
    behind: dict[Name | None, list[Name]] = {}
    neighbour: Name | None = None
    for name in merged:
        if name not in known:
            behind.setdefault(last.get(name[0], neighbour), []).append(name)
        else:
            neighbour = name
    placed = list(behind.get(None, ()))
    for name in order:
        placed += [name, *behind.get(name, ())]
    return [merged[name] for name in placed]


def new_catalogue(domain: str, language: str) -> Catalogue:
    """Return a catalogue with a header and nothing else."""
    headers = (
        ("Project-Id-Version", domain),
        ("Language", language.replace("-", "_")),
        ("Plural-Forms", plurals.header(language)),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return Catalogue((f"{domain} in {plurals.locale(language).english_name}.",), headers)
