"""Setting up a logbook: the General Manager, a deputy, a safeguarding lead, and a key on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from logbook.domain import configuring, staffing
from logbook.domain.events import Event, new_id
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.settings import Settings
from logbook.domain.text import identifier
from logbook.services.accounts import Code
from logbook.services.desk import Clock, Desk, wall_clock
from logbook.services.signing_in import terminal_for
from logbook.storage.folders import FILE, refuse_unsafe_folder
from logbook.storage.sqlite import beside
from logbook.storage.store import Store
from logbook.vault import keyfile, passphrases, slots
from logbook.vault.keyfile import KDF_DEFAULT, KDF_FLOOR, KEY_FILE, KeyFile, PublicKeys


class AlreadySetUp(NotAllowed):
    """There is a logbook in this folder."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody named at set-up, who gets a code."""

    name: str
    roles: frozenset[Role]
    house: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the assistant asked."""

    service: str
    general_manager: str
    passphrase: str
    others: tuple[Named, ...]
    """The deputy and at least one safeguarding lead; one person may be both."""
    on_call: str = ""
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """A logbook ready for work, its General Manager signed in, and codes to hand over."""

    desk: Desk
    codes: tuple[Code, ...]


def is_set_up(folder: Path) -> bool:
    return (folder / KEY_FILE).exists() or (folder / FILE).exists()


def check(plan: Plan) -> None:
    """Refuse a plan that would leave a role empty or a passphrase too easy.

    Raises:
        NotAllowed, NotASetting, PassphraseRefused: the text says what is missing.
    """
    if not plan.service.strip():
        raise NotAllowed("Enter the name of the service.")
    if not plan.general_manager.strip():
        raise NotAllowed("Enter the name of the General Manager.")
    held = {role for each in plan.others for role in each.roles}
    for role in (Role.DEPUTY, Role.LEAD):
        if role not in held:
            raise NotAllowed(
                f"Name a {role.words}: an entry about the General Manager has to have a reader."
            )
    Settings().changed("on_call", plan.on_call.strip())
    passphrases.check(plan.passphrase, own_name=plan.general_manager, service=plan.service)


def set_up(folder: Path, plan: Plan, recovery: PublicKeys, *, clock: Clock = wall_clock) -> SetUp:
    """Make a logbook. The key file is written last: without it, set-up has not happened.

    `recovery` is the public half of the recovery key, after its owner typed it back from paper.

    Raises:
        AlreadySetUp: there is one here; nothing was touched.
        UnsafeFolder: a network or cloud folder.
        NotAllowed, NotASetting, PassphraseRefused: as `check`.
    """
    check(plan)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_unsafe_folder(folder)
    _refuse_what_is_there(folder)
    general_manager = Member(
        id=new_id(),
        name=identifier(plan.general_manager),
        roles=frozenset({Role.GENERAL_MANAGER}),
    )
    begun = slots.begin(
        logbook_id=new_id(),
        service=identifier(plan.service),
        on_call=plan.on_call.strip(),
        member=general_manager,
        passphrase=plan.passphrase,
        recovery=recovery,
        demo=plan.demo,
        kdf=KDF_FLOOR if plan.demo else KDF_DEFAULT,
    )
    present, events, codes = _invite_all(begun, general_manager, plan, clock)
    store = Store.create(folder, begun.keys.data_key, present.logbook_id, terminal_for(present))
    desk = Desk(folder, store, begun.keys, clock)
    desk.append(_started(begun, general_manager, recovery, desk), *events)
    if plan.on_call.strip():
        _say_on_call(desk, plan.on_call.strip())
    keyfile.save(folder, present)
    return SetUp(desk=desk, codes=codes)


def _refuse_what_is_there(folder: Path) -> None:
    """A store without its key file may be somebody's only copy: it is never touched."""
    if (folder / KEY_FILE).exists():
        raise AlreadySetUp(f"There is a logbook in {folder} already. Sign in to it.")
    if (folder / FILE).exists():
        raise AlreadySetUp(
            f"{folder} holds {FILE} without its key file, {KEY_FILE}. Put the key file back from "
            f"the last backup. If a set-up was cut off here, move {FILE} and what is beside it "
            "away, and start again."
        )
    left = [each.name for each in beside(folder / FILE) if each.exists()]
    if left:
        raise AlreadySetUp(
            f"{folder} holds {' and '.join(left)} of a logbook whose {FILE} is gone, and a new one "
            f"would be damaged by it. Put {FILE} back, or move that away and start again."
        )


def _invite_all(
    begun: slots.Begun, general_manager: Member, plan: Plan, clock: Clock
) -> tuple[KeyFile, Sequence[Event], tuple[Code, ...]]:
    staff = Staff({general_manager.id: general_manager})
    present, events, codes = begun.keyfile, [], []
    kdf = KDF_FLOOR if plan.demo else KDF_DEFAULT
    for named in plan.others:
        member = Member(
            id=new_id(),
            name=identifier(named.name),
            roles=named.roles,
            house=named.house,
            manager=general_manager.id,
        )
        invited = slots.invite(present, begun.keys, member, at=clock(), kdf=kdf)
        events.append(
            staffing.add_member(
                staff,
                member,
                by=general_manager,
                at=clock(),
                event_id=new_id(),
                sealing_key=invited.public.sealing,
                signing_key=invited.public.signing,
            )
        )
        staff = Staff({**staff.members, member.id: member})
        present = invited.keyfile
        codes.append(Code(member=member, code=invited.code, expires=invited.expires))
    return present, events, tuple(codes)


def _started(
    begun: slots.Begun, general_manager: Member, recovery: PublicKeys, desk: Desk
) -> Event:
    return staffing.start(
        general_manager,
        at=desk.now,
        event_id=new_id(),
        sealing_key=begun.keys.public.sealing,
        signing_key=begun.keys.public.signing,
        recovery_key=recovery.sealing,
        service_name=begun.keyfile.service,
        logbook_id=begun.keyfile.logbook_id,
    )


def _say_on_call(desk: Desk, on_call: str) -> None:
    directory = desk.directory
    desk.append(
        configuring.change_setting(
            directory.settings,
            "on_call",
            on_call,
            by=desk.member,
            at=desk.now,
            event_id=new_id(),
        )
    )
