"""Files that nobody should write: findings quickly and in little memory, never an exception."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.content.checking import Checked, check, check_file
from tests.conftest import LONG
from tests.content.faults import MINI
from tests.long_figures import count_long_figure, record_long_figure

if TYPE_CHECKING:
    from pathlib import Path

MUTATIONS = "mutated questionnaire files that gave findings or success, each within 3 s"
CONTENT = MINI.read_bytes()
LINES = CONTENT.splitlines(keepends=True)
STEPS = zip(b"abcdef", b"bcdefg", strict=True)
BOMB = b'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n' + b"".join(
    b"%c: &%c [%s]\n" % (new, new, b",".join([b"*%c" % old] * 9)) for old, new in STEPS
)
HOSTILE = {
    "bomb": BOMB,
    "binary": bytes(range(256)) * 200,
    "zeros": bytes(1000),
    "utf-16": "format: 1".encode("utf-16"),
    "brackets": b"[" * 5_000,
    "braces": b"{a: " * 5_000,
    "deep indentation": b"".join(b" " * n + b"a:\n" for n in range(500)),
    "long line": b"title: " + b"x" * 1_900_000,
    "many keys": b"".join(b"key-%d: 1\n" % n for n in range(90_000)),
    "only a number": b"1",
    "a list": b"- a\n- b\n",
    "questions as text": CONTENT.replace(b"questions:\n", b"questions: none\nleft:\n"),
    "nested quotes": b'"' * 100_000,
    "tabs": b"\t\t\tformat: 1",
    "control": b"title: \x00\x01\x02",
    "lone surrogate": b'title: "\\ud800"',
    "long condition": CONTENT.replace(b"HAO-A1 is not no", b" and ".join([b"HAO-A1 is not no"] * 2_000)),
    "condition with a huge word": CONTENT.replace(b"HAO-A1 is not no", b"HAO-A1 is " + b"x" * 3_900),
}


def quickly(content: bytes) -> Checked:
    before = time.process_time()
    checked = check(content, "hostile.yaml")
    assert time.process_time() - before < 3
    return checked


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_findings_quickly(name: str) -> None:
    checked = quickly(HOSTILE[name])

    assert checked.questionnaire is None
    assert checked.findings


def test_rubbish_cannot_flood_the_list_of_findings() -> None:
    checked = quickly(b"".join(b"key-%d: 1\n" % n for n in range(90_000)))

    assert len(checked.findings) <= 200


def test_a_message_never_carries_control_characters_or_whole_files() -> None:
    for content in HOSTILE.values():
        for finding in check(content, "hostile.yaml").findings:
            assert finding.message.isprintable()
            assert len(finding.message) < 1_000


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    before = time.process_time()
    checked = check_file(sparse(tmp_path / "huge.yaml", 50_000_000))

    assert [finding.code for finding in checked.findings] == ["R102"]
    assert time.process_time() - before < 1


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert [finding.code for finding in check_file(tmp_path).findings] == ["R101"]


PEAK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from assessment.content.checking import check_file
for path in sys.argv[1:]:
    check_file(path)
# Not ru_maxrss: that one remembers the size of the process that started this one.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) // 1024)
"""


def test_hostile_files_need_less_than_200_megabytes(tmp_path: Path) -> None:
    paths = [str(sparse(tmp_path / "huge.yaml", 50_000_000)), str(MINI)]
    for number, content in enumerate(HOSTILE.values()):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(content)
        paths.append(str(path))
    ran = subprocess.run([sys.executable, "-c", PEAK, *paths], capture_output=True, text=True, check=True)

    record_long_figure("peak memory of reading hostile questionnaire files, 50 MB among them", f"{int(ran.stdout)} MiB")
    assert int(ran.stdout) < 200


replaced = st.tuples(st.integers(0, len(CONTENT) - 1), st.binary(max_size=6), st.integers(0, 40))
shuffled = st.tuples(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1), st.sampled_from("dcs"))


@settings(max_examples=1_000 if LONG else 50)
@given(st.lists(replaced, min_size=1, max_size=4))
def test_changed_bytes_give_findings_or_success(changes: list[tuple[int, bytes, int]]) -> None:
    content = CONTENT
    for start, new, length in changes:
        content = content[:start] + new + content[start + length :]

    quickly(content)
    count_long_figure(MUTATIONS)


@settings(max_examples=1_000 if LONG else 50)
@given(st.lists(shuffled, min_size=1, max_size=5))
def test_changed_lines_give_findings_or_success(changes: list[tuple[int, int, str]]) -> None:
    lines = list(LINES)
    for one, other, act in changes:
        if act == "d":
            del lines[one % len(lines)]
        elif act == "c":
            lines.insert(other % len(lines), lines[one % len(lines)])
        else:
            one, other = one % len(lines), other % len(lines)  # noqa: PLW2901 - the list has grown or shrunk
            lines[one], lines[other] = lines[other], lines[one]

    quickly(b"".join(lines))
    count_long_figure(MUTATIONS)


WORDS = [b"HAO-A1", b"HAO-A3", b"SYS-USES", b"levels", b"yes-no", b"measure", b"gate", b"context", b"single", b"matrix"]
WORDS += [b"multiple", b"text", b"true", b"false", b"screening", b"full", b"is not no", b"includes", b"requirement"]
swapped = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(1, 3))


@settings(max_examples=1_000 if LONG else 50)
@given(st.lists(swapped, min_size=1, max_size=4))
def test_swapped_words_give_findings_or_success(changes: list[tuple[bytes, bytes, int]]) -> None:
    content = CONTENT
    for old, new, count in changes:
        content = content.replace(old, new, count)

    quickly(content)
    count_long_figure(MUTATIONS)
