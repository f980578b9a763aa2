"""What libraries say of broken files is said in words of our own, in every language; the rest is marked as theirs."""

from __future__ import annotations

import errno
from xml.parsers import expat

import pytest
import yaml

from assessment.content import foreign
from assessment.content.findings import Findings
from assessment.content.phrases import Foreign, Phrase, Wording
from assessment.content.reading import read_node

BROKEN = [
    "a: [", "a: [1, 2", "a: {b", "a: 'x", '"\\q"', '"\\xZZ"', "a: b: c", "key\nb: c", "a: - b", "a:\n\t- b", "a: @b",
    "- a\nb: c", "a:\n  - b\n c: d", "a: 'x'y", "- 'a' b", "a: &", "a: *", "a: !<x", "!foo!bar a", "[a]]", "a: |x\n b",
    '"a\n---\nb"', "? a\n- b\n", "a: >0\n x",
]  # fmt: skip
LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


def marked(content: str, loader: type) -> yaml.MarkedYAMLError:
    with pytest.raises(yaml.MarkedYAMLError) as met:
        list(yaml.parse(content, Loader=loader))
    return met.value


@pytest.mark.parametrize("loader", LOADERS)
def test_what_people_do_wrong_in_yaml_is_said_in_our_words(loader: type) -> None:
    met = {content: marked(content, loader) for content in BROKEN}

    theirs = [content for content, one in met.items() if isinstance(foreign.of_yaml(one.context, one.problem), Foreign)]

    assert theirs == []


def test_line_and_column_are_kept() -> None:
    findings = Findings("x.yaml")
    read_node(b"a: b\nc: 'd\n", findings)
    found = findings.found[0]

    assert (found.code, found.line, found.column) == ("R104", 3, 1)
    assert "a text in quotes has no quotation mark at its end" in found.message


def test_a_control_character_is_found_in_its_line() -> None:
    findings = Findings("x.yaml")
    read_node("é: b\nc: d\a\n".encode(), findings)
    found = findings.found[0]

    assert (found.code, found.line, found.column) == ("R113", 2, 5)
    assert "character code 0007" in found.message


@pytest.mark.parametrize("content", ["<a><b></a>", "<a", "", "<a/><b/>", "<a>&</a>", '<a b="1" b="2"/>', "<a>&x;</a>"])
def test_what_is_wrong_in_xml_is_said_in_our_words(content: str) -> None:
    with pytest.raises(expat.ExpatError) as met:
        expat.ParserCreate().Parse(content, True)

    assert isinstance(foreign.of_xml(met.value), Phrase)


def test_why_a_file_cannot_be_read_is_said_in_our_words() -> None:
    assert str(foreign.of_system(FileNotFoundError(errno.ENOENT, "No such file"))) == "there is no such file"
    assert foreign.of_system(OSError(errno.ENOLCK, "No locks available")) == Foreign("No locks available")


def test_the_words_of_a_library_are_cited_and_not_translated() -> None:
    findings = Findings("x.yaml")
    findings.add("R104", 1, 1, problem=Foreign("found a bogus\nthing"))
    said = findings.found[0].message_in(Wording(str, "<{}>".format, "[{}]".format))

    assert "[found a bogus\N{REPLACEMENT CHARACTER}thing]" in said
