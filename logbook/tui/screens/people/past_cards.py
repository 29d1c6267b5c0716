"""What is past its years as F4 lists it: why, what was said of it, and what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.erasing import Said
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Staff
from logbook.domain.refusals import NotFound
from logbook.domain.showing import short
from logbook.services import erasing, retention
from logbook.services.desk import Desk
from logbook.services.erasing import Erased, Waiting
from logbook.services.retention import Past
from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.widgets.pages import ListRow, Tone, Toned

NOTHING, KEPT, GONE = "nothing", "kept", "gone"
"""Rows that are no entry: that there is none, what is kept on, and what was erased."""
KEEP, HOLD, LET_GO = "keep-on", "hold", "let-go"
ASK, TAKE_BACK = "ask-erasing", "take-back-erasing"
CONFIRM, REFUSE = "confirm-erasing", "refuse-erasing"
READ = "read-entry"
MOST_GONE = 100
NOT_HERE = "That is not on this list any more. Esc, then look again."


@dataclass(frozen=True, kw_only=True)
class PastNow:
    """Everything that is due, held or asked for at one instant, for one person."""

    due: tuple[Past, ...]
    held: tuple[Past, ...]
    kept: tuple[Past, ...]
    """Kept for another year: on the list again after it."""
    waiting: tuple[Waiting, ...]
    """What this person was asked to confirm."""
    gone: tuple[Erased, ...]
    looks: bool
    """Whether it is theirs to look through."""
    staff: Staff
    zone: str
    now: datetime

    def rows(self) -> Sequence[ListRow]:
        """What waits for an answer comes first, then the longest past, then what is held."""
        rows = [
            *map(self._waiting_row, self.waiting),
            *map(self._past_row, self.due),
            *map(self._past_row, self.held),
        ]
        if not rows:
            words = (
                "Nothing is past its years now." if self.looks else "Nothing waits for you here."
            )
            rows = [ListRow(NOTHING, NOTHING, ("", Toned(words, Tone.MUTED)))]
        if self.kept:
            rows.append(_counted(KEPT, "What is kept on", len(self.kept)))
        if self.gone:
            rows.append(_counted(GONE, "What was erased", len(self.gone)))
        return rows

    def called(self) -> Iterator[tuple[str, str]]:
        """Each row with what it may be found by."""
        for each in self.waiting:
            yield each.request.id, f"{each.reference} {each.title}"
        for past in (*self.due, *self.held):
            yield past.id, f"{past.reference} {past.title} {past.person}"

    def _waiting_row(self, each: Waiting) -> ListRow:
        mark = Toned("asked of you", Tone.WARN)
        cells = (each.reference, each.title, "", mark)
        return ListRow(each.request.id, each.request.id, cells)

    def _past_row(self, each: Past) -> ListRow:
        cells = (each.reference, each.title, self._day(each.since), self._mark(each))
        return ListRow(each.id, each.id, cells)

    def _mark(self, each: Past) -> Toned:
        fate = each.fate
        if fate.hold is not None:
            return Toned("held", Tone.MUTED)
        if fate.request is not None:
            return Toned("to be confirmed", Tone.WARN)
        return Toned("refused", Tone.WARN) if self._refused(each) else Toned("")

    def _refused(self, each: Past) -> bool:
        """Taking back one's own request is no refusal."""
        kept, ended = each.fate.kept, each.fate.ended
        if ended is None or not ended.because:
            return False
        return kept is None or kept.at < ended.at

    def _day(self, at: datetime) -> str:
        return short(Moment.at(at, self.zone), self.now)

    # one of them

    def card(self, wanted: str) -> Card | None:
        if wanted == GONE:
            return self._gone_card()
        if wanted == KEPT:
            return self._kept_card()
        waiting = next((each for each in self.waiting if each.request.id == wanted), None)
        if waiting is not None:
            return self._waiting_card(waiting)
        past = next((each for each in (*self.due, *self.held) if each.id == wanted), None)
        return None if past is None else self._past_card(past)

    def past(self, entry_id: str) -> Past:
        """Raises NotFound: it is not on the list any more."""
        found = next((each for each in (*self.due, *self.held) if each.id == entry_id), None)
        if found is None:
            raise NotFound(NOT_HERE)
        return found

    def asked(self, request_id: str) -> Waiting:
        """Raises NotFound: it was taken back, or answered at another terminal."""
        found = next((each for each in self.waiting if each.request.id == request_id), None)
        if found is None:
            raise NotFound(NOT_HERE)
        return found

    def _waiting_card(self, each: Waiting) -> Card:
        request = each.request
        return Card(
            id=request.id,
            name=each.reference,
            facts=(
                ("What", each.title),
                ("Recorded", self._day(each.sent_at)),
                ("Asked by", f"{each.asked_by}, {self._day(request.at)}"),
                ("Because", request.because),
                ("Then", "its words are gone for good; that it was, by whom and why, stays"),
            ),
            offers=(
                Offer(key=CONFIRM, words="Confirm it, with your passphrase"),
                Offer(key=REFUSE, words="Refuse it, and say why"),
            ),
        )

    def _past_card(self, each: Past) -> Card:
        return Card(
            id=each.id,
            name=each.reference,
            facts=tuple(self._facts(each)),
            offers=(*self._offers(each), Offer(key=READ, words="Read it")),
        )

    def _facts(self, each: Past) -> Iterator[tuple[str, str]]:
        yield "What", each.title
        yield "About", each.person or "nobody in particular"
        yield "Recorded", self._day(each.sent_at)
        yield "Past since", f"{self._day(each.since)}: {each.why}"
        fate = each.fate
        if fate.hold is not None:
            yield "Held", self._said(fate.hold)
        elif fate.kept is not None:
            yield "Kept on", self._said(fate.kept)
        if fate.request is not None:
            second = self.staff.name(fate.request.second)
            day = self._day(fate.request.at)
            yield "Erasing", f"{second} was asked to confirm it, {day}: {fate.request.because}"
        elif fate.ended is not None and fate.ended.because:
            yield "Refused", self._said(fate.ended)
        yield "By itself", "nothing happens: it stays until somebody decides"

    def _said(self, said: Said) -> str:
        return f"{self.staff.name(said.by)}, {self._day(said.at)}: {said.because}"

    def _offers(self, each: Past) -> Iterator[Offer]:
        if each.fate.hold is not None:
            yield Offer(key=LET_GO, words="It need not be held any more")
            return
        yield Offer(key=KEEP, words="Keep it for another year")
        yield Offer(key=HOLD, words="Hold it, as for a court or an inquiry")
        if each.fate.request is None:
            yield Offer(key=ASK, words="Erase it: ask a second person to confirm")
        else:
            yield Offer(key=TAKE_BACK, words="Take back that it is to be erased")

    def _kept_card(self) -> Card:
        facts = [(each.reference, self._kept_words(each)) for each in self.kept]
        return Card(
            id=KEPT,
            name="What is kept on, until somebody looks at it again",
            facts=tuple(facts),
            offers=(),
        )

    def _kept_words(self, each: Past) -> str:
        fate, about = each.fate, f" about {each.person}" if each.person else ""
        said = [f"{each.title}{about}."]
        if fate.kept is not None:
            again = day_words((fate.kept.at + retention.LOOKED_AGAIN).date())
            said.append(f"Kept on by {self._said(fate.kept)} On the list again: {again}.")
        if fate.ended is not None and fate.ended.because:
            said.append(f"Erasing it was refused by {self._said(fate.ended)}")
        return " ".join(said)

    def _gone_card(self) -> Card:
        facts = [(each.reference, self._gone_words(each)) for each in self.gone[:MOST_GONE]]
        return Card(
            id=GONE, name="What was erased, the newest first", facts=tuple(facts), offers=()
        )

    def _gone_words(self, each: Erased) -> str:
        who = f"{each.asked_by} and {each.done_by}"
        copies = f" May still be in: {'; '.join(each.copies)}." if each.copies else ""
        return f"{self._day(each.at)}, by {who}: {each.because}{copies}"


def _counted(row: str, words: str, count: int) -> ListRow:
    entries = "1 entry" if count == 1 else f"{count:,} entries"
    return ListRow(row, row, ("", words, Toned(entries, Tone.MUTED)))


def past_now(desk: Desk) -> PastNow:
    """What is past its years now. Called in a thread."""
    looks = bool(desk.member.roles & retention.LOOKING)
    directory = desk.directory
    return PastNow(
        due=retention.past(desk) if looks else (),
        held=retention.held(desk) if looks else (),
        kept=retention.kept_on(desk) if looks else (),
        waiting=erasing.waiting_for_me(desk),
        gone=erasing.erased(desk) if looks else (),
        looks=looks,
        staff=directory.staff,
        zone=directory.settings.zone,
        now=desk.now,
    )
