"""The section page and saving over HTTP, as people and as the page's script see them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from assessment import storage
from assessment.content import files
from assessment.domain.access import Role
from assessment.domain.answers import Answer, State
from assessment.domain.questionnaire import Kind
from assessment.services import answering
from assessment.services.answering import Save
from assessment.services.answers import stored_answers
from assessment.storage.tables import Account, Assessment, Comment, Evidence
from assessment.web import language
from tests import factories
from tests.counting import cost
from tests.pages import NAMESPACE, PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import Page

HOSTILE = "</textarea><script>alert(1)</script> 100% \"quoted\" 'q' &amp;"


@dataclass
class Desk:
    """A member at the section page of one assessment."""

    app: Flask
    client: PageClient
    assessment: str
    person: str
    saves: int = 0

    def address(self, section: str = "HAO") -> str:
        return f"/assessments/{self.assessment}/sections/{section}"

    def page(self, section: str = "HAO") -> Page:
        return self.client.get(self.address(section))

    def save(self, fields: dict[str, Any], section: str = "HAO", **options: Any) -> Page:  # noqa: ANN401 - handed on
        self.saves += 1
        return self.client.post(self.address(section), {"save_id": f"save-{self.saves:06}"} | fields, **options)

    def tell(self, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Save as the script does."""
        self.saves += 1
        token = {"csrf_token": self.client.token(self.address()), "save_id": f"save-{self.saves:06}"}
        reply = self.client.client.post(self.address(), data=token | fields, headers={"Accept": "application/json"})
        return reply.status_code, json.loads(reply.get_data(as_text=True))

    def store(self, *saves: Save, by: str = "") -> None:
        self.saves += 1
        with self.app.app_context():
            answering.save_answers(
                self.assessment, saves, by=by or self.person, at=factories.NOW, save_id=f"stored-{self.saves}"
            )

    def stored(self, question: str) -> Answer | None:
        with self.app.app_context():
            found = stored_answers(self.assessment, [question])
            return found[question].answer if question in found else None

    def set_state(self, state: str) -> None:
        with self.app.app_context(), storage.transaction() as session:
            session.execute(update(Assessment).values(state=state))


def desk_of(app: Flask, role: Role = Role.OWNER, *sections: str) -> Desk:
    with app.app_context():
        organisation = factories.organisation()
        assessment = factories.assessment(factories.system(organisation))
        person = factories.member(organisation, role)
        factories.assign(assessment, person, *sections)
        ids = assessment.id, person.id
    client = PageClient(app.test_client())
    with app.app_context():
        factories.sign_in(app, client.client, storage.db.session.merge(person))
    return Desk(app, client, *ids)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return desk_of(app)


def answer(question: str, choice: str, version: int = 0, **typed: str) -> dict[str, str]:
    return {f"{question}.version": str(version), question: choice} | {f"{question}.{n}": t for n, t in typed.items()}


def said(page: Page, question: str) -> str:
    """Return the words beneath an answer."""
    element = next(e for e in page.tree.iter() if e.get("id") == f"{question}-standing")
    return " ".join("".join(element.itertext()).split())


def chosen(page: Page, name: str) -> list[str | None]:
    fields = [e for e in page.all("input") if e.get("name") == name]
    return [e.get("value") for e in fields if e.get("checked") is not None]


@pytest.mark.parametrize("section", ["SYS", "FR", "HAO", "TRS", "PDG", "TRA", "DNF", "SEW", "ACC"])
def test_every_section_is_a_valid_page_with_all_its_questions(desk: Desk, section: str) -> None:
    page = desk.page(section)

    questions = [q.id for q in files.load("altai", "2020.1").questions if q.section == section]
    assert [e.get("id") for e in page.all("article")] == questions


