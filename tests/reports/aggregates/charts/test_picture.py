"""Charts as pictures: they say what they are, whence, and every figure; axes run from left to right; PNGs are alike."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assessment.domain.choosing import Asked
from assessment.reports.aggregates.charts import lettering, picture, raster
from assessment.reports.aggregates.charts.canvas import ON_PARTS, ON_STEPS, PARTS, STEPS, families
from assessment.reports.aggregates.charts.files import Picture, file_name, write
from assessment.reports.language import ReportLanguage
from assessment.web import pseudo
from tests.reports.aggregates.charts.drawn import ENGLISH, MIRRORED, chart, composed, svg

SVG = "{http://www.w3.org/2000/svg}"
VIEWS: list[dict[str, str]] = [
    {"table": "country"},
    {"table": "country", "measure": "organisations"},
    {"table": "sector", "measure": "band"},
    {"table": "all", "statistic": "median"},
    {"table": "all", "measure": "gap"},
    {"table": "trend-all"},
    {"table": "region-sector"},
    {"table": "country-sector"},
]


def texts(picture_: str) -> list[str]:
    tree = ET.fromstring(picture_)  # noqa: S314 - our own
    return ["".join(element.itertext()).strip("\u202b\u202c") for element in tree.iter(f"{SVG}text")]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("asked", VIEWS, ids=str)
@pytest.mark.parametrize("language", ["en", pseudo.CODE])
def test_a_picture_stands_for_itself(asked: dict[str, str], language: str) -> None:
    drawn = svg(language, **asked)
    root = ET.fromstring(drawn)  # noqa: S314 - our own

    assert root.get("role") == "img"
    named = root.get("aria-labelledby", "").split()
    assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == named  # type: ignore[union-attr] # they are there
    assert not re.search(r"<script|<style|href=|url\(|<image|<foreignObject", drawn)


@pytest.mark.parametrize("asked", VIEWS, ids=str)
def test_every_figure_of_a_view_is_written_in_its_picture_and_told_in_words(asked: dict[str, str]) -> None:
    made = chart(**asked)
    written = " ".join(texts(picture.draw(made, ENGLISH)))
    told = picture.description(made)

    for row in made.rows:
        assert row.label in told
        for figure in row.figures:
            # A range is written as its middle with both ends; a change as where it came to and by how much.
            assert figure.words in told or row.why.rstrip(".") in told
            if made.shape.value != "change":
                assert figure.words in written


def test_a_picture_carries_its_source_with_release_and_number_of_organisations() -> None:
    assert "Source: Example service, release 2 (2026-Q4), n ≈ 65 organisations" in texts(svg(table="country"))


def test_a_picture_of_sorted_countries_carries_the_warning() -> None:
    assert any("Countries are not to be ranked" in text for text in texts(svg(table="country", order="value")))
    assert not any("ranked" in text for text in texts(svg(table="country")))


def test_a_demonstration_says_so_in_its_pictures() -> None:
    demo = composed(Asked("country"), is_demo=True)

    assert "Invented figures, for demonstration only." in texts(picture.draw(demo, ENGLISH))


def test_a_withheld_figure_is_said_to_be_withheld_and_draws_no_bar() -> None:
    drawn = texts(svg(table="country"))

    assert drawn.count("withheld") == 2
    assert "0" not in [text for text in drawn if text != "0"]


@pytest.mark.parametrize("language", ["en", pseudo.CODE])
def test_the_axis_runs_from_left_to_right_in_every_language(language: str) -> None:
    tree = ET.fromstring(svg(language, table="region"))  # noqa: S314 - our own
    ticks = {
        "".join(element.itertext()).strip("\u202b\u202c"): float(element.get("x", "0"))
        for element in tree.iter(f"{SVG}text")
        if element.get("text-anchor") == "middle"
    }

    places = [ticks[str(tick)] for tick in (0, 20, 40, 60, 80, 100)]
    assert places == sorted(places)


def test_names_stand_at_the_right_edge_in_a_right_to_left_language() -> None:
    def title_at(language: str) -> float:
        tree = ET.fromstring(svg(language, table="region"))  # noqa: S314 - our own
        return float(next(tree.iter(f"{SVG}text")).get("x", "0"))

    assert title_at("en") == 80
    assert title_at(pseudo.CODE) == picture.WIDTH - 80


@pytest.mark.parametrize("asked", VIEWS, ids=str)
def test_nothing_lies_outside_the_picture(asked: dict[str, str]) -> None:
    root = ET.fromstring(svg(**asked))  # noqa: S314 - our own
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())

    for shape in root.iter(f"{SVG}rect"):
        right = float(shape.get("x", "0")) + float(shape.get("width", "0"))
        low = float(shape.get("y", "0")) + float(shape.get("height", "0"))
        assert (right <= width + 1, low <= height + 1, float(shape.get("x", "0")) >= -1) == (True, True, True)
    for text in root.iter(f"{SVG}text"):
        if "rotate" not in (text.get("transform") or ""):
            assert 0 <= float(text.get("x", "0")) <= width
            assert 0 <= float(text.get("y", "0")) <= height


def test_very_many_lines_make_a_picture_taller_but_leave_none_out() -> None:
    made = chart(table="country")
    many = replace(made, rows=tuple(replace(made.rows[0], label=f"Country {n}") for n in range(150)))

    drawn = picture.draw(many, ENGLISH)

    assert {f"Country {n}" for n in range(150)} <= set(texts(drawn))
    assert float(ET.fromstring(drawn).get("height", "0")) > picture.HEIGHT  # noqa: S314 - our own


def test_neighbouring_parts_differ_by_three_to_one_and_their_numbers_can_be_read() -> None:
    assert all(contrast(*pair) >= 3 for pair in pairwise(PARTS))
    assert all(contrast(*pair) >= 4.5 for pair in zip(PARTS, ON_PARTS, strict=True))
    assert all(contrast(*pair) >= 4.5 for pair in zip(STEPS, ON_STEPS, strict=True))


def test_each_letter_is_drawn_by_the_family_that_has_it() -> None:
    arabic = ReportLanguage.of("ar")

    assert lettering.runs("المصدر n ≈ 5", arabic) == [
        ("المصدر ", "Noto Sans Arabic"), ("n ", "Noto Sans"), ("≈ ", "Noto Sans Math"), ("5", "Noto Sans"),
    ]  # fmt: skip


def test_a_line_is_broken_before_it_is_too_wide() -> None:
    lines = lettering.wrapped("Eastern Europe, Western Balkans and Türkiye", 30, 300)

    assert len(lines) > 1
    assert all(lettering.width(line, 30) <= 300 for line in lines)


@pytest.mark.parametrize(("kind", "width", "height"), [(Picture.LARGE, 1920, 1080), (Picture.SMALL, 960, 540)])
def test_a_png_has_the_size_of_a_slide_or_half_of_it(kind: Picture, width: int, height: int) -> None:
    made = write(chart(table="country"), ENGLISH, kind)

    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">II", made[16:24]) == (width, height)


def test_a_png_is_the_same_each_time() -> None:
    assert write(chart(table="country"), ENGLISH, Picture.SMALL) == write(
        chart(table="country"), ENGLISH, Picture.SMALL
    )


@pytest.mark.parametrize("language", [ENGLISH, MIRRORED, ReportLanguage.of("ar"), ReportLanguage.of("hi")])
def test_every_family_that_a_picture_names_is_installed(language: ReportLanguage) -> None:
    drawn = picture.draw(chart(table="country"), language)

    assert families(drawn) <= raster.font_files().keys()


def test_a_font_with_every_letter_stands_in_last_and_bold_ones_after_regular_ones() -> None:
    fonts = raster.fonts_of(picture.draw(chart(table="country"), ReportLanguage.of("ja")))
    kinds = [("Bold" in path, "CJK" in path) for path in fonts]

    assert kinds == sorted(kinds)


def test_a_file_is_named_after_release_and_view() -> None:
    assert file_name(3, ["country", "score", "mean", "HAO"], Picture.SVG) == "release-3-country-score-mean-HAO.svg"
    assert file_name(3, ["../x", "a b"], Picture.LARGE) == "release-3-x-a-b.png"
