"""`logbook people`: who has an account here, who is supported, and where."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_json, as_somebody, days_from, in_folder, yes
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.directory import member_plain, person_plain
from logbook.domain.houses import open_houses
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import FileClosed, Member, Person, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.showing import stated
from logbook.domain.staffing import why_not_remove
from logbook.services import absence, accounts
from logbook.services import people as supported
from logbook.services.accounts import Code
from logbook.services.desk import Desk
from logbook.vault import keyfile
from logbook.vault.keyfile import SlotKind

RECOVERY_KEY = "The recovery key, from its paper:"
NO_END = "none"

role = click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What they are trusted with; give it again for another. Without it: worker.",
)
house = click.option("--house", default=None, metavar="HOUSE", help="Where they work.")
manager = click.option(
    "--manager", default="", metavar="NAME", help="Whom they answer to. Without it: you."
)
email = click.option(
    "--email",
    default=None,
    metavar="ADDRESS",
    help="Where reminders go, which name nobody; “none” for nowhere.",
)
member_name = click.argument("who", metavar="NAME")
person_name = click.argument("who", metavar="NAME")
house_name = click.argument("house", metavar="HOUSE")
also = click.option(
    "--also", multiple=True, metavar="NAME", help="What else staff call them; again for another."
)


@click.group()
def people() -> None:
    """Who has an account here, who is supported, the houses, and who is on call.

    The same as F4 on the screen.

    Example: logbook people list --as "Helen Marsden"
    """


@people.command(cls=Command, name="add")
@member_name
@role
@house
@manager
@click.option(
    "--until",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=True),
    help="The last day of the account, for agency and bank staff.",
)
@email
@as_somebody
@in_folder
def add(
    *,
    who: str,
    roles: tuple[str, ...],
    house: str | None,
    manager: str,
    until: date | None,
    email: str | None,
    name: str,
    folder: Path,
) -> None:
    """Give somebody an account.

    The code they first sign in with is printed. Managers add workers under themselves; the General
    Manager adds everybody.

    Example: logbook people add "Ann Lee" --house "Oak House" --as "Robin Hale"
    Example: logbook people add "Kim Roe" --role line-manager --role lead --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        code = accounts.add(
            desk,
            name=who,
            roles=_roles(roles) or frozenset({Role.WORKER}),
            house=house or "",
            manager=accounts.by_name(desk, manager).id if manager else "",
            ends_on=until,
            email=_address(email),
        )
        show_code(code, desk.directory.settings.zone)


@people.command(cls=Command, name="add-person")
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
        person = supported.add_person(desk, name=who, house=house, initials=initials, aliases=also)
        say(f"{person.name} is listed, and shown as {person.initials}.")


@people.command(cls=Command, name="change-person")
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
        before = supported.person_by_name(desk, who)
        person = supported.change_person(
            desk,
            replace(
                before,
                name=new_name or before.name,
                initials=initials or before.initials,
                house=before.house if house is None else house,
                aliases=before.aliases if not also else () if also == (NO_END,) else also,
            ),
        )
        other = f", also {' and '.join(person.aliases)}" if person.aliases else ""
        at_home = f", {person.house}" if person.house else ""
        say(f"{person.name}, shown as {person.initials}{other}{at_home}.")


@people.command(cls=Command, name="close-file")
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
        found = supported.person_by_name(desk, who)
        person = supported.close_file(desk, found.id, FileClosed(because))
        say(f"The file of {person.name} is closed: {FileClosed(because).words}.")