def test_a_form_sent_as_it_was_shown_changes_nothing(desk: Desk) -> None:
    desk.store(
        Save("HAO-B4", 0, Answer(options=("in-place",), note=f"\n\n{HOSTILE}\n  two  ")),
        Save("HAO-A6", 0, Answer(cells=(("addiction", "likely"), ("attachment", "dont-know")))),
        Save("HAO-B1", 0, Answer(options=("on-the-loop", "in-the-loop"))),
        Save("HAO-B2", 0, Answer(State.NOT_APPLICABLE, reason="nobody oversees")),
        Save("HAO-B3", 0, Answer(State.DONT_KNOW)),
    )

    page = desk.save(fields_of(desk.page()))

    assert "Everything is saved" in page.text
    assert page.text.count("HAO-B4/version") == 0


def fields_of(page: Page) -> dict[str, list[str]]:
    """Return what a browser would send from the page's form."""
    form = next(e for e in page.all("form") if e.get("id") == "section")
    found: dict[str, list[str]] = {}
    for field in form.iter():
        name, tag = field.get("name"), str(field.tag).removeprefix(NAMESPACE)
        if not name or name in {"csrf_token", "save_id"}:
            continue
        if tag == "textarea":
            found.setdefault(name, []).append((field.text or "").replace("\n", "\r\n"))
        elif tag == "select":
            options = [e for e in field.iter() if e.get("selected") is not None] or list(field)[:1]
            found.setdefault(name, []).append(options[0].get("value") or "")
        elif tag == "input" and (field.get("type") == "hidden" or field.get("checked") is not None):
            found.setdefault(name, []).append(field.get("value") or "")
    return found


def test_a_saved_answer_is_shown_with_who_and_when(desk: Desk) -> None:
    page = desk.save(answer("HAO-B4", "in-place", note="Abort button", evidence="2"))

    assert re.fullmatch(r"Saved Owner \d+, \d+ \w+ \d{4}, \d\d:\d\d", said(page, "HAO-B4"))
    assert chosen(page, "HAO-B4") == ["in-place"]
    assert re.search(r"Saved at \d\d:\d\d: 1 answer\.", page.text)


def test_what_people_type_is_never_markup(desk: Desk) -> None:
    with desk.app.app_context(), storage.transaction() as session:
        known = {"assessment_id": desk.assessment, "question_id": "HAO-B4"}
        session.add(Comment(id="c" * 26, text=HOSTILE, written_by=desk.person, written_at=factories.NOW, **known))
        session.add(
            Evidence(
                id="e" * 26, name=HOSTILE, added_by=desk.person, added_at=factories.NOW,
                organisation_id=session.get_one(Assessment, desk.assessment).organisation_id, **known,
            )
        )  # fmt: skip

    page = desk.save(answer("HAO-B4", "in-place", note=HOSTILE, reason=HOSTILE))

    assert "<script>alert" not in page.text
    assert [e.text for e in page.all("textarea") if e.get("name") == "HAO-B4.note"] == [HOSTILE]


def test_the_script_is_given_nodes_with_texts_and_no_markup(desk: Desk) -> None:
    with desk.app.app_context(), storage.transaction() as session:
        session.get_one(Account, desk.person).name = HOSTILE

    told = desk.tell(answer("HAO-B4", "in-place"))[1]["answers"]["HAO-B4"]["standing"]

    assert told[0] == ["span", {"class": "state good"}, "Saved"]
    [by] = [node for node in told[1:] if isinstance(node, list)]
    assert by[2] == ["bdi", {}, HOSTILE]
    assert by[-1][:2] == ["time", {"datetime": by[-1][1]["datetime"]}]


