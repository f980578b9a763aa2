"""A model of saving: people, tabs, lost responses, repeats and closed states, against a plain dictionary.

The dictionary remembers every version of every answer that was acknowledged. Nothing here knows how the program
decides; it only knows what may never happen: that an acknowledged version is gone or different, that somebody's answer
is replaced by somebody who has not seen it, that a save is applied twice, or that a refused one is not said to be.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule
from sqlalchemy import select, update

from assessment import storage
from assessment.domain.answer_json import to_text
from assessment.domain.answers import Answer
from assessment.services import trail as trails
from assessment.services.answering import Outcome
from assessment.storage import db
from assessment.storage.tables import AnswerChange, Assessment, StoredAnswer
from tests import factories
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from assessment.storage.tables import Account

SECTION = "HAO"
QUESTIONS = ("HAO-B2", "HAO-B4", "HAO-B5")
PEOPLE = 3
NOTHING = ("", "{}")

typed = st.one_of(
    st.none(),
    st.builds(Answer, note=st.sampled_from(["a", "b", "ü\nء", "c" * 300])),
    st.builds(Answer, options=st.sampled_from([("started",), ("in-place",)]), note=st.sampled_from(["", "d"])),
)
entries = st.dictionaries(st.sampled_from(QUESTIONS), typed, min_size=1)


@dataclass
class Tab:
    """A page that lies open: whose it is, which versions it shows, and the request that it sent last."""

    person: int
    save_id: str
    bases: dict[str, int]
    sent: dict[str, Answer | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What a person was told about one question."""

    outcome: Outcome
    version: int


class Refused(Exception):
    """Nothing was saved, and the person was told so and shown what they had typed."""


def same(one: str, other: str) -> bool:
    return one == other or (one in NOTHING and other in NOTHING)


