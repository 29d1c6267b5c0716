"""A person at the keyboard of the real program: what they press, read and wait for."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from logbook_folder import PASSPHRASE
from terminal import LIMIT, Terminal, python

ENTER, ESC, TAB, SPACE, DELETE = b"\r", b"\x1b", b"\t", b" ", b"\x1b[3~"
UP, DOWN = b"\x1b[A", b"\x1b[B"
F1, F2, F3, F6, F8, F9 = b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1b[17~", b"\x1b[19~", b"\x1b[20~"
CTRL_P, CTRL_Q = b"\x10", b"\x11"

STILL = 0.12
"""Seconds without a byte after which a screen is taken to be drawn."""
AGAIN = 5.0
"""Seconds after which a person presses once more, because nothing happened."""
PIECE = 1024
"""Bytes written at a time: a terminal's line holds no more than some thousands."""

SCREEN_ON, SCREEN_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
MODES = {
    "mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "mouse movement": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "mouse in far columns": (b"\x1b[?1006h", b"\x1b[?1006l"),
    "bracketed paste": (b"\x1b[?2004h", b"\x1b[?2004l"),
}
"""What a full-screen program turns on, and owes to turn off."""


@dataclass(frozen=True)
class Machine:
    """One computer with an account of its own: the folders that a program could write to."""

    place: Path

    @property
    def data(self) -> Path:
        return self.place / "logbook"

    @property
    def home(self) -> Path:
        return self.place / "home"

    @property
    def temporary(self) -> Path:
        return self.place / "tmp"

    @property
    def state(self) -> Path:
        return self.place / "state"

    def make(self) -> "Machine":
        for folder in (self.home, self.temporary, self.state):
            folder.mkdir(parents=True)
        return self

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "XDG_STATE_HOME": str(self.state),
            "XDG_DATA_HOME": str(self.home / "share"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
        }

    def files_with(self, words: str) -> list[Path]:
        """Every file of the account in which these words can be read."""
        wanted = [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")]
        return [
            path
            for path in sorted(self.place.rglob("*"))
            if path.is_file() and any(each in path.read_bytes() for each in wanted)
        ]

    def at_keyboard(
        self, command: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> "Keyboard":
        return Keyboard(
            command or python("-m", "logbook", "--in", str(self.data)),
            environment={**self.environment, **(environment or {})},
        )

    def runs(self, *arguments: str, typed: Sequence[str] = ()) -> "Ran":
        """A command line, with these lines of standard input."""
        done = subprocess.run(  # noqa: S603 - the program under test
            [sys.executable, "-m", "logbook", *arguments, "--in", str(self.data)],
            input="".join(f"{line}\n" for line in typed),
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
            timeout=LIMIT,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Keyboard(Terminal):
    """Keys in, words on the screen out. It waits for words, and never for a fixed time."""

    seen: list[str] = field(default_factory=list)
    """Headings of the screens that were gone through."""

    @property
    def shown(self) -> str:
        """The screen as one text with single spaces, as a person reads over line ends."""
        return " ".join(self.text.split())

    @property
    def where(self) -> str:
        """The first line of the screen: where one is."""
        return self.text.splitlines()[0].strip()

    @property
    def field(self) -> str:
        """What stands in the field that has the keys: the one with a border."""
        lines = (line.strip() for line in self.text.splitlines())
        return "\n".join(line.strip("│").rstrip() for line in lines if line.startswith("│"))

    def waits_for(self, *words: str) -> None:
        """Wait until all of it can be read at once, and the screen is still."""
        self.until(lambda _: all(each in self.shown for each in words))

    def is_still(self) -> None:
        """Read until nothing more is drawn."""
        end = time.perf_counter() + LIMIT
        while select.select([self.master], [], [], STILL)[0]:
            assert time.perf_counter() < end, f"it never rests; the screen was:\n{self.text}"
            if not self.read():
                break

    def press(self, key: bytes, *words: str) -> None:
        """One key, and what can be read after it."""
        self.does(key, lambda: all(each in self.shown for each in words))

    def does(self, key: bytes, fact: Callable[[], bool]) -> None:
        """One key, and again as a person does when nothing happened."""
        end = time.perf_counter() + LIMIT
        self.is_still()
        while True:
            self.types(key)
            again = time.perf_counter() + AGAIN
            while time.perf_counter() < again:
                self.read()
                if fact():
                    return
            assert time.perf_counter() < end, f"missed; the screen was:\n{self.text}"

    def leaves(self, key: bytes, words: str) -> None:
        """One key, after which these words are gone."""
        self.does(key, lambda: words not in self.shown)

    def writes(self, words: str) -> None:
        """Type words into the field that has the keys, until they can be read there."""
        self.is_still()
        self.types(words.replace("\n", "\r").encode())
        wanted = "".join(words.split())
        self.until(lambda _: wanted in "".join(self.field.split()))

    def pastes(self, words: str) -> None:
        """As a terminal does it, between the marks of a paste, read meanwhile."""
        self.is_still()
        rest = b"\x1b[200~" + words.encode() + b"\x1b[201~"
        os.set_blocking(self.master, False)
        end = time.perf_counter() + LIMIT
        while rest:
            assert time.perf_counter() < end, "the program stopped reading"
            _, writable, _ = select.select([], [self.master], [], 0.05)
            if writable:
                rest = rest[os.write(self.master, rest[:PIECE]) :]
            self.read(0)
        os.set_blocking(self.master, True)

    # signing in and out

    def signs_in(self, name: str, *then: str, passphrase: str = PASSPHRASE) -> None:
        """From the sign-in screen to what comes first."""
        self.picks(name)
        self.gives(passphrase)
        self.press(ENTER, *(then or (f"· {name}",)))

    def picks(self, name: str) -> None:
        self.waits_for("Who are you?", "Enter sign in")
        self.writes(name)
        self.does(ENTER, lambda: name not in self.field)

    def gives(self, passphrase: str) -> None:
        self.is_still()
        self.types(passphrase.encode())
        self.until(lambda _: self.field.count("•") == len(passphrase))

    def signs_out(self) -> None:
        self.press(F6, "Who are you?", "Enter sign in")

    def leaves_logbook(self) -> int:
        self.is_still()
        self.types(CTRL_Q)
        return self.ends()

    # recording

    def begins(self, title: str, *then: str) -> None:
        """From home to the first question of a kind, which is named as the list names it."""
        self.press(F2, "What happened?", title)
        self.press(self.number_of(title), *(then or ("question 1 of",)))

    def number_of(self, title: str) -> bytes:
        """The key that the list names beside these words."""
        found = re.search(rf"(\d) +{re.escape(title)}", self.shown)
        assert found, self.text
        return found[1].encode()

    def answers(self, typed: str, *then: str) -> None:
        """One answer in a line, and what is asked next."""
        self.seen.append(self.where)
        self.writes(typed)
        self.press(ENTER, *then)

    def tells(self, story: str, *then: str) -> None:
        """One answer in an editor of several lines, and what is asked next."""
        self.seen.append(self.where)
        self.writes(story)
        self.goes_on(*then)

    def goes_on(self, *then: str) -> None:
        """From an editor to the button beneath it, and on."""
        self.does(TAB, lambda: not self.field)
        self.press(ENTER, *then)

    def chooses(self, number: str, *then: str, words: str = "") -> None:
        """One answer by its number, with words of its own where it asks for them."""
        self.seen.append(self.where)
        self.marks(number)
        if words:
            self.does(ENTER, lambda: "╭" in self.text)
            self.writes(words)
        self.press(ENTER, *then)

    def marks(self, number: str) -> None:
        """Press a number until its option is marked."""
        mark = re.compile(rf"[●☑]\s+{number}\s")
        self.does(number.encode(), lambda: bool(mark.search(self.text)))

    # how it ended

    @property
    def outside(self) -> bytes:
        """Every byte that went to the ordinary screen, before, between and after our own."""
        return b"".join(_outside(self.wrote))

    @property
    def last_words(self) -> str:
        """What can be read on the ordinary screen once the program is gone."""
        return " ".join(re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", self.left_behind).split())

    @property
    def left_on(self) -> list[str]:
        """What was turned on in the terminal and is on still."""
        return [
            name
            for name, (on, off) in MODES.items()
            if self.wrote.rfind(on) > self.wrote.rfind(off)
        ]


def _outside(wrote: bytes) -> Iterator[bytes]:
    before, *inside = wrote.split(SCREEN_ON)
    yield before
    for each in inside:
        _, _, after = each.partition(SCREEN_OFF)
        yield after


@contextmanager
def signed_in(machine: Machine, name: str, *then: str) -> Iterator[Keyboard]:
    """Somebody signed in at the real program."""
    with machine.at_keyboard() as keyboard:
        keyboard.signs_in(name, *then)
        yield keyboard
