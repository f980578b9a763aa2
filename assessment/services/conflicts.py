"""What a person decided on a page that is older than what is stored, or that cannot be done now."""

from __future__ import annotations


class Stale(RuntimeError):
    """Somebody else was faster: the page has to be looked at again before anything is decided."""


class SamePerson(RuntimeError):
    """Who has sent an assessment for review may not sign it where the operator asks for two people."""


class NotReady(RuntimeError):
    """Answers that do not fit their questions keep the assessment from being sent, signed or submitted."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(", ".join(questions))
        self.questions = questions
