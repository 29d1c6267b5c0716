"""A list of any length under a cursor."""

from dataclasses import replace

import pytest
from pages import SMALL, WIDE, Bench, lines, settled, text
from rich.cells import cell_len
from rows import COLUMNS, Faulty, Kept, Rows, Slow, made
from textual.pilot import Pilot
from textual.strip import Strip

from logbook.tui.widgets.pages import Column, ListRow, Pages, Tone, Toned, fitted
from logbook.tui.widgets.virtual_list import VirtualList, fit
from logbook.tui.widgets.window import HELD, PAGE

TALL = (80, 81)
ALL_THE_WAY = 3 * HELD // 80 + 1
"""Pages of a tall screen in three windows of rows."""
EMPTY = "Nothing waits for you. New entries appear here by themselves. F2 records one."


def bench(source: Pages) -> tuple[Bench, VirtualList]:
    rows = VirtualList(COLUMNS, source, empty=EMPTY)
    hears = (
        VirtualList.Loaded,
        VirtualList.Highlighted,
        VirtualList.Chosen,
        VirtualList.Failed,
    )
    return Bench(rows, hears=hears), rows


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_it_starts_on_the_first_row() -> None:
    app, rows = bench(Rows(1000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert rows.row == made(0)
        assert "Level" in lines(app)[0]
        assert "Entry 0" in lines(app)[1]
        assert "Entry 22" in lines(app)[23]


async def test_the_cursor_row_is_inverse() -> None:
    app, rows = bench(Rows(5))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down")
        plain_row, cursor_row = rows.render_line(1), rows.render_line(2)
        ground = next(iter(plain_row)).style
        inverse = next(iter(cursor_row)).style
        assert ground is not None
        assert inverse is not None
        assert (inverse.color, inverse.bgcolor) == (ground.bgcolor, ground.color)
        assert {segment.style for segment in cursor_row} == {inverse}


async def test_a_page_that_scrolls_under_the_cursor_draws_two_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The one that came and the one that was left; the others go to the screen as they are."""
    app, rows = bench(Rows(1000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "pagedown")
        drawn: list[int] = []
        draw = rows._row_strip

        def noted(y: int, place: int, width: int) -> Strip:
            drawn.append(place)
            return draw(y, place, width)

        monkeypatch.setattr(rows, "_row_strip", noted)
        await press(pilot, "down")
        assert sorted(drawn) == [23, 24]
        assert "Entry 24" in lines(app)[23]
        assert not rows._styles_cache._cache, "none was put together again"


async def test_a_list_with_a_border_has_it() -> None:
    app, rows = bench(Rows(1000))
    async with app.run_test(size=SMALL) as pilot:
        rows.styles.border = ("ascii", "white")
        await settled(pilot)
        assert lines(app)[0].startswith("+--")
        assert "Entry 0" in lines(app)[2]


async def test_a_page_down_moves_by_what_is_on_the_screen() -> None:
    app, rows = bench(Rows(1000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "pagedown")
        assert rows.row == made(23)
        await press(pilot, "pageup")
        assert rows.row == made(0)


@pytest.mark.parametrize("count", [1, 50, PAGE, PAGE + 1, 1000, 1_000_000])
async def test_end_and_home_reach_both_ends(count: int) -> None:
    app, rows = bench(Rows(count))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        assert rows.row == made(count - 1)
        assert f"Entry {count - 1}" in text(app)
        await press(pilot, "home")
        assert rows.row == made(0)
        assert "Entry 0" in lines(app)[1]


async def test_a_long_way_down_and_back_meets_every_row_once() -> None:
    app, rows = bench(Rows(3 * HELD))
    async with app.run_test(size=TALL) as pilot:
        await settled(pilot)
        for nth in range(1, ALL_THE_WAY + 1):
            await press(pilot, "pagedown")
            assert len(rows.window) <= HELD
            assert rows.row == made(min(3 * HELD - 1, nth * 80))
        for _ in range(ALL_THE_WAY):
            await press(pilot, "pageup")
        assert rows.row == made(0)


async def test_keys_faster_than_the_pages_are_not_lost() -> None:
    app, rows = bench(Rows(10_000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for _ in range(30):
            await pilot.press("pagedown")
        await settled(pilot)
        assert rows.row == made(30 * 23)


async def test_memory_stays_flat() -> None:
    app, rows = bench(Rows(1_000_000))
    async with app.run_test(size=TALL) as pilot:
        await settled(pilot)
        for key in ("end", *["pageup"] * ALL_THE_WAY, "home", *["pagedown"] * ALL_THE_WAY):
            await pilot.press(key)
        await settled(pilot)
        assert len(rows.window) <= HELD


async def test_what_comes_in_above_is_in_sight_at_the_top_and_the_cursor_keeps_its_row() -> None:
    source = Kept([made(n) for n in range(10, 40)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down", "down")
        source.rows += [made(3), made(4)]
        rows.look_again()
        await settled(pilot)
        assert rows.row == made(13)
        assert "Entry 3" in lines(app)[1]


async def test_a_row_that_moved_and_went_leaves_the_cursor_where_it_had_stood() -> None:
    source = Kept([made(n) for n in range(10, 90)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down", "down")
        there = source.rows.pop(3)
        source.rows.append(replace(made(85), id=there.id))
        rows.look_again()
        await settled(pilot)
        source.rows.pop()
        rows.look_again()
        await settled(pilot)
        assert rows.row is None
        assert "Entry 10" in lines(app)[1]
        await press(pilot, "down")
        assert rows.row == made(14)


async def test_the_cursor_stays_on_its_row_when_rows_come_above_it() -> None:
    source = Kept([made(n) for n in range(10, 60)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "pagedown", "pagedown", "up", "up")
        there = rows.row
        assert there is not None
        line = next(n for n, each in enumerate(lines(app)) if f"Entry {there.key}" in each)
        source.rows += [made(3), made(4)]
        rows.look_again()
        await settled(pilot)
        assert rows.row == there
        assert f"Entry {there.key}" in lines(app)[line]
        assert len(app.of(VirtualList.Highlighted)) == 5


async def test_when_its_row_is_gone_the_cursor_is_on_none_until_it_is_moved() -> None:
    source = Kept([made(n) for n in range(10)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down")
        del source.rows[2]
        rows.look_again()
        await settled(pilot)
        assert rows.row is None
        assert app.of(VirtualList.Highlighted)[-1].row is None
        await press(pilot, "enter")
        assert app.of(VirtualList.Chosen) == []
        await press(pilot, "down")
        assert rows.row == made(3)


async def test_a_row_that_moved_is_followed() -> None:
    source = Kept([made(n) for n in range(10)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down")
        source.rows[1] = ListRow("id1", 99, made(1).cells)
        rows.look_again()
        await settled(pilot)
        assert rows.row is not None
        assert rows.row.id == "id1"
        assert rows.row == rows.window.rows[-1]


async def test_looking_again_far_down_asks_for_the_same_stretch() -> None:
    app, rows = bench(Rows(1_000_000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "end", "pageup")
        before = rows.row
        rows.look_again()
        await settled(pilot)
        assert rows.row == before


async def test_everything_gone_leads_to_the_empty_words() -> None:
    source = Kept([made(n) for n in range(1000)])
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        source.rows.clear()
        rows.look_again()
        await settled(pilot)
        assert rows.row is None
        assert "Nothing waits for you." in text(app)


async def test_an_empty_list_names_the_next_key() -> None:
    app, _rows = bench(Rows(0))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "end", "enter")
        assert " ".join(text(app).split()) == EMPTY


async def test_enter_chooses_the_row_under_the_cursor() -> None:
    app, _rows = bench(Rows(10))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert [each.row for each in app.of(VirtualList.Chosen)] == [made(1)]


async def test_keys_of_a_burst_are_done_in_turn() -> None:
    app, rows = bench(Rows(10))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for key in ("down", "down", "enter", "down"):
            app.simulate_key(key)
        await settled(pilot)
        assert [each.row for each in app.of(VirtualList.Chosen)] == [made(2)]
        assert rows.row == made(3)


async def test_other_rows_are_shown_from_their_beginning() -> None:
    app, rows = bench(Rows(1000))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await press(pilot, "end")
        rows.show(Kept([made(n) for n in range(500, 503)]))
        await settled(pilot)
        assert rows.row == made(500)
        assert len(rows.window) == 3


async def test_a_refusal_is_told_and_nothing_falls_over() -> None:
    app, _rows = bench(Faulty(10))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.pause()
        while not app.of(VirtualList.Failed):
            await pilot.pause()
        assert str(app.of(VirtualList.Failed)[0].refusal) == "The disk reported a fault."


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_columns_fit(size: tuple[int, int]) -> None:
    app, _rows = bench(Rows(30))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert ("Age" in lines(app)[0]) is (size == WIDE)
        assert all(cell_len(line) <= size[0] for line in lines(app))


async def test_hostile_text_stays_on_its_line_and_in_its_column() -> None:
    hostile = "[/][@click=app.quit]x[/] \x1b]52;c;AAAA\x07 \u202eabc\nsecond line " + "宽" * 60
    app, _rows = bench(Kept([ListRow("a", 1, ("Low", hostile, hostile, hostile))]))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        row = lines(app)[1]
        assert "\x1b" not in text(app)
        assert cell_len(row) <= 80
        assert "…" in row
        assert lines(app)[2] == ""


@pytest.mark.parametrize("width", [20, 40, 78, 80, 118])
def test_the_columns_fill_the_width_or_less(width: int) -> None:
    shown = fitted((Column("a", 5), Column("b"), Column("c", 9, from_width=60)), width)
    used = sum(room for _, _, room in shown) + 2 * (len(shown) - 1)
    assert used == width


def test_a_cut_text_is_marked() -> None:
    assert fit("abcdef", 4) == "abc…"
    assert fit("abc", 4) == "abc "
    assert fit("abc", 4, right=True) == " abc"
    assert cell_len(fit("宽宽宽", 4)) == 4


def test_tones_have_a_style_of_their_own() -> None:
    assert Toned("x").tone is Tone.PLAIN
    assert all(
        f"virtual-list--{tone}" in VirtualList.COMPONENT_CLASSES for tone in Tone if tone.value
    )


async def test_rows_are_shown_before_all_that_they_say_is_known() -> None:
    source = Slow(3)
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        while "more of 3" not in source.asked or not app.of(VirtualList.Loaded):
            await pilot.pause()
        assert "Entry 0" in lines(app)[1]
        assert not rows.is_settled
        source.told.set()
        await settled(pilot)
        assert [line.split()[-2:] for line in lines(app)[1:4]] == [
            ["again", f"id{number}"] for number in range(3)
        ]


async def test_looking_again_takes_back_nothing_that_was_said() -> None:
    source = Slow(3)
    source.told.set()
    app, rows = bench(source)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        source.told.clear()
        rows.look_again()
        while source.asked != ["after", "more of 3"] * 2:
            await pilot.pause()
        assert "again id0" in lines(app)[1]
        source.told.set()
        await settled(pilot)
        assert "again id0" in lines(app)[1]
