"""Makes a PDF in a process of its own, so that no document can slow down, fill up or bring down the one that asks.

Web and services import this module; WeasyPrint is loaded only in the worker. Input and output go through files that
have no name, which lets the kernel bound the output and needs no threads to feed pipes.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import assessment
from assessment.reports.document import Document
from assessment.reports.errors import ReportError, ReportFailed, ReportTooLarge, ReportTooSlow

LOGGER = logging.getLogger(__name__)

MEBIBYTE: Final = 1024**2
POLL: Final = 0.01
PDF_START: Final = b"%PDF-"
# It writes no bytecode: its limit on output would cut a module of ours short, for everybody who loads it later.
WORKER: Final = (sys.executable, "-s", "-B", "-m", "assessment.reports.worker")
PACKAGE: Final = Path(assessment.__file__).parent
SYSTEM_FONTS: Final = Path("/etc/fonts/fonts.conf")

#: How a process ends, by its own hand or the kernel's, when it used up the processor time or the output allowed.
KILLED_FOR_TIME: Final = frozenset({-signal.SIGXCPU})
KILLED_FOR_OUTPUT: Final = frozenset({-signal.SIGXFSZ})
#: What the font libraries write before they end the process for want of memory.
OUT_OF_MEMORY: Final = (
    "failed to allocate",
    "memory allocation of",
    "Cannot allocate memory",
    "out of memory",
    "MemoryError",
    "bad_alloc",
)


@dataclass(frozen=True)
class Limits:
    """What one report may use: seconds on the clock, bytes of memory, of input and of output; and its priority."""

    seconds: float = 60
    memory: int = 512 * MEBIBYTE
    input: int = 32 * MEBIBYTE
    output: int = 32 * MEBIBYTE
    niceness: int = 10


def render(document: Document, limits: Limits | None = None, worker: Sequence[str] = WORKER) -> bytes:
    """Set the document as PDF, or a ReportError that says which limit it met and what to do."""
    content = work(document.to_json().encode("ascii"), worker, limits or Limits())
    if not content.startswith(PDF_START):
        raise ReportFailed("no PDF was made")
    return content


def work(request: bytes, worker: Sequence[str], limits: Limits) -> bytes:
    """Give bytes to a confined process and return what it makes of them, or a ReportError.

    Returns when the process and everything it started has ended, whatever happens.
    """
    if len(request) > limits.input:
        raise ReportTooLarge("of input", limits.input)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as said:
        given.write(request)
        given.seek(0)
        status = _run([*worker, *_arguments(limits)], (given, made, said), limits)
        remarks = list(_remarks(said))
        if status:
            raise _error(status, remarks, limits)
        for remark in remarks:
            if "notice" in remark:
                level = logging.WARNING if remark.get("level") == "warning" else logging.INFO
                LOGGER.log(level, "report worker: %s", remark["notice"])
        return _content(made, limits)


def _await_end_of_group(group: int) -> None:
    """Wait until the kernel has taken away what was killed; a second is ample unless nobody reaps orphans here."""
    deadline = time.monotonic() + 1
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(POLL)


def _content(made: IO[bytes], limits: Limits) -> bytes:
    """Read what was made; the worker bounds it too, but need not be believed."""
    made.seek(0)
    content = made.read(limits.output + 1)
    if len(content) > limits.output:
        raise ReportTooLarge("of output", limits.output)
    return content


def _arguments(limits: Limits) -> list[str]:
    # Processor time is bounded as well, for a worker whose caller has died and cannot stop it.
    seconds = max(1, round(limits.seconds) + 1)
    values = {"memory": limits.memory, "seconds": seconds, "output": limits.output, "nice": limits.niceness}
    return [text for name, value in values.items() for text in (f"--{name}", str(value))]


def _environment() -> dict[str, str]:
    """Nothing of ours: no secrets, no proxies, no Python settings; texts are UTF-8 and times are UTC."""
    environment = {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if SYSTEM_FONTS.exists():
        environment["FONTCONFIG_FILE"] = str(PACKAGE / "reports" / "fonts.conf")
    return environment


def _run(command: Sequence[str], files: tuple[IO[bytes], IO[bytes], IO[bytes]], limits: Limits) -> int:
    """Give the exit status of the command; it and its whole group are gone afterwards."""
    given, made, said = files
    process = subprocess.Popen(  # noqa: S603 - the command is a constant of this module, or a test's own
        command,
        stdin=given,
        stdout=made,
        stderr=said,
        cwd=PACKAGE.parent,
        env=_environment(),
        start_new_session=True,
    )
    try:
        in_time = _ends_within(process.pid, limits.seconds)
    finally:
        # The ended leader has not been reaped yet, so the number still means this group and no other.
        os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        _await_end_of_group(process.pid)
    if not in_time:
        raise ReportTooSlow(limits.seconds)
    return status


def _ends_within(process: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL)
    return True


def _remarks(said: IO[bytes]) -> Iterator[dict[str, str]]:
    """Read what the worker said, line by line; lines that are not ours become a remark under ``raw``."""
    said.seek(0)
    for line in said.read(MEBIBYTE).decode("utf-8", "replace").splitlines():
        try:
            remark = json.loads(line)
        except ValueError:
            yield {"raw": line}
        else:
            yield remark if isinstance(remark, dict) else {"raw": line}


def _error(status: int, remarks: list[dict[str, str]], limits: Limits) -> ReportError:
    codes = {remark["error"]: remark.get("reason", "") for remark in remarks if "error" in remark}
    if status in KILLED_FOR_TIME:
        return ReportTooSlow(limits.seconds)
    if status in KILLED_FOR_OUTPUT or codes.get(ReportTooLarge.code) == "output":
        return ReportTooLarge("of output", limits.output)
    if ReportTooLarge.code in codes or any(_tells_of_memory(remark) for remark in remarks):
        return ReportTooLarge("of memory", limits.memory)
    if ReportFailed.code in codes:
        return ReportFailed(codes[ReportFailed.code])
    return ReportFailed(f"the worker ended with signal {-status}" if status < 0 else f"exit status {status}")


def _tells_of_memory(remark: dict[str, str]) -> bool:
    return any(words in remark.get("raw", "") for words in OUT_OF_MEMORY)
