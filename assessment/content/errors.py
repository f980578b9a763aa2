"""What can go wrong when questionnaires are loaded.

ContentError
├── UnknownQuestionnaire    no such questionnaire or version
├── UnknownCrosswalk        no crosswalk between these versions
├── UnknownPolicy           no such version of the disclosure policy
├── NotPublished            the version exists only as a draft
├── ChangedAfterPublication the file differs from the one that was published
└── DoesNotCompile          the file has errors; `findings` lists them
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessment.content.phrases import phrase

if TYPE_CHECKING:
    from assessment.content.findings import Finding
    from assessment.content.phrases import Phrase


class ContentError(Exception):
    """A questionnaire cannot be loaded; the text says which, why and what to do."""


class UnknownQuestionnaire(ContentError):
    """No such questionnaire or version."""


class UnknownCrosswalk(ContentError):
    """No crosswalk between these versions."""


class UnknownPolicy(ContentError):
    """No such version of the disclosure policy."""


class NotPublished(ContentError):
    """The version exists only as a draft."""


class ChangedAfterPublication(ContentError):
    """The file differs from the one that was published."""


class DoesNotCompile(ContentError):
    """The file has errors."""

    def __init__(self, text: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(text)
        self.findings = findings


_REASONS = {
    UnknownQuestionnaire: phrase("There is no such version."),
    NotPublished: phrase("That version is not published."),
    ChangedAfterPublication: phrase("Its file is not the one that was published."),
    DoesNotCompile: phrase("Its file has errors."),
}


def reason(error: ContentError) -> Phrase:
    """Return why a questionnaire cannot be loaded, in words that can be put into every language."""
    return _REASONS.get(type(error), phrase("It cannot be loaded."))
