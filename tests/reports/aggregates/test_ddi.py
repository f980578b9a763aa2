"""The DDI codebook: elements where version 2.5 has them, every column and question, references that lead somewhere.

The order of elements is that of the DDI Alliance's schema, written down here as far as the codebook uses it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from assessment.reports.aggregates import columns, ddi
from tests import aggregates

if TYPE_CHECKING:
    from assessment.reports.aggregates.given import Given

NAMESPACE = "{ddi:codebook:2_5}"
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc notes",
    "stdyDscr": "citation stdyInfo studyDevelopment method dataAccs othrStdyMat notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "rspStmt": "AuthEnty othId",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "distStmt": "distrbtr contact depositr depDate distDate",
    "verStmt": "version verResp notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes",
    "subject": "keyword topcClas",
    "sumDscr": "timePrd collDate nation geogCover geogUnit anlyUnit universe dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector frequenc sampProc deviat collMode resInstru sources collSitu actMin weight",
    "dataAccs": "setAvail useStmt notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format filePlac software",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl security qstn valrng invalrng universe sumStat txt stdCatgry catgry concept varFormat notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "catgry": "catValu labl txt catStat mrow",
    "nCube": "location labl txt universe security purpose dmns measure notes",
}


@lru_cache
def codebook(language: str = "en") -> ET.Element:
    return parsed(aggregates.given(words=aggregates.words(language)))


def parsed(given: Given) -> ET.Element:
    return ET.fromstring(ddi.write(given))  # noqa: S314 - written by us a moment ago


def tag(element: ET.Element) -> str:
    return element.tag.removeprefix(NAMESPACE)


def test_every_element_stands_where_the_standard_has_it() -> None:
    wrong = []
    for element in codebook().iter():
        allowed = ORDER.get(tag(element), "").split()
        places = [allowed.index(tag(child)) if tag(child) in allowed else -1 for child in element]
        if -1 in places or places != sorted(places):
            wrong.append((tag(element), [tag(child) for child in element]))

    assert wrong == []


def test_identifiers_are_unique_names() -> None:
    ids = [element.get("ID", "") for element in codebook().iter() if element.get("ID")]

    assert len(ids) == len(set(ids))
    assert [
        one
        for one in ids
        if not one[0].isalpha() or not one.replace("-", "").replace("_", "").replace(".", "").isalnum()
    ] == []


def test_every_reference_leads_to_a_variable_or_file() -> None:
    ids = {element.get("ID", "") for element in codebook().iter()}
    references = {
        one
        for element in codebook().iter()
        for name in ("var", "varRef", "files")
        for one in element.get(name, "").split()
    }

    assert references - ids == set()


def test_every_column_of_the_file_is_a_variable() -> None:
    variables = [one.get("name") for one in codebook().iter(f"{NAMESPACE}var") if one.get("files")]

    assert tuple(variables) == columns.COLUMNS


def test_every_question_of_the_depth_is_a_variable_with_its_text() -> None:
    questions = {one.get("name"): one for one in codebook().iter(f"{NAMESPACE}var") if not one.get("files")}
    asked = aggregates.words().questionnaire.by_id["HAO-A1"]

    assert questions["HAO-A1"].findtext(f"{NAMESPACE}qstn/{NAMESPACE}qstnLit") == asked.text
    assert len(questions) > 50


def test_every_released_table_is_a_cube() -> None:
    cubes = {one.get("name") for one in codebook().iter(f"{NAMESPACE}nCube")}

    assert cubes == {cell.table for cell in aggregates.cells()}


def test_what_xml_cannot_hold_is_replaced() -> None:
    given = aggregates.given(imprint=aggregates.imprint(title="a\x00b\x0b<c> & القاهرة"))

    assert "a\ufffdb\ufffd<c> & القاهرة" in "".join(parsed(given).itertext())


def test_the_language_of_the_texts_is_told() -> None:
    assert codebook("ar").get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
