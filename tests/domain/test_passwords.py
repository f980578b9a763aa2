"""What is easy to guess is refused, with its reason; what is not is taken, whatever characters it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.passwords import MAXIMUM, Weakness, weakness
from assessment.services import passwords
from assessment.services.passwords import PRODUCT, _common, _words_of, find_weakness

ABOUT = {*PRODUCT, *_words_of("Kisumu Health Network"), *_words_of("amina.otieno@example.org"), *_words_of("Kenya")}


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevencha r", Weakness.TOO_SHORT),
        ("x" * (MAXIMUM + 1), Weakness.TOO_LONG),
        ("qwertyuiopasdf1", Weakness.STRETCHED),
        ("password1234", Weakness.COMMON),
        ("Summer2026!Summer", Weakness.STRETCHED),
        ("aaaaaaaaaaaaaaaa", Weakness.STRETCHED),
        ("abcabcabcabcabc", Weakness.STRETCHED),
        ("P@ssw0rd2026!!", Weakness.STRETCHED),
        ("123456789012345", Weakness.STRETCHED),
        ("dragondragondragon", Weakness.STRETCHED),
        ("intouchai-eu-2026", Weakness.ABOUT_YOU),
        ("kisumuhealth2026", Weakness.ABOUT_YOU),
        ("KisumuHealthNetwork!", Weakness.ABOUT_YOU),
        ("amina.otieno2026", Weakness.ABOUT_YOU),
        ("Amina@example.org", Weakness.ABOUT_YOU),
        ("assessment2026kenya", Weakness.ABOUT_YOU),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, why: Weakness) -> None:
    assert weakness(password, _common(), ABOUT) is why


def test_one_of_the_usual_long_passwords_is_named_as_such() -> None:
    usual = next(word for word in sorted(_common()) if len(word) >= 12)

    assert weakness(usual, _common()) is Weakness.COMMON


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "three little herons wade",
        "kettle-orbit-walnut",
        "Xk4!vQ9z#mT2",
        "نخلة تحت المطر الهادئ",
        "四条不相关的词语放在一起很好",
        "fgjztrwqkplm",
        "   spaces   count   too ",
    ],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    assert weakness(password, _common(), ABOUT) is None


@given(st.text(min_size=12, max_size=200))
def test_no_text_is_too_strange_to_be_judged(password: str) -> None:
    weakness(password, _common(), ABOUT)


@given(st.text(alphabet="qwjkzvxp7394", min_size=20, max_size=64))
def test_adding_to_a_good_password_never_spoils_it(password: str) -> None:
    if weakness(password, frozenset()) is None:
        assert weakness(f"{password}~", frozenset()) is None


BREACHED = ["severodvinsk", "Severodvinsk", "ElinkakNoPkAigood", "schallapatapan"]


@pytest.mark.parametrize("password", BREACHED)
def test_a_long_password_that_breaches_have_shown_is_refused(password: str) -> None:
    assert find_weakness(password, ()) is Weakness.COMMON


def test_the_list_of_breached_passwords_is_whole_and_in_order() -> None:
    content = (Path(passwords.__file__).parent / "breached_passwords.bin").read_bytes()
    listed = [content[at : at + 6] for at in range(0, len(content), 6)]

    assert len(listed) == 43_940
    assert listed == sorted(set(listed))


@given(st.text(min_size=12, max_size=40))
def test_hardly_anything_is_among_the_breached_ones_by_chance(password: str) -> None:
    assert not passwords.is_breached(f"{password} – nobody's")
