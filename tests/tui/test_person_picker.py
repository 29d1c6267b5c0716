"""Choosing somebody by part of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import SMALL, Bench, burst, lines, settled, text
from textual.pilot import Pilot

from logbook.domain import answers
from logbook.tui.matching import Listed, matching
from logbook.tui.widgets import person_picker
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.person_picker import SHOWN, PersonPicker

PEOPLE = (
    ("p1", "Dafydd Wyn (D.W.)", "Maple House"),
    ("p2", "Doris Webb (D.W.)", "Oak House"),
    ("p3", "Megan Tŷ (M.T.)", "Maple House"),
    ("p4", "José Pérez (J.P.)", "Oak House"),
    ("p5", "Katherine Lamb (K.L.)", "Oak House"),
)
HEARS = (Answering.Answered, Answering.Edited, Answering.Refused)


def bench(picker: PersonPicker) -> Bench:
    return Bench(picker, hears=HEARS)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def names(typed: str) -> list[str]:
    return [each.id for each in matching([Listed(*each) for each in PEOPLE], typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["p1", "p2", "p3", "p4", "p5"]),
        ("da", ["p1"]),
        ("wyn", ["p1"]),
        ("meg ty", ["p3"]),
        ("jose", ["p4"]),
        ("PEREZ", ["p4"]),
        ("jp", ["p4"]),
        ("D.W", ["p1", "p2"]),
        ("kathrine", ["p5"]),
        ("katehrine", ["p5"]),
        ("catherine", ["p5"]),
        ("dorris", ["p2"]),
        ("zz", []),
        ("x" * 100_000, []),
    ],
)
def test_part_of_a_name_finds_it(typed: str, found: list[str]) -> None:
    assert names(typed) == found


def test_who_begins_so_comes_before_whom_a_slip_could_mean() -> None:
    people = [Listed("a", "Marie Stone"), Listed("b", "Maria Stone")]
    assert [each.id for each in matching(people, "maria")] == ["b", "a"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_search(name: str, typed: str) -> None:
    assert len(matching([Listed("a", name)], typed)) <= 1


@given(st.from_regex(r"[A-Za-z]{2,12} [A-Za-z]{2,12}", fullmatch=True), st.integers(1, 12))
def test_the_beginning_of_a_name_always_finds_it(name: str, length: int) -> None:
    assert matching([Listed("a", name)], name[:length])


async def test_nobody_is_chosen_in_advance() -> None:
    picker = PersonPicker(PEOPLE)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert picker.picked == ()
        assert [each.typed for each in app.of(Answering.Answered)] == [""]


async def test_the_only_one_who_fits_needs_no_arrow() -> None:
    picker = PersonPicker(PEOPLE)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"meg", "enter")
        assert [each.typed for each in app.of(Answering.Answered)] == ["p3"]
        assert "Megan Tŷ (M.T.)" in text(app)


async def test_when_two_fit_nobody_is_guessed() -> None:
    picker = PersonPicker(PEOPLE)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"dw", "enter")
        assert picker.picked == ()
        assert app.of(Answering.Answered) == []
        assert app.of(Answering.Refused)[0].sentence.startswith("More than one person fits.")
        await press(pilot, "down", "down", "enter")
        assert [each.typed for each in app.of(Answering.Answered)] == ["p2"]


async def test_somebody_not_listed_is_taken_in_the_words_typed() -> None:
    picker = PersonPicker(PEOPLE, not_listed="Someone not listed")
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "up", "enter")
        assert picker.typed == ""
        await press(pilot, *"zoe q", "down", "enter")
        assert [each.typed for each in app.of(Answering.Answered)][-1] == "not-listed: zoe q"


async def test_typing_on_after_choosing_chooses_nobody() -> None:
    picker = PersonPicker(PEOPLE)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"meg", "enter")
        await press(pilot, "backspace")
        assert picker.typed == ""
        assert app.of(Answering.Edited)[-1].typed == ""


async def test_several_are_chosen_one_after_the_other() -> None:
    picker = PersonPicker(PEOPLE, several=True)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"meg", "enter")
        await press(pilot, *"jos", "enter")
        assert picker.typed == "p3\np4"
        assert "Chosen: Megan Tŷ (M.T.), José Pérez (J.P.)" in text(app)
        assert "Backspace takes the last off." in text(app)
        await press(pilot, "enter")
        assert [each.typed for each in app.of(Answering.Answered)] == ["p3\np4"]


async def test_backspace_on_an_empty_line_takes_the_last_chosen_off() -> None:
    picker = PersonPicker(PEOPLE, several=True, typed="p3\np4")
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "x", "backspace")
        assert picker.typed == "p3\np4", "there was a letter to take off first"
        await press(pilot, "backspace")
        assert picker.typed == "p3"
        assert app.of(Answering.Edited)[-1].typed == "p3"
        assert "Chosen: Megan Tŷ (M.T.). Backspace takes it off." in text(app)


async def test_who_was_chosen_before_is_shown_as_chosen() -> None:
    picker = PersonPicker(PEOPLE, several=True)
    picker.restore("p3")
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Chosen: Megan Tŷ (M.T.)." in text(app)
        await press(pilot, *"meg", "enter")
        assert app.of(Answering.Refused)[-1].sentence == (
            "Megan Tŷ (M.T.) is chosen already. Clear the line, and Enter goes on."
        )


@pytest.mark.parametrize(("forgiving", "typed"), [(True, ""), (False, "p1")])
async def test_who_fits_by_a_slip_alone_holds_up_nobody_at_the_door(
    *, forgiving: bool, typed: str
) -> None:
    people = [("p1", "Bronwen Pugh", ""), ("p2", "Saul Brennan", "")]
    picker = PersonPicker(people, forgiving=forgiving)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"bron", "enter")
        assert picker.typed == typed


@pytest.mark.parametrize("typed", ["p3", "not-listed: zoe q", "p3\np4", ""])
async def test_what_was_typed_comes_back(typed: str) -> None:
    picker = PersonPicker(PEOPLE, several="\n" in typed, not_listed="Other", typed=typed)
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert picker.typed == typed
        assert app.of(Answering.Edited) == []


async def test_a_long_list_shows_a_few_and_says_how_many_more() -> None:
    picker = PersonPicker([(f"p{n}", f"Person {n}", "") for n in range(40)])
    app = bench(picker)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        shown = [line for line in lines(app) if "Person" in line]
        assert len(shown) == SHOWN
        assert "and 34 more: type part of the name" in text(app)


async def test_a_burst_answers_once() -> None:
    app = bench(PersonPicker(PEOPLE))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "meg\njos\n")
        await settled(pilot)
        assert [each.typed for each in app.of(Answering.Answered)] == ["p3"]


async def test_a_hostile_name_is_only_a_name() -> None:
    name = "[/][@click=app.quit]\x1b[2J\nx"
    app = bench(PersonPicker([("a", name, name), ("b", "宽" * 60, "宽" * 60)]))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "[/][@click=app.quit]␛" in text(app)
        await press(pilot, "down", "enter")
        assert app.of(Answering.Answered)[0].typed == "a"


def test_not_listed_is_the_word_that_questions_read() -> None:
    assert person_picker.NOT_LISTED == answers.NOT_LISTED