def test_both_texts_of_a_conflict_are_shown_and_are_never_markup(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",), note="theirs " + HOSTILE)))

    page = desk.save(answer("HAO-B4", "started", note="mine " + HOSTILE))

    assert page.status == 409
    assert "<script>alert" not in page.text
    typed = [" ".join("".join(e.itertext()).split()) for e in page.all("span") if e.get("class") == "as-typed"]
    assert [text.split()[0] for text in typed] == ["mine", "theirs"]


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        ("mine", Answer(options=("started",), note="mine", language="en")),
        ("theirs", Answer(options=("in-place",), note="theirs")),
        ("together", Answer(options=("started",), note="theirs and mine", language="en")),
    ],
)
def test_a_conflict_is_decided_by_its_author(desk: Desk, keep: str, expected: Answer) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",), note="theirs")))
    page = desk.save(answer("HAO-B4", "started", note="mine"))
    fields = {e.get("name") or "": e.get("value") or "" for e in page.all("input") if e.get("type") == "hidden"}
    fields = {name: value for name, value in fields.items() if name.startswith("HAO-B4")}

    desk.save(fields | {"HAO-B4.keep": keep, "HAO-B4.merged.note": "theirs and mine"})

    assert desk.stored("HAO-B4") == expected


def test_a_conflict_that_nobody_decides_stays_one(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",))))

    page = desk.save(answer("HAO-B4", "started", 1) | {"HAO-B4.keep": ""})

    assert page.status == 409
    assert desk.stored("HAO-B4") == Answer(options=("in-place",))


def test_the_rest_of_a_page_with_a_conflict_is_saved(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",))))

    page = desk.save(answer("HAO-B4", "started") | answer("HAO-A1", "yes"))

    assert "1 other answer has been saved" in page.text
    assert desk.stored("HAO-A1") == Answer(options=("yes",))


def test_a_text_that_is_too_long_comes_back_in_full(desk: Desk) -> None:
    page = desk.save(answer("HAO-B4", "started", note="x" * 10_001))

    assert page.status == 422
    assert "10001 characters, 1 too many" in page.text
    assert "x" * 10_001 in page.text


def test_a_section_full_of_the_longest_texts_in_any_script_is_taken(desk: Desk) -> None:
    ids = [q.id for q in files.load("altai", "2020.1").questions if q.section == "TRS" and q.kind is Kind.SINGLE][:12]
    fields: dict[str, str] = {}
    for id_ in ids:
        fields |= {f"{id_}.version": "0", f"{id_}.note": "सुरक्षा " * 1250}

    assert desk.save(fields, "TRS").status == 200


def test_what_arrives_after_closing_is_shown_to_its_author(desk: Desk) -> None:
    token = {"csrf_token": desk.client.token(desk.address()), "save_id": "late-save"}
    desk.set_state("in-review")

    page = desk.client._checked(  # noqa: SLF001 - the form was fetched before
        desk.client.client.post(desk.address(), data=token | answer("HAO-B4", "started", note="too late"))
    )

    assert (page.status, "too late" in page.text, desk.stored("HAO-B4")) == (409, True, None)


def test_a_closed_section_is_read_in_words(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",), note=HOSTILE)))
    desk.set_state("submitted")

    page = desk.page()

    assert [e for e in page.all("textarea") if e.get("name")] == []
    assert "Answer: In place" in page.words("p")
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("role", [Role.APPROVER, Role.READER])
def test_who_only_reads_finds_no_form(app: Flask, role: Role) -> None:
    page = desk_of(app, role).page()

    assert "Answering it is up to those who were asked to" in page.text
    assert not [e for e in page.all("form") if e.get("id") == "section"]


def test_a_contributor_answers_in_their_sections_and_sees_no_others(app: Flask) -> None:
    desk = desk_of(app, Role.CONTRIBUTOR, "HAO")

    assert desk.save(answer("HAO-A1", "yes")).status == 200
    assert desk.client.client.get(desk.address("TRS")).status_code == 403
    assert "/sections/TRS" not in desk.page().text


def test_a_page_prepared_for_one_person_holds_nothing_of_another(app: Flask) -> None:
    first = desk_of(app)
    seen = first.page()
    second = desk_of(app)

    page = second.page()

    token = re.search(r'name="csrf_token" value="([^"]+)"', seen.text)
    with app.app_context():
        known = storage.db.session.get_one(Assessment, first.assessment)
        foreign = [first.assessment, known.organisation_id, known.system_id, first.person]
    assert token
    assert [text for text in [*foreign, token[1]] if text in page.text] == []
    assert "SLOT0" not in page.text
    assert not set("\x02\x03") & set(page.text)


def test_a_hidden_question_appears_when_its_condition_is_met_and_its_answer_is_kept(desk: Desk) -> None:
    desk.store(Save("HAO-A1", 0, Answer(options=("yes",))), Save("HAO-A1.1", 0, Answer(options=("yes",))))
    hidden = [e.get("id") for e in desk.page().all("article") if e.get("hidden") is not None]

    page = desk.save(answer("HAO-A1", "no", 1))

    now_hidden = [e.get("id") for e in page.all("article") if e.get("hidden") is not None]
    assert "HAO-A1.1" not in hidden
    assert "HAO-A1.1" in now_hidden
    assert desk.stored("HAO-A1.1") == Answer(options=("yes",))


def test_an_unfinished_answer_is_kept_and_says_kindly_what_is_missing(desk: Desk) -> None:
    page = desk.save(answer("HAO-B2", "not-applicable"))

    assert said(page, "HAO-B2").startswith("Not finished Say in a few words why this does not apply")


def test_undo_gives_the_answer_before_back(desk: Desk) -> None:
    desk.store(Save("HAO-A1", 0, Answer(options=("no",))))
    page = desk.save(answer("HAO-A1", "yes", 1))
    undo = next(e for e in page.all("form") if e.get("id") == "undo")
    fields = {e.get("name") or "": e.get("value") or "" for e in undo.iter(NAMESPACE + "input")}

    page = desk.client.post(undo.get("action") or "", fields, on=desk.address())

    assert "Undone: 1 answer is as it was" in page.text
    assert desk.stored("HAO-A1") == Answer(options=("no",))


def test_the_history_of_a_question_that_nobody_answered_says_so(desk: Desk) -> None:
    page = desk.client.get(f"{desk.address()}/questions/HAO-B4/history")
    assert page.words("h1") == ["History of HAO-B4"]
    assert any(words.startswith("Nobody has answered this question yet.") for words in page.words("p"))


def test_the_history_tells_each_change_in_words_and_restores(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("started",), note=HOSTILE)))
    desk.store(Save("HAO-B4", 1, Answer(options=("in-place",))))
    address = f"{desk.address()}/questions/HAO-B4/history"

    page = desk.client.get(address)
    desk.client.post(address, {"save_id": "restore-1", "version": "1", "present": "2"})

    assert (page.words("del"), page.words("ins")) == (["Started", " ".join(HOSTILE.split())], ["In place"])
    assert desk.stored("HAO-B4") == Answer(options=("started",), note=HOSTILE)


@pytest.mark.parametrize("question", ["TRS-A1", "XX"])
def test_a_question_of_another_section_has_no_history_here(desk: Desk, question: str) -> None:
    assert desk.client.client.get(f"{desk.address()}/questions/{question}/history").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"save_id": "x"},
        {"TRS-A1.version": "0"},
        {"HAO-A1.version": "0", "HAO-A1": "started"},
        {"HAO-A1.version": "one"},
        {"HAO-A1.version": "0", "HAO-A1": ["yes", "no"]},
        {"HAO-A1.version": "0", "HAO-A1.evidence": "9"},
        {"HAO-A1.version": "0", "HAO-A1": "not-applicable"},
    ],
)
def test_what_no_page_sends_is_refused(desk: Desk, fields: dict[str, str]) -> None:
    assert desk.save({"HAO-A3.version": "0", "HAO-A3": "no"} | fields).status == 422
    assert desk.stored("HAO-A3") is None


