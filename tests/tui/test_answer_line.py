"""An answer of one line, and a story."""

import pytest
from pages import SMALL, Bench, burst, paste, settled, text
from textual.pilot import Pilot
from textual.widgets import Static

from logbook.domain.text import FIELD_LIMIT
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering
from logbook.tui.widgets.story import Story

HEARS = (Answering.Answered, Answering.Edited, Answering.Refused)


def bench(widget: AnswerLine | Story) -> Bench:
    return Bench(widget, hears=HEARS)


def answers(app: Bench) -> list[object]:
    return [each.typed for each in app.of(Answering.Answered)]


def refusals(app: Bench) -> list[str]:
    return [each.sentence for each in app.of(Answering.Refused)]


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_a_burst_of_several_enters_answers_once_and_with_what_stood_before_it() -> None:
    line = AnswerLine()
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "abc\ndef\nghi\n")
        await settled(pilot)
        assert answers(app) == ["abc"]
        assert line.typed == "abc"


async def test_an_answer_that_was_refused_can_be_mended_and_given_again() -> None:
    line = AnswerLine()
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "a", "enter")
        await press(pilot, "b", "enter")
        assert answers(app) == ["a", "ab"]


async def test_backspace_in_a_burst_takes_its_turn() -> None:
    line = AnswerLine()
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "teh\x7f\x7fhe\n")
        await settled(pilot)
        assert answers(app) == ["the"]


async def test_text_typed_ahead_is_kept_and_an_enter_typed_ahead_is_not_given() -> None:
    line = AnswerLine()
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        line.awake_from = float("inf")
        burst(app, "abc\n")
        await pilot.pause()
        assert line.typed == "abc"
        assert answers(app) == []
        line.wait_to_be_seen()
        await settled(pilot)
        await press(pilot, "enter")
        assert answers(app) == ["abc"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
async def test_a_paste_of_several_lines_loses_nothing(newline: str) -> None:
    line = AnswerLine("before ")
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, newline.join(["first", "second  ", "", "third"]))
        await settled(pilot)
        assert line.typed == "before first second third"
        assert answers(app) == []


async def test_a_paste_of_a_megabyte_is_refused_and_the_text_kept() -> None:
    line = AnswerLine("mine")
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, "x" * 1_000_000)
        await settled(pilot)
        assert line.typed == "mine"
        assert "1,000,000 characters" in refusals(app)[0]


async def test_a_line_that_is_full_takes_no_more() -> None:
    line = AnswerLine("x" * 10, limit=10)
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "y")
        paste(app, "yy")
        await settled(pilot)
        assert line.typed == "x" * 10
        assert len(refusals(app)) == 2


async def test_a_passphrase_is_neither_shown_nor_copied() -> None:
    line = AnswerLine(secret=True)
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"secret", "ctrl+shift+a", "ctrl+c", "ctrl+x")
        assert "secret" not in text(app)
        assert "••••••" in text(app)
        assert app.clipboard == ""
        assert line.typed == "secret"


async def test_focus_does_not_select_so_that_a_key_does_not_replace() -> None:
    line = AnswerLine("mine")
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "s")
        assert line.typed == "mines"


@pytest.mark.parametrize("key", ["ctrl+backspace", "ctrl+w"])
async def test_a_word_is_deleted_to_the_left(key: str) -> None:
    line = AnswerLine("two words")
    app = bench(line)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, key)
        assert line.typed == "two "


@pytest.mark.parametrize("hostile", ["[/]", "[@click=app.quit]x[/]", "\x1b]0;x\x07", "a\u202eb"])
async def test_hostile_text_is_only_text(hostile: str) -> None:
    line, story = AnswerLine(hostile), Story(hostile)
    app = Bench(line, story, hears=HEARS)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, hostile)
        await settled(pilot)
        story.focus()
        paste(app, hostile)
        await settled(pilot)
        assert line.typed.startswith(hostile)
        assert story.typed.startswith(hostile)


async def test_what_was_typed_comes_back() -> None:
    line, story = AnswerLine(), Story()
    app = Bench(line, story)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        line.restore("kept")
        story.restore("kept\nas it was")
        await press(pilot, "!")
        assert (line.typed, story.typed) == ("kept!", "kept\nas it was")
        story.focus()
        await press(pilot, "!")
        assert story.typed == "kept\nas it was!"


async def test_each_key_is_told_for_the_draft() -> None:
    app = bench(AnswerLine())
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "a", "b")
        assert [each.typed for each in app.of(Answering.Edited)] == ["a", "ab"]


async def test_a_story_keeps_its_lines_and_its_burst_in_order() -> None:
    story = Story()
    app = bench(story)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        burst(app, "abx\x7fc\ndef\n")
        await settled(pilot)
        paste(app, "three\r\nfour\rfive")
        await settled(pilot)
        assert story.typed == "abc\ndef\nthree\nfour\nfive"
        assert answers(app) == []


async def test_a_story_refuses_a_megabyte_and_keeps_what_was_there() -> None:
    story = Story("mine")
    app = bench(story)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, "x" * 1_000_000)
        await settled(pilot)
        assert story.typed == "mine"
        assert "What was there before is kept." in refusals(app)[0]


async def test_a_full_story_takes_no_more_by_any_way() -> None:
    story = Story("x" * FIELD_LIMIT)
    app = bench(story)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "y", "enter")
        paste(app, "yy")
        await settled(pilot)
        assert len(story.typed) == FIELD_LIMIT
        assert len(refusals(app)) == 3


async def test_what_is_left_out_of_a_paste_is_said() -> None:
    story = Story()
    app = bench(story)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        paste(app, "a\x1b[2Jb\x07")
        await settled(pilot)
        assert story.typed == "a[2Jb"
        assert refusals(app) == [
            "2 characters that cannot be shown were left out of what you pasted."
        ]


async def test_tab_leaves_a_story_for_what_continues() -> None:
    story, act = Story(), Act("Continue")
    app = Bench(story, act, hears=(Act.Done,))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, *"abc", "tab", "enter")
        assert story.typed == "abc"
        assert app.of(Act.Done)[0].act is act


async def test_an_act_is_done_once_in_a_burst() -> None:
    app = Bench(Act("Send to your manager"), Static("below"), hears=(Act.Done,))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "[ Send to your manager ]" in text(app)
        burst(app, "\n\n\n")
        await settled(pilot)
        assert len(app.of(Act.Done)) == 1
