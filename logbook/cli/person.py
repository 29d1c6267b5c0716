"""`logbook person`: one service user's chronology, and their record, as a file on record."""

from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.leaving import in_format, into_folder, write_pack
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.services import chronology, filtering, person_record
from logbook.services.desk import Desk
from logbook.services.exporting.packs import Form, Made
from logbook.services.filtering import Facet
from logbook.services.person_record import Redaction

WORDS = "Words to leave out (an empty line ends):"
REASON = "Why:"


@click.command(cls=Command)
@click.argument("whom", metavar="PERSON")
@click.option("--chronology", "chronological", is_flag=True, help="By when things happened.")
@click.option("--record", is_flag=True, help="In easy words, to read with them.")
@click.option("--access-request", "access", is_flag=True, help="Everything, for them to have.")
@click.option("--oldest-first", is_flag=True, help="The chronology from its beginning.")
@in_format(Form.DOCX, "To edit, to print, as text, or for a browser.")
@into_folder
@as_somebody
@in_folder
def person(
    *,
    whom: str,
    chronological: bool,
    record: bool,
    access: bool,
    oldest_first: bool,
    form: str,
    out: Path,
    name: str,
    folder: Path,
) -> None:
    """Write a new file about one service user, of the entries that you may read.

    Choose one: --chronology, for managers, the deputy and the safeguarding leads; --record, for
    managers; --access-request, for the General Manager, who is asked what else to leave out and
    why. The reasons, and how often each was found, are in the file and in the log; the words are
    in neither. Sealed entries are never in it. That the file was made is in the log.

    Example: logbook person "Mina Torr" --chronology --format pdf --as "Sandra Whitlow"
    Example: logbook person Mina --access-request --out reports --as "Helen Marsden"
    """
    if chronological + record + access != 1:
        raise click.UsageError("Choose one: --chronology, --record or --access-request.")
    with at_desk(folder, name) as desk:
        known = filtering.named_value(desk.directory, Facet.PERSON, whom)

        def make() -> Made:
            if chronological:
                return chronology.made(desk, known, newest_first=not oldest_first)
            return person_record.easy(desk, known).made if record else _for_access(desk, known)

        write_pack(desk, out, form, make)


def _for_access(desk: Desk, known: str) -> Made:
    """What else is left out is asked, because a command stays in the terminal's history."""
    person_record.whole(desk, known)  # refuses first, before anything is asked
    redactions: list[Redaction] = []
    while words := asking.line(WORDS).strip():
        redactions.append(Redaction(words, asking.line(REASON).strip()))
    found = person_record.whole(desk, known, redactions)
    for redaction, count in found.redacted:
        many = "1 place" if count == 1 else f"{count} places"
        say(f"Left out in {many}: {redaction.reason}")
    return found.made
