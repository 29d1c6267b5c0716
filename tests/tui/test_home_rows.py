from pages import Bench, lines, settled

from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.home_rows import HomeRow, HomeRows, Waits

LONG = "She read it and decided that the password was changed in time. " * 4


def rows() -> list[HomeRow]:
    return [
        HomeRow(Waits.CAME_BACK, "a", "K7-4QH2  Help request", LONG, mark="new"),
        HomeRow(Waits.UNFINISHED, "b", "Help request about M.T.", mark="go on"),
    ]


async def test_a_row_without_the_cursor_is_short_so_that_what_follows_is_in_sight() -> None:
    waiting, elsewhere = HomeRows(), AnswerLine()
    app = Bench(elsewhere, waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        waiting.show(rows())
        await settled(pilot)
        shown = [line for line in lines(app) if line.strip()]
        cut = [line for line in shown if "…" in line]
        assert len(cut) == 1
        assert cut[0].split("…")[0].rstrip().split()[-1] in LONG.split()
        assert any("Not finished" in line for line in shown)


async def test_the_row_under_the_cursor_is_whole() -> None:
    waiting = HomeRows()
    app = Bench(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        waiting.show(rows())
        waiting.enter()
        await settled(pilot)
        shown = " ".join(" ".join(lines(app)).replace("new", "").split())
        assert LONG.strip() in shown
        await pilot.press("down")
        await settled(pilot)
        assert any("…" in line for line in lines(app))


async def test_home_and_end_take_the_cursor_with_them() -> None:
    waiting = HomeRows()
    app = Bench(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        waiting.show(rows())
        waiting.enter()
        await settled(pilot)
        await pilot.press("end")
        assert waiting.cursor == 1
        await pilot.press("home")
        assert waiting.cursor == 0
        waiting.enter(at="b")
        assert waiting.cursor == 1


async def test_what_is_out_of_sight_is_known_so_that_it_can_be_counted() -> None:
    waiting = HomeRows()
    app = Bench(waiting)
    async with app.run_test(size=(80, 24)) as pilot:
        waiting.show(rows())
        await settled(pilot)
        assert [row.id for row in waiting.beyond(4)] == ["b"]
        assert waiting.beyond(24) == ()
