"""Everybody walks the whole map of addresses, and finds open exactly what the table of permissions opens.

The map is walked as every role, signed out, as a member of another organisation and as a guest, with real ids in every
address. What is expected is worked out here once more, from the table alone. A new route with a new kind of id fails
until the walk has one to give.
"""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update

from assessment import storage
from assessment.content.translations.units import short_digest
from assessment.domain.access import EVERYBODY, IN_SECTION, OFFICES, TABLE, Permission, Person, Role
from assessment.domain.purposes import Purpose
from assessment.domain.settings import Group
from assessment.services import answering, consents, documents, evidence, held_files
from assessment.services.answering import Save
from assessment.services.evidence import About
from assessment.services.identifiers import hashed, new_id, new_token
from assessment.services.places import Place
from assessment.services.releases import views
from assessment.storage import blobs, db
from assessment.storage.tables import (
    Assessment,
    Comment,
    GuestLink,
    Invitation,
    Job,
    MailMessage,
    Participant,
    PlanAction,
    RoundLetters,
    RoundSheet,
    Workshop,
)
from assessment.web import guards
from tests import drafts, factories, releases, results
from tests.web import rooms
from tests.web.rooms import QUESTION, SECTION
from tests.web.test_guests import enter, invite

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

    from assessment.storage.tables import Account

OFFICE_NAMES = tuple(office.value for office in OFFICES)
MEMBERS = (Role.OWNER, Role.EDITOR, Role.CONTRIBUTOR, Role.APPROVER, Role.READER)
PLACES = ("organisation_id", "system_id", "assessment_id")
# Secrets in addresses are their own key: walked with one that opens nothing, and 404 is an honest answer to that.
SECRETS = {
    "token",
    "secret",
    "code",
    "fingerprint",
    "name",
    "questionnaire_id",
    "version",
    "session_id",
    "passkey_id",
    "token_id",
    "rest",
}
# Allowed, and yet nothing is there: each with its reason.
NOT_THERE = {
    ("GET", "respondent.former"): "the assessment follows no other",
    ("GET", "respondent.after_move"): "the assessment was not moved",
    ("GET", "respondent.moving_back"): "the assessment was not moved",
    ("GET", "respondent.download_export"): "the document that was made is a report",
    ("POST", "respondent.put_evidence_back"): "the evidence was not removed",
    ("POST", "programme.open_workshop"): "the form names no assessment",
    ("POST", "respondent.undo_plan"): "no change was made that could be undone",
    ("POST", "respondent.restore_answer"): "the form names no former version",
    ("GET", "official.figure"): "the address names no cell",
    ("GET", "official.open_view"): "the view is somebody else's",
    ("GET", "official.naming_view"): "the view is somebody else's",
    ("POST", "official.rename_view"): "the view is somebody else's",
    ("GET", "official.deleting_view"): "the view is somebody else's",
    ("POST", "official.delete_view"): "the view is somebody else's",
    ("GET", "editor.new_draft"): "there is no such version",
    ("POST", "editor.make_draft"): "there is no such version",
    ("GET", "editor.ending"): "there is no such version",
    ("POST", "editor.end_version"): "there is no such version",
    ("POST", "editor.take_end_back"): "there is no such version",
    ("GET", "editor.condition"): "this kind of thing has no condition",
    ("POST", "editor.change_condition"): "this kind of thing has no condition",
    ("GET", "editor.thing"): "there is no such kind of thing",
    ("POST", "editor.save_thing"): "there is no such kind of thing",
    ("POST", "editor.add_thing"): "there is no such kind of thing",
    ("POST", "editor.remove_thing"): "there is no such kind of thing",
    ("POST", "editor.put_back"): "the form names nothing that was taken out",
    ("GET", "editor.coming"): "the file is none of this draft",
    ("GET", "editor.crosswalk_coming"): "the file is no crosswalk",
    ("POST", "editor.take_crosswalk"): "the file is no crosswalk",
    ("GET", "operator.pack_file"): "the file is no pack",
    ("POST", "operator.install_pack"): "the file is no pack",
    ("GET", "operator.pack_removal"): "no pack is installed",
    ("POST", "operator.remove_pack"): "no pack is installed",
    ("GET", "editor.sample_file"): "the report was not made",
    ("GET", "editor.approval"): "the draft was not sent for approval",
    ("POST", "editor.publish"): "the draft was not sent for approval",
    ("GET", "editor.discarded"): "the draft was not discarded",
    ("POST", "editor.take_back"): "the draft was not discarded",
    ("GET", "editor.translation_preview"): "there is no such version",
}
# A text of a questionnaire that is translated into French.
TRANSLATED = short_digest("title", "Assessment List for Trustworthy AI", "")
# A comment is changed by who wrote it, a code read out by who made the link: for others they do not exist.
OWN = {
    "respondent.editing_comment", "respondent.edit_comment", "respondent.deleting_comment",
    "respondent.delete_comment", "respondent.read_code_out", "respondent.joining", "respondent.join_round",
}  # fmt: skip


