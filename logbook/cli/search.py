"""`logbook search`: entries by their words."""

from pathlib import Path

import click

from logbook.cli.options import Command, as_json, as_somebody, in_folder
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.events import Plain, utc_text
from logbook.domain.moments import Moment
from logbook.domain.showing import short
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.queue import Line

SHOWN = 100


@click.command(cls=Command)
@click.argument("words", nargs=-1, required=True)
@as_json
@as_somebody
@in_folder
def search(*, words: tuple[str, ...], as_json: bool, name: str, folder: Path) -> None:
    """Find the entries you may read that hold every word, newest first.

    The last word may be the beginning of one. Words that begin with a dash come after --.

    Example: logbook search bank card --as "Sandra Whitlow"
    """
    typed = " ".join(words)
    with at_desk(folder, name) as desk:
        finder = Finder(desk)
        lines, count = finder.page(typed, count=SHOWN), finder.count(typed)
        more = "+" if count.more else ""
        if as_json:
            document(
                {
                    "words": typed,
                    "found": count.found,
                    "more": count.more,
                    "entries": [_plain(line) for line in lines],
                }
            )
            return
        table(
            ("Reference", "Level", "Person", "What", "Where it stands", "Sent"),
            [_row(line, desk) for line in lines],
        )
        if not lines:
            say("Nothing that you may read holds those words.")
        elif count.found > len(lines):
            say(f"The newest {len(lines)} of {count.found:,}{more}. More words find fewer.")


def _row(line: Line, desk: Desk) -> tuple[str, ...]:
    entry, zone = line.entry, desk.directory.settings.zone
    return (
        entry.reference,
        entry.level.marked,
        line.person,
        entry.title,
        f"{entry.state.replace('-', ' ')}{', brought in' if entry.brought_in else ''}",
        short(Moment.at(entry.sent_at, zone), desk.now),
    )


def _plain(line: Line) -> dict[str, Plain]:
    entry = line.entry
    return {
        "reference": entry.reference,
        "kind": entry.kind,
        "title": entry.title,
        "level": entry.level.key,
        "state": entry.state,
        "person": line.person,
        "house": line.house,
        "author": line.author,
        "sent_at": utc_text(entry.sent_at),
        "closed": entry.closed,
        "brought_in": entry.brought_in,
    }
