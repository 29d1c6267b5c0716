"""`logbook demo`: an invented service to try, thrown away afterwards."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_json
from logbook.cli.progress import watched
from logbook.cli.saying import document, say, table, tell
from logbook.domain.events import Plain
from logbook.services.demo import Demo, make
from logbook.tui.display import Display

BANNER = "DEMO: invented people, nothing is kept."
MOST_ENTRIES = 1_000_000
STOPPED = "The demo was stopped. Start it again: logbook demo."


@click.command(cls=Command)
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep it in this folder, which is empty or holds an earlier demo.",
)
@click.option(
    "--entries",
    metavar="N",
    type=click.IntRange(1, MOST_ENTRIES),
    default=None,
    help="So many made-up entries, instead of the sample's own.",
)
@click.option("--no-open", is_flag=True, help="Make it and print it, and do not open the screen.")
@click.option(
    "--ascii",
    "ascii_only",
    is_flag=True,
    help="Draw the screen in ASCII alone, for old terminals.",
)
@click.option("--slow-link", "slow_link", is_flag=True, help="Draw less, for a thin line.")
@as_json
def demo(
    *,
    folder: Path | None,
    entries: int | None,
    no_open: bool,
    ascii_only: bool,
    slow_link: bool,
    as_json: bool,
) -> None:
    """Try logbook: an invented service with its people and three months of entries.

    It is made in a temporary folder that is removed at the end, and it never touches a real
    logbook. The names and passphrases it prints open this demo alone.

    Example: logbook demo
    Example: logbook demo --in ~/try-logbook --entries 10000
    """
    with _somewhere(folder) as place:
        made = _made(place, entries or 0)
        if as_json:
            document(_plain(made))
        else:
            _show(made, kept=folder is not None)
        if not no_open and _there_is_a_screen():
            if not as_json:
                asking.line("Press Enter to open.")
            _open(made, Display(ascii_only, slow_link))
        elif folder is None:
            tell("The demo was removed again. Keep one with --in DIR.")


def _made(place: Path, entries: int) -> Demo:
    if sys.stderr.isatty():
        tell("Making the demo. It takes some seconds.")
    with watched("Making the demo") as progress:
        return make(place, entries=entries, progress=progress)


def _show(made: Demo, *, kept: bool) -> None:
    say("DEMO: invented people." if kept else BANNER)
    say(f"{made.service}, {made.entries:,} entries, in {made.folder}")
    say()
    table(
        ("Name", "Role", "Passphrase"),
        [(login.name, login.role, login.passphrase) for login in made.logins],
    )
    say()
    say(f"Recovery key: {made.recovery_key}")
    say()


def _plain(made: Demo) -> Plain:
    return {
        "demo": BANNER,
        "folder": str(made.folder),
        "service": made.service,
        "entries": made.entries,
        "logins": [
            {"name": login.name, "role": login.role, "passphrase": login.passphrase}
            for login in made.logins
        ],
        "recovery_key": made.recovery_key,
    }


def _there_is_a_screen() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


AT_THE_DOOR = ("support worker", "line manager")
"""Whose passphrases the sign-in screen shows again: it has room for two."""


def _open(made: Demo, display: Display) -> None:
    sys.stdout.flush()
    shown = tuple(
        f"{login.name}, {login.role}: {login.passphrase}"
        for role in AT_THE_DOOR
        for login in made.logins
        if login.role == role
    )
    from logbook.tui.show import show  # noqa: PLC0415 - only where there is a screen

    click.get_current_context().exit(show(made.folder, display, shown, stopped=STOPPED))


@contextmanager
def _somewhere(folder: Path | None) -> Iterator[Path]:
    """The folder that was named, or one that is gone at the end, however it ends."""
    if folder is not None:
        yield folder
        return
    place = Path(tempfile.mkdtemp(prefix="logbook-demo-"))
    try:
        with _ended_politely():
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """A closed window or a kill ends the block by an exception, so that it is cleared up."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), _leave) for name in names}
    try:
        yield
    finally:
        for name, was in before.items():
            signal.signal(getattr(signal, name), was)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
