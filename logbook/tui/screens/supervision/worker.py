"""One worker's supervision: the last, the next, what is agreed, and what can be done with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Key

from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member
from logbook.domain.showing import short, show
from logbook.domain.supervision import Meeting, Supervision, may_supervise
from logbook.services import packs, supervision
from logbook.services.desk import Desk
from logbook.services.exporting.packs import Made
from logbook.services.supervision import Due
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.pack_form import Look, PackFormScreen, Packing
from logbook.tui.screens.people.card_view import CardView
from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.screens.people.numbered import NumberedScreen
from logbook.tui.screens.supervision.forms import SignHereScreen, action_words
from logbook.tui.screens.supervision.prepare import PrepareScreen
from logbook.tui.screens.supervision.preparing import Preparing, sheets
from logbook.tui.session import Session

PREPARE, SIGN, SIGN_HERE, PACK, HELD = "prepare", "sign", "sign-here", "pack", "held"
NONE_HELD = "None was held yet."


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everything the page says, as of one instant."""

    worker: Member
    due: Due
    found: Supervision
    manager: str
    begun: str
    """When the next one was begun to be prepared; empty while it was not."""
    may_hold: bool
    is_mine: bool


def read(desk: Desk, worker: Member) -> Standing:
    """Called in a thread.

    Raises:
        NotAllowed: it is for the worker and the managers above them.
    """
    found, staff = supervision.of(desk, worker), desk.staff
    may_hold = may_supervise(desk.member, worker, staff)
    sheet = sheets(desk).get(worker.id) if may_hold else None
    zone = desk.directory.settings.zone
    return Standing(
        worker=worker,
        due=supervision.due_of(desk, worker),
        found=found,
        manager=staff.name(found.last.manager if found.last else worker.manager),
        begun=short(Moment.at(sheet.saved_at, zone), desk.now) if sheet else "",
        may_hold=may_hold,
        is_mine=desk.member.id == worker.id,
    )


def when_words(due: Due, desk: Desk) -> str:
    """When the next one is, and whether that is near or over."""
    words = show(Moment.on(due.next), desk.now)
    return f"{words}: overdue" if due.is_overdue else words


def card_of(seen: Standing, desk: Desk) -> Card:
    last = seen.found.last
    facts = [
        ("Last one", day_words(last.held_on) if last else "none yet"),
        ("Next one", when_words(seen.due, desk)),
    ]
    facts += list(_last_facts(seen, last, desk)) if last else []
    agreed = [f"{action_words(each)}: {each.done.words}" for each in seen.found.open_actions]
    facts += [("Agreed" if not nth else "", words) for nth, words in enumerate(agreed)]
    if last:
        facts.append(("Talked about", last.discussed))
    facts += list(_waits_facts(seen.found.to_confirm, last))
    return Card(
        id=seen.worker.id,
        name="Your own supervision" if seen.is_mine else f"Supervision with {seen.worker.name}",
        facts=tuple(facts),
        offers=tuple(_offers(seen, last)),
    )


def _last_facts(seen: Standing, last: Meeting, desk: Desk) -> Iterator[tuple[str, str]]:
    zone = desk.directory.settings.zone
    yield ("With", seen.manager)
    if last.confirmed_at is None:
        whose = "yours" if seen.is_mine else seen.worker.name
        yield ("Signed", f"by {seen.manager}; waits for {whose}")
    else:
        yield ("Signed", f"by both, {short(Moment.at(last.confirmed_at, zone), desk.now)}")


def _waits_facts(waits: Meeting | None, last: Meeting | None) -> Iterator[tuple[str, str]]:
    """One before the last whose signature was passed over: it is signed where it can be read."""
    if waits is None or waits is last:
        return
    yield ("Not signed", f"{day_words(waits.held_on)}: {waits.discussed}")
    for nth, each in enumerate(waits.agreed):
        yield ("" if nth else "Agreed then", action_words(each))


def _offers(seen: Standing, last: Meeting | None) -> Iterator[Offer]:
    nothing = "Nothing waits for a signature."
    why_not = "" if seen.found.to_confirm else nothing
    if seen.is_mine:
        yield Offer(key=SIGN, words="I agree with what is said here: sign it", why_not=why_not)
    if seen.may_hold:
        words = f"Go on preparing, begun {seen.begun}" if seen.begun else "Prepare the next one"
        yield Offer(key=PREPARE, words=words)
        yield Offer(key=SIGN_HERE, words=f"{seen.worker.name} signs it here", why_not=why_not)
        yield Offer(key=PACK, words="A file to prepare with: everything since the last one")
    held = "" if last else NONE_HELD
    yield Offer(key=HELD, words="A file of the last one, as it was held and signed", why_not=held)


