"""Files outside the database: whole or not at all, verified when read, gone when removed."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from assessment.storage.blobs import BlobDamaged, BlobMissing, FolderBlobs, TooLarge

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"evidence" * 20_000


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


def test_what_was_put_is_found_under_its_digest(blobs: FolderBlobs) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))

    assert kept.digest == hashlib.sha256(CONTENT).hexdigest()
    with blobs.open(kept.digest) as file:
        assert file.read() == CONTENT


def test_the_same_content_is_kept_once(blobs: FolderBlobs) -> None:
    for _ in range(2):
        blobs.put(io.BytesIO(CONTENT), len(CONTENT))

    assert len(list(blobs.all())) == 1


def test_too_much_leaves_nothing_behind(blobs: FolderBlobs, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        blobs.put(io.BytesIO(CONTENT), len(CONTENT) - 1)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_damaged_file_is_never_given_out(blobs: FolderBlobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    (tmp_path / "blobs" / kept.digest[:2] / kept.digest[2:]).write_bytes(b"another")

    with pytest.raises(BlobDamaged):
        blobs.open(kept.digest)


def test_what_was_verified_before_is_not_trusted_once_it_was_touched(
    blobs: FolderBlobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessment.storage.blobs._COARSEST_CLOCK", 0)
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    blobs.open(kept.digest, may_trust=True).close()
    (tmp_path / "blobs" / kept.digest[:2] / kept.digest[2:]).write_bytes(b"another")

    with pytest.raises(BlobDamaged):
        blobs.open(kept.digest, may_trust=True)


def test_what_was_verified_and_not_touched_is_not_read_again(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    monkeypatch.setattr("assessment.storage.blobs._COARSEST_CLOCK", 0)
    blobs.open(kept.digest).close()
    read = Mock(side_effect=AssertionError("read again"))
    monkeypatch.setattr("hashlib.file_digest", read)

    with blobs.open(kept.digest, may_trust=True) as file:
        assert file.read() == CONTENT
    with pytest.raises(AssertionError, match="read again"):
        blobs.open(kept.digest)


def test_what_was_written_a_moment_ago_is_verified_each_time(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    blobs.open(kept.digest).close()
    monkeypatch.setattr("hashlib.file_digest", Mock(side_effect=AssertionError("read again")))

    with pytest.raises(AssertionError, match="read again"):
        blobs.open(kept.digest, may_trust=True)


def test_putting_it_again_mends_a_damaged_file(blobs: FolderBlobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    (tmp_path / "blobs" / kept.digest[:2] / kept.digest[2:]).write_bytes(b"another")
    blobs.put(io.BytesIO(CONTENT), len(CONTENT))

    with blobs.open(kept.digest) as file:
        assert file.read() == CONTENT


def test_a_removed_file_is_gone(blobs: FolderBlobs) -> None:
    kept = blobs.put(io.BytesIO(CONTENT), len(CONTENT))
    blobs.remove(kept.digest)

    with pytest.raises(BlobMissing):
        blobs.open(kept.digest)
    assert not blobs.has(kept.digest)


@pytest.mark.parametrize("name", ["../../secret-key", "", "A" * 64, "ab/" + "c" * 61])
def test_a_name_that_is_no_digest_leads_nowhere(blobs: FolderBlobs, name: str) -> None:
    with pytest.raises(BlobMissing):
        blobs.open(name)
