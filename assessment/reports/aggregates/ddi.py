"""A codebook in DDI Codebook 2.5: the questions as variables, the columns of the data file, the tables as cubes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from assessment.domain.questionnaire import DONT_KNOW, NOT_APPLICABLE, Depth, Kind
from assessment.reports.aggregates import columns, methodology
from assessment.reports.aggregates.codebook import entries
from assessment.reports.aggregates.words import dimensions
from assessment.reports.typed import typed

if TYPE_CHECKING:
    from assessment.domain.questionnaire import Option, Question
    from assessment.reports.aggregates.given import Given

NAMESPACE = "ddi:codebook:2_5"
_SCHEMA = "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# The same identifiers in every release and language.
FILE, COLUMN, QUESTION = "F1", "C_", "Q_"


def write(given: Given) -> bytes:
    """Return the codebook; nothing in it is the answer of anybody."""
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "xmlns:xsi": _XSI, "version": "2.5"})
    root.set("xsi:schemaLocation", f"{NAMESPACE} {_SCHEMA}")
    root.set("xml:lang", given.words.language.code)
    _citation(_add(root, "docDscr"), given, given.words.gettext("Codebook of release %(number)s"))
    study = _add(root, "stdyDscr")
    _citation(study, given, given.words.gettext("Release %(number)s of aggregated self-assessments"))
    _study(study, given)
    _file(root, given)
    data = _add(root, "dataDscr")
    _groups(data, given)
    _columns(data, given)
    for question in _asked(given):
        _question(data, given, question)
    _cubes(data, given)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, tag, attributes)
    if text:
        made.text = typed(text).text
    return made


def _citation(parent: ET.Element, given: Given, title: str) -> None:
    imprint = given.imprint
    citation = _add(parent, "citation")
    names = _add(citation, "titlStmt")
    _add(names, "titl", title % {"number": imprint.number})
    _add(names, "subTitl", imprint.title)
    _add(names, "IDNo", imprint.digest, agency="SHA-256")
    _add(_add(citation, "rspStmt"), "AuthEnty", imprint.service)
    production = _add(citation, "prodStmt")
    _add(production, "producer", imprint.service)
    _add(production, "copyright", imprint.licence)
    _add(production, "prodDate", imprint.approved, date=imprint.approved)
    _add(production, "software", "Trustworthy-AI self-assessment", version=imprint.software)
    _add(_add(citation, "distStmt"), "distDate", imprint.approved, date=imprint.approved)
    _add(_add(citation, "verStmt"), "version", str(imprint.number), date=imprint.approved)
    if imprint.address:
        _add(citation, "holdings", URI=imprint.address)


def _study(study: ET.Element, given: Given) -> None:
    imprint, note = given.imprint, methodology.note(given)
    _ = given.words.gettext
    info = _add(study, "stdyInfo")
    _add(_add(info, "subject"), "keyword", _("Trustworthy artificial intelligence"))
    _add(info, "abstract", given.words.questionnaire.summary or imprint.questionnaire_title)
    summary = _add(info, "sumDscr")
    _add(summary, "collDate", imprint.cutoff, date=imprint.cutoff, event="end")
    for code in sorted({cell.first for cell in given.table.cells if cell.table == "country"}):
        _add(summary, "nation", given.words.category("country", code), abbr=code)
    _add(summary, "anlyUnit", _("Organisation"))
    _add(summary, "universe", _("Organisations that took part and may be counted"))
    _add(summary, "dataKind", _("Aggregated data"))
    method = _add(study, "method")
    collection = _add(method, "dataColl")
    _add(collection, "collMode", _("Self-assessment by questionnaire"))
    _add(collection, "resInstru", f"{imprint.questionnaire_title} ({', '.join(imprint.versions)})")
    for heading, sentences in note.paragraphs:
        _add(method, "notes", f"{heading}. {' '.join(sentences)}")
    access = _add(_add(study, "dataAccs"), "useStmt")
    _add(access, "confDec", _("Figures that could give an organisation away are withheld in the file."))
    _add(access, "citReq", _("Name the publisher, the number of the release and its period."))
    _add(access, "conditions", imprint.licence)


def _file(root: ET.Element, given: Given) -> None:
    described = _add(_add(root, "fileDscr", ID=FILE), "fileTxt")
    _add(described, "fileName", f"{given.imprint.stem}-tidy.csv")
    _add(described, "fileCont", given.words.gettext("One row for each released figure, also for those withheld"))
    size = _add(described, "dimensns")
    _add(size, "caseQnty", str(len(given.table.cells)))
    _add(size, "varQnty", str(len(columns.COLUMNS)))
    _add(described, "fileType", "text/csv; charset=utf-8; header=present")


def _asked(given: Given) -> tuple[Question, ...]:
    """Return the questions of the release's depth; texts in words that go into no figure are left out."""
    found = given.words.questionnaire.at_depth(Depth[given.imprint.depth.upper()])
    return tuple(question for question in found if question.kind is not Kind.TEXT)


