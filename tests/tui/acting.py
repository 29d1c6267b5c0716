"""The app on a real terminal with everything behind it invented; run as a program.

`python acting.py` signs Sam in; `python acting.py fault` has a fault that quotes private words.
"""

import sys

from front import HomeRoom, Service, Ticking
from textual.events import Key

from logbook.tui.app import LogbookApp
from logbook.tui.places import Place
from logbook.tui.process import forbid_dumps, let_the_terminal_read_any_bytes, prepare
from logbook.tui.widgets.answering import Awake

PRIVATE = "PRIVATE-PASSPHRASE-OR-NOTE"


class NoSuchWord(Exception):
    pass


class FaultyHome(HomeRoom):
    """F8 is pressed: a fault, in whose locals and message private words stand."""

    async def on_key(self, event: Key) -> None:
        if event.key == "f7":
            raise NoSuchWord(PRIVATE)
        if event.key == "f12":
            self.run_worker(self._fail_in_a_worker())

    async def _fail_in_a_worker(self) -> None:
        note = PRIVATE
        raise NoSuchWord(note)


def main() -> None:
    Awake.REACTION = 0.0  # a test presses faster than anybody can see
    prepare()
    forbid_dumps()
    let_the_terminal_read_any_bytes()
    service = Service()
    service.rooms[Place.HOME] = FaultyHome
    app = LogbookApp(service.doors(), clocks=Ticking().clocks())
    app.run()
    sys.stdout.write(f"closed: {service.closed}\n")
    sys.exit(app.return_code or 0)


if __name__ == "__main__":
    main()
