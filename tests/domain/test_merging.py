"""What becomes of a save, against a small model of people, pages and lost answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assessment.domain.merging import NONE_YET, Attempt, Outcome, Version, judge

VALUES = ("", "a", "b", "c")


@dataclass
class Sheet:
    """A page that somebody has open: what it shows and is based on, and the id under which it saves."""

    base: int
    shows: str
    save_id: str
    sent: list[Attempt] = field(default_factory=list)


class Colleagues(RuleBasedStateMachine):
    """Several open pages on one answer; requests may be repeated, at once or late."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Version] = []
        self.sheets = [Sheet(0, "", f"save-{number}") for number in range(3)]
        self.ids = 3
        self.seen: dict[int, set[int]] = {number: {0} for number in range(3)}

    @property
    def present(self) -> Version:
        return self.history[-1] if self.history else NONE_YET

    def _judge(self, attempt: Attempt) -> tuple[Outcome, int]:
        judgement = judge(attempt, self.present, tuple(self.history))
        if judgement.writes:
            assert judgement.version == self.present.number + 1
            self.history.append(Version(judgement.version, attempt.value, attempt.save_id))
        return judgement.outcome, judgement.version

    @rule(who=st.integers(0, 2), value=st.sampled_from(VALUES))
    def save(self, who: int, value: str) -> None:
        sheet, before = self.sheets[who], self.present
        attempt = Attempt(sheet.base, value, sheet.save_id)
        outcome, version = self._judge(attempt)
        sheet.sent.append(attempt)
        overwritten = self.present.number > before.number and before.number not in self.seen[who]
        assert not overwritten, "a colleague's answer was replaced by somebody who had never seen it"
        if outcome is Outcome.SAVED:
            assert any(v.number == version and v.value == value for v in self.history), "acknowledged, but not there"
            self.seen[who].add(version)
        if outcome is Outcome.UNCHANGED:
            known = {0: ""} | {v.number: v.value for v in self.history}
            assert known[version] == value, "the version that is told does not hold what the page shows"

    @rule(who=st.integers(0, 2))
    def acknowledge(self, who: int) -> None:
        """Let the page's script take over the version it was told, under a new id."""
        sheet = self.sheets[who]
        mine = [version.number for version in self.history if version.save_id == sheet.save_id]
        if mine:
            sheet.base = max(mine)
            self._renew(sheet)

    @rule(who=st.integers(0, 2))
    def reload(self, who: int) -> None:
        sheet = self.sheets[who]
        sheet.base, sheet.shows = self.present.number, self.present.value
        self.seen[who].add(self.present.number)
        self._renew(sheet)

    @precondition(lambda self: any(sheet.sent for sheet in self.sheets))
    @rule(data=st.data())
    def repeat_a_request(self, data: st.DataObject) -> None:
        attempt = data.draw(st.sampled_from([one for sheet in self.sheets for one in sheet.sent]))
        before = self.present
        self._judge(attempt)
        done = any(v.save_id == attempt.save_id and v.value == attempt.value for v in self.history[: before.number])
        assert not done or self.present == before, "a repeated request was applied twice"

    def _renew(self, sheet: Sheet) -> None:
        self.ids += 1
        sheet.save_id = f"save-{self.ids}"

    @invariant()
    def versions_are_numbered_without_gaps(self) -> None:
        assert [version.number for version in self.history] == list(range(1, len(self.history) + 1))


TestColleagues = Colleagues.TestCase
TestColleagues.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)


def test_an_untouched_answer_that_comes_late_does_not_take_back_what_the_same_page_wrote_since() -> None:
    first, since = Attempt(0, "", "save-0"), Version(1, "b", "save-0")

    assert judge(first, since, (since,)).outcome is Outcome.CONFLICT