class SupervisionOfScreen(NumberedScreen):
    """Its numbers do what stands beside them; a worker reads here what they sign."""

    place = Place.DETAILS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.DETAILS)]
    CSS_PATH = "worker.tcss"

    def __init__(self, session: Session, member: Member) -> None:
        super().__init__(session, Place.SUPERVISION.heading)
        self.member = member
        self.seen: Standing | None = None
        self.detail = CardView()
        self.footer.extra = "The number does it"

    @property
    def card(self) -> Card | None:
        return self.detail.card

    def body(self) -> ComposeResult:
        with VerticalScroll(id="detail"):
            yield self.detail
        yield self.notice

    def on_mount(self) -> None:
        self.query_one("#detail").focus()

    async def look(self) -> None:
        self.seen = await asyncio.to_thread(read, self.desk, self.member)
        if self.is_attached:
            self.detail.card = card_of(self.seen, self.desk)
            self.header.where = f"{Place.SUPERVISION.heading} · {self.member.name}"

    # a number

    def on_key(self, event: Key) -> None:
        self.pressed_a_number(event)

    async def do(self, _card: Card, key: str) -> None:
        if self.seen is not None:
            await self._doing[key](self.seen)

    @property
    def _doing(self) -> Mapping[str, Callable[[Standing], Awaitable[None]]]:
        return {
            PREPARE: self._prepare,
            SIGN: self._sign,
            SIGN_HERE: self._sign_here,
            PACK: self._pack,
            HELD: self._pack_of_last,
        }

    async def _prepare(self, _seen: Standing) -> None:
        preparing = await asyncio.to_thread(Preparing, self.session, self.member)
        await self.app.push_screen(PrepareScreen(preparing), self._was_held)

    def _was_held(self, meeting: Meeting | None) -> None:
        if meeting is None:
            return
        self.notice.say(f"Held and signed by you. {self.member.name} signs next.")
        self.app.push_screen(
            SignHereScreen(self.session, self.member, meeting), self._signed_or_later
        )

    async def _sign_here(self, seen: Standing) -> None:
        if seen.found.to_confirm is not None:
            await self.app.push_screen(
                SignHereScreen(self.session, self.member, seen.found.to_confirm),
                self._signed_or_later,
            )

    def _signed_or_later(self, meeting: Meeting | None) -> None:
        if meeting is None:
            words = f"Not signed by {self.member.name} yet: they can, at their own Home."
        else:
            words = f"Signed by both. The next one is on {self._next_words()}."
        self.notice.say(words)

    def _next_words(self) -> str:
        return day_words(supervision.due_of(self.desk, self.member).next)

    async def _sign(self, seen: Standing) -> None:
        which = seen.found.to_confirm
        await asyncio.to_thread(supervision.confirm, self.desk, which.id if which else "")
        self.notice.say(f"Signed by you. The next one is on {self._next_words()}.")
        self.look_again()

    async def _pack(self, _seen: Standing) -> None:
        def make(look: Look) -> Made:
            return packs.to_prepare(
                self.desk, self.member, full_names=look.full_names, as_table=look.as_table
            )

        await self._packed(f"Supervision with {self.member.name}, to prepare it.", make)

    async def _pack_of_last(self, seen: Standing) -> None:
        last = seen.found.last

        def make(look: Look) -> Made:
            assert last is not None  # noqa: S101 - it is not offered without one
            return packs.as_held(
                self.desk,
                self.member,
                last,
                full_names=look.full_names,
                as_table=look.as_table,
            )

        await self._packed(f"Supervision with {self.member.name}, as it was held.", make)

    async def _packed(self, words: str, make: Callable[[Look], Made]) -> None:
        form = PackFormScreen(self.session, Packing(words=words, make=make, has_looks=True))
        await self.app.push_screen(form, lambda _done: self._was_made(form))

    def _was_made(self, form: PackFormScreen) -> None:
        self.notice.say(form.words_after)
