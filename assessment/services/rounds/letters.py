"""Printable letters of many participants as PDF, made by the worker, each with a code that is made for it.

Only digests of codes are kept, so that nobody can print a letter twice: whoever gets one has a new code, and the former
one is dead. The codes become valid in the transaction that keeps the file: no code is lost with its letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from assessment import storage
from assessment.domain.rounds import invitations_last_until
from assessment.domain.trail import Event
from assessment.languages import interface
from assessment.reports import letters as pages
from assessment.reports import process
from assessment.reports.document import Document
from assessment.services import documents, jobs
from assessment.services.files import forget_unneeded
from assessment.services.identifiers import hashed, new_code, new_id, new_token
from assessment.services.invitations import Invited
from assessment.services.places import NotFound
from assessment.services.rounds import inviting, participants, reading, taking_part
from assessment.services.rounds.inviting import NotInviting
from assessment.storage import acts, blobs, db, round_letters, rounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assessment.domain.access import Person
    from assessment.domain.rounds import Terms
    from assessment.services.jobs import Progress, Work
    from assessment.storage.tables import Participant

KEEP = timedelta(days=1)
MOST = 2_000
PART = 50
# In the pattern of a link, the place of its secret.
SECRET = "SECRET"  # noqa: S105 - a word that stands for one
_SECONDS = 200
_LEASE = timedelta(seconds=_SECONDS + 60)


class Nobody(ValueError):
    """No participant was chosen, or more than are printed at once."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a letter would help."""

    id: str
    name: str
    country: str
    email: str
    is_opened: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One file of letters."""

    key: str
    number: int
    letters: int
    size: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose letters, and what stands in all of them: the pattern of links, where codes are typed, who invites."""

    participants: tuple[str, ...]
    link: str
    address: str
    inviter: str
    programme: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A participant with the secrets that the letter has, and the invitation that was valid until then."""

    row: Participant
    former: str | None
    made: Invited


def candidates(round_id: str) -> tuple[Candidate, ...]:
    """Return those of a round whom a letter would help, by name."""
    rows = round_letters.candidates(db.session, round_id)
    return tuple(Candidate(row.id, row.name, row.country, row.email, row.opened_at is not None) for row in rows)


def request_letters(round_id: str, wish: Wish, by: Person, at: datetime) -> str:
    """Ask the worker for letters and return their key. Raises NotFound, NotInviting or Nobody."""
    known = {one.id for one in candidates(round_id)}
    wanted = [id_ for id_ in dict.fromkeys(wish.participants) if id_ in known]
    if not 0 < len(wanted) <= MOST:
        raise Nobody
    key = hashed(new_id())
    payload: dict[str, Any] = {
        "key": key, "round": round_id, "by": by.id, "participants": wanted, "link": wish.link, "address": wish.address,
        "inviter": wish.inviter, "programme": wish.programme,
    }  # fmt: skip
    with acts.act(Event.DOCUMENT_REQUESTED, by=by.id, at=at, subject=round_id) as done:
        _terms(round_id, at)
        jobs.want(done.session, jobs.Wanted(jobs.Kind.LETTERS, key, payload), by.id, at)
        done.content |= {"letters": key, "count": len(wanted)}
    return key


def make_letters(work: Work) -> str:
    """Make the letters that a job asks for, part by part; parts that are there already are not made again."""
    asked = work.payload
    made = {part.part for part in round_letters.parts(db.session, asked["round"], asked["key"])}
    wanted: Sequence[str] = asked["participants"]
    for number, start in enumerate(range(0, len(wanted), PART), 1):
        if number not in made:
            work.renew(_LEASE)
            try:
                _make_part(asked, number, wanted[start : start + PART], work.at)
            except (NotFound, NotInviting):
                raise jobs.Cannot("gone") from None
    return str(asked["key"])


def _make_part(asked: Any, number: int, ids: Sequence[str], at: datetime) -> None:  # noqa: ANN401 - a job's payload
    terms = _terms(asked["round"], at)
    drawn = [_draw(row[0], terms) for row in round_letters.with_invitations(db.session, ids) if _helps(row)]
    db.session.rollback()
    if not drawn:
        return
    html = pages.letters_html([_letter(one, asked["link"]) for one in drawn], _occasion(asked, terms))
    document = Document(html, drawn[0].row.language, at.isoformat())
    content = documents.render(lambda: process.render(document, process.Limits(seconds=_SECONDS)))
    blob = blobs.store().put(BytesIO(content), documents.LIMIT)
    with acts.act(Event.PARTICIPANT_CHANGED, by=asked["by"], at=at, subject=asked["round"]) as done:
        _terms(asked["round"], at)
        now = {row[0].id: row for row in round_letters.with_invitations(done.session, ids)}
        for one in drawn:
            row = now.get(one.row.id)
            if row is None or not _helps(row) or row[0].invitation_id != one.former:
                # Somebody was faster: the whole part is drawn again.
                raise RuntimeError("an invitation changed while its letter was made")
            participants.put_in_place(done.session, row[0], row[1], one.made, (asked["by"], at))
        values = {
            "key": asked["key"], "part": number, "round_id": asked["round"], "letters": len(drawn), "size": blob.size,
            "digest": blob.digest, "made_by": asked["by"], "made_at": at,
        }  # fmt: skip
        round_letters.keep(done.session, values)
        done.content |= {"renewed": len(drawn), "letters": asked["key"], "part": number}


def progress(round_id: str, key: str) -> tuple[Progress, int]:
    """Return where a request stands and how many letters it is for; raise NotFound."""
    found = jobs.progress(key)
    if found is None or found.payload.get("round") != round_id:
        raise NotFound
    return found, len(found.payload["participants"])


def parts(round_id: str, key: str = "") -> tuple[Part, ...]:
    """Return the files of a round, or of one request."""
    rows = round_letters.parts(db.session, round_id, key)
    return tuple(Part(row.key, row.part, row.letters, row.size, row.made_at) for row in rows)


def open_part(round_id: str, key: str, number: int) -> IO[bytes]:
    """Return the content of a file; raise NotFound."""
    for row in round_letters.parts(db.session, round_id, key):
        if row.part == number and blobs.store().has(row.digest):
            return blobs.store().open(row.digest)
    raise NotFound


def forget_letters(round_id: str, key: str, by: Person, at: datetime) -> None:
    """Delete the files of a request, once they are printed; the codes in them stay valid."""
    with acts.act(Event.DOCUMENT_REQUESTED, by=by.id, at=at, subject=round_id) as done:
        digests = round_letters.forget(done.session, round_id, key)
        done.is_void = not digests
        done.content |= {"letters": key, "forgotten": True}
    forget_unneeded(digests)


def sweep_letters(at: datetime) -> None:
    """Delete the files of yesterday: there are codes in them."""
    with storage.transaction() as session:
        digests = round_letters.forget_older(session, at - KEEP)
    forget_unneeded(digests)


def _helps(row: Any) -> bool:  # noqa: ANN401 - a participant with its invitation
    participant, invitation = row[0], row[1]
    is_used = invitation is not None and invitation.accepted_at is not None
    return participant.withdrawn_at is None and participant.organisation_id is None and not is_used


def _draw(row: Participant, terms: Terms) -> _Drawn:
    until = invitations_last_until(terms.closes_on)
    made = Invited(new_id(), new_token(), new_code(), until, row.email, None, row.language)
    return _Drawn(row, row.invitation_id, made)


def _letter(one: _Drawn, link: str) -> pages.Letter:
    row, made = one.row, one.made
    return pages.Letter(
        row.name, row.contact, interface.fitting(row.language), made.code, link.replace(SECRET, made.token)
    )


def _occasion(asked: Any, terms: Terms) -> pages.Occasion:  # noqa: ANN401 - a job's payload
    return pages.Occasion(
        terms.name, asked["inviter"], asked["programme"], asked["address"], terms.closes_on.isoformat(),
        taking_part.minutes_of(terms),
    )  # fmt: skip


def _terms(round_id: str, at: datetime) -> Terms:
    row = rounds.find(db.session, round_id)
    if row is None:
        raise NotFound
    terms = reading.terms_of(db.session, row)
    inviting.require_inviting(row, terms, at)
    return terms
