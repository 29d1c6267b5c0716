"""A small process outlives the screen: whatever ends the screen, the terminal is well after it."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from front import saved_key_file
from terminal import LIMIT, Terminal, is_gone, python

if not sys.platform.startswith("linux"):
    pytest.skip("the child of a process is found the Linux way", allow_module_level=True)

from logbook.tui.parent import STOPPED

ON_SCREEN = "Birch Lane Support"


def opened(folder: Path) -> Terminal:
    return Terminal(python("-m", "logbook", "--in", str(saved_key_file(folder))))


def is_drawn(terminal: Terminal) -> None:
    terminal.sees(ON_SCREEN)
    terminal.sees("Enter sign in")


def test_a_screen_that_was_killed_leaves_a_clean_terminal_and_a_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        terminal.kills_the_screen()
        assert terminal.ends() == 128 + signal.SIGKILL
        assert terminal.is_as_it_was_found
        assert STOPPED in terminal.left_behind
        assert ON_SCREEN not in terminal.text
        for mode in (1000, 1003, 1006, 1004, 2004):
            on, off = f"\x1b[?{mode}h".encode(), f"\x1b[?{mode}l".encode()
            assert terminal.wrote.rfind(off) > terminal.wrote.rfind(on)


def test_keys_that_were_not_read_do_not_go_to_the_shell(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        child = terminal.child
        os.kill(child, signal.SIGSTOP)
        terminal.types(b"rm -rf my passphrase\r")
        os.kill(child, signal.SIGKILL)
        assert terminal.ends() == 128 + signal.SIGKILL
        assert terminal.unread == b""


def test_a_screen_whose_parent_was_killed_tidies_and_ends(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        child = terminal.child
        terminal.process.kill()
        terminal.until(lambda _: is_gone(child))
        while terminal.read():
            pass
        assert terminal.is_as_it_was_found


def test_a_screen_whose_terminal_is_gone_ends_though_no_signal_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        child = terminal.child
        terminal.hangs_up()
        end = time.perf_counter() + LIMIT
        while not is_gone(child):
            assert time.perf_counter() < end, "it runs on, and nobody can reach it"
            time.sleep(0.05)
        assert terminal.process.wait(LIMIT) == 128 + signal.SIGHUP


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda each: each.name
)
def test_a_signal_to_the_parent_ends_the_screen_in_order(
    tmp_path: Path, number: signal.Signals
) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        terminal.signals(number)
        assert terminal.ends() == 128 + number
        assert terminal.is_as_it_was_found
        assert STOPPED not in terminal.left_behind


def test_it_is_not_put_to_sleep_with_an_entry_on_the_screen(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        child = terminal.child
        for process in (child, terminal.process.pid):
            os.kill(process, signal.SIGTSTP)
        terminal.types(b"sandra")
        terminal.sees("│ sandra")
        terminal.types(b"\x11")
        assert terminal.ends() == 0


def _is_drawn_anew(terminal: Terminal) -> bool:
    """A window says its new size again while it is dragged; once the program listens it draws."""
    terminal.signals(signal.SIGWINCH)
    terminal.read(0.2)
    return b"\x1b[30;" in terminal.wrote


def test_a_new_size_reaches_the_screen_through_its_parent(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        terminal.resizes(100, 30)
        terminal.until(_is_drawn_anew)
        terminal.types(b"\x11")
        assert terminal.ends() == 0


def test_the_title_is_given_back_however_it_ends(tmp_path: Path) -> None:
    for end in (lambda each: each.types(b"\x11"), Terminal.kills_the_screen):
        with opened(tmp_path) as terminal:
            is_drawn(terminal)
            end(terminal)
            terminal.ends()
            kept, given = (terminal.wrote.count(each) for each in (b"\x1b[22;2t", b"\x1b[23;2t"))
            assert (kept, given) == (1, 1)


def test_it_ends_as_the_screen_does_and_takes_nobody_with_it(tmp_path: Path) -> None:
    (tmp_path / "logbook.keys").write_bytes(b"something else")
    with Terminal(python("-m", "logbook", "--in", str(tmp_path))) as terminal:
        assert terminal.ends() == 1
        assert STOPPED not in terminal.left_behind


def test_a_window_that_is_closed_ends_both(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        is_drawn(terminal)
        child = terminal.child
        terminal.hangs_up()
        terminal.signals(signal.SIGHUP)
        assert terminal.process.wait(timeout=LIMIT) != 0
        end = time.perf_counter() + LIMIT
        while not is_gone(child):
            assert time.perf_counter() < end