class SavingMachine(RuleBasedStateMachine):
    """What people do to the answers of one assessment; subclasses say how a request is sent."""

    app: Flask
    tabs: Bundle[Tab] = Bundle("tabs")

    @initialize()
    def begin(self) -> None:
        self.context = self.app.app_context()
        self.context.push()
        organisation = factories.organisation()
        self.people: list[Account] = [factories.member(organisation) for _ in range(PEOPLE)]
        self.assessment = factories.assessment(factories.system(organisation)).id
        self.history: dict[str, list[tuple[str, str]]] = {question: [] for question in QUESTIONS}
        self.is_open = True

    def send(self, tab: Tab, wanted: Mapping[str, Answer | None]) -> dict[str, Told]:
        """Send what a tab wants to save, and return what it is told; raise Refused when nothing was saved."""
        raise NotImplementedError

    @rule(target=tabs, person=st.integers(0, PEOPLE - 1))
    def open_tab(self, person: int) -> Tab:
        return self.fresh(person)

    def fresh(self, person: int) -> Tab:
        return Tab(person, str(uuid.uuid4()), {question: len(past) for question, past in self.history.items()})

    @rule(target=tabs, tab=consumes(tabs), wanted=entries)
    def save_and_see_the_page_again(self, tab: Tab, wanted: dict[str, Answer | None]) -> Tab:
        self.attempt(tab, wanted)
        return self.fresh(tab.person)

    @rule(tab=tabs, wanted=entries)
    def save_and_never_get_the_response(self, tab: Tab, wanted: dict[str, Answer | None]) -> None:
        self.attempt(tab, wanted)

    @rule(tab=tabs)
    @precondition(lambda self: any(self.history.values()))
    def send_the_same_again(self, tab: Tab) -> None:
        if tab.sent:
            self.attempt(tab, tab.sent)

    @rule(tab=tabs, colleague=st.integers(0, PEOPLE - 1), wanted=entries, theirs=entries)
    def send_again_after_a_colleague_saved(
        self, tab: Tab, colleague: int, wanted: dict[str, Answer | None], theirs: dict[str, Answer | None]
    ) -> None:
        self.attempt(tab, wanted)
        self.attempt(self.fresh(colleague), theirs)
        self.attempt(tab, wanted)

    @rule(target=tabs, tab=tabs)
    def duplicate_a_tab(self, tab: Tab) -> Tab:
        return Tab(tab.person, str(uuid.uuid4()), dict(tab.bases))

    @rule()
    def close_or_reopen(self) -> None:
        self.is_open = not self.is_open
        with storage.transaction() as session:
            state = "draft" if self.is_open else "in-review"
            session.execute(update(Assessment).where(Assessment.id == self.assessment).values(state=state))

    @invariant()
    def nothing_acknowledged_is_lost_or_different(self) -> None:
        if hasattr(self, "assessment"):
            assert self.stored() == self.history
            assert self.present() == {q: past[-1][0] for q, past in self.history.items() if past}

    def teardown(self) -> None:
        if hasattr(self, "assessment"):
            report = trails.verify(NOW)
            db.session.rollback()
            self.context.pop()
            assert report.is_sound, report.faults

    def stored(self) -> dict[str, list[tuple[str, str]]]:
        db.session.rollback()
        query = select(AnswerChange.question_id, AnswerChange.version, AnswerChange.value, AnswerChange.save_id)
        rows = db.session.execute(
            query.where(AnswerChange.assessment_id == self.assessment).order_by(AnswerChange.version)
        )
        found: dict[str, list[tuple[str, str]]] = {question: [] for question in QUESTIONS}
        for question, version, value, save_id in rows:
            found[question].append((value, save_id))
            assert version == len(found[question]), "versions have no gap"
        return found

    def present(self) -> dict[str, str]:
        rows = db.session.execute(
            select(StoredAnswer.question_id, StoredAnswer.value).where(StoredAnswer.assessment_id == self.assessment)
        )
        return {row[0]: row[1] for row in rows}

    def attempt(self, tab: Tab, wanted: Mapping[str, Answer | None]) -> None:
        """Send and compare what the person was told with what was written, question by question."""
        tab.sent = dict(wanted)
        try:
            told = self.send(tab, wanted)
        except Refused:
            assert not self.is_open, "an open assessment takes answers"
            assert self.stored() == self.history, "what is refused leaves no trace"
            return
        assert self.is_open, "a closed assessment takes none"
        after = self.stored()
        assert told.keys() == wanted.keys(), "everybody is told about every question"
        for question, answer in wanted.items():
            self.judge(tab, question, to_text(self.kept(answer)), told[question], after[question])
        self.history = after

    def kept(self, answer: Answer | None) -> Answer | None:
        """Return what is to be stored of what was sent."""
        return answer

    def judge(self, tab: Tab, question: str, value: str, told: Told, after: list[tuple[str, str]]) -> None:
        before, base = self.history[question], tab.bases[question]
        assert after[: len(before)] == before, "what was acknowledged stays as it was"
        written, unseen = after[len(before) :], before[base:]
        assert len(written) <= 1, "a save is applied once"
        match told.outcome:
            case Outcome.SAVED:
                assert same(after[told.version - 1][0], value), "what was acknowledged is in the history"
                assert after[told.version - 1][1] == tab.save_id, "and this save wrote it"
                assert not written or all(save == tab.save_id for _, save in unseen), "over nobody's work unseen"
            case Outcome.UNCHANGED:
                seen = before[base - 1][0] if base else ""
                present = before[-1][0] if before else ""
                assert not written
                assert same(value, present) or same(value, seen), "only what is no change is called unchanged"
            case Outcome.CONFLICT:
                assert not written
                own = [past for past, save in before if save == tab.save_id]
                assert unseen, "nobody is refused who has seen the last version"
                assert not own or not same(own[-1], value), "what was saved already is not refused when it is repeated"
            case Outcome.TOO_LONG:
                raise AssertionError("nothing was too long")
