"""Everything behind the sign-in screen, invented: a key file, people, passphrases and a desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from logbook.domain.people import Member, Role
from logbook.domain.refusals import Refusal
from logbook.tui.app import LogbookApp
from logbook.tui.idle import Clocks, Limits
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Doors, Room, Session
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.vault.doorplates import Door, Doorplate
from logbook.vault.keyfile import KDF_FLOOR, KeyFile, PublicKeys, Recovery, Slot, SlotKind, save

PASSPHRASE = "four quiet random words"
NOW = datetime(2026, 11, 18, 14, 5)  # noqa: DTZ001 - the wall clock of the header
PUBLIC = PublicKeys(sealing=bytes(32), signing=bytes(32))

SAM = Member(id="m-sam", name="Sam Okafor", roles=frozenset({Role.WORKER}), house="Maple House")
SANDRA = Member(id="m-sandra", name="Sandra Whitlow", roles=frozenset({Role.LINE_MANAGER}))
SAUL = Member(id="m-saul", name="Saul Brennan", roles=frozenset({Role.WORKER}), house="Oak House")
STAFF = (SAM, SANDRA, SAUL)


class WrongPassphrase(Refusal):
    pass


def key_file(members: tuple[Member, ...] = STAFF) -> KeyFile:
    return KeyFile(
        logbook_id="l1",
        service="Birch Lane Support",
        on_call="R. Hale · 01632 960 118",
        data_key_ids=("k1",),
        slots=tuple(_slot(member) for member in members),
        recovery=(Recovery(id="r1", public=PUBLIC, data_keys={"k1": bytes(80)}),),
    )


def door(members: tuple[Member, ...] = STAFF) -> Door:
    whole = key_file(members)
    plates = tuple(
        Doorplate(slot.member_id, slot.name, slot.role_words, slot.house, slot.kind)
        for slot in whole.slots
    )
    return Door(whole.service, whole.on_call, whole.demo, plates)


def saved_key_file(folder: Path) -> Path:
    save(folder, key_file())
    return folder


def _slot(member: Member) -> Slot:
    return Slot(
        member_id=member.id,
        name=member.name,
        role_words=member.role_words,
        house=member.house,
        kind=SlotKind.PASSPHRASE,
        public=PUBLIC,
        kdf=KDF_FLOOR,
        salt=bytes(16),
        nonce=bytes(12),
        wrapped=bytes(80),
        data_keys={"k1": bytes(80)},
    )


class HomeRoom(PlaceScreen[None]):
    """A home with a line to type in."""

    place = Place.HOME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.HOME)]

    def __init__(self, session: Session) -> None:
        super().__init__(f"Home · {session.who}", roles=session.roles)
        self.draft = AnswerLine()

    def body(self) -> ComposeResult:
        yield Static("Came back to you: nothing. PRIVATE WORDS")
        yield self.draft

    def on_mount(self) -> None:
        self.draft.focus()


class KindsRoom(PlaceScreen[None]):
    place = Place.KINDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.KINDS)]

    def __init__(self, session: Session) -> None:
        super().__init__("Record", who=session.member.name, roles=session.roles)

    def body(self) -> ComposeResult:
        yield Static("What happened?")


@dataclass
class Ticking:
    """Two clocks that go on only when told to."""

    wall: float = 1_000_000.0
    boot: float = 500.0

    def clocks(self) -> Clocks:
        return Clocks(wall=lambda: self.wall, boot=lambda: self.boot)

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.boot += seconds


@dataclass
class Service:
    """Doors that open to the right passphrase, and what went through them."""

    members: tuple[Member, ...] = STAFF
    closed: list[str] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    rooms: dict[Place, Room] = field(
        default_factory=lambda: {Place.HOME: HomeRoom, Place.KINDS: KindsRoom}
    )

    def doors(self) -> Doors:
        return Doors(
            door=lambda: door(self.members),
            bring_the_rest=lambda: self.brought.append("the rest"),
            sign_in=self.sign_in,
            prove=lambda _session, passphrase: self._check(passphrase),
            rooms=self._rooms,
        )

    def _rooms(self) -> Mapping[Place, Room]:
        return self.rooms

    def _check(self, passphrase: str) -> None:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase("That is not your passphrase. Try again.")

    def sign_in(self, member_id: str, passphrase: str) -> Session:
        self._check(passphrase)
        member = next(each for each in self.members if each.id == member_id)
        return Session(
            member=member,
            desk=None,
            limits=Limits(),
            close=lambda: self.closed.append(member_id),
        )


def app_of(service: Service | None = None, ticking: Ticking | None = None) -> LogbookApp:
    return LogbookApp(
        (service or Service()).doors(),
        clocks=(ticking or Ticking()).clocks(),
        now=lambda: NOW,
    )


def shown(app: LogbookApp, kind: type[Screen[Any]]) -> bool:
    return isinstance(app.screen, kind)


async def sign_in(pilot: Pilot[Any], name: str = "sam", passphrase: str = PASSPHRASE) -> None:
    from pages import settled, until  # noqa: PLC0415 - pages and front are read together

    app = pilot.app
    await settled(pilot)
    await pilot.press(*name, "enter")
    await settled(pilot)
    app.screen.query_one("#passphrase", AnswerLine).value = passphrase
    await pilot.press("enter")
    await until(pilot, lambda: app.current_mode == "desk")
