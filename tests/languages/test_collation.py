"""Names stand where readers look for them."""

from __future__ import annotations

import pytest

from assessment.languages.collation import sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fr", ["avis", "égalité", "essai", "Évaluation", "facteur"]),
        ("es", ["nube", "número", "ñandú", "objeto"]),
        ("pt", ["ação", "acesso", "água", "avaliação"]),
        ("ar", ["أثر", "اختبار", "إشراف", "بيانات"]),
    ],
)
def test_words_are_in_the_order_of_a_dictionary(language: str, ordered: list[str]) -> None:
    assert sorted(ordered, key=lambda word: sort_key(word, language)) == ordered
