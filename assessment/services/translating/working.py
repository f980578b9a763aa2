"""Translating, reviewing and putting translations into use; nobody overwrites anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assessment.content.findings import Findings
from assessment.content.translations import checking, folder, reviews
from assessment.content.translations.units import State
from assessment.domain.trail import Event
from assessment.languages import folders
from assessment.services.conflicts import Stale
from assessment.services.translating import desk as desks
from assessment.storage import acts, db, translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessment.content.findings import Finding
    from assessment.content.translations.units import Unit
    from assessment.services.translating.desk import Desk, Text
    from assessment.storage.acts import Act

LONGEST = 5000
_MOMENT = "%Y%m%dT%H%M%S%f"


class Faulty(ValueError):
    """The translation has errors and was not kept."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(one.code for one in findings))
        self.findings = findings


class OwnWork(ValueError):
    """Who translated a text cannot review it."""


@dataclass(frozen=True, slots=True)
class Where:
    """One text at one desk, and the version that somebody has seen of it."""

    language: str
    domain: str
    name: str
    version: int


def check(desk: Desk, text: Text, forms: Sequence[str]) -> tuple[Finding, ...]:
    """Return what the check finds about forms of a text."""
    findings = Findings("")
    checking.check_unit(replace(text.unit, forms=tuple(forms)), desk.measure, findings)
    return findings.sorted()


def save(where: Where, forms: Sequence[str], by: str, at: datetime) -> tuple[Finding, ...]:
    """Keep a translation as a draft of who made it, and return what is worth a thought about it.

    Raises NotFound, Faulty, or Stale when somebody else has changed it since `where.version` was seen.
    """
    desk = desks.open_desk(where.language, where.domain)
    text = desk.text(where.name)
    found = check(desk, text, forms)
    if any(one.rule.level == "error" or one.code == "M213" for one in found):
        raise Faulty(found)
    unit, is_stale = replace(text.unit, forms=tuple(forms)), text.state is State.STALE
    with acts.act(Event.TEXT_TRANSLATED, by=by, at=at, subject=where.name) as done:
        _seen(done, where, text)
        done.is_void = unit.forms == text.unit.forms and not is_stale
        if not done.is_void:
            _add(done, where, unit, (State.DRAFT, by, at))
    return found


def review(where: Where, by: str, at: datetime) -> None:
    """Keep that somebody has compared a draft with its source; raise NotFound, Stale, or OwnWork."""
    desk = desks.open_desk(where.language, where.domain)
    text = desk.text(where.name)
    with acts.act(Event.TEXT_REVIEWED, by=by, at=at, subject=where.name) as done:
        _seen(done, where, text)
        if text.state is not State.DRAFT:
            raise Stale
        if is_own(desk, text, by):
            raise OwnWork
        _add(done, where, text.unit, (State.REVIEWED, by, at))


def is_own(desk: Desk, text: Text, by: str) -> bool:
    """Whether a text was translated by this person, here or in the files under their name."""
    if text.version:
        return text.by == by
    header = desk.kept.catalogue.header("Last-Translator")
    translator = reviews.translator(text.unit.digest, desk.kept.people, header)
    return bool(translator) and reviews.is_same_person(translator, translations.name_of(db.session, by))


def _seen(done: Act, where: Where, text: Text) -> None:
    """Raise Stale when a text is not as it was seen."""
    newest = translations.version(done.session, where.language, where.domain, where.name)
    if not newest == text.version == where.version:
        raise Stale


def _add(done: Act, where: Where, unit: Unit, made: tuple[State, str, datetime]) -> None:
    state, by, at = made
    values = {
        "language": where.language, "domain": where.domain, "name": where.name, "version": where.version + 1,
        "key": unit.key, "source": unit.text, "plural": unit.plural, "state": state.value, "made_by": by, "made_at": at,
        "forms": json.dumps(list(unit.forms), ensure_ascii=False),
    }  # fmt: skip
    translations.add(done.session, values)
    done.content |= {"language": where.language, "domain": where.domain, "digest": unit.digest}


def is_waiting() -> bool:
    """Whether translations were changed that are not in use yet."""
    last, used = translations.last_change(db.session), used_until()
    return last is not None and (used is None or last > used)


def used_until() -> datetime | None:
    """Return until when what was changed is in use, None when nothing is."""
    name = folders.in_use()
    try:
        return datetime.strptime(name.partition("-")[0], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def put_into_use(by: str, at: datetime) -> int:
    """Show readers everything that was translated here until now; return how many texts were translated here."""
    with acts.act(Event.TRANSLATIONS_USED, by=by, at=at, subject=at.strftime(_MOMENT)) as done:
        count = _write(at)
        done.content |= {"texts": count}
        done.is_void = not count
    return count


def renew() -> None:
    """Make what is in use anew from the files of the program, which may be newer ones."""
    until = used_until()
    if until is not None:
        _write(until)


def _write(until: datetime) -> int:
    """Write the catalogues with everything that was done until a moment, and let them be read from now on."""
    root, count, digests = folders.made_root(), 0, []
    made: dict[str, bytes] = {}
    for language, domain in translations.domains(db.session):
        desk = desks.open_desk(language, domain, until)
        count += sum(text.version > 0 for text in desk.texts)
        for path, content in folder.files(root, language, domain, desk.kept).items():
            made[path.relative_to(root).as_posix()] = content
            digests.append(content)
    name = f"{until.strftime(_MOMENT)}-{reviews.digest_of(digests)}"
    if made:
        folder.write({root / name / place: content for place, content in made.items()})
        beside = root / f".{name}"
        beside.unlink(missing_ok=True)
        beside.symlink_to(name)
        beside.replace(root / folders.CURRENT)
    return count
