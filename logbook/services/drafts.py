"""Drafts: kept as they are typed, readable by their author and the recovery key alone."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Self

from sqlalchemy import Connection

from logbook.domain.answers import LATE_AFTER, Answer, Someones
from logbook.domain.events import Plain, canonical, new_id, reference, utc_from, utc_text
from logbook.domain.journey import Journey
from logbook.domain.kinds import Kind
from logbook.domain.levels import Level
from logbook.domain.questions import Typed
from logbook.domain.refusals import NotFound, Refusal
from logbook.domain.source import Source
from logbook.services.desk import Desk
from logbook.services.offering import kind_at
from logbook.services.sealing import marks
from logbook.storage import lists
from logbook.storage.beside import drafts as stored
from logbook.storage.beside.drafts import DraftGone
from logbook.vault.keys import Keys, recovery_id
from logbook.vault.sealing import DraftKey, Envelope, NotSealedToYou, SealBroken, new_draft_key

__all__ = [
    "BESIDE",
    "Draft",
    "DraftGone",
    "DraftOfAnotherVersion",
    "HeldElsewhere",
    "Open",
    "differs",
    "discard",
    "ended",
    "give_back",
    "keep",
    "key_of",
    "new_key",
    "refuse_elsewhere",
    "resume",
    "start",
    "unfinished",
]

_UNREADABLE = (Refusal, KeyError, TypeError, ValueError, AttributeError)
"""What reading raises over words that this version would not have written."""

BESIDE = "beside:"
"""Begins the name of what is typed beside the questions: a note, a reason."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Something not sent yet. Its id is the id of the entry it will be, made before any save."""

    id: str
    kind: Kind
    started: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    typed: Mapping[str, Typed] = field(default_factory=dict)
    """What stands in a field and is not an answer yet: half a sentence is kept as half a one."""
    at: str = ""
    """The question on screen; empty for “check your answers”."""
    source: Source | None = None
    """The colleague whose words these are; None where they are its author's own."""
    practice: bool = False
    """Nothing of it will count, and nobody else reads it."""
    as_form: bool = False
    """Whether its author chose to see the questions on one page."""
    raised_to: Level | None = None
    raised_because: str = ""
    amends: str = ""
    """The entry it adds to; empty for a new one."""
    revision: int = 0
    """The newest thing that had happened to that entry when its author last looked at it."""
    weighed_at: datetime | None = None
    """When the entry it adds to was sent: adding later does not make that one late."""
    second: bool = False
    """Whether it was kept at a terminal that the first text had left for another one."""
    late_after: timedelta = LATE_AFTER
    """What this service took for late when it was begun, so that no question comes or goes."""

    def journey(self, now: datetime) -> Journey:
        return Journey(self.kind, self.weighed_at or now, self.answers, self.late_after)

    def with_typed(self, key: str, typed: Typed) -> Self:
        """What stands in a field now. What is the answer already is not kept twice."""
        kept = {each: words for each, words in self.typed.items() if each != key}
        if typed and not self._is_the_answer(key, typed):
            kept[key] = typed
        return replace(self, typed=kept)

    def _is_the_answer(self, key: str, typed: Typed) -> bool:
        answer = self.answers.get(key)
        if answer is None:
            return False
        return _typed_plain(self.kind.question(key).typed(answer)) == _typed_plain(typed)

    def text(self, key: str) -> str:
        """What is typed in a field of one text, without the space around it."""
        typed = self.typed.get(key, "")
        return typed.strip() if isinstance(typed, str) else ""

    def shown_typed(self, key: str) -> Typed:
        """What the field of a question shows: what was typed last, else the answer."""
        if key in self.typed:
            return self.typed[key]
        answer = self.answers.get(key)
        return "" if answer is None else self.kind.question(key).typed(answer)

    def with_answer(self, key: str, answer: Answer) -> Self:
        typed = {each: words for each, words in self.typed.items() if each != key}
        return replace(self, answers={**self.answers, key: answer}, typed=typed)

    def to_plain(self) -> dict[str, Plain]:
        return {
            "id": self.id,
            "kind": self.kind.key,
            "started": utc_text(self.started),
            "answers": {
                key: self.kind.question(key).to_plain(answer)
                for key, answer in self.answers.items()
            },
            "typed": {key: _typed_plain(typed) for key, typed in self.typed.items()},
            "at": self.at,
            "source": self.source.to_plain() if self.source else None,
            "practice": self.practice,
            "as_form": self.as_form,
            "raised_to": self.raised_to.key if self.raised_to is not None else None,
            "raised_because": self.raised_because,
            "amends": self.amends,
            "weighed_at": utc_text(self.weighed_at) if self.weighed_at else None,
            "second": self.second,
            "late_hours": self.late_after // timedelta(hours=1),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], kind: Kind) -> Self:
        """A draft read back; an answer to a question that is no longer asked is left out."""
        asked = {question.key: question for question in kind.questions}
        return cls(
            id=plain["id"],
            kind=kind,
            started=utc_from(plain["started"]),
            answers={
                key: asked[key].from_plain(answer)
                for key, answer in plain["answers"].items()
                if key in asked
            },
            typed={
                key: typed
                for key, typed in plain["typed"].items()
                if key in asked or key.startswith(BESIDE)
            },
            at=plain["at"] if plain["at"] in asked or plain["at"].startswith(BESIDE) else "",
            source=Source.from_plain(plain["source"]) if plain["source"] else None,
            practice=plain["practice"],
            as_form=plain["as_form"],
            raised_to=Level.of(plain["raised_to"]) if plain["raised_to"] else None,
            raised_because=plain["raised_because"],
            amends=plain["amends"],
            weighed_at=utc_from(plain["weighed_at"]) if plain["weighed_at"] else None,
            second=plain.get("second", False),
            late_after=timedelta(hours=plain["late_hours"]),
        )

    @property
    def words(self) -> str:
        """How Home names it: what it is, about whom."""
        if self.amends:
            return f"Added to {reference(self.amends)}: {self.kind.title}"
        practice = "Practice: " if self.practice else ""
        person = self.answers.get("person")
        about = f" about {person.people[0].name}" if isinstance(person, Someones) else ""
        return f"{practice}{self.kind.title}{about}"


def _typed_plain(typed: Typed) -> Plain:
    return typed if isinstance(typed, str) else [dict(part) for part in typed]


class HeldElsewhere(Refusal):
    """The same draft goes on at another terminal; what differs here is kept as a second one."""


class DraftOfAnotherVersion(Refusal):
    """Another version of logbook kept it, in a way that this one cannot read."""


@dataclass
class Open:
    """A draft open at this terminal, with the key that locks each save of it."""

    draft: Draft
    key: DraftKey
    stored: stored.Draft
    second: Self | None = None
    """Where what differs here is kept, once the draft goes on at another terminal."""

    @property
    def saved_at(self) -> datetime:
        return self.stored.saved_at


def start(desk: Desk, draft: Draft) -> Open:
    """Keep a new draft, readable by its author and the recovery key alone."""
    key = new_key(desk, draft.id)
    record = stored.Draft(
        id=draft.id,
        author=desk.keys.member_id,
        entry=draft.amends,
        sealed_key=canonical(key.envelope.to_plain()),
        ciphertext=_locked(key, draft),
        holder=desk.terminal,
        revision=1,
        started_at=draft.started,
        saved_at=desk.now,
    )
    desk.save(lambda connection: stored.start(connection, record))
    return Open(draft, key, record)


def keep(desk: Desk, opened: Open, draft: Draft) -> None:
    """Save what is typed now.

    Raises:
        HeldElsewhere: it was opened at another terminal since; where the text here differs it is
            kept as a second draft.
        DraftGone: it was sent or thrown away there.
        StoreFault: it is not saved.
    """
    opened.draft = draft
    record = replace(opened.stored, ciphertext=_locked(opened.key, draft), saved_at=desk.now)
    try:
        opened.stored = desk.save(lambda connection: stored.save(connection, record))
    except stored.DraftHeldElsewhere as why:
        newest = _unlocked(desk, opened.key, why.newest)
        if differs(draft, newest):
            _keep_second(desk, opened, draft)
        raise HeldElsewhere(str(why)) from why


def _keep_second(desk: Desk, opened: Open, draft: Draft) -> None:
    if opened.second is None:
        opened.second = start(desk, replace(draft, id=new_id(), second=True))
    else:
        second = replace(draft, id=opened.second.draft.id, second=True)
        keep(desk, opened.second, second)


def unfinished(desk: Desk) -> tuple[Draft, ...]:
    """One's own drafts, the newest first. Nobody else's are ever counted or named.

    One that is sealed to former keys, or of a kind that only a newer version knows, waits unseen
    until it can be read again.
    """
    me = desk.keys.member_id
    records = desk.read(lambda connection: stored.of_author(connection, me))
    return tuple(draft for record in records for draft in _readable(desk, record))


def _readable(desk: Desk, record: stored.Draft) -> tuple[Draft, ...]:
    try:
        return (_unlocked(desk, key_of(desk, record), record),)
    except (NotSealedToYou, SealBroken, DraftOfAnotherVersion):
        return ()


def resume(desk: Desk, draft_id: str) -> Open:
    """Open a draft here; any other terminal that has it open is told at its next save.

    Raises:
        DraftGone: it was sent or thrown away elsewhere.
        NotFound: there is no such draft of this person's.
        DraftOfAnotherVersion: it waits for the version that kept it.
    """
    record = desk.save(lambda connection: _hold_own(connection, draft_id, desk))
    key = key_of(desk, record)
    return Open(_unlocked(desk, key, record), key, record)


def discard(desk: Desk, draft_id: str) -> None:
    """Throw one's own draft away."""
    desk.save(lambda connection: _discard_own(connection, draft_id, desk))


def ended(desk: Desk) -> str:
    """What is said once to whoever had half written something about what was erased; else empty."""
    me, now = desk.keys.member_id, desk.now
    found = desk.read(lambda connection: stored.ended(connection, me))
    if not found:
        return ""

    def told(connection: Connection) -> list[str]:
        references = []
        for entry in dict.fromkeys(each.entry for each in found):
            with suppress(NotFound):
                references.append(lists.one(connection, me, entry, now).reference)
        for each in found:
            stored.discard(connection, each.id)
        return references

    return " ".join(
        f"{each} was erased, and what you had begun to write about it is gone with it."
        for each in desk.save(told)
    )


def refuse_elsewhere(desk: Desk, opened: Open) -> None:
    """Before a draft ends: what was written at the terminal that has it now would end with it.

    Raises:
        HeldElsewhere: it goes on at another terminal, with other words than here.
    """
    try:
        record = desk.read(lambda connection: stored.one(connection, opened.stored.id))
    except DraftGone:
        return  # it was sent, which sending again finds
    if record.holder == desk.terminal:
        return
    if differs(opened.draft, _unlocked(desk, opened.key, record)):
        raise HeldElsewhere(
            "You wrote more of this at another terminal. Open it again from Home, so that all of "
            "it is sent."
        )


def _hold_own(connection: Connection, draft_id: str, desk: Desk) -> stored.Draft:
    _refuse_others(stored.one(connection, draft_id), desk)
    return stored.hold(connection, draft_id, holder=desk.terminal)


def _discard_own(connection: Connection, draft_id: str, desk: Desk) -> None:
    _refuse_others(stored.one(connection, draft_id), desk)
    stored.discard(connection, draft_id)


def _refuse_others(record: stored.Draft, desk: Desk) -> None:
    if record.author != desk.keys.member_id:
        raise NotFound("You have no draft of that name.")


def new_key(desk: Desk, draft_id: str) -> DraftKey:
    """A key for something kept as it is typed: its author's and the recovery key's alone."""
    directory = desk.directory
    me = desk.keys.member_id
    readers = {
        me: directory.keys[me].sealing,
        recovery_id(directory.recovery_key): directory.recovery_key,
    }
    return new_draft_key(readers, draft_id.encode())


def give_back(desk: Desk, keys: Keys) -> None:
    """With the recovery key, let authors into drafts that their present keys do not open.

    How many there were is said to nobody.
    """
    directory = desk.directory
    recovery_key = directory.recovery_key
    for record in desk.read(stored.everybodys):
        author = directory.keys.get(record.author)
        envelope = Envelope.from_plain(json.loads(record.sealed_key))
        own = envelope.shares.get(record.author)
        if author is None or (own and own.key_mark in marks(record.author, directory)):
            continue
        try:
            key = keys.open_draft(envelope, record.id.encode())
        except NotSealedToYou:
            continue
        to = {record.author: author.sealing, recovery_id(recovery_key): recovery_key}
        sealed_key = canonical(key.sealed_to(to).envelope.to_plain())
        desk.save(partial(stored.give_back, draft=record, sealed_key=sealed_key))


def key_of(desk: Desk, record: stored.Draft) -> DraftKey:
    """The key of what is kept.

    Raises:
        NotSealedToYou: it was sealed to keys that this person had before a reset.
    """
    envelope = Envelope.from_plain(json.loads(record.sealed_key))
    return desk.keys.open_draft(envelope, record.id.encode())


def _locked(key: DraftKey, draft: Draft) -> bytes:
    return key.lock(canonical(draft.to_plain()))


def _unlocked(desk: Desk, key: DraftKey, record: stored.Draft) -> Draft:
    words = key.unlock(record.ciphertext)
    try:
        plain = json.loads(words)
        return Draft.from_plain(plain, kind_at(desk, plain["kind"]))
    except _UNREADABLE:
        raise DraftOfAnotherVersion(
            "Another version of logbook kept this draft. It waits there. Update logbook here."
        ) from None


def differs(here: Draft, there: Draft) -> bool:
    """Whether something typed here would be lost if only the other were kept."""

    def words(draft: Draft) -> object:
        return draft.answers, draft.typed, draft.raised_to, draft.raised_because, draft.source

    return words(here) != words(there)
