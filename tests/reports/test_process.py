"""A report is made in a process of its own: what exceeds a limit ends with a clear error and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assessment.reports import process
from assessment.reports.document import Document
from assessment.reports.errors import ReportError, ReportFailed, ReportTooLarge, ReportTooSlow
from assessment.reports.process import MEBIBYTE, Limits
from tests.reports import sample

ROOT = Path(__file__).parents[2]
SMALL = Document("<title>Small</title><p>text", "en", sample.CREATED)
LONG = Document("<title>Long</title>" + "<p>word and word</p>" * 40_000, "en", sample.CREATED)


def script(*lines: str) -> list[str]:
    """A worker that does this instead of setting a document."""
    return [sys.executable, "-c", "\n".join(["import os, signal, subprocess, sys, time", *lines])]


def is_alive(number: int) -> bool:
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def own_children() -> list[int]:
    mine = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if f"PPid:\t{os.getpid()}\n" in text:
            mine.append(int(status.parent.name))
    return mine


def failure(document: Document = SMALL, limits: Limits | None = None, worker: list[str] | None = None) -> ReportError:
    """The error that making the document ends with; nothing may be left of the worker."""
    before = set(own_children())
    with pytest.raises(ReportError) as caught:
        process.render(document, limits, worker or process.WORKER)
    assert set(own_children()) - before == set()
    return caught.value


def test_a_document_becomes_a_pdf() -> None:
    assert process.render(SMALL).startswith(b"%PDF-1.7")


def test_what_takes_too_long_is_stopped_in_time() -> None:
    start = time.monotonic()

    error = failure(LONG, Limits(seconds=1.5))

    assert isinstance(error, ReportTooSlow)
    assert "within 1.5 seconds" in str(error)
    assert time.monotonic() - start < 30


def test_what_takes_too_much_processor_time_is_stopped_without_its_caller() -> None:
    given = ["--memory", str(1 << 30), "--seconds", "2", "--output", str(1 << 25), "--nice", "0"]
    command = [*process.WORKER, *given]

    done = subprocess.run(
        command, input=LONG.to_json().encode(), check=False, capture_output=True, cwd=ROOT, timeout=250
    )

    assert done.returncode in process.KILLED_FOR_TIME | {-9}


def test_what_takes_too_much_memory_is_stopped() -> None:
    error = failure(LONG, Limits(memory=110 * MEBIBYTE))

    assert isinstance(error, ReportTooLarge)
    assert "more than 110 MiB of memory" in str(error)


def test_output_over_the_bound_is_stopped() -> None:
    error = failure(SMALL, Limits(output=2000))

    assert isinstance(error, ReportTooLarge)
    assert error.what == "of output"


def test_output_over_the_bound_is_stopped_whoever_writes_it() -> None:
    worker = script("sys.stdout.buffer.write(b'x' * 5000)")

    assert isinstance(failure(worker=worker, limits=Limits(output=2000)), ReportTooLarge)


def test_input_over_the_bound_is_not_even_tried() -> None:
    error = failure(SMALL, Limits(input=10), script("sys.exit('started')"))

    assert isinstance(error, ReportTooLarge)
    assert error.what == "of input"


def test_a_worker_that_dies_is_a_failure_that_names_the_signal() -> None:
    error = failure(worker=script("os.kill(os.getpid(), signal.SIGSEGV)"))

    assert isinstance(error, ReportFailed)
    assert error.reason == "the worker ended with signal 11"


def test_a_worker_that_ends_without_a_word_is_a_failure() -> None:
    error = failure(worker=script("sys.exit(3)"))

    assert isinstance(error, ReportFailed)
    assert error.reason == "exit status 3"


def test_a_worker_that_says_nothing_and_makes_nothing_is_a_failure() -> None:
    assert isinstance(failure(worker=script("pass")), ReportFailed)


def test_libraries_that_end_the_process_for_want_of_memory_are_understood() -> None:
    worker = script("sys.stderr.write('GLib-ERROR **: failed to allocate 8 bytes')", "sys.stderr.flush()", "os.abort()")

    assert isinstance(failure(worker=worker), ReportTooLarge)


def test_what_breaks_the_engine_is_a_failure_that_names_the_kind_of_error() -> None:
    nested = Document("<title>x</title>" + "<div>" * 3000, "en", sample.CREATED)

    error = failure(nested)

    assert isinstance(error, ReportFailed)
    assert error.reason == "RecursionError"


def test_no_error_quotes_the_document() -> None:
    secret = Document("<title></title><p style='font-size: 1e999px'>canary", "en", sample.CREATED)

    assert "canary" not in str(failure(secret))


def test_the_whole_group_ends_with_the_worker(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    worker = script(
        "child = subprocess.Popen(['sleep', '600'])",
        f"open({str(numbers)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')",
        "time.sleep(600)",
    )

    failure(worker=worker, limits=Limits(seconds=1))

    assert [number for number in numbers.read_text().split() if is_alive(int(number))] == []


def test_a_child_that_outlives_its_worker_is_ended_as_well(tmp_path: Path) -> None:
    number = tmp_path / "number"
    worker = script(
        "child = subprocess.Popen(['sleep', '600'])",
        f"open({str(number)!r}, 'w').write(str(child.pid))",
        "sys.stdout.write('%PDF-')",
    )

    process.render(SMALL, worker=worker)

    assert not is_alive(int(number.read_text()))


def test_no_secret_of_the_caller_reaches_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("HTTPS_PROXY", "http://canary")
    worker = script("import json; print('%PDF-' + json.dumps(dict(os.environ)))")

    environment = json.loads(process.render(SMALL, worker=worker).removeprefix(b"%PDF-"))

    assert set(environment) <= {"LC_ALL", "TZ", "FONTCONFIG_FILE", "LC_CTYPE"}


def test_the_document_reaches_the_worker_whole() -> None:
    worker = script("sys.stdout.buffer.write(b'%PDF-' + sys.stdin.buffer.read())")

    given = process.render(sample.document(), worker=worker)

    assert Document.from_json(given.removeprefix(b"%PDF-")) == sample.document()


def test_what_the_worker_remarks_is_logged_by_the_caller(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    process.render(Document("<title>x</title><p>x<img src='file:///canary'>", "en", sample.CREATED))

    assert ("WARNING", "report worker: addresses refused: 1") in [(r.levelname, r.getMessage()) for r in caplog.records]
    assert "canary" not in caplog.text


def test_asking_for_a_report_does_not_load_the_engine() -> None:
    code = "import sys, assessment.reports.process; print({'weasyprint', 'pydyf', 'fontTools'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert done.stdout.strip() == "set()"


def test_the_worker_is_held_by_the_kernel_and_gives_way() -> None:
    code = (
        "import os, resource; from assessment.reports import confinement; confinement.limit(1 << 30, 60, 1 << 20, 10);"
        "kinds = resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE;"
        "print(os.nice(0) >= 10, [resource.getrlimit(kind)[1] for kind in kinds])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert done.stdout.strip() == f"True {[1 << 30, 60, 1 << 20, 0]}"


def test_the_worker_has_closed_its_doors_before_it_sets_the_document() -> None:
    given = ["worker", "--memory", str(1 << 30), "--seconds", "60", "--output", str(1 << 25), "--nice", "0"]
    code = f"import sys; sys.argv = {given}; from assessment.reports import worker; worker.main(); open('/etc/passwd')"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=SMALL.to_json().encode(), check=False, capture_output=True, cwd=ROOT)

    assert done.stdout.startswith(b"%PDF-")
    assert b"confinement.Confined: open" in done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "__import__('socket').socket()",
        "__import__('socket').getaddrinfo('localhost', 80)",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1/')",
        "__import__('subprocess').run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "open('/etc/passwd').read()",
        "open(b'/etc/passwd').read()",
        "os.open('/etc/passwd', os.O_RDONLY)",
        "open(assessment.__path__[0] + '/../pyproject.toml').read()",
        "open(assessment.__path__[0] + '/planted', 'w')",
        "os.remove(assessment.__path__[0] + '/planted')",
        "os.mkdir(assessment.__path__[0] + '/planted')",
    ],
)
def test_a_confined_process_cannot_reach_out(attempt: str) -> None:
    code = f"import os, assessment; from assessment.reports import confinement; confinement.confine(); {attempt}"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT)

    assert (done.returncode, "confinement.Confined" in done.stderr) == (1, True)


def test_a_confined_process_can_read_the_program() -> None:
    code = (
        "import weasyprint; from assessment.reports import confinement; confinement.confine();"
        "import wsgiref.util; open(weasyprint.__file__).read(); print('read')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)

    assert done.stdout.strip() == "read"
