"""The rest of `logbook people`: service users, houses, and who is on call."""

from dataclasses import replace
from pathlib import Path

import click

from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import say
from logbook.cli.somebody import at_desk
from logbook.domain.moments import day_words
from logbook.domain.people import FileClosed
from logbook.domain.settings import Settings
from logbook.services import people

NO_END = "none"
house = click.option("--house", default=None, metavar="HOUSE", help="Where they live.")
person_name = click.argument("who", metavar="NAME")
house_name = click.argument("house", metavar="HOUSE")
also = click.option(
    "--also", multiple=True, metavar="NAME", help="What else staff call them; again for another."
)


@click.command(cls=Command, name="add-person")
@click.argument("who", metavar="NAME")
@click.option("--house", default="", metavar="HOUSE", help="Where they live.")
@click.option(
    "--initials", default="", metavar="X.Y.", help="How lists show them. Without it: made up."
)
@also
@as_somebody
@in_folder
def add_person(
    *, who: str, house: str, initials: str, also: tuple[str, ...], name: str, folder: Path
) -> None:
    """List somebody whom the service supports. They get no account.

    Many at once come from a file: logbook import people FILE.

    Example: logbook people add-person "Daniel Webb" --house "Maple House" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        listed = people.listed_house(desk, house)
        person = people.add_person(desk, name=who, house=listed, initials=initials, aliases=also)
        say(f"{person.name} is listed, and shown as {person.initials}.")


@click.command(cls=Command, name="change-person")
@person_name
@click.option("--name", "new_name", default="", metavar="NAME", help="Their name.")
@click.option("--initials", default="", metavar="X.Y.", help="How lists show them.")
@house
@also
@as_somebody
@in_folder
def change_person(
    *,
    who: str,
    new_name: str,
    initials: str,
    house: str | None,
    also: tuple[str, ...],
    name: str,
    folder: Path,
) -> None:
    """Change how somebody who is supported is listed. What is not given stays.

    With --also, the names given take the place of those before; “none” is no other name.

    Example: logbook people change-person "Daniel Webb" --house "Oak House" --as "Sandra Whitlow"
    Example: logbook people change-person D.W. --also Danny --also Dan --as "Sandra Whitlow"
    """
    if not (new_name or initials or also) and house is None:
        raise click.UsageError("Say what changes: --name, --initials, --house or --also.")
    with at_desk(folder, name) as desk:
        before = people.person_by_name(desk, who)
        person = people.change_person(
            desk,
            replace(
                before,
                name=new_name or before.name,
                initials=initials or before.initials,
                house=before.house if house is None else people.listed_house(desk, house),
                aliases=before.aliases if not also else () if also == (NO_END,) else also,
            ),
        )
        other = f", also {' and '.join(person.aliases)}" if person.aliases else ""
        at_home = f", {person.house}" if person.house else ""
        say(f"{person.name}, shown as {person.initials}{other}{at_home}.")


@click.command(cls=Command, name="close-file")
@person_name
@click.option(
    "--because",
    required=True,
    type=click.Choice([why.value for why in FileClosed]),
    help="They left, moved to another service, or died.",
)
@as_somebody
@in_folder
def close_file(who: str, because: str, name: str, folder: Path) -> None:
    """Close the file of somebody who is not supported here any more.

    Nothing is deleted. What happened before can still be recorded, so they stay in the list, last.

    Example: logbook people close-file "Daniel Webb" --because moved --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        found = people.person_by_name(desk, who)
        person = people.close_file(desk, found.id, FileClosed(because))
        say(f"The file of {person.name} is closed: {FileClosed(because).words}.")


@click.command(cls=Command, name="reopen-file")
@person_name
@as_somebody
@in_folder
def reopen_file(who: str, name: str, folder: Path) -> None:
    """Open a file that was closed by mistake, or of somebody who came back.

    Example: logbook people reopen-file "Daniel Webb" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        person = people.reopen_file(desk, people.person_by_name(desk, who).id)
        say(f"The file of {person.name} is open.")


@click.command(cls=Command, name="add-house")
@house_name
@as_somebody
@in_folder
def add_house(house: str, name: str, folder: Path) -> None:
    """Add a house, or open one again that was closed. The General Manager does it.

    Example: logbook people add-house "Ash Lodge" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{people.add_house(desk, house)} is listed.")


@click.command(cls=Command, name="rename-house")
@house_name
@click.argument("to", metavar="NEW-NAME")
@as_somebody
@in_folder
def rename_house(house: str, to: str, name: str, folder: Path) -> None:
    """Call a house something else. Whoever is in it stays in it.

    Example: logbook people rename-house "Oak House" "Oak Lodge" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{house} is called {people.rename_house(desk, house, to)} now.")


@click.command(cls=Command, name="close-house")
@house_name
@as_somebody
@in_folder
def close_house(house: str, name: str, folder: Path) -> None:
    """Take a house from the list, once nobody lives or works there.

    Example: logbook people close-house "Rowan Cottage" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{people.close_house(desk, house)} is closed.")


@click.command(cls=Command, name="on-call")
@click.argument("who", metavar="[NAME", default="")
@click.argument("telephone", metavar="TELEPHONE]", default="")
@click.option("--tried", is_flag=True, help="The number was tried today, and it is right.")
@as_somebody
@in_folder
def on_call(*, who: str, telephone: str, tried: bool, name: str, folder: Path) -> None:
    """Say who is on call and on which number, or that the number was tried today.

    It is shown at the sign-in screen, on Home, and where somebody may be in danger.

    Example: logbook people on-call "R. Hale" "01632 960 118" --tried --as "Sandra Whitlow"
    Example: logbook people on-call --tried --as "Sandra Whitlow"
    """
    if not who and not tried:
        raise click.UsageError("Say who is on call and on which number, or --tried.")
    with at_desk(folder, name) as desk:
        if who:
            checked = desk.today if tried else None
            settings = people.set_on_call(desk, name=who, telephone=telephone, checked=checked)
        else:
            settings = people.checked_on_call(desk)
        say(f"On call: {on_call_words(settings)}.")


def on_call_words(settings: Settings) -> str:
    if not settings.on_call:
        return "nobody yet"
    checked = settings.on_call_checked
    return f"{settings.on_call}, {f'tried {day_words(checked)}' if checked else 'not tried yet'}"
