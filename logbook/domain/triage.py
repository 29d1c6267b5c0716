"""What can be done with an entry, each move a pure function: the event, or why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from logbook.domain.entries import Entry, Response
from logbook.domain.events import APART, Event, Plain, Verb, utc_text
from logbook.domain.levels import Level
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import (
    AUTHORS,
    OFFERED,
    TRIAGE,
    Action,
    has_copy,
    may,
    offerable,
    offered,
    readers,
    triagers,
)
from logbook.domain.standing import ENDED, UNDECIDED, How, Standing, State, shown_outcome

NOTHING_HERE = "There is no entry of that reference here. Check it with whoever gave it to you."
"""What anybody reads who may not know of the entry: it has to leave no trace for them."""

UNDOABLE = frozenset(
    {
        Verb.SEEN,
        Verb.TAKEN,
        Verb.LEVEL_SET,
        Verb.DISCUSSED,
        Verb.DECIDED,
        Verb.WAITING,
        Verb.RESUMED,
        Verb.CLOSED,
        Verb.ABOUT_NAMED,
    }
)
"""What tells nobody anything yet, and so can be taken back by whoever just did it."""


JUDGING = TRIAGE | {Action.CLOSE, Action.RAISE, Action.DISCUSS}
"""What whoever deals with an entry does with it."""
ONLY_GENERAL_MANAGER = frozenset({"gm-responded"})
"""Outcomes that say that the service answered in public."""


# why something cannot be done


def why_not(action: Action, standing: Standing, member: Member, staff: Staff) -> str | None:
    """Why this member cannot do this to the entry now, in a sentence; None where they can."""
    if not may(member, action, standing, staff):
        return _whose_it_is(action, standing, member, staff)
    if standing.erased and action not in {Action.READ, Action.EXPORT}:
        return WORDS_ERASED
    if action not in _NOT_NOW:
        return None
    return _NOT_NOW[action](standing, member, staff)


WORDS_ERASED = (
    "The words of this were erased, so nothing more is done with it. Record a new entry for what "
    "is new."
)


def _check(action: Action, standing: Standing, member: Member, staff: Staff) -> None:
    refusal = why_not(action, standing, member, staff)
    if refusal is not None:
        raise NotAllowed(refusal)


def _whose_it_is(action: Action, standing: Standing, member: Member, staff: Staff) -> str:
    knows = member.id in readers(standing, staff) | triagers(standing, staff)
    if member.left or not knows:
        return NOTHING_HERE
    handed = _whose_offer_it_is(action, standing, member, staff)
    if handed:
        return handed
    if action in AUTHORS:
        author = staff.name(standing.author)
        return f"Only {author}, who wrote it, can do that. You can ask them a question."
    if member.id == standing.author:
        return _to_an_author(action)
    if action in TRIAGE or action is Action.CLOSE:
        whom = "safeguarding leads" if standing.sealed else "managers it goes to"
        return f"This is for the {whom}. You can read it, and talk to them."
    return "This is not yours to do. Ask the manager who has it."


def _whose_offer_it_is(action: Action, standing: Standing, member: Member, staff: Staff) -> str:
    """What an offer, or a copy, has to do with why it is not theirs; empty where nothing has."""
    if action in OFFERED | {Action.RECALL}:
        return "Nobody offers you this, and you offer it to nobody."
    if action not in JUDGING or member.id == standing.author:
        return ""
    if has_copy(member, standing, staff):
        return _to_a_copy(standing, staff)
    offer = offered(standing, staff)
    if offer is not None and offer.to == member.id:
        return f"{staff.name(offer.by)} offers you this. Accept it first, or refuse it: v."
    if action is Action.OFFER and standing.sealed:
        return "A sealed entry is not offered. Any safeguarding lead who can open it takes it: t."
    return ""


def _to_a_copy(standing: Standing, staff: Staff) -> str:
    role = Role(standing.straight_to).words
    theirs = sorted(staff.name(each) for each in triagers(standing, staff))
    names = f" ({', '.join(theirs)})" if theirs else ""
    return (
        f"You have a copy. It went straight to the {role}{names}, and is theirs to answer. "
        "You can read it, and talk to them."
    )


def _to_an_author(action: Action) -> str:
    if action is Action.CLOSE:
        return (
            "Above Low, nobody closes an entry they wrote: somebody else has to look at it. "
            "Your manager closes it."
        )
    if action is Action.LOWER:
        return (
            "You can raise the level of what you wrote, and only a manager lowers it. If it "
            "turned out better than you thought, add that to the entry."
        )
    return "You wrote this, so somebody else looks at it. You can add to it at any time."


def _not_to_see(standing: Standing, member: Member, _staff: Staff) -> str | None:
    if standing.unread_since is not None:
        return None
    if member.id in {seen.by for seen in standing.seen_by}:
        return "You have read this, and nothing was added since."
    if standing.state in ENDED:
        return "This is settled, and nothing in it waits to be read."
    return None


def _not_to_take(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.holder == member.id and standing.state in UNDECIDED:
        return "This is with you already."
    if standing.state not in UNDECIDED:
        return _settled(standing)
    holder = staff.members.get(standing.holder)
    if holder is None or holder.left or holder.away or standing.sealed:
        return None
    if member.id in {above.id for above in staff.managers_above(holder.id)}:
        return None
    return f"{holder.name} has this. Talk to them, or to the manager above them, who can take it."


def _not_to_set_level(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    return _settled(standing) if standing.state in ENDED else None


def _not_to_lower(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state in ENDED:
        return _settled(standing)
    return _with_another(standing, member, staff)


def _not_to_judge(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state not in UNDECIDED:
        return _settled(standing)
    return _with_another(standing, member, staff)


def _not_to_ask(standing: Standing, member: Member, staff: Staff) -> str | None:
    settled = _not_to_judge(standing, member, staff)
    if settled is not None:
        return settled
    if standing.question is not None:
        return f"One question at a time: “{standing.question.text}” is not answered yet."
    author = staff.members.get(standing.author)
    if author is None or author.left or author.id in standing.about:
        return "Whoever wrote this cannot answer here. Write down what you find out some other way."
    return None


def _not_to_answer(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.question is None:
        return "No question is open. You can add to the entry instead."
    return None


def _not_to_tell(standing: Standing, _member: Member, staff: Staff) -> str | None:
    author = staff.name(standing.author)
    if standing.decision is None:
        return f"Decide first, so that there is something to tell {author}."
    if standing.told is not None:
        return f"{author} has been told already. Open it again if there is more to say."
    return None


def _not_to_wait(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state is State.WAITING_OUTSIDE:
        return f"This waits for {standing.waiting_for or 'someone outside'} already."
    return _not_to_judge(standing, member, staff)


def _not_to_resume(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state is not State.WAITING_OUTSIDE:
        return "This waits for nobody outside, so there is nothing to go on with."
    return _with_another(standing, member, staff)


def _not_to_close(standing: Standing, _member: Member, staff: Staff) -> str | None:
    author = staff.name(standing.author)
    if standing.state in ENDED:
        return _settled(standing)
    if standing.decision is None:
        return "Decide first: an entry is closed with an outcome and a reason."
    if standing.told is None:
        return f"{author} has not heard back yet. Tell them in a sentence, then close it."
    if standing.unread_since is not None:
        return (
            f"{author} added something that nobody has read yet. Read it, mark it seen, then close."
        )
    return None


def _not_to_reopen(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state in UNDECIDED:
        return "This is open already."
    return None


def _not_to_withdraw(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state is State.WITHDRAWN:
        return "You withdrew this already. It stays readable."
    if standing.state not in UNDECIDED:
        return "This is decided already, so it stays. Add to it what turned out to be wrong."
    return None


def _not_to_amend(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state is State.WITHDRAWN:
        return "You withdrew this, so nothing is added to it. Record a new entry for what is new."
    if standing.entry.brought_in is not None:
        return "This is an old record, and stays as it was. Record a new entry for what is new."
    return None


def _not_to_undo(standing: Standing, member: Member, staff: Staff) -> str | None:
    last = standing.last
    if last.verb is Verb.UNDONE:
        return "Only the newest step can be undone, and it was."
    if last.by != member.id:
        return f"The newest step is {staff.name(last.by)}'s. Only your own can be undone."
    if last.verb is Verb.LEVEL_SET and member.id == standing.author:
        return "You raised the level, and only a manager lowers it. Tell yours why."
    if last.verb not in UNDOABLE or _told_with_it(standing):
        return "Somebody has been told of this step, so it stays. Say in a next step what changed."
    return None


def _told_with_it(standing: Standing) -> bool:
    return standing.last.verb is Verb.DECIDED and standing.told is not None


def _not_to_offer(standing: Standing, member: Member, staff: Staff) -> str | None:
    settled = _not_to_judge(standing, member, staff)
    if settled is not None:
        return settled
    offer = offered(standing, staff)
    if offer is not None:
        return (
            f"This is offered to {staff.name(offer.to)}, who has not answered yet. "
            "v takes the offer back."
        )
    if not offerable(standing, member, staff):
        return "There is nobody here now to whom this could be offered."
    return None


def _settled(standing: Standing) -> str:
    return f"This is {standing.state.words}. Open it again, with a reason, if there is more to do."


def _with_another(standing: Standing, member: Member, staff: Staff) -> str | None:
    """Two managers never work on one entry without knowing: the second takes it over, or not."""
    holder = staff.members.get(standing.holder)
    if holder is None or holder.left or holder.id == member.id:
        return None
    return f"{holder.name} has this. Talk to them, or take it over first."


_NOT_NOW: Mapping[Action, Callable[[Standing, Member, Staff], str | None]] = {
    Action.SEE: _not_to_see,
    Action.TAKE: _not_to_take,
    Action.RAISE: _not_to_set_level,
    Action.LOWER: _not_to_lower,
    Action.ASK: _not_to_ask,
    Action.ANSWER: _not_to_answer,
    Action.DECIDE: _not_to_judge,
    Action.TELL: _not_to_tell,
    Action.WAIT: _not_to_wait,
    Action.RESUME: _not_to_resume,
    Action.CLOSE: _not_to_close,
    Action.REOPEN: _not_to_reopen,
    Action.OFFER: _not_to_offer,
    Action.WITHDRAW: _not_to_withdraw,
    Action.AMEND: _not_to_amend,
    Action.UNDO: _not_to_undo,
}


# sending


def send(entry: Entry, *, at: datetime, event_id: str) -> Event:
    """Nothing refuses a sending; a level is never lower than what the answers suggest."""
    level = max(entry.level, entry.suggested.level)
    body = replace(entry, level=level).to_plain()
    return Event(id=event_id, at=at, actor=entry.author, about=entry.id, verb=Verb.SENT, body=body)


def bring_in(entry: Entry, *, at: datetime) -> Event:
    """An old record comes in under the name of whoever brings it, as one event of its own."""
    if entry.brought_in is None:
        raise NotAllowed("This is no old record. Send it instead.")
    body = entry.to_plain()
    return Event(id=entry.id, at=at, actor=entry.author, about=entry.id, verb=Verb.SENT, body=body)


def tell_by_policy(standing: Standing, *, at: datetime, event_id: str, words: str) -> Event:
    """The result page told the author, where the policy itself decides."""
    if standing.decision is None or not standing.decision.by_policy or standing.told is not None:
        raise NotAllowed("A manager decides this one, and tells whoever wrote it.")
    needed = _needed(words, "Say in a sentence what the page told them.")
    return Event(
        id=event_id,
        at=at,
        actor=standing.author,
        about=standing.id,
        verb=Verb.TOLD,
        body={"words": needed},
    )


# what a manager does


def see(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    _check(Action.SEE, standing, by, staff)
    return _event(standing, Verb.SEEN, by, at, event_id, {})


def take(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    _check(Action.TAKE, standing, by, staff)
    return _event(standing, Verb.TAKEN, by, at, event_id, {"from": standing.holder})


def set_level(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    level: Level,
    because: str = "",
) -> Event:
    """Raising needs no reason, because nothing may hold it up; lowering does."""
    if level is standing.level:
        _check(Action.READ, standing, by, staff)
        raise NotAllowed(f"This is at {level.word} already.")
    lower = level < standing.level
    _check(Action.LOWER if lower else Action.RAISE, standing, by, staff)
    if lower:
        because = _needed(because, "Say why the level can be lower: the reason stays with it.")
    body: Mapping[str, Plain] = {"level": level.key, "because": because.strip()}
    return _event(standing, Verb.LEVEL_SET, by, at, event_id, body)


def ask(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, question: str
) -> Event:
    _check(Action.ASK, standing, by, staff)
    question = _needed(question, "Write what you want to know.")
    return _event(standing, Verb.ASKED, by, at, event_id, {"question": question})


def decide(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    outcome: str,
    because: str,
    next_step: str,
    shown: str = "",
    words: str = "",
    no_talk_because: str = "",
    review: Mapping[str, Plain] | None = None,
) -> Event:
    """`shown` is how the outcome reads; `words`, where given, tell the author at once.

    `review` is what the manager answered on the way, which its author does not read.

    An Emergency is told by voice first of all: where no talk is written down, `no_talk_because`
    says why there was none.
    """
    _check(Action.DECIDE, standing, by, staff)
    if needs_a_talk(standing):
        no_talk_because = _needed(no_talk_because, _NO_TALK)
    outcome = _needed(outcome, "Choose an outcome.")
    if outcome in ONLY_GENERAL_MANAGER and not answers_in_public(standing, by, staff):
        raise NotAllowed(
            "Only the General Manager records that the service answered. Choose another outcome, "
            "or leave it to them."
        )
    body: Mapping[str, Plain] = {
        "outcome": outcome,
        "shown": shown.strip() or shown_outcome(outcome),
        "because": _needed(because, "Say why: whoever wrote this will read the reason."),
        "next": next_step.strip(),
        "words": words.strip(),
    }
    if needs_a_talk(standing):
        body = {**body, "no_talk": no_talk_because}
    if review is not None:
        body = {**body, "review": review}
    return _event(standing, Verb.DECIDED, by, at, event_id, body)


def answers_in_public(standing: Standing, member: Member, staff: Staff) -> bool:
    """The General Manager; about or by every one of them, the deputy in their place."""
    general_managers = {each.id for each in staff.holding(Role.GENERAL_MANAGER)}
    if member.id in general_managers:
        return True
    excluded = standing.about | {standing.author}
    return Role.DEPUTY in member.roles and general_managers <= excluded


_NO_TALK = (
    "An Emergency is talked through first, and no talk is written down. Write one down first: "
    "with whom, and when. Or say why there was none."
)


def needs_a_talk(standing: Standing) -> bool:
    """Whether nobody who decides it may leave open that it was never talked through."""
    return standing.level is Level.EMERGENCY and standing.is_discussed is not True


def tell(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str
) -> Event:
    _check(Action.TELL, standing, by, staff)
    author = staff.name(standing.author)
    needed = _needed(words, f"Write one sentence for {author}: what was decided, and why.")
    return _event(standing, Verb.TOLD, by, at, event_id, {"words": needed})


def wait(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, for_whom: str
) -> Event:
    _check(Action.WAIT, standing, by, staff)
    needed = _needed(for_whom, "Say whom or what this waits for.")
    return _event(standing, Verb.WAITING, by, at, event_id, {"for": needed})


def resume(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    _check(Action.RESUME, standing, by, staff)
    return _event(standing, Verb.RESUMED, by, at, event_id, {})


def close(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    _check(Action.CLOSE, standing, by, staff)
    return _event(standing, Verb.CLOSED, by, at, event_id, {})


def reopen(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, because: str
) -> Event:
    _check(Action.REOPEN, standing, by, staff)
    needed = _needed(because, "Say why this is opened again: the reason stays with it.")
    return _event(standing, Verb.REOPENED, by, at, event_id, {"because": needed})


# handing over


def offer(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    to: str,
    words: str = "",
) -> Event:
    """Offers it to another manager, who can read it from now on. It stays with `by` until then."""
    _check(Action.OFFER, standing, by, staff)
    _needed(to, "Choose to whom you offer it.")
    other = next((each for each in offerable(standing, by, staff) if each.id == to), None)
    if other is None or not other.may_sign_in_on(at.date()):
        raise NotAllowed(
            f"This cannot be offered to {staff.name(to)}. Choose a manager who is here, who did "
            "not write it and whom it is not about."
        )
    body: Mapping[str, Plain] = {"to": other.id, "words": words.strip()}
    return _event(standing, Verb.OFFERED, by, at, event_id, body)


def accept(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str = ""
) -> Event:
    _check(Action.ACCEPT, standing, by, staff)
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": words.strip()}
    return _event(standing, Verb.ACCEPTED, by, at, event_id, body)


def refuse(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str
) -> Event:
    """Never silent: whoever offered it reads why."""
    _check(Action.REFUSE, standing, by, staff)
    needed = _needed(words, "Say in a few words why you do not take it: they will read it.")
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": needed}
    return _event(standing, Verb.REFUSED, by, at, event_id, body)


def recall(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str = ""
) -> Event:
    """Takes an offer back before it is answered."""
    _check(Action.RECALL, standing, by, staff)
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": words.strip()}
    return _event(standing, Verb.OFFER_ENDED, by, at, event_id, body)


def _offer_named(standing: Standing) -> Mapping[str, Plain]:
    """Which offer it is, so that the history says whose."""
    made = standing.offer
    return {} if made is None else {"offer": made.event, "from": made.by, "to": made.to}


# what whoever wrote it does


def answer(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, text: str
) -> Event:
    _check(Action.ANSWER, standing, by, staff)
    needed = _needed(text, "Write your answer. “I do not know” is one.")
    return _event(standing, Verb.ANSWERED, by, at, event_id, {"answer": needed})


def withdraw(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, because: str
) -> Event:
    _check(Action.WITHDRAW, standing, by, staff)
    needed = _needed(because, "Say why you withdraw it. It stays readable, with your reason.")
    return _event(standing, Verb.WITHDRAWN, by, at, event_id, {"because": needed})


def amend(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    note: str = "",
    responses: Sequence[Response] = (),
    reason: str = "",
    level: Level | None = None,
    about: Sequence[str] = (),
    discussed: bool = False,
    linked: str = "",
    dropped: Sequence[str] = (),
) -> Event:
    """Adds; what it replaces stays readable. A level that is not higher changes nothing.

    `dropped` are the questions that changed answers no longer lead to.
    """
    _check(Action.AMEND, standing, by, staff)
    named = tuple(sorted(set(about) - standing.about))
    raised = level if level is not None and level > standing.level else None
    if not (note.strip() or responses or discussed or named or raised):
        raise NotAllowed("Nothing was added, so there is nothing to save.")
    if responses:
        reason = _needed(reason, "Say why the answer changed. Both answers stay readable.")
    body: dict[str, Plain] = {
        "note": note.strip(),
        "responses": [response.to_plain() for response in responses],
        "reason": reason.strip(),
        "about": named,
        "discussed": discussed,
    }
    if raised is not None:
        body["level"] = raised.key
    if linked:
        body["linked"] = linked
    if dropped:
        body["dropped"] = list(dropped)
    return _event(standing, Verb.AMENDED, by, at, event_id, body)


# what either does


def discussed(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    who: str,
    role: str,
    how: How,
    when: datetime,
    answer: str = "",
    reference: str = "",
) -> Event:
    """Records who was told by voice. `who` is a member's id, or a name."""
    _check(Action.DISCUSS, standing, by, staff)
    if when > at:
        raise NotAllowed("That time is still to come. Write down the talk once it has happened.")
    body: Mapping[str, Plain] = {
        "who": _needed(who, "Say whom you talked to, by name."),
        "role": role.strip(),
        "how": how.value,
        "when": utc_text(when),
        "answer": answer.strip(),
        "reference": reference.strip(),
    }
    return _event(standing, Verb.DISCUSSED, by, at, event_id, body)


