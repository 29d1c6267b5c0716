"""What is imported when the sign-in screen is first on the screen; run as a program.

`python first_frame.py FOLDER` prints the names of all modules, without a terminal.
"""

import sys
from pathlib import Path

from logbook.tui.process import prepare


def main() -> None:
    prepare()
    from logbook.tui import start  # noqa: PLC0415 - as the door does it
    from logbook.tui.app import LogbookApp  # noqa: PLC0415

    app = LogbookApp(start.doors_of(Path(sys.argv[1])))
    seen: list[str] = []

    def first_frame() -> None:
        seen.extend([type(app.screen).__name__, *sorted(sys.modules)])
        app.exit()

    vars(app)["_bring_the_rest"] = first_frame
    app.run(headless=True, size=(80, 24))
    sys.stdout.write("\n".join(seen))


if __name__ == "__main__":
    main()