def test_the_script_is_told_what_became_of_each_answer_and_what_is_asked_now(desk: Desk) -> None:
    desk.store(Save("HAO-B4", 0, Answer(options=("in-place",))))

    status, told = desk.tell(answer("HAO-A1", "no") | answer("HAO-B4", "started"))

    outcomes = {question: one["outcome"] for question, one in told["answers"].items()}
    assert (status, outcomes) == (409, {"HAO-A1": "saved", "HAO-B4": "conflict"})
    assert "HAO-A1.1" not in told["shown"]
    assert "changed this answer meanwhile" in told["answers"]["HAO-B4"]["message"]


def test_the_script_is_told_when_nobody_is_signed_in(desk: Desk) -> None:
    desk.client.client.delete_cookie("session")

    reply = desk.client.client.post(desk.address(), data=answer("HAO-A1", "no"), headers={"Accept": "application/json"})

    assert (reply.status_code, reply.get_json()["error"]) == (401, "signed-out")


def test_the_script_is_told_when_its_token_is_of_a_former_session(desk: Desk) -> None:
    fields = answer("HAO-A1", "no") | {"csrf_token": "old", "save_id": "stale-save"}

    reply = desk.client.client.post(desk.address(), data=fields, headers={"Accept": "application/json"})

    assert (reply.status_code, reply.get_json()["error"]) == (400, "stale")