def name_about(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    members: Sequence[str],
    because: str = "",
) -> Event:
    """“This is about …”: from now on they are kept from it, and what they did with it is void."""
    _check(Action.NAME_ABOUT, standing, by, staff)
    named = tuple(sorted(set(members) - named_openly(standing)))
    if not named:
        raise NotAllowed("Say whom this is about: choose somebody who is not named yet.")
    unknown = [each for each in named if each not in staff]
    if unknown:
        raise NotAllowed("Choose from the staff listed here; write anybody else into the entry.")
    _check_left(standing, named, staff)
    body: Mapping[str, Plain] = {"members": named, "because": because.strip()}
    return _event(standing, Verb.ABOUT_NAMED, by, at, event_id, body)


def named_openly(standing: Standing) -> frozenset[str]:
    """Whom everybody who reads it may know to be named: of a split entry that is nobody.

    Its ordinary part is kept from whoever its sealed part names, and says no name.
    """
    return frozenset() if standing.linked and not standing.sealed else standing.about


def name_apart(
    half: Standing,
    *,
    said_of: Standing,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    members: Sequence[str],
) -> Event:
    """What was said of one part of a split entry holds for its other part: no name, and no why.

    Whoever may say it of the one part need not be a reader of the other.
    """
    _check(Action.NAME_ABOUT, said_of, by, staff)
    if half.id not in {said_of.linked, said_of.entry.linked}:
        raise NotAllowed("These two are not parts of one entry.")
    named = tuple(sorted(set(members) - half.about))
    _check_left(half, named, staff)
    return _event(half, Verb.ABOUT_NAMED, by, at, event_id, {"members": named, APART: True})


