"""`logbook people`: who has an account here, and who is supported."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_json, as_somebody, days_from, in_folder, yes
from logbook.cli.saying import document, say, table
from logbook.cli.somebody import at_desk
from logbook.domain.directory import member_plain, person_plain
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member, Role, Staff
from logbook.domain.showing import stated
from logbook.services import accounts
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


@click.group()
def people() -> None:
    """Who has an account here, and who is supported.

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
@as_somebody
@in_folder
def add_person(who: str, house: str, initials: str, name: str, folder: Path) -> None:
    """List somebody whom the service supports. They get no account.

    Example: logbook people add-person "Daniel Webb" --house "Maple House" --as "Sandra Whitlow"
    """
    with at_desk(folder, name) as desk:
        person = supported.add_person(desk, name=who, house=house, initials=initials)
        say(f"{person.name} is listed, and shown as {person.initials}.")


@people.command(cls=Command, name="list")
@as_json
@as_somebody
@in_folder
def list_people(*, as_json: bool, name: str, folder: Path) -> None:
    """Who has an account and what they do, then who is supported.

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
                }
            )
            return
        table(
            ("Name", "Role", "House", "Manager", "Account"),
            [_row(each, directory.staff, invited) for each in present],
        )
        say()
        table(
            ("Supported", "Shown as", "House"),
            [(each.name, each.initials, each.house) for each in listed],
        )


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
        asking.confirm(f"Remove {member.name} ({member.role_words})?", confirmed=yes)
        accounts.remove(desk, member.id)
        say(f"{member.name} no longer has an account. The logbook has a new key.")


@people.command(cls=Command, name="change")
@member_name
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
    if not (roles or manager or until) and house is None and email is None:
        raise click.UsageError("Say what changes: --role, --house, --manager, --until or --email.")
    with at_desk(folder, name) as desk:
        member = accounts.by_name(desk, who)
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


def _words(member: Member, staff: Staff) -> str:
    manager = f"answers to {staff.name(member.manager)}" if member.manager else ""
    parts = (member.role_words, member.house, manager, _until(member), member.email)
    return ", ".join(part for part in parts if part)


def _until(member: Member) -> str:
    return f"until {day_words(member.ends_on)}" if member.ends_on else ""
