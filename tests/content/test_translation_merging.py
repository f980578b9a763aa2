"""A changed source makes exactly its translations stale, and no translation is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from assessment.content.findings import Findings
from assessment.content.translations import merging, pofile
from assessment.content.translations.units import Source, State, Unit

if TYPE_CHECKING:
    from assessment.content.translations.pofile import Catalogue

A = Unit("q.a.text", "Is there a plan?", forms=("Y a-t-il un plan ?",), state=State.DRAFT)
B = Unit("q.b.text", "Who signs it?", forms=("Qui le signe ?",), state=State.DRAFT)
SAVED = Unit("", "Your answer has been saved.", forms=("Votre réponse est enregistrée.",), state=State.DRAFT)


def catalogue(*units: Unit) -> Catalogue:
    return replace(merging.new_catalogue("mini", "fr"), units=units)


def source(unit: Unit, text: str = "") -> Source:
    return Source(unit.key, text or unit.text, unit.plural)


def merged(units: tuple[Unit, ...], sources: list[Source]) -> dict[tuple[str, str], Unit]:
    made = merging.merge(catalogue(*units), sources, "fr").catalogue
    return {(unit.key, unit.text): unit for unit in made.units}


def test_a_changed_source_makes_its_translation_stale_with_the_former_source_beside_it() -> None:
    changed = merged((A, B), [source(A, "Is there a written plan?"), source(B)])["q.a.text", "Is there a written plan?"]

    assert (changed.state, changed.previous, changed.forms) == (State.STALE, A.text, A.forms)


def test_what_did_not_change_stays_as_it_is() -> None:
    assert merged((A, B), [source(A, "Is there a written plan?"), source(B)])["q.b.text", B.text] == B


def test_a_key_says_that_sources_belong_together_although_few_words_are_left() -> None:
    done = merging.merge(catalogue(A, B), [source(A, "Is a plan there at all, in words?"), source(B)], "fr")

    assert [unit.key for unit in done.stale] == ["q.a.text"]


def test_a_text_without_a_key_is_helped_by_the_most_similar_one_that_is_gone() -> None:
    new = "Your answers have been saved."

    assert merged((SAVED,), [source(SAVED, new)])["", new].previous == SAVED.text


def test_a_text_without_a_key_is_not_helped_by_one_that_is_still_there() -> None:
    new = "Your answers have been saved."

    assert merged((SAVED,), [source(SAVED), source(SAVED, new)])["", new].state is State.MISSING


def test_another_version_that_keeps_the_former_source_keeps_its_translation() -> None:
    both = merged((A,), [source(A), source(A, "Is there a written plan?")])

    assert both["q.a.text", A.text] == A
    assert both["q.a.text", "Is there a written plan?"].state is State.STALE


def test_of_a_list_under_one_key_only_the_changed_item_becomes_stale() -> None:
    steps = tuple(Unit("q.step", text, forms=(text.upper(),), state=State.DRAFT) for text in ("Name her.", "Tell all."))
    done = merging.merge(catalogue(*steps), [source(steps[0]), source(steps[1], "Tell all staff.")], "fr")

    assert [(unit.text, unit.previous) for unit in done.stale] == [("Tell all staff.", "Tell all.")]


def test_what_changes_twice_keeps_the_source_that_was_translated() -> None:
    once = merging.merge(catalogue(A), [source(A, "Is there a written plan?")], "fr").catalogue
    twice = merging.merge(once, [source(A, "Is there a plan in writing?")], "fr").catalogue

    assert twice.units[0].previous == A.text


def test_what_is_gone_is_put_aside_and_comes_back_with_its_source() -> None:
    without = merging.merge(catalogue(A, B), [source(B)], "fr").catalogue
    again = merging.merge(without, [source(A), source(B)], "fr")

    assert [unit.forms for unit in without.obsolete] == [A.forms]
    assert [unit.forms for unit in again.returned] == [A.forms]
    assert again.catalogue.obsolete == ()


def test_a_text_that_gets_a_plural_keeps_its_words_as_stale() -> None:
    one = Unit("", "%(num)s file", forms=("%(num)s fichier",), state=State.DRAFT)
    many = merging.merge(catalogue(one), [Source("", "%(num)s file", "%(num)s files")], "fr").catalogue.units[0]

    assert (many.state, many.forms) == (State.STALE, one.forms * 3)


def test_new_texts_stand_behind_those_that_belong_to_them() -> None:
    sources = [source(A), source(A, "Is there a written plan?"), Source("q.c.text", "When?"), source(B)]
    made = merging.merge(catalogue(A, B), sources, "fr").catalogue

    assert [unit.text for unit in made.units] == [A.text, "Is there a written plan?", "When?", B.text]


TEXTS = st.sampled_from(["Is there a plan?", "Is there a written plan?", "Who signs it?", "Who signs?", "When?"])
KEYS = st.sampled_from(["", "q.a.text", "q.b.text"])
NAMES = st.lists(st.tuples(KEYS, TEXTS), unique=True, max_size=8)


@given(NAMES, st.lists(NAMES, min_size=1, max_size=4))
def test_no_translation_is_lost_however_often_sources_change(
    before: list[tuple[str, str]], changes: list[list[tuple[str, str]]]
) -> None:
    present = catalogue(*(Unit(key, text, forms=(f"{n}",), state=State.DRAFT) for n, (key, text) in enumerate(before)))
    for names in changes:
        present = merging.merge(present, [Source(*name) for name in names], "fr").catalogue
    kept = {(unit.key, unit.text, unit.forms) for unit in (*present.units, *present.obsolete)}

    assert {(key, text, (f"{n}",)) for n, (key, text) in enumerate(before)} <= kept


@given(NAMES, NAMES)
def test_bringing_up_to_date_twice_changes_nothing_more(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    present = catalogue(*(Unit(*name, forms=(name[1].upper(),), state=State.DRAFT) for name in before))
    sources = [Source(*name) for name in after]
    once = merging.merge(present, sources, "fr").catalogue

    assert not merging.merge(once, sources, "fr").has_changed
    assert pofile.read(pofile.write(once), Findings("")) is not None
