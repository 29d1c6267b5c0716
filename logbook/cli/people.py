"""`logbook people`: who has an account here; the commands of `supported` stand beside its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_json, as_somebody, days_from, in_folder, yes
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.cli.supported import (
    NO_END,
    add_house,
    add_person,
    change_person,
    close_file,
    close_house,
    on_call,
    on_call_words,
    rename_house,
    reopen_file,
)
from logbook.domain.directory import member_plain, person_plain
from logbook.domain.houses import open_houses
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member, Person, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.showing import stated
from logbook.domain.staffing import why_not_remove
from logbook.services import absence, accounts
from logbook.services.accounts import Code
from logbook.services.desk import Desk
from logbook.services.people import listed_house
from logbook.vault import keyfile
from logbook.vault.keyfile import SlotKind

RECOVERY_KEY = "The recovery key, from its paper:"
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
            house=listed_house(desk, house or ""),
            manager=accounts.by_name(desk, manager).id if manager else "",
            ends_on=until,
            email=_address(email),
        )
        show_code(code, desk.directory.settings.zone)


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
        say(f"On call: {on_call_words(directory.settings)}.")


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
            member = replace(member, house=listed_house(desk, house))
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


for _each in (
    add_person,
    change_person,
    close_file,
    reopen_file,
    add_house,
    rename_house,
    close_house,
    on_call,
):
    people.add_command(_each)


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


def _words(member: Member, staff: Staff) -> str:
    manager = f"answers to {staff.name(member.manager)}" if member.manager else ""
    parts = (member.role_words, member.house, manager, _until(member), member.email)
    return ", ".join(part for part in parts if part)


def _until(member: Member) -> str:
    until = f"until {day_words(member.ends_on)}" if member.ends_on else ""
    return ", ".join(part for part in (until, "away" * member.away) if part)
