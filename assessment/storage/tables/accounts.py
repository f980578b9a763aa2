"""People who sign in: accounts, passkeys, sessions on the server and invitations."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotation when the table is made

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessment.storage import Base
from assessment.storage.tables.kinds import Lines, Moment, Words, digest, identifier


class Account(Base, UserMixin):
    """One person. No address of a computer, no telephone number, no date of the last visit is kept.

    `offices` are the roles outside organisations. `fs_uniquifier` is what sessions name instead of the id: changing it
    ends them all. `tf_primary_method` is empty without a second factor, else `authenticator` or `passkey`, and
    `totp_counter` the time step of the last code used. `queue_key` encrypts unsent answers in the person's browser. An
    erased account keeps its row without anything personal in it, so that what it wrote still has an author without a
    name.
    """

    __tablename__ = "account"

    # Flask-Security's own account counts from one and always has a passkey handle; ours does neither.
    id: Mapped[str] = mapped_column(identifier(), primary_key=True)  # type: ignore[assignment] # see above
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    offices: Mapped[list[str]] = mapped_column(MutableList.as_mutable(Words()), default=list)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment] # see above
        String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    totp_counter: Mapped[int | None] = mapped_column()
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Lines()))
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    queue_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment())
    erased_at: Mapped[datetime | None] = mapped_column(Moment())
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment] # of our own class
        back_populates="user", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override] # nothing to change
        """Flask-Security's own roles, which are not used: the table of permissions decides."""
        return []


class Passkey(Base, WebAuthnMixin):
    """One passkey of a person, as Flask-Security stores it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Words()))
    backup_state: Mapped[bool] = mapped_column()
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[datetime] = mapped_column(Moment())
    lastuse_datetime: Mapped[datetime] = mapped_column(Moment())
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    user: Mapped[Account] = relationship(back_populates="webauthn")

    def get_user_mapping(self) -> dict[str, str]:
        """Return how Flask-Security finds the owner."""
        return {"id": self.user_id}


class SessionRow(Base):
    """One session. Its id is the SHA-256 of the cookie's token, so that a copy of this table opens nothing.

    `identity` is the account's `fs_uniquifier`, empty before sign-in; `device` is a browser and a system in words.
    """

    __tablename__ = "session"

    id: Mapped[str] = mapped_column(digest(), primary_key=True)
    identity: Mapped[str] = mapped_column(String(64), default="", index=True)
    data: Mapped[str] = mapped_column(Text, default="{}")
    device: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime] = mapped_column(Moment())
    seen_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment(), index=True)


class Invitation(Base):
    """An invitation to join an organisation, to found one, or to take an office; only hashes of its secrets are kept.

    `role` is a role inside the organisation, or an office when `organisation_id` is empty and `role` names one; with
    neither, the person founds an organisation and becomes its owner.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_open", "organisation_id", "accepted_at"),)

    id: Mapped[str] = mapped_column(identifier(), primary_key=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254), default="")
    role: Mapped[str] = mapped_column(String(30), default="")
    language: Mapped[str] = mapped_column(String(20), default="en")
    token_hash: Mapped[str] = mapped_column(digest(), unique=True)
    code_hash: Mapped[str] = mapped_column(digest(), unique=True)
    created_by: Mapped[str] = mapped_column(identifier(), default="")
    created_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    accepted_at: Mapped[datetime | None] = mapped_column(Moment())
    accepted_by: Mapped[str] = mapped_column(identifier(), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(Moment())
