"""A small document that has one of everything the PDF engine must get right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from assessment.reports.document import Attachment, Document

CREATED: Final = "2026-11-23"
ATTACHED: Final = b'{"questionnaire": "altai", "answers": {}}'

#: One passage for each script that a PDF gets wrong in its own way: language, direction, words.
PASSAGES: Final[dict[str, tuple[str, str]]] = {
    code: (passage["direction"], passage["words"])
    for code, passage in json.loads(Path(__file__).with_name("passages.json").read_text("utf-8")).items()
}

STYLE: Final = """
@page { size: A4; margin: 25mm 20mm;
  @top-left { content: string(part); font-size: 8pt }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt } }
html { font: 10pt/1.4 "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK JP", sans-serif }
h1 { string-set: part content() }
h2, .new { break-before: page }
nav li { list-style: none }
nav a::after { content: leader(".") target-counter(attr(href), page) }
table { width: 100%; table-layout: fixed; border-collapse: collapse }
th, td { border: 1px solid #767676; text-align: start; padding: 2mm }
.figure { position: relative; width: 80mm; height: 40mm }
.figure svg { width: 80mm; height: 40mm }
.figure span { position: absolute; top: 1mm; inset-inline-start: 2mm }
strong { background: #eee }
"""

FIGURE: Final = """
<div class=figure><svg viewBox="0 0 80 40" role=img><title>Profile of the requirements</title>
<desc>Transparency is highest with 80 per cent, oversight lowest with 35 per cent</desc>
<rect width=64 height=12 fill="#0e47cb"/><rect y=20 width=28 height=12 fill="#8a4b00" opacity=".5"/></svg>
<span>Transparency</span></div>
<svg viewBox="0 0 80 2" aria-hidden=true style="height: 2mm"><rect width=80 height=2 fill="#0e47cb"/></svg>
"""


def _table(rows: int) -> str:
    body = "".join(
        f"<tr><th scope=row>Action {row}</th><td>Train the staff of ward {row} <b>every quarter</b></td><td>S</td></tr>"
        for row in range(1, rows + 1)
    )
    head = "<tr><th scope=col>No.</th><th scope=col>What to do</th><th scope=col>Effort</th></tr>"
    return f"<table><caption>The plan</caption><thead>{head}</thead><tbody>{body}</tbody></table>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _passages() -> str:
    parts = (f"<p lang={code} dir={way}>{_escaped(words)}</p>" for code, (way, words) in PASSAGES.items())
    return "".join(parts)


def body(rows: int = 40) -> str:
    """The content of the document, with a table of so many rows."""
    long_paragraph = "We asked everybody who works with the system what they expect from it. " * 60
    return f"""
<h1 id=top>Self-assessment of <bdi>Example Clinic</bdi></h1>
<dl><div><dt>System</dt><dd>Triage helper</dd></div><div><dt>Date</dt><dd>23 November 2026</dd></div></dl>
<nav><h2 id=contents>Contents</h2><ol><li><a href="#summary">Summary</a></li>
<li><a href="#plan">The plan and what it <em>means for the staff</em></a></li>
<li><a href="#words">Words</a></li></ol></nav>
<section><h2 id=summary>Summary</h2>
<p>Two of seven targets are met; the <strong>weakest requirement is human agency and oversight, which needs a lead, a
plan and an owner before the next release</strong> of the system. See <a href="#plan">the plan</a>.</p>
<ul><li>First <ul><li>Inner</li></ul></li><li>Second</li></ul><ol><li>One</li><li>Two</li></ol>{FIGURE}
<h3>Figures</h3><table><tr><td></td><th scope=col>Score</th></tr>
<tr><th scope=row>Transparency</th><td>80 %</td></tr><tr><th scope=row>Oversight</th><td>35 %</td></tr></table>
<p>{long_paragraph}</p></section>
<section><h2 id=plan>The plan</h2>{_table(rows)}</section>
<section><h2 id=words>Words</h2>{_passages()}</section>"""


def html(content: str, head: str = "") -> str:
    """A whole page around this content."""
    return f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>Self-assessment: Example Clinic</title>
<meta name=author content="Example Clinic"><meta name=description content="A sample of everything"><meta name=keywords
content="self-assessment, sample"><meta name=generator content="assessment 0.1"><style>{STYLE}</style>{head}</head>
<body>{content}</body></html>"""


def document(content: str | None = None, head: str = "") -> Document:
    """The sample with its attachment, or the same frame around other content."""
    attachment = Attachment("answers.json", "application/json", "The answers as data", ATTACHED)
    return Document(html(content if content is not None else body(), head), "en", CREATED, (attachment,))
