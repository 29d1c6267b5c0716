"""One of a list, or several of it."""

from collections.abc import Sequence

import pytest
from pages import SMALL, WIDE, Bench, burst, lines, paste, settled, text
from textual.widgets import Static

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.questions.choice import OneOf, Option, SeveralOf
from logbook.services.recording import Begun
from logbook.tui.display import Display
from logbook.tui.screens.kinds import ways_words
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.choices import Choices

PLATFORMS = (
    Option("facebook", "Facebook"),
    Option("instagram", "Instagram"),
    Option("other", "Another one", detail="Name it"),
    Option("unknown", "I do not know"),
)
MANY = tuple(Option(f"o{n}", f"{word} thing") for n, word in enumerate("abcdefghijklm", 1))
RISKS = (
    Option("money", "Money"),
    Option("address", "Address"),
    Option("none", "None of these", alone=True),
)


def bench(options: Sequence[Option], **more: object) -> tuple[Bench, Choices]:
    choices = Choices(options, **more)  # type: ignore[arg-type]
    return Bench(choices, hears=(Answering.Answered, Answering.Edited)), choices


async def press(pilot: object, *keys: str) -> None:
    await pilot.press(*keys)  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]


async def test_nothing_is_highlighted_or_chosen_in_advance() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert choices.typed == ""
        assert choices._rows.cursor == -1
        assert "●" not in text(app)
        await press(pilot, "enter")
        assert [each.typed for each in app.of(Answering.Answered)] == [""]


async def test_a_digit_chooses_and_enter_answers() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter")
        assert choices.picked == ("instagram",)
        assert [each.typed for each in app.of(Answering.Answered)] == ["instagram"]


async def test_nought_is_i_do_not_know_and_stands_apart() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "0")
        assert choices.typed == "unknown"
        shown = lines(app)
        rule = next(n for n, line in enumerate(shown) if "──" in line)
        assert "● 0  I do not know" in shown[rule + 1]


async def test_one_choice_follows_the_arrows() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down")
        assert choices.picked == ("instagram",)


async def test_several_are_ticked_by_space_and_by_digits() -> None:
    app, choices = bench(RISKS, several=True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down")
        assert choices.picked == ()
        await press(pilot, "space", "2")
        assert choices.typed == "money\naddress"
        await press(pilot, "1")
        assert choices.typed == "address"


async def test_what_stands_alone_unticks_the_rest_and_is_unticked_by_it() -> None:
    app, choices = bench(RISKS, several=True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "1", "2", "3")
        assert choices.picked == ("none",)
        await press(pilot, "1")
        assert choices.picked == ("money",)


async def test_after_a_refusal_the_words_that_are_missing_take_the_keys() -> None:
    app, choices = bench([Option("a", "A"), Option("b", "B", detail="Write which")])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2", "enter", "enter")
        choices.focus_what_is_missing()
        await press(pilot, *"why")
        assert choices.typed == "b: why"


async def test_letters_after_an_option_that_wants_words_are_those_words() -> None:
    app, choices = bench([Option("a", "A"), Option("b", "B", detail="Write which")])
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "2")
        burst(app, "told her today")
        await settled(pilot)
        assert choices.typed == "b: told her today"


async def test_i_cannot_say_now_is_typed_in_the_words_that_questions_read() -> None:
    app, choices = bench(RISKS, several=True, cannot_say=True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "1", "i", "space")
        assert choices.typed == CANNOT_SAY_WORDS


@pytest.mark.parametrize(
    ("keys", "chosen"), [("12", "o12"), ("1\n", "o1"), ("3", "o3"), ("19", "o9")]
)
async def test_a_number_of_two_digits_is_one_choice(keys: str, chosen: str) -> None:
    app, choices = bench(MANY, several=True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, keys)
        await settled(pilot)
        assert choices.picked == (chosen,)


async def test_letters_find_a_label_by_its_beginning() -> None:
    app, choices = bench(MANY)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "k")
        assert choices.picked == ("o11",)


async def test_an_option_that_wants_words_asks_for_them_before_it_answers() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Name it" not in text(app)
        await press(pilot, "3", "enter")
        assert "Name it" in text(app)
        assert app.of(Answering.Answered) == []
        await press(pilot, *"Bebo", "enter")
        assert [each.typed for each in app.of(Answering.Answered)] == ["other: Bebo"]
        assert choices.typed == "other: Bebo"


@pytest.mark.parametrize("typed", ["instagram", "other: Bebo", "0", "unknown", CANNOT_SAY_WORDS])
async def test_what_was_typed_comes_back(typed: str) -> None:
    app, choices = bench(PLATFORMS, cannot_say=True, typed=typed)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        question = OneOf("where", "Where?", options=PLATFORMS)
        if typed != CANNOT_SAY_WORDS:
            assert question._choice(choices.typed) == question._choice(typed)
        assert "●" in text(app)
        again = Choices(PLATFORMS, cannot_say=True, typed=choices.typed)
        assert again.typed == choices.typed


async def test_several_that_were_typed_come_back() -> None:
    question = SeveralOf("risks", "What applies?", options=RISKS)
    choices = Choices(question.options, several=True, typed="1 2")
    assert choices.typed == "money\naddress"


async def test_keys_of_the_same_burst_do_not_reach_the_answered_list() -> None:
    app, _choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "2\n1\n")
        await settled(pilot)
        assert [each.typed for each in app.of(Answering.Answered)] == ["instagram"]


async def test_keys_typed_before_the_list_was_shown_choose_nothing() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        choices._rows.wait_to_be_seen()
        burst(app, "1\n")
        await settled(pilot)
        assert choices.typed == ""
        assert app.of(Answering.Answered) == []


async def test_a_paste_chooses_nothing() -> None:
    app, choices = bench(PLATFORMS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, "1\n2\n")
        await settled(pilot)
        assert choices.typed == ""


async def test_long_labels_wrap_and_lose_no_word() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    app, _choices = bench((Option("a", words), Option("b", "[/] [@click=app.quit]now[/] \x1b[2J")))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        shown = " ".join(text(app).split())
        assert all(f"word{n}" in shown for n in range(60))
        assert "[/] [@click=app.quit]now[/] ␛[2J" in shown


class InAscii(Bench):
    """An app on a terminal that draws nothing but ASCII."""

    shown_on = Display(ascii_only=True)


async def test_ticks_have_an_ascii_form() -> None:
    app = InAscii(Choices(RISKS, several=True), Choices(RISKS))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "1")
        assert "[x] 1  Money" in text(app)
        assert "[ ] 2  Address" in text(app)
        assert "( ) 2  Address" in text(app)


def test_how_an_entry_begins_is_ticked_in_ascii_too() -> None:
    assert ways_words(Begun(practice=True), ascii_only=True) == (
        "[ ] q all on one page   [ ] f for a colleague   [x] p practice\nCtrl+P blank prompts"
    )
    assert ways_words(Begun(), ascii_only=False).startswith("☐ q all on one page")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_last_of_a_long_list_can_be_reached(size: tuple[int, int]) -> None:
    options = tuple(Option(f"o{n}", f"Thing {n}") for n in range(1, 61))
    app = Bench(Choices(options), Static("below"), hears=(Answering.Answered,))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        assert "● 60  Thing 60" in text(app)
        await press(pilot, "home")
        assert "●  1  Thing 1" in text(app)


async def test_each_change_is_told_for_the_draft() -> None:
    app, _choices = bench(RISKS, several=True)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "1", "2")
        assert [each.typed for each in app.of(Answering.Edited)] == ["money", "money\naddress"]
