"""What Flask-Security asks about accounts, answered from our tables; it never commits on its own."""

from __future__ import annotations

from flask_security import RoleMixin, SQLAlchemyUserDatastore

from assessment.storage import db
from assessment.storage.tables import Account, Passkey


class Datastore(SQLAlchemyUserDatastore):
    """Finds accounts for Flask-Security. What is to be kept is written by services, each with its line in the trail."""

    def __init__(self) -> None:
        """Bind to the tables. There is no table of roles: the table of permissions decides."""
        super().__init__(db, Account, RoleMixin, Passkey)

    def commit(self) -> None:
        """Refuse: a change without a line in the trail must not be kept."""
        raise NotImplementedError("accounts are changed by services")
