"""Triage: what can be done with an entry, each act one line of the log.

Every act takes the entry as it was on screen. If somebody else did something to it since, nothing
is saved, and `ChangedElsewhere` carries what they did.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from logbook.domain import triage as moves
from logbook.domain.events import PASSIVE, Event, new_id
from logbook.domain.levels import Level
from logbook.domain.refusals import ChangedElsewhere
from logbook.domain.settings import Settings
from logbook.domain.standing import How
from logbook.services import other_part
from logbook.services.desk import Desk
from logbook.services.offering import label
from logbook.services.reading import OpenEntry, open_entry
from logbook.storage.beside import marks

FEWEST_LETTERS = 2
"""Of a name by which somebody is known again; initials are too many people's."""


def see(desk: Desk, opened: OpenEntry) -> OpenEntry:
    """Say that one has read it, by a deliberate key."""
    return act(desk, opened, moves.see)


def take(desk: Desk, opened: OpenEntry) -> OpenEntry:
    return act(desk, opened, moves.take)


def set_level(desk: Desk, opened: OpenEntry, level: Level, because: str) -> OpenEntry:
    return act(desk, opened, moves.set_level, level=level, because=because)


def ask(desk: Desk, opened: OpenEntry, question: str) -> OpenEntry:
    return act(desk, opened, moves.ask, question=question)


def answer(desk: Desk, opened: OpenEntry, text: str) -> OpenEntry:
    """The author answers the open question."""
    return act(desk, opened, moves.answer, text=text)


def discussed(
    desk: Desk,
    opened: OpenEntry,
    *,
    who: str,
    role: str,
    how: How,
    when: datetime,
    answered: str = "",
    reference: str = "",
) -> OpenEntry:
    """Record that somebody was told by voice, or was left a message."""
    return act(
        desk,
        opened,
        moves.discussed,
        who=who,
        role=role,
        how=how,
        when=when,
        answer=answered,
        reference=reference,
        on_call=_is_on_call(desk.directory.settings.on_call, who),
    )


def _is_on_call(on_call: str, name: str) -> bool:
    """Whether a name without an account is that of whoever is on call, as it is set."""
    known = set(_names_in(on_call))
    return any(each in known for each in _names_in(name))


def _names_in(words: str) -> list[str]:
    found = "".join(sign if sign.isalpha() else " " for sign in words.casefold()).split()
    return [each for each in found if len(each) > FEWEST_LETTERS]


def decide(
    desk: Desk,
    opened: OpenEntry,
    *,
    outcome: str,
    because: str,
    next_step: str,
    words: str = "",
    no_talk_because: str = "",
) -> OpenEntry:
    """Decide; `words`, where given, tell the author at once."""
    return act(
        desk,
        opened,
        moves.decide,
        outcome=outcome,
        shown=outcome_words(desk.directory.settings, outcome),
        because=because,
        next_step=next_step,
        words=words,
        no_talk_because=no_talk_because,
    )


def tell(desk: Desk, opened: OpenEntry, words: str) -> OpenEntry:
    """Say to the author, in one sentence, what became of it."""
    return act(desk, opened, moves.tell, words=words)


def wait(desk: Desk, opened: OpenEntry, for_whom: str) -> OpenEntry:
    return act(desk, opened, moves.wait, for_whom=for_whom)


def resume(desk: Desk, opened: OpenEntry) -> OpenEntry:
    return act(desk, opened, moves.resume)


def close(desk: Desk, opened: OpenEntry) -> OpenEntry:
    return act(desk, opened, moves.close)


def reopen(desk: Desk, opened: OpenEntry, because: str) -> OpenEntry:
    return act(desk, opened, moves.reopen, because=because)


def offer(desk: Desk, opened: OpenEntry, to: str, words: str = "") -> OpenEntry:
    """Offer it to another manager, who accepts or refuses it."""
    return act(desk, opened, moves.offer, to=to, words=words)


def accept(desk: Desk, opened: OpenEntry, words: str = "") -> OpenEntry:
    return act(desk, opened, moves.accept, words=words)


def refuse(desk: Desk, opened: OpenEntry, words: str) -> None:
    """It may not be theirs to read any more, once they have refused it."""
    _done(desk, opened, moves.refuse, words=words)


def recall(desk: Desk, opened: OpenEntry, words: str = "") -> OpenEntry:
    """Take an offer back that is not answered yet."""
    return act(desk, opened, moves.recall, words=words)


def withdraw(desk: Desk, opened: OpenEntry, because: str) -> OpenEntry:
    return act(desk, opened, moves.withdraw, because=because)


def name_about(
    desk: Desk, opened: OpenEntry, members: Sequence[str], because: str = ""
) -> OpenEntry:
    """“This is about …”: whoever is named is kept from it from now on.

    What left as two is kept from them as two, as far as this person can open the other part.
    """
    words = {"members": members, "because": because}
    return act(desk, opened, moves.name_about, also=other_part.named_too, **words)


def undo(desk: Desk, opened: OpenEntry) -> OpenEntry:
    """Take back one's newest step, unless whoever wrote the entry has had it on screen since."""
    shown = _was_shown(desk, opened)
    return act(desk, opened, moves.undo, also=other_part.undone_too, shown=shown)


def _was_shown(desk: Desk, opened: OpenEntry) -> bool:
    author, last = opened.standing.author, opened.standing.last.event
    if author == desk.keys.member_id:
        return False
    at = next(each.seq for each in opened.events if each.id == last)
    read = desk.read(lambda connection: marks.marks_of(connection, author, (opened.id,)))
    return read.get(opened.id, 0) >= at


def outcome_words(settings: Settings, key: str) -> str:
    """An outcome as it is shown; the key itself for one that is no longer listed."""
    return label(settings, "outcomes", key)


def act(
    desk: Desk,
    opened: OpenEntry,
    move: Callable[..., Event],
    *,
    also: other_part.Also = other_part.nothing,
    **words: object,
) -> OpenEntry:
    """Do one of the moves, and read the entry as it is after it.

    Raises:
        NotAllowed: the move refuses; the text says why.
        ChangedElsewhere: somebody did something to the entry since it was read.
        NotFound: what they did keeps this person from it, and so from what they did.
    """
    _done(desk, opened, move, also=also, **words)
    return open_entry(desk, opened.id)


def _done(
    desk: Desk,
    opened: OpenEntry,
    move: Callable[..., Event],
    *,
    also: other_part.Also = other_part.nothing,
    **words: object,
) -> None:
    staff = desk.staff
    event = move(
        opened.standing,
        by=staff[desk.keys.member_id],
        staff=staff,
        at=desk.now,
        event_id=new_id(),
        **words,
    )
    try:
        desk.append(event, *also(desk, opened, event), expected={opened.id: opened.revision})
    except ChangedElsewhere as why:
        fresh = open_entry(desk, opened.id)
        if all(each.verb in PASSIVE for each in why.since):
            _done(desk, fresh, move, also=also, **words)
            return
        raise ChangedElsewhere(str(why), since=fresh.events_since(opened.revision)) from None
