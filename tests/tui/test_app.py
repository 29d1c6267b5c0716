"""Who is here, and which screen they see."""

from dataclasses import replace

import pytest
from desks import app_at, quiet, session_at
from front import (
    HomeRoom,
    KindsRoom,
    Service,
    Ticking,
    app_of,
    shown,
    sign_in,
)
from pages import SMALL, lines, settled, text, until
from service_makers import SANDRA, BirchLane
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from logbook.tui.app import COVER, DESK, FRONT
from logbook.tui.places import Place
from logbook.tui.screens.cover import CoverScreen
from logbook.tui.screens.help import HelpScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.frame import FooterLine
from logbook.tui.widgets.virtual_list import VirtualList


async def test_the_first_screen_is_the_sign_in() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        shown_text = text(app)
        assert "Birch Lane Support" in lines(app)[0]
        assert "Who are you?" in shown_text
        assert "call 999" in shown_text
        assert "R. Hale · 01632 960 118" in shown_text
        assert "Enter sign in" in lines(app)[-1]
        assert shown(app, SignInScreen)


async def test_the_rest_is_brought_after_the_first_frame() -> None:
    service = Service()
    app = app_of(service)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: service.brought == ["the rest"])


async def test_signing_in_leads_home_and_says_who() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        assert shown(app, HomeRoom)
        assert "Home · Sam Okafor, support worker, Maple House" in lines(app)[0]
        assert lines(app)[0].endswith("14:05")


async def test_a_wrong_passphrase_is_said_and_the_name_stays() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press(*"sam", "enter")
        await settled(pilot)
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "Error: That is not your passphrase." in text(app))
        assert "Sam Okafor" in text(app)
        assert app.screen.query_one("#passphrase", AnswerLine).value == ""
        assert shown(app, SignInScreen)


async def test_a_burst_of_passphrases_is_one_try() -> None:
    service = Service()
    tries: list[str] = []
    doors = service.doors()
    app = app_of(service)
    original = doors.sign_in

    def counting(member_id: str, passphrase: str) -> object:
        tries.append(passphrase)
        return original(member_id, passphrase)

    object.__setattr__(app.doors, "sign_in", counting)
    async with app.run_test(size=SMALL) as pilot:
        from pages import burst  # noqa: PLC0415

        await settled(pilot)
        await pilot.press(*"sam", "enter")
        await settled(pilot)
        burst(app, "abc\ndef\nghi\n")
        await until(pilot, lambda: bool(tries))
        await settled(pilot)
        assert tries == ["abc"]


async def test_the_cover_shows_nothing_beneath_and_what_was_typed_survives() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press(*"half a word")
        await pilot.press("f9")
        await settled(pilot)
        assert shown(app, CoverScreen)
        assert "PRIVATE" not in text(app)
        assert "half a word" not in text(app)
        assert "Sam Okafor is signed in. Covered at 14:05." in text(app)
        app.screen.query_one(AnswerLine).value = "four quiet random words"
        await pilot.press("enter")
        await until(pilot, lambda: shown(app, HomeRoom))
        assert app.screen.query_one(AnswerLine).value == "half a word"
        assert COVER not in app._screen_stacks


async def test_the_cover_does_not_open_to_another_passphrase() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "Error: That is not your passphrase." in text(app))
        assert shown(app, CoverScreen)


@pytest.mark.parametrize("key", ["f1", "f2", "f3", "f6", "f9", "ctrl+p", "escape"])
async def test_under_the_cover_the_apps_keys_do_nothing(key: str) -> None:
    service = Service()
    app = app_of(service)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert shown(app, CoverScreen)
        assert len(app.screen_stack) == 1
        assert service.closed == []


async def test_somebody_else_signs_in_over_the_cover() -> None:
    service = Service()
    app = app_of(service)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("tab")
        await until(pilot, lambda: app.current_mode == FRONT)
        assert service.closed == ["m-sam"]
        assert "Sam Okafor is signed in" not in text(app)
        assert app.screen.query(AnswerLine).first().value == ""
        await sign_in(pilot, "sandra")
        assert "Sandra Whitlow" in lines(app)[0]


async def test_the_cover_comes_over_help_and_over_a_modal() -> None:
    class Sure(ModalScreen[None]):
        def compose(self) -> ComposeResult:
            yield Static("Sure?")

    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert shown(app, HelpScreen)
        await app.push_screen(Sure())
        await pilot.press("f9")
        await settled(pilot)
        assert shown(app, CoverScreen)
        assert "Sure?" not in text(app)


async def test_help_names_this_place_and_its_keys_and_goes_back() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert "Help · Home" in lines(app)[0]
        assert "What came back to you is first" in text(app)
        said = text(app)
        await pilot.press("pagedown")
        await settled(pilot)
        assert "F2" in said + text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert shown(app, HomeRoom)


