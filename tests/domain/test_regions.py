"""Every country belongs to exactly one region."""

from __future__ import annotations

from collections import Counter

import pytest
from babel import Locale

from assessment.domain.regions import REGIONS, region_of
from assessment.reports.aggregates.region_names import region_names
from assessment.reports.language import ReportLanguage
from assessment.web.countries import _is_country


def test_every_country_that_can_be_chosen_has_a_region() -> None:
    countries = [str(code) for code in Locale("en").territories if _is_country(str(code))]

    assert [code for code in countries if not region_of(code)] == []


def test_no_country_is_in_two_regions() -> None:
    counted = Counter(country for countries in REGIONS.values() for country in countries)

    assert [country for country, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_name(region: str) -> None:
    assert region_names(ReportLanguage.of("en"))[region] != region


def test_what_is_no_country_has_no_region() -> None:
    assert region_of("ZZ") == ""
