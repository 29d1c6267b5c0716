"""What every screen has on which something can be done with an entry: its keys, and why not."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.events import Key

from logbook.domain.levels import Level
from logbook.domain.people import Role
from logbook.domain.refusals import ChangedElsewhere, NotAllowed, NotFound, Refusal
from logbook.domain.rights import Action
from logbook.domain.standing import ENDED, State
from logbook.services import queue, reading, triage
from logbook.services.contacts import ASK_THE_LEAD
from logbook.services.desk import Desk, Gone
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.keys import DECIDING, FOOTER_KEYS, commands_at
from logbook.tui.screens.actions import ActionsScreen
from logbook.tui.screens.behind import BehindScreen
from logbook.tui.screens.chronology import ChronologyScreen
from logbook.tui.screens.filters.words import NOBODY
from logbook.tui.screens.following import FollowingScreen
from logbook.tui.screens.moves.about import AboutScreen
from logbook.tui.screens.moves.between import AgreeScreen, NoteScreen
from logbook.tui.screens.moves.earlier import EarlierScreen
from logbook.tui.screens.moves.elsewhere import asked_whether_to_go_on, in_front
from logbook.tui.screens.moves.give import GiveScreen
from logbook.tui.screens.moves.hand_over import OfferedScreen, OfferScreen, RecallScreen
from logbook.tui.screens.moves.hold import HoldScreen
from logbook.tui.screens.moves.leaving import NOT_YOURS, leave
from logbook.tui.screens.moves.level import LevelScreen
from logbook.tui.screens.moves.move import Moved, MoveScreen
from logbook.tui.screens.moves.talk import TalkScreen
from logbook.tui.screens.moves.words import (
    AnswerScreen,
    AskWorkerScreen,
    ReopenScreen,
    TellScreen,
    WithdrawScreen,
)
from logbook.tui.screens.review import begin as begin_review
from logbook.tui.screens.same_contact import SameContactScreen
from logbook.tui.screens.way import amend, page_of
from logbook.tui.session import Session

DUE_EVERY = 30.0
"""Seconds after which “in 40 min” is worded anew."""

Perform = Callable[[Desk, OpenEntry], OpenEntry]

_JUDGED: Mapping[str, Action] = {
    "seen": Action.SEE,
    "take": Action.TAKE,
    "ask": Action.ASK,
    "discuss": Action.DISCUSS,
    "decide": Action.DECIDE,
    "told": Action.TELL,
    "close": Action.CLOSE,
    "reopen": Action.REOPEN,
    "name_staff": Action.NAME_ABOUT,
    "note": Action.NOTE,
    "agree": Action.AGREE,
    "undo": Action.UNDO,
    "add": Action.AMEND,
    "withdraw": Action.WITHDRAW,
    "answer": Action.ANSWER,
}
_ENDING_AN_OFFER = (Action.ACCEPT, Action.RECALL)
_OFFERED_FIRST = "hand-over"
MOVES = frozenset(
    {*_JUDGED, "level", "hold", "earlier", "give", "hand_over", "same_contact"},
)

_TALK_FIRST = ("seen", "take", "decide", "discuss", "ask", "hold", "hand-over")
"""Where no talk is written down yet, which the policy asks for."""
_TO_DO = ("seen", "take", "decide", "ask", "hold", "discuss", "hand-over")
_DECIDED = ("told", "close", "reopen", "undo")
_ENDED = ("reopen", "undo", "earlier")


class OnAnEntry(FollowingScreen):
    """One entry on the screen, and the keys that do something with it.

    A key that cannot be used now is dimmed, and says why when it is pressed.
    """

    DUE_EVERY: ClassVar[float] = DUE_EVERY

    def __init__(self, session: Session, where: str, *, who: str = "") -> None:
        super().__init__(session.desk, where, who=who, roles=session.roles)
        self.session = session
        self.opened: OpenEntry | None = None
        self.earlier: tuple[Line, ...] = ()
        self._reasons: dict[str, str] = {}
        self._doing = False
        self._again: Callable[[], object] | None = None
        self._losing = ""
        self.lost_words = NOT_YOURS
        """What is said once the entry is not theirs to read any more."""

    # what a screen says of itself

    def draw(self) -> None:
        """Show `opened` and `earlier` as they are now."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Somebody saved something, or time went on."""
        raise NotImplementedError

    def lost(self) -> None:
        """The entry is not this person's to read any more; nothing of why is shown."""
        raise NotImplementedError

    def why_nothing_is_open(self) -> str:
        raise NotImplementedError

    # what can be done now

    def show(self, opened: OpenEntry, earlier: Sequence[Line] | None = None) -> None:
        self.opened = opened
        if earlier is not None:
            self.earlier = tuple(earlier)
        self._reasons = self._reasons_now(opened)
        self.footer.shown = self.footer_now(opened)
        self.draw()
        self.refresh_bindings()

    def forget(self) -> None:
        """No entry is on the screen."""
        if self.opened is None:
            return
        self.opened, self.earlier, self._reasons = None, (), {}
        self.refresh_bindings()

    def footer_now(self, opened: OpenEntry) -> tuple[str, ...]:
        """The keys that matter next: none that was just used, nor one that does nothing now."""
        names: tuple[str, ...] = _TALK_FIRST if opened.standing.is_discussed is False else _TO_DO
        if opened.standing.state is State.DECIDED:
            names = _DECIDED
        elif opened.standing.state in ENDED:
            names = _ENDED
        elif opened.offer is not None and opened.offer.to == opened.reader.id:
            names = (_OFFERED_FIRST, *_TO_DO)
        able = [each for each in dict.fromkeys(names) if not self.why_not(each.replace("-", "_"))]
        return (*able[: FOOTER_KEYS - 1], "help")

    def _reasons_now(self, opened: OpenEntry) -> dict[str, str]:
        reasons = {name: opened.why_not(action) for name, action in _JUDGED.items()}
        reasons["level"] = _why_no_level(opened)
        held = opened.standing.state is State.WAITING_OUTSIDE
        reasons["hold"] = opened.why_not(Action.RESUME if held else Action.WAIT)
        reasons["hand_over"] = self._why_no_hand_over(opened)
        reasons["give"] = "" if opened.lacking else _why_not_give(opened)
        reasons["earlier"] = "" if self.earlier else "There is nothing earlier about this person."
        reasons["same_contact"] = _why_no_contact(opened)
        return reasons

    def _why_no_hand_over(self, opened: OpenEntry) -> str:
        """Answering an offer, taking one's own back and making one are the same key."""
        if opened.offer is not None and not all(map(opened.why_not, _ENDING_AN_OFFER)):
            return ""
        return opened.why_not(Action.OFFER)

    def why_not(self, name: str) -> str:
        """Why a key does nothing now, in a sentence; empty where it does."""
        if name == "same_contact" and Role.LEAD in self.roles:
            return ""
        return (
            self._reasons.get(name, "") if self.opened is not None else self.why_nothing_is_open()
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        allowed = super().check_action(action, parameters)
        if not allowed or action not in MOVES:
            return allowed
        if action == "answer" and not self._is_asked:
            return False
        return None if self.why_not(action) else True

    @property
    def _is_asked(self) -> bool:
        standing = self.opened.standing if self.opened else None
        return bool(standing and standing.question and standing.author == self.session.member.id)

    def on_key(self, event: Key) -> None:
        if event.key == "r" and self._again is not None:
            event.stop()
            again, self._again = self._again, None
            again()
            return
        self._again = None
        name = self._move_on(event.key)
        if name and self.check_action(name, ()) is None:
            event.stop()
            self.notice.say_why(self.why_not(name))

    def _move_on(self, key: str) -> str:
        return next(
            (
                each.does
                for each in commands_at(self.place, self.roles)
                if key in each.keys and each.does in MOVES
            ),
            "",
        )

    # moves without words

    def action_seen(self) -> None:
        self._do(triage.see, "seen", lambda opened: f"Seen. {opened.author} is shown that.")

    def action_take(self) -> None:
        self._do(triage.take, "take it", lambda _opened: "With you now. u undoes it.")

    def action_close(self) -> None:
        self._do(triage.close, "close it", lambda _opened: "Closed. u undoes it.")

    def action_undo(self) -> None:
        self._do(triage.undo, "undo", lambda _opened: "Undone.")

    # moves with words

    def action_level(self) -> None:
        self._ask_for(LevelScreen)

    def action_ask(self) -> None:
        self._ask_for(AskWorkerScreen)

    def action_answer(self) -> None:
        self._ask_for(AnswerScreen)

    def action_discuss(self) -> None:
        self._ask_for(TalkScreen)

    def action_told(self) -> None:
        self._ask_for(TellScreen)

    def action_add(self) -> None:
        if self.opened is not None:
            self._add_to(self.opened.id)

    @work
    async def _add_to(self, entry_id: str) -> None:
        """The pages on which it was recorded, to add a note or change an answer."""
        try:
            recording = await asyncio.to_thread(amend, self.session, entry_id)
        except NotFound:
            self._lose()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            await in_front(self)
            await self.app.push_screen(page_of(recording))

    def action_reopen(self) -> None:
        self._ask_for(ReopenScreen)

    def action_withdraw(self) -> None:
        self._ask_for(WithdrawScreen)

    def action_name_staff(self) -> None:
        self._ask_for(AboutScreen)

    def action_note(self) -> None:
        self._ask_for(NoteScreen)

    def action_agree(self) -> None:
        self._ask_for(AgreeScreen)

    def action_actions(self) -> None:
        self.app.push_screen(ActionsScreen(self.session))

    def action_give(self) -> None:
        self._ask_for(GiveScreen)

    def action_hand_over(self) -> None:
        if self.opened is None:
            return
        offer, me = self.opened.offer, self.opened.reader.id
        if offer is not None and offer.to == me:
            self._ask_for(OfferedScreen)
        else:
            self._ask_for(RecallScreen if offer is not None and offer.by == me else OfferScreen)

    def action_decide(self) -> None:
        if self.opened is not None and not self._doing:
            self.notice.say("")
            self._review(self.opened, self.earlier)

    @work(group="doing")
    async def _review(self, opened: OpenEntry, earlier: Sequence[Line]) -> None:
        """The questions that lead to a decision, from the first or where they were left."""
        self._doing = True
        try:
            reviewing = await asyncio.to_thread(
                begin_review, self.session, opened, earlier, self._decided
            )
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            await in_front(self)
            await self.app.push_screen(reviewing.way(reviewing))
        finally:
            self._doing = False

    def _decided(self, opened: OpenEntry) -> None:
        self._follow(opened, f"Decided, and {opened.author} is told. It can be closed now: c.")

    def action_hold(self) -> None:
        if self.opened is not None and self.opened.standing.state is State.WAITING_OUTSIDE:
            self._do(triage.resume, "go on with it", lambda _opened: "Taken up again.")
        else:
            self._ask_for(HoldScreen)

    def action_earlier(self) -> None:
        if self.opened is not None:
            self.app.push_screen(EarlierScreen(self.session, self.opened, self.earlier))

    def action_same_contact(self) -> None:
        """A safeguarding lead is asked about other people's entries, whatever is open here."""
        if Role.LEAD in self.roles:
            first = self.opened.id if self.opened else ""
            self.app.push_screen(SameContactScreen(self.session, first))
        elif self.opened is not None:
            self._show_same_contact(self.opened)

    def _show_same_contact(self, opened: OpenEntry) -> None:
        found = [each.id for each in opened.same_contact.named]
        where = f"Same contact as in {opened.reference}"
        self.app.push_screen(BehindScreen(self.session, where, found))

    def action_chronology(self) -> None:
        person = self.opened.standing.entry.person if self.opened else ""
        if self.opened is None:
            self.notice.say_why(self.why_nothing_is_open())
        elif not person:
            self.notice.say_why(NOBODY)
        else:
            self.app.push_screen(ChronologyScreen(self.session, person))

    def _ask_for(self, dialog: Callable[[Session, OpenEntry], MoveScreen]) -> None:
        if self.opened is not None and not self._doing:
            self.notice.say("")
            self.app.push_screen(dialog(self.session, self.opened), self._came_back)

    def _came_back(self, moved: Moved | None) -> None:
        if moved is None:
            self.read_again()
        elif moved.opened is None:
            self.lost_words = moved.words
            self._lose()
        else:
            self._follow(moved.opened, moved.words)

    # doing

    @work(group="doing")
    async def _do(self, perform: Perform, act: str, said: Callable[[OpenEntry], str]) -> None:
        if self.opened is None or self._doing:
            return
        self._doing = True
        try:
            await self._perform(perform, self.opened, act, said)
        finally:
            self._doing = False

    async def _perform(
        self, perform: Perform, opened: OpenEntry, act: str, said: Callable[[OpenEntry], str]
    ) -> None:
        try:
            after = await asyncio.to_thread(perform, self.desk, opened)
        except ChangedElsewhere as why:
            await self._settle_with_the_other(why, perform, opened, act, said)
        except NotFound:
            self._lose()
        except Gone as why:
            leave(self.app, str(why))
        except NotAllowed as why:
            self.notice.say_why(str(why))
            self.read_again()
        except Refusal as fault:
            self.notice.say_why(f"{fault} R tries again.")
            self._again = lambda: self._do(perform, act, said)
        else:
            self._follow(after, said(after))

    async def _settle_with_the_other(
        self,
        why: ChangedElsewhere,
        perform: Perform,
        opened: OpenEntry,
        act: str,
        said: Callable[[OpenEntry], str],
    ) -> None:
        try:
            fresh, go_on = await asked_whether_to_go_on(self, self.session, opened.id, why, act)
        except NotFound:
            self._lose()
            return
        self.show(fresh)
        if go_on:
            await self._perform(perform, fresh, act, said)
        else:
            self.look_again()

    def _follow(self, opened: OpenEntry, words: str) -> None:
        self.show(opened)
        self.notice.say(words)
        self.look_again()

    # reading

    def read_again(self) -> None:
        """What is on the screen as it is now; it closes where it is not theirs to read any more."""
        if self.opened is not None:
            self._read_again(self.opened.id)

    @work(exclusive=True, group="reading")
    async def _read_again(self, entry_id: str) -> None:
        try:
            opened, earlier = await asyncio.to_thread(read, self.desk, entry_id)
        except NotFound:
            self._lose()
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as fault:
            self.notice.say_why(str(fault))
        else:
            before = self.opened
            self.show(opened, earlier)
            if before is not None and _is_answered(before, opened):
                self.notice.say(f"{opened.author} has answered.")

    def _lose(self) -> None:
        """Dialogs about it close with it, and what was typed into them goes."""
        if self.opened is None:
            return
        self._losing = self.opened.id
        self.forget()
        for key in [key for key in self.session.unsaved if key.endswith(self._losing)]:
            del self.session.unsaved[key]
        self.lost()
        self._close_what_concerns_it()

    def _close_what_concerns_it(self) -> None:
        """At once, or when the cover is lifted."""
        stack = self.app.screen_stack
        if not self._losing or self not in stack:
            return
        above = stack[stack.index(self) + 1 :]
        if above and getattr(above[0], "concerns", "") == self._losing:
            self.pop_until_active()
        self._losing = ""
        self.closed_what_concerned_it()

    def closed_what_concerned_it(self) -> None:
        """Nothing of the entry lies over this screen any more."""

    # the others

    def keep_watch(self) -> None:
        """Follow what others save, and the time."""
        super().keep_watch()
        self.set_interval(self.LOOK_EVERY, self._close_what_concerns_it)
        self.set_interval(self.DUE_EVERY, self.somebody_saved)
        self.look()

    def somebody_saved(self) -> None:
        """Time that went on changes what is shown just as well."""
        self.read_again()
        self.look_again()


def read(desk: Desk, entry_id: str) -> tuple[OpenEntry, tuple[Line, ...]]:
    """An entry and what was recorded before it about the same person. Called in a thread."""
    opened = reading.open_entry(desk, entry_id)
    is_for_triage = bool(opened.reader.roles & DECIDING)
    return opened, queue.earlier(desk, opened) if is_for_triage else ()


def _is_answered(before: OpenEntry, now: OpenEntry) -> bool:
    """Whether the worker's answer came in between; they know themselves that they gave it."""
    more = len(now.standing.answers) > len(before.standing.answers)
    return more and before.id == now.id and now.reader.id != now.standing.author


def _why_no_contact(opened: OpenEntry) -> str:
    if opened.same_contact.named:
        return ""
    if opened.same_contact.ask_lead:
        return ASK_THE_LEAD
    return "No contact in it stands in another entry that you may read."


def _why_not_give(opened: OpenEntry) -> str:
    if not opened.standing.sealed:
        return "Only a sealed entry is given to somebody to read. This one is not sealed."
    return "Every safeguarding lead who may read this can open it already."


def _why_no_level(opened: OpenEntry) -> str:
    """The level can be changed where either way is open."""
    level = opened.standing.level
    raising = opened.why_not(Action.RAISE) if level < Level.EMERGENCY else None
    lowering = opened.why_not(Action.LOWER) if level > Level.LOW else None
    found = [why for why in (raising, lowering) if why is not None]
    return "" if "" in found else found[0]
