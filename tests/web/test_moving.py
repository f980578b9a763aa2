"""The pages of a move: offered, looked at, done, confirmed, undone; and what was typed meanwhile."""

from __future__ import annotations

import gzip
import io
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assessment.domain.access import Role
from assessment.domain.answer_json import from_text
from assessment.domain.answers import Answer
from assessment.services import answering, comments, evidence, moving, version_ends
from assessment.services.answering import Save
from assessment.services.evidence import About
from assessment.services.moving import Change
from assessment.services.sessions import person_of
from assessment.storage import answers, db
from assessment.storage.tables import Assessment
from tests import factories, pages
from tests.moves import ALTAI, NEWEST, PILOT
from tests.services.test_moving import DROPPED, HOME, KEPT, SAME
from tests.web import rooms

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page, PageClient
    from tests.web.rooms import Room

YES = Answer(options=("yes",))
# A question whose words became a measure on levels: its answer is proposed. And one of which nothing can be proposed.
REWORDED, SUCCESSOR, SPLIT = "P1.2.1b", "HAO-A3.1", "P1.1.1"


@pytest.fixture
def room(app: Flask) -> Room:
    app.config["WTF_CSRF_ENABLED"] = False
    pinned = {"version": PILOT.version, "fingerprint": PILOT.fingerprint}
    made = rooms.room(app, Role.CONTRIBUTOR, Role.READER, **pinned)
    with app.app_context():
        saves = [Save(id_, 0, YES) for id_ in (KEPT, DROPPED, SAME, REWORDED, SPLIT)]
        owner = made.people[Role.OWNER].id
        answering.save_answers(made.assessment.id, saves, by=owner, at=factories.NOW, save_id="begin-01")
    return made


def _moved(room: Room) -> Room:
    owner = room.people[Role.OWNER]
    with room.app.app_context():
        moving.move_assessment(room.assessment.id, NEWEST, Change(person_of(owner), 1, datetime.now(UTC)))
    return room


def _address(room: Room, page: str = "") -> str:
    return f"/assessments/{room.assessment.id}{page}"


def _version(room: Room) -> str:
    with room.app.app_context():
        return db.session.get_one(Assessment, room.assessment.id).version


def _stored(room: Room, question: str) -> Answer | None:
    with room.app.app_context():
        rows = answers.of_assessment(db.session, room.assessment.id, [question])
        return from_text(rows[0][2]) if rows else None


def _sent(client: PageClient, address: str, form: dict[str, str]) -> Page:
    """Send a form, follow where it leads, and check the page."""
    reply = client.client.post(address, data=form, follow_redirects=True)
    page = pages.parse(reply.get_data(as_text=True), reply.status_code)
    page.address = reply.request.path
    pages.check(page)
    return page


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_newer_version_is_offered_and_need_not_be_taken(room: Room) -> None:
    page = room.client().get(_address(room)).text

    assert f"There is a newer version: {NEWEST}" in page
    assert "You need not: this assessment can be finished with version 2019.1." in page


def test_who_cannot_start_assessments_is_told_and_not_led(room: Room) -> None:
    page = room.client(Role.READER).get(_address(room)).text

    assert "There is a newer version" in page
    assert "See what would change" not in page


def test_the_preview_counts_what_becomes_of_the_answers(room: Room) -> None:
    page = room.client().get(_address(room, "/move")).text

    assert "2 answers are carried" in page
    assert "6 questions are to be confirmed" in page
    assert "1 answer is kept with version 2019.1" in page
    assert page.count("not comparable") == len(ALTAI.rows)


def test_a_move_leads_from_its_preview_to_what_is_to_be_confirmed(room: Room) -> None:
    client = room.client()
    preview = client.get(_address(room, "/move")).text
    form = {name: _hidden(preview, name) for name in ("version", "revision")}

    page = _sent(client, _address(room, "/move"), form).text

    assert _version(room) == NEWEST
    assert "2 answers were carried." in page
    assert PILOT.by_id[REWORDED].text[:30] in page


def test_a_preview_that_is_out_of_date_moves_nothing(room: Room) -> None:
    form = {"version": NEWEST, "revision": "7"}

    assert _sent(room.client(), _address(room, "/move"), form).status == 409
    assert _version(room) == "2019.1"


def test_where_nothing_is_newer_the_page_says_so(app: Flask) -> None:
    newest = rooms.room(app, version=NEWEST, fingerprint=ALTAI.fingerprint)

    assert "the newest version" in newest.client().get(_address(newest, "/move")).text


