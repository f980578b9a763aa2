"""Comments and mentions on the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from assessment import storage
from assessment.domain.access import Person, Role
from assessment.services import comments
from assessment.services.mentions import unread_mentions
from assessment.storage.tables import Comment, MailMessage, Mention
from tests import factories
from tests.web.rooms import QUESTION, Room, room

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

XSS = "<script>alert(1)</script> https://evil.example \"'><img/src=x/onerror=alert(1)>\n{{ 7 * 7 }}"


def write(here: Room, who: Role, text: str, *mentions: str) -> Page:
    data = {"comment-text": text, "comment-mentions": list(mentions)}
    return here.client(who).post(f"{here.question()}/comments", data, on=here.question())


def the_comment(app: Flask) -> Comment:
    with app.app_context():
        return storage.db.session.scalars(select(Comment)).one()


def mails(app: Flask) -> list[MailMessage]:
    with app.app_context():
        return list(storage.db.session.scalars(select(MailMessage)).all())


def test_a_comment_is_shown_as_typed_and_nothing_in_it_comes_alive(app: Flask) -> None:
    here = room(app)
    page = write(here, Role.OWNER, XSS)

    shown = ["".join(p.itertext()) for p in page.all("p") if p.get("class") == "typed"]
    assert shown == [XSS]
    assert [a for a in page.all("a") if "evil" in (a.get("href") or "")] == []


def test_an_empty_comment_says_so(app: Flask) -> None:
    page = write(room(app), Role.OWNER, "   ")

    assert page.status == 422
    assert "Write something first." in page.text


def test_who_is_mentioned_gets_one_mail_and_finds_it_among_the_mentions(app: Flask) -> None:
    here = room(app, Role.READER)
    reader = here.people[Role.READER]

    write(here, Role.OWNER, f"Is this right, @{reader.name}?", reader.id)
    at_home = here.client(Role.READER).get("/organisations")
    listed = here.client(Role.READER).get("/mentions")

    assert [mail.recipient for mail in mails(app)] == [reader.email]
    assert f"http://127.0.0.1:8000{here.question()}" in mails(app)[0].text
    assert "1 new comment mentions you" in at_home.text
    assert "1 new" in listed.text


def test_a_name_after_an_at_sign_mentions_without_a_tick(app: Flask) -> None:
    here = room(app, Role.READER)
    write(here, Role.OWNER, f"@{here.people[Role.READER].name.upper()}: see above")

    assert [mail.recipient for mail in mails(app)] == [here.people[Role.READER].email]


def test_a_mention_is_new_until_the_question_is_looked_at(app: Flask) -> None:
    here = room(app, Role.READER)
    write(here, Role.OWNER, "Look", here.people[Role.READER].id)
    client = here.client(Role.READER)
    person = Person(here.people[Role.READER].id)

    with app.app_context():
        before = unread_mentions(person)
    client.get(here.question())
    with app.app_context():
        after = unread_mentions(person)

    assert (before, after) == (1, 0)


def test_all_mentions_can_be_marked_as_read(app: Flask) -> None:
    here = room(app, Role.READER)
    write(here, Role.OWNER, "Look", here.people[Role.READER].id)

    page = here.client(Role.READER).post("/mentions")

    assert "Nothing new." in page.text


def test_only_members_who_see_the_section_can_be_mentioned(app: Flask) -> None:
    here, there = room(app, Role.CONTRIBUTOR), room(app)
    with app.app_context():
        elsewhere = factories.member(here.organisation, Role.CONTRIBUTOR)
        factories.assign(here.assessment, elsewhere, "TRA")
    ids = [here.people[Role.CONTRIBUTOR].id, elsewhere.id, there.people[Role.OWNER].id, "nobody"]

    write(here, Role.OWNER, "Look", *ids)

    with app.app_context():
        assert list(storage.db.session.scalars(select(Mention.account_id))) == [here.people[Role.CONTRIBUTOR].id]


def test_who_left_the_organisation_is_no_longer_told_what_was_written_there(app: Flask) -> None:
    here = room(app, Role.READER)
    write(here, Role.OWNER, "Look", here.people[Role.READER].id)
    with app.app_context(), storage.transaction() as session:
        session.execute(storage.Base.metadata.tables["membership"].delete().where(
            storage.Base.metadata.tables["membership"].c.account_id == here.people[Role.READER].id
        ))  # fmt: skip

    assert "Nothing new." in here.client(Role.READER).get("/mentions").text


def test_ones_own_comment_can_be_mended_for_a_while(app: Flask) -> None:
    here = room(app)
    write(here, Role.OWNER, "Frist")
    address = f"{here.question()}/comments/{the_comment(app).id}"

    page = here.client().post(f"{address}/edit", {"comment-text": "First"})

    assert "First" in page.text
    assert "edited" in page.text


def test_after_a_quarter_of_an_hour_words_stay_as_they_are(app: Flask) -> None:
    here = room(app)
    person = Person(here.people[Role.OWNER].id)
    where = (here.assessment.id, QUESTION)
    with app.app_context():
        id_ = comments.add_comment(*where, "First", person, factories.NOW)

        with pytest.raises(comments.TooLate):
            comments.edit_comment(where, id_, "Other", person, factories.NOW + timedelta(minutes=15))


def test_ones_own_comment_is_deleted_with_its_words(app: Flask) -> None:
    here = room(app)
    write(here, Role.OWNER, "Too much said")

    page = here.client().post(f"{here.question()}/comments/{the_comment(app).id}/delete")

    assert "Too much said" not in page.text
    assert the_comment(app).text == ""


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_nobody_changes_the_comment_of_somebody_else(app: Flask, what: str) -> None:
    here = room(app, Role.EDITOR)
    write(here, Role.OWNER, "Mine")
    address = f"{here.question()}/comments/{the_comment(app).id}/{what}"
    client = here.client(Role.EDITOR)
    token = client.token(here.question())

    sent = client.client.post(address, data={"csrf_token": token, "comment-text": "Yours"})

    assert (client.client.get(address).status_code, sent.status_code) == (404, 404)


def test_a_comment_is_dealt_with_and_opened_again(app: Flask) -> None:
    here = room(app, Role.APPROVER)
    write(here, Role.APPROVER, "Please add the date")
    address = f"{here.question()}/comments/{the_comment(app).id}"
    client = here.client()

    done = client.post(f"{address}/resolve", on=here.question())
    again = client.post(f"{address}/reopen", on=here.question())

    assert "1 comment dealt with" in done.text
    assert "comment dealt with" not in again.text


def test_a_reviewers_remark_is_open_until_it_is_dealt_with(app: Flask) -> None:
    here = room(app)
    person = Person(here.people[Role.OWNER].id)
    with app.app_context():
        id_ = comments.add_comment(here.assessment.id, QUESTION, "Why?", person, factories.NOW, is_return=True)
        before = [remark.id for remark in comments.open_remarks(here.assessment.id)]
        comments.resolve_comment((here.assessment.id, QUESTION), id_, person, factories.NOW)

        assert (before, comments.open_remarks(here.assessment.id)) == ([id_], ())


def test_a_reader_sees_comments_and_cannot_write_any(app: Flask) -> None:
    here = room(app, Role.READER)
    write(here, Role.OWNER, "Seen by all")
    page = here.client(Role.READER).get(here.question())

    assert "Seen by all" in page.text
    assert "Add the comment" not in page.text


def test_a_comment_of_another_organisation_cannot_be_touched(app: Flask) -> None:
    here, there = room(app), room(app)
    write(there, Role.OWNER, "Theirs")
    client = here.client()
    token = client.token(here.question())
    address = f"{here.question()}/comments/{the_comment(app).id}/resolve"

    assert client.client.post(address, data={"csrf_token": token}).status_code == 404
