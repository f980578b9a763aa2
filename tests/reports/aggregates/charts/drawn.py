"""Charts of the example release for tests, in any language."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from babel import Locale

from assessment.content import files
from assessment.domain import choosing, exploring
from assessment.domain.choosing import Asked
from assessment.reports.aggregates.charts import composing, picture
from assessment.reports.aggregates.charts.composing import Chart, Origin
from assessment.reports.aggregates.region_names import region_names
from assessment.reports.aggregates.words import Words
from assessment.reports.language import ReportLanguage
from assessment.web import pseudo
from tests import releases

CELLS = releases.cells(former=1)
MIRRORED = ReportLanguage(pseudo.CODE, "", Locale("ar"), pseudo.PseudoTranslations())
ENGLISH = ReportLanguage.of("en")
ORIGIN = Origin("Example service", 2, "2026-Q4", 65)


@lru_cache(maxsize=8)
def words(code: str = "en") -> Words:
    language = MIRRORED if code == pseudo.CODE else ReportLanguage.of(code)
    return Words(language, files.load("altai", "2020.1"), region_names(language))


def chart(language: str = "en", /, **asked: str) -> Chart:
    return composed(Asked(**asked), language)


def composed(asked: Asked, language: str = "en", *, is_demo: bool = False) -> Chart:
    told = words(language)
    there_is = choosing.catalogue(cell.key for cell in CELLS)
    table = choosing.settle(asked, there_is).table
    choice = choosing.settle(asked, there_is, there_is.categories[table])
    return composing.compose(exploring.view(CELLS, choice, told.category), told, replace(ORIGIN, is_demo=is_demo))


def svg(language: str = "en", /, **asked: str) -> str:
    return picture.draw(chart(language, **asked), words(language).language)