def _check_left(standing: Standing, named: Sequence[str], staff: Staff) -> None:
    then = replace(standing, about=standing.about | set(named))
    if not readers(then, staff) | triagers(then, staff):
        raise NotAllowed(
            "That would leave nobody to read it. Name those whom it is about, and talk to a "
            "safeguarding lead about the rest."
        )


def undo(
    standing: Standing,
    *,
    by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    shown: bool = False,
) -> Event:
    """Takes back the newest step, where it is one's own and nobody was told of it.

    `shown` says that whoever wrote the entry has had it on screen since that step.
    """
    _check(Action.UNDO, standing, by, staff)
    if shown:
        author = staff.name(standing.author)
        raise NotAllowed(
            f"{author} has been shown this, so it stays. Say in a next step what changed."
        )
    return _event(standing, Verb.UNDONE, by, at, event_id, {"event": standing.last.event})


def erase(
    standing: Standing,
    *,
    by: Member,
    asked_by: Member,
    staff: Staff,
    at: datetime,
    event_id: str,
    because: str,
) -> Event:
    """Takes two people and a reason; keeps what has to be counted and whom to keep it from.

    The General Manager asks for it; it is done by the second person, who confirms it.
    """
    check_asks(standing, asked_by, staff)
    refusal = why_not_second(standing, by, asked_by, staff)
    if refusal:
        raise NotAllowed(refusal)
    body: Mapping[str, Plain] = {
        "because": _needed(because, "Say why this is erased: the reason is what stays."),
        "asked_by": asked_by.id,
        "kind": standing.entry.kind,
        "title": standing.entry.title,
        "topics": standing.entry.topics,
        "level": standing.level.key,
        "first_level": standing.first_level.key,
        "outcome": "" if standing.decision is None else standing.decision.outcome,
        "about": tuple(sorted(standing.about)),
    }
    return _event(standing, Verb.ERASED, by, at, event_id, body)