@dataclass
class World:
    """Two organisations with everything in them; `ids` and `foreign` fill addresses."""

    app: Flask
    people: dict[str, Account | None]
    guest: FlaskClient
    ids: dict[str, str]
    foreign: dict[str, str]

    def client(self, who: str) -> FlaskClient:
        if who == "guest":
            return self.guest
        client = self.app.test_client()
        person = self.people[who]
        if person is not None:
            factories.sign_in(self.app, client, person)
        return client


def populate(app: Flask) -> tuple[rooms.Room, dict[str, str]]:
    """Make an organisation with something at every address; return it and the ids."""
    here = rooms.room(app, *MEMBERS)
    owner = here.people[Role.OWNER]
    by, at = Person(owner.id, owner.name, owner.email), datetime.now(UTC)
    place = Place(assessment=here.assessment, system=here.system, organisation=here.organisation)
    about = About(here.organisation.id, here.assessment.id, QUESTION)
    with app.app_context():
        given = results.example()
        saves = [Save(question, 0, answer) for question, answer in given.answers.items()]
        answering.save_answers(here.assessment.id, saves, by=owner.id, at=at, save_id=new_id())
        submission = results.submit(place, given)
        added = evidence.add_file(about, ("plan.txt", io.BytesIO(b"A plan.\n")), None, by, at)
        key = documents.request_report(place, documents.Wish(), owner.id, at)
        asked = {"key": key, "organisation": here.organisation.id}
        documents.keep(asked, ("report", "report.pdf", "application/pdf"), b"%PDF-1.7", at)
        comment = Comment(
            id=new_id(), assessment_id=here.assessment.id, question_id=QUESTION, text="Why?", is_return=False,
            written_by=owner.id, written_at=at, resolved_by="",
        )  # fmt: skip
        action = PlanAction(
            id=new_id(), organisation_id=here.organisation.id, system_id=here.system.id,
            assessment_id=here.assessment.id, title="Do it", created_by=owner.id, created_at=at, changed_at=at,
        )  # fmt: skip
        link = GuestLink(
            id=new_id(), assessment_id=here.assessment.id, section_id=SECTION, name="Guest", email="g@example.org",
            token_hash=hashed(new_token()), expires_at=at + timedelta(days=9), created_by=owner.id, created_at=at,
        )  # fmt: skip
        invitation = Invitation(
            id=new_id(), organisation_id=here.organisation.id, email="new@example.org", role="reader",
            token_hash=hashed(new_token()), code_hash=hashed(new_token()), created_by=owner.id, created_at=at,
            expires_at=at + timedelta(days=9),
        )  # fmt: skip
        office = Invitation(
            id=new_id(), email="official@example.org", role="official", token_hash=hashed(new_token()),
            code_hash=hashed(new_token()), created_by=owner.id, created_at=at, expires_at=at + timedelta(days=9),
        )  # fmt: skip
        message = MailMessage(
            id=new_id(), purpose="notice", recipient="a@example.org", subject="Hello", text="Hello", attempts=9,
            problem="refused", created_at=at, next_attempt_at=None,
        )  # fmt: skip
        job = Job(
            id=new_id(), kind="report", key="0" * 64, payload="{}", state="failed", attempts=9, problem="why",
            created_at=at, run_after=at,
        )  # fmt: skip
        for row in (comment, action, link, invitation, office, message, job):
            factories._kept(row, {})  # noqa: SLF001 - rows without a factory of their own
        of_round = take_part(here, at)
        return here, of_round | {
            "release_id": releases.release(state="ready", number=None).id, "table": "all",
            "workshop_id": workshop(here, of_round["participant_id"], at),
            "organisation_id": here.organisation.id, "system_id": here.system.id, "assessment_id": here.assessment.id,
            "section_id": SECTION, "question_id": QUESTION, "submission_id": submission.id, "comment_id": comment.id,
            "evidence_id": added, "action_id": action.id, "link_id": link.id, "invitation_id": invitation.id,
            "account_id": here.people[Role.CONTRIBUTOR].id, "key": key,
            "organisation": here.organisation.id,
            "invitation": office.id, "message": message.id, "job": job.id, "group_name": Group.DATA.value,
            "kind": "json",
        } | released(at) | edited()  # fmt: skip