def _groups(data: ET.Element, given: Given) -> None:
    """Group the columns of the file, then the questions of each section."""
    names = " ".join(f"{COLUMN}{name}" for name in columns.COLUMNS)
    group = _add(data, "varGrp", ID="G_FILE", type="other", var=names)
    _add(group, "labl", given.words.gettext("Columns of the data file"))
    for section in given.words.questionnaire.sections:
        inside = [f"{QUESTION}{question.id}" for question in _asked(given) if question.section == section.id]
        if inside:
            group = _add(data, "varGrp", ID=f"G_{section.id}", type="section", var=" ".join(inside))
            _add(group, "labl", section.title)
            _add(group, "txt", section.summary)


def _columns(data: ET.Element, given: Given) -> None:
    variables: dict[str, ET.Element] = {}
    for entry in entries(given):
        if not entry.code:
            variables[entry.column] = _add(data, "var", ID=f"{COLUMN}{entry.column}", name=entry.column, files=FILE)
            _add(variables[entry.column], "labl", entry.meaning)
        else:
            category = _add(variables[entry.column], "catgry")
            _add(category, "catValu", entry.code)
            _add(category, "labl", entry.meaning)
    for name, variable in variables.items():
        _add(variable, "varFormat", type="numeric" if name in columns.NUMBERS else "character")


def _question(data: ET.Element, given: Given, question: Question) -> None:
    variable = _add(data, "var", ID=f"{QUESTION}{question.id}", name=question.id)
    _add(variable, "labl", question.id)
    asked = _add(variable, "qstn")
    _add(asked, "qstnLit", question.text)
    if question.help:
        _add(asked, "ivuInstr", question.help)
    if question.asked_if is not None:
        _add(variable, "universe", given.words.gettext("Asked only where former answers make it apply"))
    for code, text in _choices(given, question):
        category = _add(variable, "catgry", **({"missing": "Y"} if code in {DONT_KNOW, NOT_APPLICABLE} else {}))
        _add(category, "catValu", code)
        _add(category, "labl", text)
    _add(variable, "varFormat", type="character")


def _choices(given: Given, question: Question) -> list[tuple[str, str]]:
    found = [(option.id, _option(option)) for option in question.options]
    found += [(DONT_KNOW, given.words.gettext("Don’t know"))] if question.dont_know else []
    return found + ([(NOT_APPLICABLE, given.words.gettext("Not applicable"))] if question.not_applicable else [])


def _option(option: Option) -> str:
    return f"{option.text}: {option.anchor}" if option.anchor else option.text


def _cubes(data: ET.Element, given: Given) -> None:
    """Describe each released table by the columns that cut it and the columns that tell the figure."""
    for table in dict.fromkeys(cell.table for cell in given.table.cells):
        cube = _add(data, "nCube", ID=f"T_{table}", name=table)
        _add(cube, "labl", given.words.table(table))
        cuts = [columns.DIMENSIONS[name] for name in dimensions(table)]
        for rank, name in enumerate((*cuts, "MEASURE", "ITEM", "STATISTIC"), 1):
            _add(cube, "dmns", rank=str(rank), varRef=f"{COLUMN}{name}")
        _add(cube, "measure", varRef=f"{COLUMN}OBS_VALUE")