@people.command(cls=Command, name="reopen-file")
@person_name
@as_somebody
@in_folder
def reopen_file(who: str, name: str, folder: Path) -> None:
    """Open a file that was closed by mistake, or of somebody who came back.

    Example: logbook people reopen-file "Daniel Webb" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        person = supported.reopen_file(desk, supported.person_by_name(desk, who).id)
        say(f"The file of {person.name} is open.")


@people.command(cls=Command, name="list")
@as_json
@as_somebody
@in_folder
def list_people(*, as_json: bool, name: str, folder: Path) -> None:
    """Who has an account and what they do, who is supported, the houses, and who is on call.

    Example: logbook people list --as "Sam Okafor"
    Example: logbook people list --json --as "Sam Okafor"
    """
    with at_desk(folder, name) as desk:
        directory, invited = desk.directory, _invited(desk)
        present = directory.staff.present()
        listed = tuple(directory.people.values())
        if as_json:
            document(
                {
                    "staff": [
                        {**member_plain(each), "invited": each.id in invited} for each in present
                    ],
                    "supported": [person_plain(each) for each in listed],
                    "houses": [
                        {"name": each.name, "closed": each.closed}
                        for each in directory.houses.values()
                    ],
                    "on_call": directory.settings.on_call,
                    "on_call_checked": directory.settings.to_plain()["on_call_checked"],
                }
            )
            return
        table(
            ("Name", "Role", "House", "Manager", "Account"),
            [_row(each, directory.staff, invited) for each in present],
        )
        say()
        table(("Supported", "Shown as", "House", "File"), [_supported(each) for each in listed])
        say()
        say(f"Houses: {', '.join(open_houses(directory.houses)) or 'none yet'}.")
        say(f"On call: {_on_call(directory.settings)}.")


@people.command(cls=Command, name="reset")
@member_name
@as_somebody
@in_folder
def reset(who: str, name: str, folder: Path) -> None:
    """Print a code for somebody who forgot their passphrase.

    It goes upward only: a manager resets those who answer to them, and the deputy resets the
    General Manager with the recovery key. Their old passphrase opens nothing afterwards.

    Example: logbook people reset "Sam Okafor" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, who)
        typed = ""
        if Role.GENERAL_MANAGER in member.roles and Role.DEPUTY in desk.member.roles:
            typed = asking.line(RECOVERY_KEY)
        code = accounts.reset(desk, member.id, recovery_key=typed)
        show_code(code, desk.directory.settings.zone)


@people.command(cls=Command, name="remove")
@member_name
@yes
@as_somebody
@in_folder
def remove(*, who: str, yes: bool, name: str, folder: Path) -> None:
    """Close somebody's account, and encrypt the logbook anew.

    Their open work goes to whoever is above them, and their name stays on what they did. They
    can still open a backup that was made before, if they have a copy of one.

    Example: logbook people remove "Tendai Moyo" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, who)
        refusal = why_not_remove(desk.staff, member, desk.member)
        if refusal:
            raise NotAllowed(refusal)
        up = " ".join(absence.handed_up(desk, member.id).sentences)
        asking.confirm(f"{up} Remove {member.name} ({member.role_words})?", confirmed=yes)
        accounts.remove(desk, member.id)
        say(f"{member.name} no longer has an account. The logbook has a new key.")


@people.command(cls=Command, name="change")
@member_name
@click.option("--name", "new_name", default="", metavar="NAME", help="Their name.")
@role
@house
@manager
@click.option(
    "--until",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=True, none=NO_END),
    help="A new last day of the account; “none” for no last day.",
)
@email
@as_somebody
@in_folder
def change(
    *,
    who: str,
    new_name: str,
    roles: tuple[str, ...],
    house: str | None,
    manager: str,
    until: date | str | None,
    email: str | None,
    name: str,
    folder: Path,
) -> None:
    """Change what is known of somebody. What is not given stays.

    Example: logbook people change "Tendai Moyo" --until "31 March" --as "Sandra Whitlow"
    Example: logbook people change "Kim Roe" --role line-manager --as "Helen Marsden"
    Example: logbook people change "Kim Roe" --email kim.roe@example.org --as "Kim Roe"
    """
    if not (new_name or roles or manager or until) and house is None and email is None:
        raise click.UsageError(
            "Say what changes: --name, --role, --house, --manager, --until or --email."
        )
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, who)
        if new_name:
            member = replace(member, name=new_name)
        if roles:
            member = replace(member, roles=_roles(roles))
        if house is not None:
            member = replace(member, house=house.strip())
        if manager:
            member = replace(member, manager=accounts.by_name(desk, manager).id)
        if until:
            member = replace(member, ends_on=until if isinstance(until, date) else None)
        if email is not None:
            member = replace(member, email=_address(email))
        accounts.change(desk, member)
        say(f"{member.name}: {_words(member, desk.staff)}.")


@people.command(cls=Command, name="away")
@member_name
@click.option("--cover", default="", metavar="NAME", help="Who covers. Without it: who is above.")
@click.option(
    "--until",
    metavar="DATE",
    default=None,
    callback=days_from(forwards=True),
    help="The last day away; it ends when they sign in after that.",
)
@as_somebody
@in_folder
def away(*, who: str, cover: str, until: date | None, name: str, folder: Path) -> None:
    """Mark a manager or the deputy away from now on: somebody covers.

    The deputy marks the General Manager away, and covers.

    Example: logbook people away "Sandra Whitlow" --until Friday --cover "Robin Hale"
    """
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, who)
        covering = accounts.by_name(desk, cover).id if cover else ""
        gone = absence.go_away(desk, member.id, cover=covering, until=until)
        last = f" until {day_words(until)}" if until else ""
        say(f"{gone.name} is away{last}. {absence.covers(desk.staff, gone)} covers.")


@people.command(cls=Command, name="back")
@member_name
@as_somebody
@in_folder
def back(who: str, name: str, folder: Path) -> None:
    """Say that somebody who was away is here again.

    Example: logbook people back "Sandra Whitlow" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        say(f"{absence.come_back(desk, accounts.by_name(desk, who).id).name} is back.")