def edited() -> dict[str, str]:
    """Make a draft of a questionnaire; return the ids of what can be edited in it."""
    return {
        "draft_id": drafts.edition().row.id, "section": "HAO", "subsection": "HAO-A", "question": "HAO-A2",
        "thing": "HAO-A2", "language": "fr", "domain": "altai", "text": TRANSLATED, "pack": "none",
        "file": held_files.hold(b"format: 1", 100),
    }  # fmt: skip


def released(at: datetime) -> dict[str, str]:
    """Make a release, and an official who keeps a view of it; return the ids."""
    release = releases.release(releases.cells(former=1))
    official = factories.account("Jan Kowalski", Role.OFFICIAL, tf_primary_method="authenticator")
    view = views.save("Mine", "page=explore&table=country", official.id, at)
    return {"number": str(release.number), "account": official.id, "view": view}


def take_part(here: rooms.Room, at: datetime) -> dict[str, str]:
    """Let an organisation take part in a round with its assessment, with everything that a round can have."""
    owner = here.people[Role.OWNER].id
    round_id = factories.round_(closes_on=at.date() + timedelta(days=30)).id
    participant = factories.participant(round_id, here.organisation)
    accepted = Invitation(
        id=new_id(), token_hash=hashed(new_token()), code_hash=hashed(new_token()), created_at=at, expires_at=at,
        accepted_at=at, accepted_by=owner,
    )  # fmt: skip
    sheet = RoundSheet(
        id=new_id(), round_id=round_id, name="list.csv", rows='[["Name","Country"],["Mercy",""]]',
        created_by=owner, created_at=at,
    )  # fmt: skip
    for row in (accepted, sheet):
        factories._kept(row, {})  # noqa: SLF001 - rows without a factory of their own
    offer = factories.participant(round_id, invitation_id=accepted.id)
    key = hashed(new_token())
    blob = blobs.store().put(io.BytesIO(b"%PDF-1.7"), 100)
    job = Job(
        id=new_id(), kind="letters", key=key, payload=f'{{"round": "{round_id}", "participants": []}}', state="done",
        created_at=at, run_after=at,
    )  # fmt: skip
    letters = RoundLetters(
        key=key, part=1, round_id=round_id, letters=1, size=8, digest=blob.digest, made_by=owner, made_at=at
    )  # fmt: skip
    for made in (job, letters):
        factories._kept(made, {})  # noqa: SLF001 - rows without a factory of their own
    with storage.transaction() as session:
        session.execute(update(Assessment).where(Assessment.id == here.assessment.id).values(round_id=round_id))
    return {
        "round_id": round_id, "step_name": "open", "participant_id": participant.id, "offer_id": offer.id,
        "list_id": sheet.id, "file_ending": "xlsx", "letters_key": key, "part_number": "1",
    }  # fmt: skip


