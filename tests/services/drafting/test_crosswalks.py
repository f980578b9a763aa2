"""A new edition made in the browser gets a crosswalk, and assessments move to it and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assessment.content import crosswalk_drafts, crosswalks, files
from assessment.content.crosswalk_drafts import Unreadable
from assessment.domain.access import Role
from assessment.domain.crosswalk import Carries, Line, Relation, Summary
from assessment.services import sessions, successions
from assessment.services.conflicts import Stale
from assessment.services.drafting import deciding, deciding_walk, editing, reading, walking
from assessment.services.drafting.deciding import Decision
from assessment.services.drafting.walking import Standing
from assessment.services.places import NotFound
from tests import drafts, factories, moves
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from assessment.domain.questionnaire import Questionnaire
    from assessment.services.drafting.reading import Whole
    from assessment.services.drafting.walking import Walk

ID = "HAO-A1"
BY = "somebody"


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def save(whole: Whole, name: str, **values: object) -> Whole:
    part = whole.part(name)
    editing.save_part(whole.row.id, name, {**part.content, **values}, part.version, whole.row.made_by, NOW)
    return reading.find(whole.row.id)


def edition() -> Whole:
    """Return a draft that calls itself a new edition and asks one question in other words."""
    whole = save(drafts.draft(), "about", change="major")
    return save(whole, f"questions/{ID}", text="Is it the job of the system to deal with people?")


def walk_of(whole: Whole) -> Walk:
    found = walking.walk_of(reading.find(whole.row.id))
    assert found is not None
    return found


def reworded(walk: Walk, **values: object) -> Line:
    line = replace(walk.item(f"from/{ID}").line, note="Said shorter.")
    return replace(line, **values)  # type: ignore[arg-type] # fields of a line


def decide(whole: Whole, **values: object) -> None:
    walk = walk_of(whole)
    deciding_walk.decide(whole.row.id, reworded(walk, **values), walk.item(f"from/{ID}").version, BY, NOW)


def complete(whole: Whole) -> None:
    decide(whole, carries=Carries.ANSWER, reviewed="2026-11-26")
    deciding_walk.summarise(whole.row.id, Summary("One question is asked in fewer words.", "en"), 0, BY, NOW)


def answered(version: Questionnaire) -> moves.Mover:
    """Return an assessment with an answer to every question of a version."""
    organisation = factories.organisation()
    system = factories.system(organisation)
    made = factories.assessment(system, version=version.version, fingerprint=version.fingerprint)
    scene = moves.Mover(organisation, system, made, sessions.person_of(factories.member(organisation, Role.OWNER)))
    scene.give(factories.every_answer(version))
    return scene


def test_a_correction_needs_no_crosswalk() -> None:
    assert walking.walk_of(drafts.draft()) is None


def test_only_what_differs_is_to_be_decided() -> None:
    walk = walk_of(edition())

    assert [(item.key, item.line.relation) for item in walk.missing] == [(f"from/{ID}", Relation.REWORDED)]
    assert {item.standing for item in walk.items} == {Standing.SETTLED, Standing.OPEN}


def test_what_loses_a_question_needs_one_whatever_it_calls_itself() -> None:
    whole = drafts.draft()
    editing.remove_part(whole.row.id, f"questions/{ID}", whole.question(ID).version, BY, NOW)

    assert [item.line.relation for item in walk_of(whole).missing] == [Relation.DROPPED]


def test_nobody_sends_a_draft_whose_crosswalk_is_not_decided() -> None:
    whole = reading.find(edition().row.id)

    with pytest.raises(deciding.Undecided):
        deciding.send(whole.row.id, Decision(whole.row.revision, whole.row.made_by, NOW))


def test_the_compiler_of_the_file_format_judges_what_was_decided() -> None:
    whole = edition()
    decide(whole, carries=Carries.ANSWER, note="")
    walk = walk_of(whole)

    found = {(one.finding.code, one.key) for one in walk.findings(walk.item(f"from/{ID}"))}

    assert found == {("X124", "relation"), ("X136", "carries")}
    assert not walk.is_complete


def test_a_text_that_changes_after_it_was_judged_is_to_be_judged_again() -> None:
    whole = edition()
    complete(whole)
    before = walk_of(whole).is_complete
    save(reading.find(whole.row.id), f"questions/{ID}", text="Something else?")

    assert (before, walk_of(whole).item(f"from/{ID}").standing) == (True, Standing.CHANGED)


def test_the_slower_of_two_editors_of_one_line_is_shown_the_other_decision() -> None:
    whole = edition()
    walk = walk_of(whole)
    decide(whole)

    with pytest.raises(deciding_walk.Decided) as refused:
        deciding_walk.decide(whole.row.id, reworded(walk, note="Mine."), 0, BY, NOW)

    assert refused.value.theirs.note == "Said shorter."
    assert walk_of(whole).item(f"from/{ID}").line.note == "Said shorter."


def test_the_slower_of_two_editors_of_the_summary_is_shown_the_other_text() -> None:
    whole = edition()
    deciding_walk.summarise(whole.row.id, Summary("Theirs.", "en"), 0, BY, NOW)

    with pytest.raises(deciding_walk.Summarised) as refused:
        deciding_walk.summarise(whole.row.id, Summary("Mine.", "en"), 0, BY, NOW)

    assert refused.value.theirs == walk_of(whole).summary == Summary("Theirs.", "en")


def test_proposals_are_confirmed_as_they_were_looked_at() -> None:
    whole = reading.find(edition().row.id)
    before = whole.row.revision
    editing.add_question(
        whole.row.id, {**whole.question("HAO-A2").content, "id": "HAO-A77", "text": "New?"}, "", BY, NOW
    )

    with pytest.raises(Stale):
        deciding_walk.confirm(whole.row.id, ["to/HAO-A77"], before, BY, NOW)
    revision = reading.find(whole.row.id).row.revision

    assert deciding_walk.confirm(whole.row.id, ["to/HAO-A77", f"from/{ID}"], revision, BY, NOW) == 1
    assert [item.key for item in walk_of(whole).missing] == [f"from/{ID}"]


def test_a_file_of_the_crosswalk_comes_back_without_loss() -> None:
    whole = edition()
    complete(whole)
    walk = walk_of(whole)

    assert deciding_walk.coming(walk, walk.judged.content) == ()


def test_a_file_decides_what_it_says_otherwise() -> None:
    whole = edition()
    complete(whole)
    content = walk_of(whole).judged.content.replace(b"Said shorter.", b"Said better.")
    revision = reading.find(whole.row.id).row.revision

    assert deciding_walk.take_file(whole.row.id, content, revision, BY, NOW) == 1
    assert walk_of(whole).item(f"from/{ID}").line.note == "Said better."


def test_a_file_between_other_versions_is_refused_with_its_code() -> None:
    content = files.verified(next(one for one in crosswalks.crosswalks() if one.version == "2019.1--2020.1"))

    with pytest.raises(Unreadable) as refused:
        deciding_walk.coming(walk_of(edition()), content)

    assert refused.value.findings[0].code == "X101"


def test_a_file_that_is_no_crosswalk_is_refused_and_nothing_is_lost() -> None:
    whole = edition()
    complete(whole)
    before = walk_of(whole)

    with pytest.raises(Unreadable):
        deciding_walk.take_file(whole.row.id, b"lines: [", reading.find(whole.row.id).row.revision, BY, NOW)

    assert walk_of(whole).items == before.items


def test_a_draft_without_a_crosswalk_takes_no_decision() -> None:
    whole = drafts.draft()

    with pytest.raises(NotFound):
        deciding_walk.decide(whole.row.id, Line(Relation.DROPPED, Carries.NOTHING, ID), 0, BY, NOW)


def test_what_was_decided_is_no_part_of_the_questionnaire() -> None:
    whole = edition()
    before = reading.find(whole.row.id).judged.content
    complete(whole)

    assert reading.find(whole.row.id).judged.content == before


def test_equal_maps_of_options_stand_in_the_file_once() -> None:
    old = files.load("altai", "2020.1")
    new = replace(old, version="2026.1")
    pairs = crosswalk_drafts.to_line({"relation": "kept", "carries": "answer", "options": {"a": "b"}}).options
    lines = [Line(Relation.KEPT, Carries.ANSWER, id_, (id_,), pairs) for id_ in ("HAO-A1", "HAO-A2")]

    content = crosswalk_drafts.to_yaml(old, new, Summary("Same.", "en"), lines).decode()

    assert content.count("options-1") == 3


def test_the_language_of_what_is_said_comes_back_with_the_file() -> None:
    whole = edition()
    complete(whole)
    deciding_walk.summarise(whole.row.id, Summary("Une question est plus courte.", "fr"), 1, BY, NOW)
    walk = walk_of(whole)
    content = walk.judged.content

    assert b"\nlanguage: fr\n" in content
    assert crosswalk_drafts.read(content, walk.old, walk.new)[0] == walk.summary
    assert (walk.is_complete, deciding_walk.coming(walk, content)) == (True, ())


def test_what_is_said_in_the_language_of_the_version_names_none() -> None:
    whole = edition()
    complete(whole)
    walk = walk_of(whole)

    assert b"language" not in walk.judged.content
    assert crosswalk_drafts.read(walk.judged.content, walk.old, walk.new)[0] == walk.summary


def test_a_note_keeps_its_language_on_the_way_to_the_newer_version() -> None:
    whole = edition()
    complete(whole)
    deciding_walk.summarise(whole.row.id, Summary("سؤال واحد أقصر.", "ar"), 1, BY, NOW)
    drafts.published(whole)
    longer = successions.succession("altai", "2019.1", whole.row.version)

    assert longer is not None
    assert {line.language for line in longer.by_new[ID][0].lines} == {"en", "ar"}


def test_an_assessment_moves_to_the_published_edition_and_back() -> None:
    whole = edition()
    complete(whole)
    drafts.published(whole)
    scene = answered(files.load("altai", "2020.1"))
    before = moves.present(scene)

    scene.move(whole.row.version)
    moved = moves.present(scene)
    scene.undo()

    assert (len(before) > 100, moved) == (True, before)
    assert moves.present(scene) == before


def test_the_frozen_crosswalk_is_loaded_under_its_fingerprint_and_never_changes() -> None:
    whole = edition()
    complete(whole)
    frozen = walk_of(whole).judged
    drafts.published(whole)

    loaded = crosswalks.load("altai", "2020.1", whole.row.version)
    way = successions.succession("altai", "2020.1", whole.row.version)

    assert loaded.fingerprint == frozen.fingerprint
    assert way is not None
    assert way.crosswalks == (frozen.fingerprint,)