@people.command(cls=Command, name="add-house")
@house_name
@as_somebody
@in_folder
def add_house(house: str, name: str, folder: Path) -> None:
    """Add a house, or open one again that was closed. The General Manager does it.

    Example: logbook people add-house "Ash Lodge" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{supported.add_house(desk, house)} is listed.")


@people.command(cls=Command, name="rename-house")
@house_name
@click.argument("to", metavar="NEW-NAME")
@as_somebody
@in_folder
def rename_house(house: str, to: str, name: str, folder: Path) -> None:
    """Call a house something else. Whoever is in it stays in it.

    Example: logbook people rename-house "Oak House" "Oak Lodge" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{house} is called {supported.rename_house(desk, house, to)} now.")


@people.command(cls=Command, name="close-house")
@house_name
@as_somebody
@in_folder
def close_house(house: str, name: str, folder: Path) -> None:
    """Take a house from the list, once nobody lives or works there.

    Example: logbook people close-house "Rowan Cottage" --as "Helen Marsden"
    """
    with at_desk(folder, name) as desk:
        say(f"{supported.close_house(desk, house)} is closed.")


@people.command(cls=Command, name="on-call")
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
            settings = supported.set_on_call(desk, name=who, telephone=telephone, checked=checked)
        else:
            settings = supported.checked_on_call(desk)
        say(f"On call: {_on_call(settings)}.")


def show_code(code: Code, zone: str) -> None:
    """A code to hand over, once: it is kept nowhere."""
    say(f"Code for {code.member.name}: {code.code}")
    say(
        f"It is good once, until {stated(Moment.at(code.expires, zone))}. Hand it over yourself; "
        f'they use it with: logbook accept --as "{code.member.name}"'
    )


def _address(given: str | None) -> str:
    typed = (given or "").strip()
    return "" if typed.casefold() == NO_END else typed


def _roles(given: tuple[str, ...]) -> frozenset[Role]:
    return frozenset(Role(each) for each in given)


def _invited(desk: Desk) -> frozenset[str]:
    """Who has a code and no passphrase yet."""
    slots = keyfile.load(desk.folder).slots
    return frozenset(slot.member_id for slot in slots if slot.kind is SlotKind.INVITATION)


def _row(member: Member, staff: Staff, invited: frozenset[str]) -> tuple[str, ...]:
    return (
        member.name,
        member.role_words,
        member.house,
        staff.name(member.manager) if member.manager else "",
        ", ".join(
            part for part in (_until(member), "not used yet" * (member.id in invited)) if part
        ),
    )


def _supported(person: Person) -> tuple[str, ...]:
    closed = f"closed: {person.closed.words}" if person.closed is not None else ""
    return person.name, person.initials, person.house, closed


def _on_call(settings: Settings) -> str:
    if not settings.on_call:
        return "nobody yet"
    checked = settings.on_call_checked
    return f"{settings.on_call}, {f'tried {day_words(checked)}' if checked else 'not tried yet'}"


def _words(member: Member, staff: Staff) -> str:
    manager = f"answers to {staff.name(member.manager)}" if member.manager else ""
    parts = (member.role_words, member.house, manager, _until(member), member.email)
    return ", ".join(part for part in parts if part)


def _until(member: Member) -> str:
    until = f"until {day_words(member.ends_on)}" if member.ends_on else ""
    return ", ".join(part for part in (until, "away" * member.away) if part)
