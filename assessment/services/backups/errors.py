"""What can go wrong with a backup.

BackupError
├── Unusable        the file is no backup, is damaged, or comes from a newer program
├── NotEmpty        there is something in the database already
├── KeysMissing     the keys are neither in the backup nor in the data folder
└── WrongPassphrase the keys in the backup cannot be opened with this passphrase
"""

from __future__ import annotations


class BackupError(Exception):
    """A backup cannot be made or restored; the text says why and what to do."""


class Unusable(BackupError):
    """The file is no backup, is damaged, or comes from a newer program."""


class NotEmpty(BackupError):
    """There is something in the database already."""


class KeysMissing(BackupError):
    """The keys are neither in the backup nor in the data folder."""


class WrongPassphrase(BackupError):
    """The keys in the backup cannot be opened with this passphrase."""
