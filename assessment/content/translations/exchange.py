"""What is sent to translators, and what may come back: compared text by text, taken whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assessment.content.phrases import phrase
from assessment.content.translations import checking, pofile, reviews
from assessment.content.translations.pofile import Catalogue
from assessment.content.translations.reviews import Kept, Line, Pass
from assessment.content.translations.units import State, Unit, short_digest, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessment.content.findings import Findings
    from assessment.content.phrases import Phrase
    from assessment.content.translations.checking import Measure
    from assessment.content.translations.units import Name

_REVIEWED = "reviewed"
_WAS = "was "
_DOMAIN = "X-Domain"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who brings a file, on which day, whether as a review, and whether unknown texts are left out."""

    by: str
    on: str
    is_review: bool = False
    skips_unknown: bool = False


@dataclass(slots=True)
class Taken:
    """What a file changed: the new catalogue with its reviews, and how many texts were what."""

    kept: Kept
    changed: int = 0
    confirmed: int = 0
    reviewed: int = 0
    unchanged: int = 0
    left_out: int = 0
    units: dict[Name, Unit] = field(default_factory=dict)
    lines: set[Line] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)


def outgoing(kept: Kept, measure: Measure, states: Iterable[State] = tuple(State)) -> tuple[Unit, ...]:
    """Return the texts in some states as they are sent out, with the state, notes, places and limit of each."""
    wanted, found = set(states), []
    for unit in kept.catalogue.units:
        source, state = measure.sources.get(unit.name), state_of(unit, kept.reviewed)
        if source is None or state not in wanted:
            continue
        notes = [*([source.note] if source.note else []), *([f"max {source.limit}"] if source.limit else [])]
        found.append(
            replace(unit, state=state, notes=tuple(notes), places=source.places, was=short_digest(*unit.forms))
        )  # fmt: skip
    return tuple(found)


def write_po(units: Sequence[Unit], kept: Kept, domain: str) -> bytes:
    """Return texts as a PO file that remembers what it was written with."""
    marked = [
        replace(
            unit,
            notes=(*unit.notes, f"{_WAS}{unit.was}"),
            comments=(*unit.comments, *([_REVIEWED] if unit.state is State.REVIEWED else [])),
        )
        for unit in units
    ]
    headers = (*kept.catalogue.headers, (_DOMAIN, domain))
    return pofile.write(Catalogue(kept.catalogue.comments, headers, tuple(marked)))


def read_po(content: bytes, domain: str, language: str, findings: Findings) -> tuple[Unit, ...] | None:
    """Return the texts of a PO file that comes back, or None with a finding."""
    catalogue = pofile.read(content, findings)
    if catalogue is None or not checking.check_header(catalogue, language, findings):
        return None
    found = catalogue.header(_DOMAIN)
    if found and found != domain:
        findings.add("M108", 1, 1, "", found=found, wanted=domain)
        return None
    return tuple(_incoming(unit) for unit in catalogue.units)


def _incoming(unit: Unit) -> Unit:
    was = next((note.removeprefix(_WAS) for note in unit.notes if note.startswith(_WAS)), "")
    is_reviewed = _REVIEWED in unit.comments and unit.state is State.DRAFT
    comments = tuple(comment for comment in unit.comments if comment != _REVIEWED)
    return replace(unit, was=was, comments=comments, state=State.REVIEWED if is_reviewed else unit.state)


def take(units: Sequence[Unit], kept: Kept, measure: Measure, wish: Wish, findings: Findings) -> Taken:
    """Return what a file changes; with an error among the findings nothing of it may be kept."""
    taken = Taken(kept)
    present = {unit.name: unit for unit in kept.catalogue.units}
    taken.units = dict(present)
    by_plural = {(key, plural): name for name in measure.sources for key, _, plural in [name] if plural}
    for unit in units:
        name = unit.name if unit.text else by_plural.get((unit.key, unit.plural), unit.name)
        if name in measure.sources:
            given = replace(unit, key=name[0], text=name[1], plural=name[2])
            _take_one(given, present.get(name), measure, wish, (taken, findings))
        elif wish.skips_unknown:
            taken.left_out += 1
        else:
            findings.add("M201", unit.line, 1, checking.called(unit), source=unit.text, guess=_now(unit, measure))
    order = [*present, *(name for name in taken.units if name not in present)]
    catalogue = replace(kept.catalogue, units=tuple(taken.units[name] for name in order))
    known = Kept(kept.catalogue, kept.reviewed | taken.digests, kept.people | taken.lines)
    taken.kept = known.with_catalogue(catalogue)
    return taken


def _now(unit: Unit, measure: Measure) -> Phrase | str:
    texts = [source.text for source in measure.sources.values() if unit.key and source.key == unit.key]
    return phrase("The source reads now: ‘{text}’.", text=texts[0]) if len(texts) == 1 else ""


def _take_one(
    given: Unit, present: Unit | None, measure: Measure, wish: Wish, into: tuple[Taken, Findings]
) -> None:  # fmt: skip
    """Take one text: ours wins where nobody else was there, theirs where we did not touch it."""
    taken, findings = into
    before = present.forms if present else ("",)
    is_touched = any(given.forms) and short_digest(*given.forms) != (given.was or short_digest(*before))
    is_late = bool(given.was) and given.was != short_digest(*before) and given.forms != before
    is_confirmed = present is not None and present.state is State.STALE and given.state is not State.STALE
    if not any(given.forms) or (not is_touched and is_late):
        taken.unchanged += 1
    elif is_late:
        texts = {"theirs": " / ".join(before), "yours": " / ".join(given.forms)}
        findings.add("M202", given.line, 1, checking.called(given), **texts)
    elif given.forms != before or is_confirmed:
        _change(given, present, wish, taken)
        taken.confirmed += given.forms == before
        taken.changed += given.forms != before
        checking.check_unit(given, measure, findings)
    elif wish.is_review and given.state is State.REVIEWED and present is not None:
        _review(present, wish, taken, findings)
        checking.check_unit(given, measure, findings)
    else:
        taken.unchanged += 1


def _change(given: Unit, present: Unit | None, wish: Wish, taken: Taken) -> None:
    """Keep a new translation: a draft of whoever brings it, also when that is a reviewer."""
    is_stale = given.state is State.STALE
    base = present or given
    made = replace(
        base, forms=given.forms, state=State.STALE if is_stale else State.DRAFT,
        previous=base.previous if is_stale else "", previous_plural=base.previous_plural if is_stale else "",
        notes=(), places=(), was="",
    )  # fmt: skip
    taken.units[made.name] = made
    taken.lines.add(Line(made.digest, Pass.TRANSLATED.value, wish.on, wish.by))


def _review(present: Unit, wish: Wish, taken: Taken, findings: Findings) -> None:
    """Keep that a translation was looked at by somebody who has not written it."""
    if present.digest in taken.kept.reviewed:
        taken.unchanged += 1
        return
    header = taken.kept.catalogue.header("Last-Translator")
    translator = reviews.translator(present.digest, taken.kept.people, header)
    if reviews.is_same_person(translator, wish.by):
        findings.add("M214", present.line, 1, checking.called(present), name=wish.by)
        return
    taken.reviewed += 1
    taken.digests.add(present.digest)
    taken.lines.add(Line(present.digest, Pass.REVIEWED.value, wish.on, wish.by))