def test_a_page_that_lay_open_learns_the_present_versions_and_a_token(desk: Desk) -> None:
    desk.store(Save("HAO-A1", 0, Answer(options=("no",))))

    state = desk.client.client.get(f"{desk.address()}/state").get_json()

    assert state["answers"]["HAO-A1"]["version"] == 1
    assert len(state["queue_key"]) == 64
    assert state["csrf_token"]


@pytest.mark.parametrize("section", ["HAO", "TRS", "DNF"])
def test_a_section_page_costs_little_whatever_its_length(desk: Desk, section: str) -> None:
    questions = [q for q in files.load("altai", "2020.1").questions if q.kind is Kind.SINGLE]
    desk.store(*[Save(q.id, 0, Answer(options=(q.options[-1].id,), note=f"A note on {q.id}")) for q in questions])
    desk.page(section)

    spent = cost(desk.app, desk.client.client, desk.address(section))

    assert spent.response.status_code == 200
    assert spent.calls <= 6000
    assert spent.statements <= 6
    assert spent.bytes <= 25_000


@pytest.mark.slow
@pytest.mark.parametrize("code", ["fr", "es", "pt", "ar"])
def test_a_translated_section_page_with_its_originals_keeps_to_the_budget(desk: Desk, code: str) -> None:
    questions = [q for q in files.load("altai", "2020.1").questions if q.kind is Kind.SINGLE]
    desk.store(*[Save(q.id, 0, Answer(options=(q.options[-1].id,), note=f"A note on {q.id}")) for q in questions])
    desk.client.client.set_cookie(language.COOKIE, code)
    assert f'lang="{code}"' in desk.client.get(desk.address("DNF")).text

    spent = cost(desk.app, desk.client.client, desk.address("DNF"))

    assert spent.bytes <= 25_000


@pytest.mark.parametrize("question", ["HAO-A1", "HAO-B4"])
def test_saving_one_answer_costs_little(desk: Desk, question: str) -> None:
    options = [option.id for option in files.load("altai", "2020.1").by_id[question].options]
    for version, option in enumerate([*options[:2], *options[:2]]):
        desk.tell(answer(question, option, version))
    token = {"csrf_token": desk.client.token(desk.address()), "save_id": "counted-save"}

    spent = cost(
        desk.app, desk.client.client, desk.address(),
        data=token | answer(question, options[0], 4), headers={"Accept": "application/json"},
    )  # fmt: skip

    assert spent.response.status_code == 200
    assert spent.calls <= 5000


def test_the_scripts_of_all_pages_weigh_at_most_six_kilobytes(desk: Desk) -> None:
    page = desk.page()
    address = next(e.get("src") or "" for e in page.all("script"))

    sent = desk.client.client.get(address, headers={"Accept-Encoding": "br"})

    assert sent.headers["Content-Encoding"] == "br"
    assert len(sent.get_data()) <= 5000
