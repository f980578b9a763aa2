"""Haste: what can be made again does not wait for the disk, and afterwards everything does."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from assessment.storage import anchors, blobs, db, haste

if TYPE_CHECKING:
    from flask import Flask


def waits() -> int:
    """Return how the database waits for the disk: 0 not at all, 2 at every commit."""
    return int(db.session.connection().exec_driver_sql("PRAGMA synchronous").scalar_one())


@pytest.mark.usefixtures("context")
def test_in_haste_no_commit_waits_for_the_disk_and_afterwards_each_does() -> None:
    before = waits()
    with haste.in_haste():
        within = waits()

    assert (before, within, waits()) == (2, 0, 2)


@pytest.mark.usefixtures("context")
def test_an_error_ends_the_haste() -> None:
    with pytest.raises(ZeroDivisionError), haste.in_haste():
        raise ZeroDivisionError

    assert waits() == 2


def test_a_file_waits_for_the_disk_except_in_haste(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    with app.app_context():
        with haste.in_haste():
            blobs.store().put(io.BytesIO(b"one"), 10)
        in_haste = len(waited)
        blobs.store().put(io.BytesIO(b"two"), 10)

    assert in_haste == 0
    assert waited


@pytest.mark.parametrize("length", [10, 400, 5_000])
def test_the_last_anchor_is_found_at_the_end_of_the_file(app: Flask, length: int) -> None:
    with app.app_context():
        before = anchors.last()
        for number in range(3):
            anchors.append(f"{number}" * length)

        assert before == ""
        assert anchors.last() == anchors.lines()[-1]
