"""A finished document on its way to the PDF engine: its HTML, its attachments and everything that fixes its bytes."""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self


class Relationship(StrEnum):
    """What an attached file is to the document, in the words of PDF/A-3."""

    DATA = "Data"
    SOURCE = "Source"
    SUPPLEMENT = "Supplement"
    ALTERNATIVE = "Alternative"
    UNSPECIFIED = "Unspecified"


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF."""

    name: str
    media_type: str
    description: str
    content: bytes
    relationship: Relationship = Relationship.DATA


@dataclass(frozen=True)
class Document:
    """Everything that decides the bytes of a PDF; equal documents give equal files.

    ``language`` is the BCP 47 tag of the whole, ``created`` an ISO 8601 date or moment (a moment without a
    zone counts as UTC). Title, author and the like are read from the head of the HTML.
    """

    html: str
    language: str
    created: str
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a date that nobody could read, and two attachments of one name."""
        datetime.fromisoformat(self.created)
        names = [attachment.name for attachment in self.attachments]
        if len(set(names)) != len(names):
            raise ValueError("two attachments of a document have the same name")

    @property
    def moment(self) -> datetime:
        """The date of creation as a moment in UTC."""
        moment = datetime.fromisoformat(self.created)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)

    @property
    def identifier(self) -> str:
        """A fingerprint of the content in 64 hexadecimal digits: the same content, the same identifier."""
        digest = hashlib.sha256()
        for part in self._parts():
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()

    def _parts(self) -> Iterator[bytes]:
        for text in (self.html, self.language, self.created):
            yield text.encode("utf-8", "surrogatepass")
        for attachment in self.attachments:
            for text in (attachment.name, attachment.media_type, attachment.description, attachment.relationship):
                yield text.encode("utf-8", "surrogatepass")
            yield attachment.content

    def to_json(self) -> str:
        """Write the document as one line of ASCII, attachments in base64."""
        plain = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        plain["attachments"] = [
            {**vars(attachment), "content": base64.b64encode(attachment.content).decode("ascii")}
            for attachment in self.attachments
        ]
        return json.dumps(plain)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read the document that ``to_json`` wrote; ValueError, KeyError or TypeError when it is something else."""
        plain = json.loads(text)
        attachments = tuple(
            Attachment(
                name=item["name"],
                media_type=item["media_type"],
                description=item["description"],
                content=base64.b64decode(item["content"], validate=True),
                relationship=Relationship(item["relationship"]),
            )
            for item in plain["attachments"]
        )
        return cls(plain["html"], plain["language"], plain["created"], attachments)