def test_a_proposal_counts_once_it_is_confirmed(room: Room) -> None:
    client = _moved(room).client()
    assert _stored(room, SUCCESSOR) is None
    form = {"save_id": "confirm-1", "confirm": SUCCESSOR}

    page = _sent(client, _address(room, "/sections/HAO/moved"), form).text

    assert "1 answer confirmed." in page
    assert _stored(room, SUCCESSOR) == Answer(options=("in-place",))


@pytest.mark.parametrize(
    "sent", [{}, {"confirm": "FR1"}, {"confirm": "nonsense"}], ids=["none", "no-proposal", "unknown"]
)
def test_what_has_no_proposal_is_not_confirmed(room: Room, sent: dict[str, str]) -> None:
    form = {"save_id": "confirm-1"} | sent

    page = _sent(_moved(room).client(), _address(room, "/sections/FR/moved"), form).text

    assert "Nothing was ticked" in page


def test_what_is_kept_stands_on_the_page_with_its_answer(room: Room) -> None:
    page = _moved(room).client().get(_address(room, "/moved")).text

    assert "Kept with version 2019.1" in page
    assert PILOT.by_id[DROPPED].text[:30] in page


def test_a_contributor_sees_only_what_concerns_their_section(room: Room) -> None:
    page = _moved(room).client(Role.CONTRIBUTOR).get(_address(room, "/moved")).text

    assert PILOT.by_id[REWORDED].text[:30] in page
    assert PILOT.by_id[SPLIT].text[:30] not in page


def test_going_back_is_explained_and_gives_the_answers_back(room: Room) -> None:
    client = _moved(room).client()
    page = client.get(_address(room, "/move-back")).text
    form = {name: _hidden(page, name) for name in ("move", "revision")}

    after = _sent(client, _address(room, "/move-back"), form).text

    assert "Every answer is again what it was" in page
    assert "The assessment is back at the version before" in after
    assert (_version(room), _stored(room, KEPT)) == ("2019.1", YES)


def test_what_was_not_moved_has_no_page_about_it(room: Room) -> None:
    for page in ("/moved", "/move-back"):
        assert room.client().get(_address(room, page)).status == 404


def _typed(edition: str, question: str, option: str, base: int = 0) -> dict[str, str]:
    return {"save_id": "typed-0001", "edition": edition, f"{question}.version": str(base), question: option}


def test_what_both_versions_ask_alike_is_saved_from_a_page_of_the_version_before(room: Room) -> None:
    client = _moved(room).client()

    page = _sent(client, _address(room, "/sections/SYS"), _typed("2019.1", SAME, "no", 1))

    assert "1 answer." in page.text
    assert _stored(room, SAME) == Answer(options=("no",))


def test_what_was_typed_for_a_question_that_is_gone_is_shown_and_not_lost(room: Room) -> None:
    client = _moved(room).client()

    page = _sent(client, _address(room, "/sections/HAO"), _typed("2019.1", DROPPED, "no", 1))

    assert page.status == 409
    assert PILOT.by_id[DROPPED].text[:30] in page.text
    assert _stored(room, DROPPED) == YES


def test_what_nobody_touched_on_the_page_of_the_version_before_troubles_nobody(room: Room) -> None:
    page = _sent(_moved(room).client(), _address(room, "/sections/HAO"), _typed("2019.1", DROPPED, "yes", 1))

    assert (page.status, page.address) == (200, _address(room, "/sections/HAO"))


def test_a_script_is_told_that_the_version_has_changed(room: Room) -> None:
    sent = _typed("2019.1", DROPPED, "no", 1)
    client = _moved(room).client().client
    reply = client.post(_address(room, "/sections/HAO"), data=sent, headers={"Accept": "application/json"})

    assert (reply.status_code, reply.json["error"]) == (409, "closed")  # type: ignore[index] # it is JSON
    assert NEWEST in reply.json["message"]  # type: ignore[index] # it is JSON


def test_an_edition_that_never_was_is_refused(room: Room) -> None:
    assert _sent(room.client(), _address(room, "/sections/HAO"), _typed("1999.1", HOME, "no")).status == 422


def test_a_page_carries_the_version_that_it_shows(room: Room) -> None:
    assert _hidden(room.client().get(_address(room, "/sections/HAO")).text, "edition") == "2019.1"


def test_the_history_says_that_an_answer_came_with_a_move(room: Room) -> None:
    page = _moved(room).client().get(_address(room, f"/sections/HAO/questions/{HOME}/history")).text

    assert "the assessment went on with a newer version" in page


