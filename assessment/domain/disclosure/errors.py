"""Why a release is refused."""

from __future__ import annotations


class Refused(Exception):
    """Nothing is published; `code` says why."""

    NOBODY = "nobody"
    TWICE = "twice"
    CHANGED = "changed"
    EXPOSED = "exposed"
    SOLVER = "solver"

    def __init__(self, code: str) -> None:
        """Take one of the codes above.

        nobody: no contribution; twice: an organisation contributes twice; changed: former figures do not follow from
        former contributions; exposed: no withdrawal protects everybody; solver: the solver gave no answer.
        """
        super().__init__(code)
        self.code = code
