"""The questions of a kind as one form: what is on it, and all of it answered at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from service_makers import ORDINARY, SAM, WORRIED, BirchLane, answered, birch_lane

from logbook.domain.questions import Typed
from logbook.services import quick, recording
from logbook.services.desk import Desk
from logbook.services.drafts import Draft


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    service: BirchLane = birch_lane(Path(tmp_path_factory.mktemp("quick")) / "data")
    yield service.desk(SAM)
    service.close()


def typed_in(desk: Desk, typed: dict[str, Typed]) -> Draft:
    draft = recording.begin(desk, "help-request").draft
    for key, words in typed.items():
        draft = draft.with_typed(key, words)
    return draft


def keys_on(desk: Desk, draft: Draft) -> list[str]:
    return [each.key for each in quick.on_form(quick.as_typed(draft, desk.asking()))]


def test_a_form_has_the_questions_that_what_is_typed_leads_to(desk: Desk) -> None:
    assert "worried" not in keys_on(desk, typed_in(desk, ORDINARY))
    assert "worried" in keys_on(desk, typed_in(desk, {**ORDINARY, "careful": "money"}))


def test_half_an_answer_leaves_the_one_that_was_there(desk: Desk) -> None:
    draft = answered(desk, {**ORDINARY, "careful": "money"}).draft
    assert "worried" in keys_on(desk, draft.with_typed("careful", "mon ey"))


def test_a_form_ends_where_a_stop_page_has_to_be_read(desk: Desk) -> None:
    draft = typed_in(desk, {**ORDINARY, "relative": "yes", "in-touch": "lost-touch"})
    journey = quick.as_typed(draft, desk.asking())
    stop = quick.next_stop(journey)
    assert stop is not None
    keys = keys_on(desk, draft)
    assert stop.key not in keys
    after = [each.key for each in journey.path][len(keys) :]
    assert after[0] == stop.key
    assert len(after) > 1
    passed = recording.answer(desk, quick.enter(draft, desk.asking()), stop, "stop")
    assert quick.next_stop(passed.journey(desk.now)) is None
    assert set(after[1:]) <= set(keys_on(desk, passed))


def test_a_form_makes_the_same_entry_as_one_question_at_a_time(desk: Desk) -> None:
    for answers in (ORDINARY, WORRIED):
        guided = answered(desk, answers).draft
        taken = quick.take(typed_in(desk, {}), answers, desk.asking())
        assert taken.refused == {}
        assert taken.draft.answers == guided.answers
        assert taken.draft.journey(desk.now).responses() == guided.journey(desk.now).responses()


def test_what_is_refused_says_so_and_stays_typed_while_the_rest_is_taken(desk: Desk) -> None:
    wrong: dict[str, Typed] = {**ORDINARY, "person": "Zebedee", "happened": "31/02/2026"}
    taken = quick.take(typed_in(desk, wrong), wrong, desk.asking())
    assert set(taken.refused) == {"person", "happened"}
    assert "Nobody listed fits" in taken.refused["person"]
    assert taken.draft.typed == {"person": "Zebedee", "happened": "31/02/2026"}
    assert "asked" in taken.draft.answers


def test_an_empty_field_is_refused_though_it_was_answered_before(desk: Desk) -> None:
    draft = answered(desk, ORDINARY).draft
    taken = quick.take(draft, {"asked": ""}, desk.asking())
    assert set(taken.refused) == {"asked"}


def test_what_is_off_the_path_is_kept_and_does_not_count(desk: Desk) -> None:
    draft = answered(desk, {**ORDINARY, "careful": "money", "worried": "no"}).draft
    taken = quick.take(draft, {"careful": "none", "worried": "yes"}, desk.asking())
    assert taken.refused == {}
    journey = taken.draft.journey(desk.now)
    assert "worried" in taken.draft.answers
    assert "worried" not in journey.counting.given
    back = replace(taken.draft.with_typed("careful", "money"))
    assert "worried" in keys_on(desk, back)


def test_going_on_one_by_one_enters_what_is_an_answer_and_keeps_the_rest_typed(desk: Desk) -> None:
    draft = typed_in(desk, {"asked": "help me", "happened": "31/02", "platform": "instagram"})
    entered = quick.enter(draft, desk.asking())
    assert set(entered.answers) == {"asked", "platform"}
    assert entered.typed == {"happened": "31/02"}