@pytest.mark.parametrize(("days", "words"), [(9, "can be started with version"), (1, "until")])
def test_the_end_of_its_version_is_announced_on_an_assessment(room: Room, days: int, words: str) -> None:
    at = datetime.now(UTC)
    with room.app.app_context():
        owner = person_of(room.people[Role.OWNER])
        version_ends.end_version("altai", "2019.1", at.date() + timedelta(days=days), owner, at)

    assert words in room.client().get(_address(room)).text


def test_the_history_leads_to_that_of_the_question_before(room: Room) -> None:
    client = _moved(room).client()

    page = client.get(_address(room, f"/sections/HAO/questions/{HOME}/history"))
    former = client.get(_address(room, f"/sections/HAO/questions/{KEPT}/history"))

    assert PILOT.by_id[KEPT].text[:30] in page.text
    assert (former.status, "Restore this version" in former.text) == (200, False)


def test_a_question_that_is_kept_is_read_with_all_that_stands_beside_it_and_not_changed(room: Room) -> None:
    with room.app.app_context():
        about = About(room.organisation.id, room.assessment.id, DROPPED)
        by = person_of(room.people[Role.OWNER])
        added = evidence.add_file(about, ("plan.txt", io.BytesIO(b"A plan.\n")), None, by, factories.NOW)
        comments.add_comment(room.assessment.id, DROPPED, "Who did this?", by, factories.NOW)
    address = _address(room, f"/sections/HAO/questions/{DROPPED}")

    client = _moved(room).client()
    page = client.get(address)

    assert "does not ask this" in page.text
    assert "Who did this?" in page.text
    with client.client.get(f"{address}/files/{added}") as reply:
        assert reply.data == b"A plan.\n"
    assert [form for form in page.all("form") if address in (form.get("action") or "")] == []
    assert client.client.post(f"{address}/comments", data={"comment-text": "More."}).status_code == 404


@pytest.mark.parametrize("question", ["FR1", "nonsense"])
def test_a_question_that_no_version_of_the_assessment_asks_has_no_page(room: Room, question: str) -> None:
    assert room.client().get(_address(room, f"/sections/FR/questions/{question}")).status == 404


def test_a_remark_on_a_question_that_is_kept_is_still_shown_to_who_sees_all(room: Room) -> None:
    with room.app.app_context():
        by = person_of(room.people[Role.OWNER])
        comments.add_comment(room.assessment.id, DROPPED, "Look again.", by, factories.NOW, is_return=True)
    _moved(room)

    shown = [
        ("Look again." in room.client(role).get(_address(room, "/review")).text)
        for role in (Role.OWNER, Role.CONTRIBUTOR)
    ]

    assert shown == [True, False]


def _read(client: PageClient, version: str) -> str:
    return client.get(f"/questionnaires/altai/{version}/changes").text


def test_everybody_can_read_what_differs_from_the_version_before(room: Room) -> None:
    client = room.client()

    assert "The version before is 2019.1." in _read(client, "2020.1")
    assert "Only words were mended" in _read(client, "2020.2")
    assert "It is the first version" in _read(client, "2019.1")


def test_what_differs_holds_terms_and_messages_too(room: Room) -> None:
    client = room.client()

    assert "there is no rehearsed fall-back plan" in _read(client, "2020.2")
    # Of each sort the page shows the first questions; all of them stand on pages of their own.
    assert "What differs: Example" in client.get("/questionnaires/altai/2020.2/changes?sort=mended").text


def test_nobody_can_read_what_differs_in_a_version_that_is_not_there(room: Room) -> None:
    assert room.client().get("/questionnaires/altai/1999.1/changes").status == 404


def test_many_questions_that_differ_are_told_in_pages(room: Room) -> None:
    client = room.client()
    whole, first, last = (
        client.get(f"/questionnaires/altai/2020.1/changes{asked}")
        for asked in ("", "?sort=new&page=1", "?sort=new&page=999999999999")
    )
    told = [[item for item in page.all("li") if item.get("class") == "former"] for page in (first, last)]

    assert 'sort=new">See all questions' in whole.text
    assert len(gzip.compress(whole.text.encode(), 6)) <= 25_000
    assert (len(told[0]), "Page 1 of" in first.text, 'rel="next"' in last.text) == (50, True, False)


def test_a_sort_that_nothing_is_of_shows_the_whole(room: Room) -> None:
    assert "The version before is 2020.1." in room.client().get("/questionnaires/altai/2020.2/changes?sort=new").text
