"""What was submitted and what was made of it: submissions and stored documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, insert, select

from assessment.storage.tables import Assessment, StoredDocument, Submission

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from assessment.storage import DatabaseSession

    Brief = Row[int, datetime, datetime | None, str, str]


def submission(session: DatabaseSession, assessment_id: str, number: int) -> Submission | None:
    """Return one submission of an assessment, whole."""
    query = select(Submission).where(Submission.assessment_id == assessment_id, Submission.number == number)
    return session.scalars(query).one_or_none()


def submissions(session: DatabaseSession, assessment_id: str) -> Sequence[Brief]:
    """Return (number, submitted_at, voided_at, signer's name and function) of all submissions, the newest first."""
    query = select(
        Submission.number, Submission.submitted_at, Submission.voided_at,
        Submission.signer_name, Submission.signer_function,
    ).where(Submission.assessment_id == assessment_id)  # fmt: skip
    return session.execute(query.order_by(Submission.number.desc())).all()


class Document(NamedTuple):
    """A stored document of an organisation; its content lies outside the database under its digest."""

    key: str
    kind: str
    name: str
    media_type: str
    size: int
    digest: str
    made_at: datetime


def document(session: DatabaseSession, organisation_id: str, key: str) -> Document | None:
    """Return a stored document of an organisation."""
    asked = {"key": key, "organisation": organisation_id}
    row = session.connection().execute(_DOCUMENT, asked).one_or_none()
    return None if row is None else Document._make(row)


# Every download runs it: made once, and without a mapped object, it costs a third.
_DOCUMENT = select(*(getattr(StoredDocument, name) for name in Document._fields)).where(
    StoredDocument.key == bindparam("key"), StoredDocument.organisation_id == bindparam("organisation")
)


def keep_document(session: DatabaseSession, values: dict[str, object]) -> None:
    """Keep the row of a document; one of the same key is replaced."""
    session.execute(delete(StoredDocument).where(StoredDocument.key == values["key"]))
    session.execute(insert(StoredDocument).values(**values))


def forget_reports(session: DatabaseSession, assessment_id: str, kinds: Collection[str]) -> set[str]:
    """Forget the documents of these kinds of an assessment's organisation; return the digests of their files."""
    owner = select(Assessment.organisation_id).where(Assessment.id == assessment_id).scalar_subquery()
    query = delete(StoredDocument).where(StoredDocument.organisation_id == owner, StoredDocument.kind.in_(kinds))
    query = query.execution_options(synchronize_session=False)
    return set(session.scalars(query.returning(StoredDocument.digest)).all())
