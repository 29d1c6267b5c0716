"""A real encrypted logbook in a folder, by the machine's own clock, with the least costly keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from logbook.domain.people import Role
from logbook.services import accepting, accounts, drafts, people, setting_up, signing_in
from logbook.services.accounts import Code
from logbook.services.desk import Desk
from logbook.services.setting_up import Named, Plan
from logbook.vault import keyfile, recovery

PASSPHRASE = "heron mallow quartz tundra"
"""Everybody's. None of its words is in the program, so that it would be noticed anywhere."""
ON_CALL = "R. Hale · 01632 960 118"
GENERAL_MANAGER, DEPUTY, LEAD = "Grace Adeyemi", "Dev Patel", "Lena Fox"
SANDRA, SAM, NIA = "Sandra Whitlow", "Sam Okafor", "Nia Rees"
DANIEL = "Daniel Webb"
HOUSE = "Maple House"

GOOD_NEWS = "Something went well"
HELP = "Someone wants help with their own social media"
RELATIVE = "Someone wants to find or look up a relative"
"""Kinds, as the list begins to name them."""

_FIRST = (
    Named(name=DEPUTY, roles=frozenset({Role.DEPUTY})),
    Named(name=LEAD, roles=frozenset({Role.LEAD})),
)


def make(folder: Path) -> Path:
    """Set up a month ago: Sam and Nia answer to Sandra, Sandra to Grace."""
    then = datetime.now(UTC) - timedelta(days=30)
    plan = Plan(
        service="Birch Lane Support",
        general_manager=GENERAL_MANAGER,
        passphrase=PASSPHRASE,
        others=_FIRST,
        on_call=ON_CALL,
        demo=True,
    )
    made = setting_up.set_up(folder, plan, recovery.new_recovery_key().public, clock=lambda: then)
    grace = made.desk

    def welcome(code: Code) -> Desk:
        return signing_in.accept_invitation(
            folder, code.member.id, code.code, PASSPHRASE, clock=lambda: then
        ).desk

    desks = [grace, *map(welcome, made.codes)]
    line_manager, worker = frozenset({Role.LINE_MANAGER}), frozenset({Role.WORKER})
    sandra = welcome(accounts.add(grace, name=SANDRA, roles=line_manager, house=HOUSE))
    workers = [
        welcome(accounts.add(sandra, name=name, roles=worker, house=HOUSE)) for name in (SAM, NIA)
    ]
    people.add_person(grace, name=DANIEL, house=HOUSE)
    for desk in (*desks, sandra, *workers):
        accepting.accept(desk)
        desk.close()
    return folder


def kept(folder: Path, name: str) -> str:
    """What stands in somebody's only draft, blank by blank."""
    member = next(slot.member_id for slot in keyfile.load(folder).slots if slot.name == name)
    desk = signing_in.sign_in(folder, member, PASSPHRASE).desk
    try:
        (draft,) = drafts.unfinished(desk)
        return str(draft.shown_typed(draft.at))
    finally:
        desk.close()
