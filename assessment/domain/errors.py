"""What can go wrong in the domain.

DomainError
└── UnknownScoringModel    the questionnaire asks for rules that this program does not have
"""


class DomainError(Exception):
    """A rule of the domain was not kept; the text says which, why and what to do."""


class UnknownScoringModel(DomainError):
    """The questionnaire asks for a scoring model that this program does not have."""