def check_asks(standing: Standing, by: Member, staff: Staff) -> None:
    """Refuse whoever cannot ask for it to be erased, and what cannot be erased now."""
    _check(Action.READ, standing, by, staff)
    if Role.GENERAL_MANAGER not in by.roles:
        raise NotAllowed("The General Manager erases, together with somebody else: ask them.")
    if standing.erased:
        raise NotAllowed("The words of this are erased already.")
    if standing.is_open:
        raise NotAllowed("This is still open. It can be erased once it is closed.")


def can_be_second(member: Member) -> bool:
    """Whether somebody may ever be asked to confirm an erasing."""
    return member.manages or bool(member.roles & {Role.DEPUTY, Role.LEAD})


def why_not_second(standing: Standing, second: Member, by: Member, staff: Staff) -> str:
    """Why somebody cannot be the second of two; empty where they can."""
    excluded = second.left or second.id in standing.about | {by.id}
    if excluded or not can_be_second(second):
        return "Erasing takes a second person: another manager, the deputy or a safeguarding lead."
    if second.id not in staff:
        return "The second person needs an account here."
    return ""


def _event(  # noqa: PLR0917 - every move says the same six things in the same order
    standing: Standing,
    verb: Verb,
    by: Member,
    at: datetime,
    event_id: str,
    body: Mapping[str, Plain],
) -> Event:
    return Event(id=event_id, at=at, actor=by.id, about=standing.id, verb=verb, body=body)


def _needed(words: str, sentence: str) -> str:
    if not words.strip():
        raise NotAllowed(sentence)
    return words.strip()
