"""What can go wrong with mail.

MailError
├── UnusableMessage    an address or a subject that cannot be sent as it is
└── NotSent            the server is down, slow, or refuses
"""


class MailError(Exception):
    """A message could not be sent; the text says why, without its content."""


class UnusableMessage(MailError):
    """An address or a subject would change the message's headers, or is no address."""


class NotSent(MailError):
    """The server could not be reached or refused the message: it can be tried again."""