def workshop(here: rooms.Room, participant_id: str, at: datetime) -> str:
    """Let a workshop about the assessment go on, as the organisation has agreed to; return its id."""
    owner = here.people[Role.OWNER]
    by = Person(owner.id, owner.name, owner.email)
    consents.decide_consent(here.organisation.id, Purpose.FACILITATOR, given=True, by=by, at=at)
    made = Workshop(
        id=new_id(), participant_id=participant_id, assessment_id=here.assessment.id, code_hash=hashed(new_token()),
        created_by=owner.id, created_at=at, expires_at=at + timedelta(hours=9),
    )  # fmt: skip
    return str(factories._kept(made, {}).id)  # noqa: SLF001 - a row without a factory of its own


@pytest.fixture
def world(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    here, ids = populate(app)
    there, foreign = populate(app)
    people: dict[str, Account | None] = {role.value: here.people[role] for role in MEMBERS}
    with app.app_context():
        people |= {office.value: factories.account(office.value, office) for office in OFFICES}
        # A facilitator finds only what is bound to them.
        facilitator = people[Role.FACILITATOR.value]
        with storage.transaction() as session:
            session.execute(update(Participant).values(facilitator_id=facilitator.id if facilitator else ""))
            officer = people[Role.PROGRAMME_OFFICER.value]
            session.execute(update(RoundSheet).values(created_by=officer.id if officer else ""))
    people |= {"stranger": there.people[Role.OWNER], "nobody": None}
    app.config["WTF_CSRF_ENABLED"] = True
    guest = enter(here, invite(here)).client
    app.config["WTF_CSRF_ENABLED"] = False
    return World(app, people, guest, ids, foreign)


class Still:
    """Puts the database back after whatever changed it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.file = Path(app.instance_path) / "assessment.sqlite3"
        self.kept = self.file.with_suffix(".kept")
        with app.app_context():
            db.session.execute(text("pragma wal_checkpoint(truncate)"))
            db.session.remove()
            db.engine.dispose()
        shutil.copy(self.file, self.kept)

    def restore(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for left in self.file.parent.glob("assessment.sqlite3-*"):
            left.unlink()
        shutil.copy(self.kept, self.file)


def addresses(app: Flask) -> list[tuple[str, Rule]]:
    """Return every way to ask: method and rule."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith("assets.")]
    return [(method, rule) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def fill(rule: Rule, ids: dict[str, str]) -> str:
    """Return the address of a rule with real ids; fail for an id that the walk does not have."""
    unknown = rule.arguments - ids.keys() - SECRETS
    assert unknown == set(), f"{rule.rule}: give the walk a real {unknown}"
    # A secret that was never given out; numbers where the rule wants one.
    values = {name: ids.get(name, "4711" if "<int:" in rule.rule else "x" * 43) for name in rule.arguments}
    path = rule.rule
    for name, value in values.items():
        for form in (f"<{name}>", f"<int:{name}>", f"<path:{name}>"):
            path = path.replace(form, value)
    assert "<" not in path, rule.rule
    return path


def has(who: str, permission: Permission, rule: Rule) -> bool:
    """Whether the table gives this person the permission at this address."""
    is_of_a_place = not rule.arguments.isdisjoint(PLACES)
    if who == "stranger" or (who in OFFICE_NAMES and is_of_a_place):
        return permission in EVERYBODY and not is_of_a_place
    if who == "guest":
        return permission in TABLE[Role.GUEST] and "section_id" in rule.arguments
    role = Role(who)
    if not is_of_a_place:
        return permission in EVERYBODY or (role in OFFICES and permission in TABLE[role])
    if permission in EVERYBODY:
        return True
    in_own_section = permission not in IN_SECTION or role is not Role.CONTRIBUTOR or "section_id" in rule.arguments
    return permission in TABLE[role] and in_own_section


def expected(who: str, permission: Permission | str | None, rule: Rule, method: str) -> set[int] | None:
    """Return the statuses that the table allows; None means: open, whatever the page then says."""
    if permission == guards.PUBLIC:
        return None
    assert isinstance(permission, Permission), f"{rule.endpoint} is not guarded"
    if who == "nobody":
        return {302} if method == "GET" else {401}
    if has(who, permission, rule):
        return None
    if who in {"guest", "stranger", *OFFICE_NAMES} or rule.arguments.isdisjoint(PLACES):
        return {404}
    return {403}


def wrong(world: World, still: Still, who: str, method: str, rule: Rule) -> str:
    """Ask for one address as one person; return what is wrong, or an empty text."""
    permission = guards.guard_of(world.app, rule.endpoint)
    client = world.client(who)
    response = client.open(fill(rule, world.ids), method=method, headers={"Accept": "text/html"})
    response.close()
    status, wanted = response.status_code, expected(who, permission, rule, method)
    if method == "POST" and status < 400:
        still.restore()
    if wanted is not None:
        fine = status in wanted
    elif permission == guards.PUBLIC:
        fine = status < 500
    else:
        may_miss = (method, rule.endpoint) in NOT_THERE or (rule.endpoint in OWN and who != "owner")
        fine = status < 500 and (status not in {401, 403, 404} or (status == 404 and (may_miss or is_secret(rule))))
    return "" if fine else f"{who}: {method} {rule.rule} gave {status}, expected {wanted or 'an open page'}"


def is_secret(rule: Rule) -> bool:
    return not rule.arguments.isdisjoint({"session_id", "passkey_id", "token_id"})


EVERYONE = [*(role.value for role in MEMBERS), "guest", "stranger", *OFFICE_NAMES, "nobody"]


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_everybody_finds_open_exactly_what_the_table_opens(world: World) -> None:
    still = Still(world.app)
    faults = [
        fault
        for who in EVERYONE
        for method, rule in addresses(world.app)
        if (fault := wrong(world, still, who, method, rule))
    ]

    assert not faults, "\n".join(faults)


@pytest.mark.slow
def test_an_id_of_another_organisation_inside_ones_own_address_does_not_exist(world: World) -> None:
    still = Still(world.app)
    client, faults = world.client("owner"), []
    for method, rule in addresses(world.app):
        inner = rule.arguments - set(PLACES) - SECRETS - {"section_id", "question_id", "group_name"}
        for name in inner if not rule.arguments.isdisjoint(PLACES) else ():
            response = client.open(fill(rule, world.ids | {name: world.foreign[name]}), method=method)
            response.close()
            # An empty form may be refused before anything is looked for.
            if response.status_code not in ({404} if method == "GET" else {400, 404, 422}):
                faults.append(f"{method} {rule.rule} with a foreign {name} gave {response.status_code}")
            if method == "POST" and response.status_code < 400:
                still.restore()

    assert not faults, "\n".join(faults)


@pytest.mark.slow
def test_a_contributor_sees_no_section_that_is_not_theirs(world: World) -> None:
    client = world.client("contributor")
    elsewhere = world.ids | {"section_id": "TRA", "question_id": "TRA-A1"}
    faults = []
    for method, rule in addresses(world.app):
        if guards.guard_of(world.app, rule.endpoint) in IN_SECTION and "section_id" in rule.arguments:
            response = client.open(fill(rule, elsewhere), method=method)
            if response.status_code != 403:
                faults.append(f"{method} {rule.rule} gave {response.status_code}")

    assert not faults, "\n".join(faults)


@pytest.mark.slow
def test_every_form_needs_its_token(world: World) -> None:
    world.app.config["WTF_CSRF_ENABLED"] = True
    client, faults = world.client("owner"), []
    for method, rule in addresses(world.app):
        if method == "POST":
            response = client.post(fill(rule, world.ids))
            # A public form is shown again, empty; all else is refused with what was typed.
            is_shown_again = guards.guard_of(world.app, rule.endpoint) == guards.PUBLIC and response.status_code == 303
            if response.status_code not in {400, 401} and not is_shown_again:
                faults.append(f"{rule.rule} without a token gave {response.status_code}")

    assert not faults, "\n".join(faults)
