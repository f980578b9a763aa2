"""One plain-text message: what goes into its headers is checked, so that nobody can add others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from assessment.mail.errors import UnusableMessage

if TYPE_CHECKING:
    from datetime import datetime

# One @, no space, no quotation, no control character: what people have, not all that the standard allows.
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]{1,64}@[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]{1,189}")
# Controls, ends of lines, halves of characters. What joins letters is none of these: Persian and Hindi names need it.
_NO_SUBJECT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one person; `id` is what its Message-ID is made of, so that a repetition can be recognised."""

    id: str
    recipient: str
    subject: str
    text: str


def is_address(text: str) -> bool:
    """Whether a text is one plain mail address."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def compose(message: Message, sender: str, at: datetime) -> EmailMessage:
    """Return the message as it is sent; `sender` is an address, with a name before it if one is wanted.

    Raises UnusableMessage when the recipient is no address or the subject has a line end in it.
    """
    name, address = parseaddr(sender)
    if not is_address(address):
        raise UnusableMessage("the sender (MAIL_FROM) is no address")
    if not is_address(message.recipient):
        raise UnusableMessage("the recipient is no address")
    if _NO_SUBJECT.search(message.subject) or len(message.subject) > LONGEST_SUBJECT:
        raise UnusableMessage("the subject has a line end or a control character in it, or is too long")
    made = EmailMessage(policy.SMTP)
    user, _, domain = address.rpartition("@")
    made["From"] = Address(name, user, domain)
    made["To"] = Address("", *_halves(message.recipient))
    made["Subject"] = message.subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{message.id}@{domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.text, cte="quoted-printable")
    return made


def _halves(address: str) -> tuple[str, str]:
    user, _, domain = address.rpartition("@")
    return user, domain
