"""What a report costs: beside the same text as bare paragraphs, by size, in memory, and where the time goes.

``run()`` gives the rows one by one and prints a profile at the end. ``make`` is the report to measure: it takes how
many times the content is wanted and gives the HTML. ``run(sample_report)`` measures the engine's own sample instead.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import html5lib
import pikepdf
import weasyprint

from assessment.reports import pdf, process
from assessment.reports.document import Document
from assessment.reports.fetcher import AssetFetcher
from assessment.services import reporting, scoring
from tests.bench.row import Row
from tests.reports import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "clinic-triage.yaml"
ROUNDS: Final = 5
MEBIBYTE: Final = 1024 * 1024
LIMITS: Final = process.Limits()

#: Starts a worker and prints what it used. It is a small process of its own because Linux counts the memory of the
#: one that starts a program as memory of the program.
WATCH: Final = """
import os, subprocess, sys, time
start = time.monotonic()
worker = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(worker.pid, 0)
print(status, time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""

#: Targets of the report: times the bare text, bytes, and MiB of the worker at its peak.
RATIO: Final = 1.7
BYTES: Final = 600_000
PEAK: Final = 300
#: Memory limits in MiB that are tried, to show how far the default is from too little.
TRIED: Final = (100, 150, 200, 300, 400, 512)
#: How much the cost of a page may grow from one to three times the content.
GROWTH: Final = 1.25

BLOCKS: Final = frozenset({"p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "div", "section", "article"}) | {
    f"h{level}" for level in range(1, 7)
}
SILENT: Final = frozenset({"head", "style", "svg", "script", "title"})
BARE_STYLE: Final = '@page { size: A4; margin: 20mm } html { font: 10pt/1.4 "Noto Sans", sans-serif }'


@cache
def _example() -> str:
    return reporting.make_report(scoring.score_file(EXAMPLE), html=True).decode("utf-8")


def example_report(times: int) -> str:
    """The report of a complete assessment of 138 items, with its content so many times."""
    whole = _example()
    begin, end = whole.index(">", whole.index("<body")) + 1, whole.rindex("</body>")
    return whole[:begin] + whole[begin:end] * times + whole[end:]


def sample_report(times: int) -> str:
    """The engine's own sample, with its content so many times."""
    return sample.html(sample.body(rows=120) * 2 * times)


def bare_paragraphs(html: str) -> str:
    """The same text as one paragraph for each block, with nothing else."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    paragraphs = "".join(f"<p>{text}</p>" for text in _texts(tree))
    return f"<!doctype html><html lang=en><title>Bare</title><style>{BARE_STYLE}</style><body>{paragraphs}"


def _texts(element: Element) -> Iterator[str]:
    """The text of each block, without that of the blocks inside it."""
    own: list[str] = []
    yield from _collect(element, own)
    yield from _flushed(own)


def _collect(element: Element, own: list[str]) -> Iterator[str]:
    own.append(element.text or "")
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name in BLOCKS:
            yield from _flushed(own)
            yield from _texts(child)
        elif name not in SILENT:
            yield from _collect(child, own)
        own.append(child.tail or "")


def _flushed(own: list[str]) -> Iterator[str]:
    text = " ".join("".join(own).split())
    own.clear()
    if text:
        yield text.replace("&", "&amp;").replace("<", "&lt;")


def _set_bare(html: str) -> bytes:
    content: bytes = weasyprint.HTML(string=html, url_fetcher=AssetFetcher()).write_pdf()
    return content


def _document(html: str) -> Document:
    return Document(html, "en", sample.CREATED, sample.document().attachments)


def _seconds(act: Callable[[], object]) -> float:
    """Processor seconds, which a busy machine disturbs least; memory is tidied up before, not in between."""
    gc.collect()
    start = time.process_time()
    act()
    return time.process_time() - start


def _pages(content: bytes) -> int:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        with pikepdf.open(file) as opened:
            return len(opened.pages)


def _pair(report: Document, bare: str, *, collecting: bool) -> tuple[float, float]:
    """The report and the bare text one after the other, Python's collector of cycles on in both or off in both."""
    if collecting:
        gc.enable()
    try:
        return _seconds(lambda: pdf.render(report)), _seconds(lambda: _set_bare(bare))
    finally:
        gc.disable()


def beside_bare_text(make: Callable[[int], str]) -> list[Row]:
    """The report and the bare text by turns in one process; the median of the ratios of neighbours."""
    report, bare = _document(make(1)), bare_paragraphs(make(1))
    content, bare_content = pdf.render(report), _set_bare(bare)
    rounds = [(_pair(report, bare, collecting=False), _pair(report, bare, collecting=True)) for _ in range(ROUNDS)]
    pages = _pages(content)
    own = statistics.median(mine for (mine, _), _ in rounds)
    return [
        Row("report, warm", own, "s CPU"),
        Row("the same text as bare paragraphs", statistics.median(theirs for (_, theirs), _ in rounds), "s CPU"),
        Row("report / bare text, nothing collected", statistics.median(m / t for (m, t), _ in rounds), "x", RATIO),
        Row("report / bare text, cycles collected", statistics.median(m / t for _, (m, t) in rounds), "x", RATIO),
        Row("pages of the report", pages, "pages"),
        Row("pages of the bare text", _pages(bare_content), "pages"),
        Row("a page of the report", own / pages * 1000, "ms CPU"),
        Row("size of the report", len(content) / 1000, "KB", BYTES / 1000),
        Row("size of the bare text", len(bare_content) / 1000, "KB"),
    ]


def by_size(make: Callable[[int], str]) -> list[Row]:
    """The cost of a page at one, two and three times the content; linear means that it stays."""
    rows, costs = [], []
    for times in (1, 2, 3):
        document = _document(make(times))
        pages = _pages(pdf.render(document))
        seconds = statistics.median(_seconds(partial(pdf.render, document)) for _ in range(2))
        costs.append(seconds / pages)
        rows.append(Row(f"{times}x the content: {pages} pages", seconds, "s CPU"))
    return [*rows, Row("growth of the cost of a page, 1x to 3x", costs[2] / costs[0], "x", GROWTH)]


def _worker(document: Document, memory: int) -> tuple[int, float, float, int]:
    """Status, wall seconds, processor seconds and peak resident KiB of one worker process."""
    options = ["--memory", str(memory), "--seconds", "60", "--output", str(LIMITS.output), "--nice", "0"]
    command = [sys.executable, "-c", WATCH, *process.WORKER, *options]
    with tempfile.TemporaryFile() as given:
        given.write(document.to_json().encode())
        given.seek(0)
        watched = subprocess.run(
            command, stdin=given, check=True, capture_output=True, text=True, cwd=process.PACKAGE.parent
        )
    status, wall, processor, peak = watched.stdout.split()
    return int(status), float(wall), float(processor), int(peak)


def in_the_worker(make: Callable[[int], str]) -> list[Row]:
    """The whole worker process from cold, at its peak, and the least memory limit under which it finishes."""
    document = _document(make(1))
    runs = [_worker(document, LIMITS.memory) for _ in range(3)]
    least = next((limit for limit in TRIED if _worker(document, limit * MEBIBYTE)[0] == 0), float("inf"))
    return [
        Row("worker process, cold", statistics.median(run[1] for run in runs), "s"),
        Row("worker process, cold", statistics.median(run[2] for run in runs), "s CPU"),
        Row("peak resident memory of the worker", max(run[3] for run in runs) / 1024, "MiB", PEAK),
        Row("least of the tried memory limits that is enough", least, "MiB", LIMITS.memory / MEBIBYTE),
    ]


def profile(make: Callable[[int], str], lines: int = 15) -> list[str]:
    """Where the time goes, by the functions themselves and by the steps they belong to."""
    document = _document(make(1))
    pdf.render(document)
    profiler = cProfile.Profile()
    profiler.runcall(pdf.render, document)
    stats = pstats.Stats(profiler)
    total = stats.total_tt  # type: ignore[attr-defined]
    entries = [(own, whole, calls, where) for where, (_, calls, own, whole, _) in stats.stats.items()]  # type: ignore[attr-defined]
    table = ["    own  within     calls  function"]
    for own, whole, calls, (path, line, name) in sorted(entries, reverse=True)[:lines]:
        place = "/".join(Path(path).parts[-2:]) if path != "~" else "built in"
        table.append(f"{own / total:7.1%} {whole / total:7.1%} {calls:>9}  {name} ({place}:{line})")
    table.append("  steps:")
    wanted = {"__init__", "get_all_computed_styles", "build_formatting_structure", "layout_document", "generate_pdf"}
    wanted |= {"paint", "add_page", "build_fonts_dictionary", "mend", "write", "_find_artifacts", "mark", "draw_border"}
    steps = [(whole, name, path) for _, whole, _, (path, _, name) in entries if name in wanted]
    for whole, name, path in sorted(steps, reverse=True):
        if whole / total > 0.005 and ("weasyprint" in path or "reports" in path):
            table.append(f"        {whole / total:7.1%}            {name} ({Path(path).name})")
    return table


def run(make: Callable[[int], str] = example_report) -> Iterator[Row]:
    """Give the rows one by one, then print where the time goes."""
    # The worker never collects cycles either: one document, then it ends.
    gc.disable()
    for measure in (beside_bare_text, by_size, in_the_worker):
        yield from measure(make)
    print("where the time goes:", *profile(make), sep="\n", flush=True)  # noqa: T201
    gc.enable()


if __name__ == "__main__":
    for row in run(sample_report if "sample" in sys.argv else example_report):
        print(row, flush=True)  # noqa: T201