async def test_f2_records_and_escape_goes_back() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert shown(app, KindsRoom)
        await pilot.press("f2")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await settled(pilot)
        assert shown(app, HomeRoom)
        await pilot.press("escape")
        await settled(pilot)
        assert shown(app, HomeRoom)


async def test_a_key_that_leads_nowhere_now_is_not_in_the_footer() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert Place.POLICY not in app.rooms
        assert lines(app)[-1] == " Enter choose   Esc back   F9 cover   F1 help"
        await pilot.press("f8")
        await settled(pilot)
        assert shown(app, KindsRoom)


async def test_not_you_signs_out_and_closes_the_desk() -> None:
    service = Service()
    app = app_of(service)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        app.copy_to_clipboard("PRIVATE")
        await pilot.press("f6")
        await until(pilot, lambda: app.current_mode == FRONT)
        assert service.closed == ["m-sam"]
        assert app.clipboard == ""
        assert DESK not in app._screen_stacks


async def test_three_minutes_cover_after_a_countdown_that_takes_no_key() -> None:
    ticking = Ticking()
    app = app_of(ticking=ticking)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        ticking.pass_(170)
        app.tick()
        await settled(pilot)
        assert "Covering in 10 s. Any key stays." in lines(app)[-1]
        assert app.screen.query_one(FooterLine).has_class("-counting")
        await pilot.press("x")
        await settled(pilot)
        assert app.screen.query_one(AnswerLine).value == "x"
        assert "Covering" not in lines(app)[-1]
        ticking.pass_(180)
        app.tick()
        await settled(pilot)
        assert shown(app, CoverScreen)


async def test_the_first_key_after_the_time_is_over_is_not_passed_on() -> None:
    ticking = Ticking()
    app = app_of(ticking=ticking)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        home = app.screen
        ticking.pass_(181)
        await pilot.press("x")
        await settled(pilot)
        assert shown(app, CoverScreen)
        assert home.query_one(AnswerLine).value == ""


async def test_ten_minutes_sign_out_also_under_the_cover() -> None:
    ticking = Ticking()
    service = Service()
    app = app_of(service, ticking)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        ticking.pass_(181)
        app.tick()
        await settled(pilot)
        await pilot.press("x")
        ticking.pass_(420)
        app.tick()
        await until(pilot, lambda: app.current_mode == FRONT)
        assert service.closed == ["m-sam"]


async def test_eight_hours_sign_out_however_busy() -> None:
    ticking = Ticking()
    app = app_of(ticking=ticking)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        for _ in range(8 * 60):
            ticking.pass_(60)
            assert app._idle is not None
            app._idle.touch()
        app.tick()
        await until(pilot, lambda: app.current_mode == FRONT)


async def test_notices_wait_under_the_cover() -> None:
    app = app_of()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await sign_in(pilot)
        app.say("Saved before [/]\x1b[2J")
        await settled(pilot)
        assert "Saved before [/]␛[2J" in text(app)
        await pilot.press("f9")
        app.say("Sandra read your entry")
        app.notify("from elsewhere")
        await settled(pilot)
        assert "Sandra" not in text(app)
        assert "Saved before" not in text(app)
        assert "from elsewhere" not in text(app)
        app.screen.query_one(AnswerLine).value = "four quiet random words"
        await pilot.press("enter")
        await until(pilot, lambda: shown(app, HomeRoom))
        assert "Sandra read your entry" in text(app)


async def test_nothing_is_copied_to_the_terminal() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        written: list[str] = []
        assert app._driver is not None
        app._driver.write = written.append  # type: ignore[method-assign, assignment]
        app.copy_to_clipboard("PRIVATE")
        assert written == []


@pytest.mark.parametrize("action", ["command_palette", "screenshot", "change_theme"])
async def test_what_would_leak_cannot_be_asked_for(action: str) -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert app.check_action(action, ()) is False
        await app.run_action(action)
        assert len(app.screen_stack) == 1


async def test_ctrl_q_closes_the_desk_and_leaves() -> None:
    service = Service()
    app = app_of(service)
    async with app.run_test(size=SMALL) as pilot:
        await sign_in(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert service.closed == ["m-sam"]
    assert app.return_code == 0


async def test_a_tick_between_two_modes_finds_no_screen_and_goes_on() -> None:
    app = app_of()
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        kept = app._screen_stack[:]
        app._screen_stack.clear()
        try:
            app.tick()
            app._show_countdown(3)
        finally:
            app._screen_stack.extend(kept)
        assert app.return_code is None


async def test_what_signing_in_left_is_done_once_their_list_can_be_seen(lane: BirchLane) -> None:
    left: list[bool] = []
    app = app_at()

    def afterwards() -> None:
        left.append(app.screen.query_one(VirtualList).loaded)

    session = replace(session_at(lane.desk(SANDRA)), afterwards=afterwards)
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        app.screen.post_message(SignInScreen.SignedIn(session))
        await until(pilot, lambda: bool(left))
        await pilot.press("e")
        await quiet(pilot)
    assert left == [True]
