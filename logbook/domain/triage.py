"""What can be done with an entry: each move is a pure function that gives the event, or refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from logbook.domain.entries import Entry, Response
from logbook.domain.events import APART, Event, Plain, Verb, utc_text
from logbook.domain.levels import Level
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import Action, offerable, readers, triagers
from logbook.domain.standing import How, Standing, shown_outcome
from logbook.domain.why_not import check

ONLY_GENERAL_MANAGER = frozenset({"gm-responded"})
"""Outcomes that say that the service answered in public."""


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
    needed = words_needed(words, "Say in a sentence what the page told them.")
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
    check(Action.SEE, standing, by, staff)
    return event_of(standing, Verb.SEEN, by, at, event_id, {})


def take(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    check(Action.TAKE, standing, by, staff)
    return event_of(standing, Verb.TAKEN, by, at, event_id, {"from": standing.holder})


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
        check(Action.READ, standing, by, staff)
        raise NotAllowed(f"This is at {level.word} already.")
    lower = level < standing.level
    check(Action.LOWER if lower else Action.RAISE, standing, by, staff)
    if lower:
        because = words_needed(because, "Say why the level can be lower: the reason stays with it.")
    body: Mapping[str, Plain] = {"level": level.key, "because": because.strip()}
    return event_of(standing, Verb.LEVEL_SET, by, at, event_id, body)


def ask(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, question: str
) -> Event:
    check(Action.ASK, standing, by, staff)
    question = words_needed(question, "Write what you want to know.")
    return event_of(standing, Verb.ASKED, by, at, event_id, {"question": question})


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
    check(Action.DECIDE, standing, by, staff)
    if needs_a_talk(standing):
        no_talk_because = words_needed(no_talk_because, _NO_TALK)
    outcome = words_needed(outcome, "Choose an outcome.")
    if outcome in ONLY_GENERAL_MANAGER and not answers_in_public(standing, by, staff):
        raise NotAllowed(
            "Only the General Manager records that the service answered. Choose another outcome, "
            "or leave it to them."
        )
    body: Mapping[str, Plain] = {
        "outcome": outcome,
        "shown": shown.strip() or shown_outcome(outcome),
        "because": words_needed(because, "Say why: whoever wrote this will read the reason."),
        "next": next_step.strip(),
        "words": words.strip(),
    }
    if needs_a_talk(standing):
        body = {**body, "no_talk": no_talk_because}
    if review is not None:
        body = {**body, "review": review}
    return event_of(standing, Verb.DECIDED, by, at, event_id, body)


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
    check(Action.TELL, standing, by, staff)
    author = staff.name(standing.author)
    needed = words_needed(words, f"Write one sentence for {author}: what was decided, and why.")
    return event_of(standing, Verb.TOLD, by, at, event_id, {"words": needed})


def wait(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, for_whom: str
) -> Event:
    check(Action.WAIT, standing, by, staff)
    needed = words_needed(for_whom, "Say whom or what this waits for.")
    return event_of(standing, Verb.WAITING, by, at, event_id, {"for": needed})


def resume(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    check(Action.RESUME, standing, by, staff)
    return event_of(standing, Verb.RESUMED, by, at, event_id, {})


def close(standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str) -> Event:
    check(Action.CLOSE, standing, by, staff)
    return event_of(standing, Verb.CLOSED, by, at, event_id, {})


def reopen(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, because: str
) -> Event:
    check(Action.REOPEN, standing, by, staff)
    needed = words_needed(because, "Say why this is opened again: the reason stays with it.")
    return event_of(standing, Verb.REOPENED, by, at, event_id, {"because": needed})


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
    check(Action.OFFER, standing, by, staff)
    words_needed(to, "Choose to whom you offer it.")
    other = next((each for each in offerable(standing, by, staff) if each.id == to), None)
    if other is None or not other.may_sign_in_on(at.date()):
        raise NotAllowed(
            f"This cannot be offered to {staff.name(to)}. Choose a manager who is here, who did "
            "not write it and whom it is not about."
        )
    body: Mapping[str, Plain] = {"to": other.id, "words": words.strip()}
    return event_of(standing, Verb.OFFERED, by, at, event_id, body)


def accept(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str = ""
) -> Event:
    check(Action.ACCEPT, standing, by, staff)
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": words.strip()}
    return event_of(standing, Verb.ACCEPTED, by, at, event_id, body)


def refuse(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str
) -> Event:
    """Never silent: whoever offered it reads why."""
    check(Action.REFUSE, standing, by, staff)
    needed = words_needed(words, "Say in a few words why you do not take it: they will read it.")
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": needed}
    return event_of(standing, Verb.REFUSED, by, at, event_id, body)


def recall(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, words: str = ""
) -> Event:
    """Takes an offer back before it is answered."""
    check(Action.RECALL, standing, by, staff)
    body: Mapping[str, Plain] = {**_offer_named(standing), "words": words.strip()}
    return event_of(standing, Verb.OFFER_ENDED, by, at, event_id, body)


def _offer_named(standing: Standing) -> Mapping[str, Plain]:
    """Which offer it is, so that the history says whose."""
    made = standing.offer
    return {} if made is None else {"offer": made.event, "from": made.by, "to": made.to}


# what whoever wrote it does


def answer(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, text: str
) -> Event:
    check(Action.ANSWER, standing, by, staff)
    needed = words_needed(text, "Write your answer. “I do not know” is one.")
    return event_of(standing, Verb.ANSWERED, by, at, event_id, {"answer": needed})


def withdraw(
    standing: Standing, *, by: Member, staff: Staff, at: datetime, event_id: str, because: str
) -> Event:
    check(Action.WITHDRAW, standing, by, staff)
    needed = words_needed(because, "Say why you withdraw it. It stays readable, with your reason.")
    return event_of(standing, Verb.WITHDRAWN, by, at, event_id, {"because": needed})


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
    discussed: bool | None = None,
    linked: str = "",
    dropped: Sequence[str] = (),
    corrected: Mapping[str, Plain] | None = None,
) -> Event:
    """Adds; what it replaces stays readable. A level that is not higher changes nothing.

    `discussed` is False where the answers now ask for a talk with a manager, and none was had yet.
    `dropped` are the questions that changed answers no longer lead to, and `corrected` is what it
    is filed under that they put right.
    """
    check(Action.AMEND, standing, by, staff)
    named = tuple(sorted(set(about) - standing.about))
    raised = level if level is not None and level > standing.level else None
    if not (note.strip() or responses or discussed or named or raised):
        raise NotAllowed("Nothing was added, so there is nothing to save.")
    if responses:
        reason = words_needed(reason, "Say why the answer changed. Both answers stay readable.")
    body: dict[str, Plain] = {
        "note": note.strip(),
        "responses": [response.to_plain() for response in responses],
        "reason": reason.strip(),
        "about": named,
        "discussed": bool(discussed),
    }
    if discussed is False:
        body["to_discuss"] = True
    if raised is not None:
        body["level"] = raised.key
    if linked:
        body["linked"] = linked
    if dropped:
        body["dropped"] = list(dropped)
    if corrected:
        body["corrected"] = dict(corrected)
    return event_of(standing, Verb.AMENDED, by, at, event_id, body)


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
    on_call: bool = False,
) -> Event:
    """Records who was told by voice. `who` is a member's id, or a name.

    `on_call` says that a name without an account is a manager's, as out of hours.
    """
    check(Action.DISCUSS, standing, by, staff)
    if when > at:
        raise NotAllowed("That time is still to come. Write down the talk once it has happened.")
    body: Mapping[str, Plain] = {
        "who": words_needed(who, "Say whom you talked to, by name."),
        "role": role.strip(),
        "how": how.value,
        "when": utc_text(when),
        "answer": answer.strip(),
        "reference": reference.strip(),
        "manager": _is_with_a_manager(standing, by, who, staff, on_call=on_call),
    }
    return event_of(standing, Verb.DISCUSSED, by, at, event_id, body)


def _is_with_a_manager(
    standing: Standing, by: Member, who: str, staff: Staff, *, on_call: bool
) -> bool:
    """Whether a manager heard of it by voice: the bank, or a colleague, is none.

    A manager who talked with whoever wrote it, or for whom it was written, has heard of it.
    """
    if who in {standing.author, standing.entry.source_member}:
        return by.id != standing.author and _is_told(by)
    return _is_told(staff[who]) if who in staff else on_call


def _is_told(member: Member) -> bool:
    return member.manages or bool(member.roles & {Role.DEPUTY, Role.LEAD})


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
    check(Action.NAME_ABOUT, standing, by, staff)
    named = tuple(sorted(set(members) - named_openly(standing)))
    if not named:
        raise NotAllowed("Say whom this is about: choose somebody who is not named yet.")
    unknown = [each for each in named if each not in staff]
    if unknown:
        raise NotAllowed("Choose from the staff listed here; write anybody else into the entry.")
    _check_left(standing, named, staff)
    body: Mapping[str, Plain] = {"members": named, "because": because.strip()}
    return event_of(standing, Verb.ABOUT_NAMED, by, at, event_id, body)


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
    check(Action.NAME_ABOUT, said_of, by, staff)
    if half.id not in {said_of.linked, said_of.entry.linked}:
        raise NotAllowed("These two are not parts of one entry.")
    named = tuple(sorted(set(members) - half.about))
    _check_left(half, named, staff)
    return event_of(half, Verb.ABOUT_NAMED, by, at, event_id, {"members": named, APART: True})


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
    check(Action.UNDO, standing, by, staff)
    if shown:
        author = staff.name(standing.author)
        raise NotAllowed(
            f"{author} has been shown this, so it stays. Say in a next step what changed."
        )
    return event_of(standing, Verb.UNDONE, by, at, event_id, {"event": standing.last.event})


def event_of(  # noqa: PLR0917 - every move says the same six things in the same order
    standing: Standing,
    verb: Verb,
    by: Member,
    at: datetime,
    event_id: str,
    body: Mapping[str, Plain],
) -> Event:
    return Event(id=event_id, at=at, actor=by.id, about=standing.id, verb=verb, body=body)


def words_needed(words: str, sentence: str) -> str:
    if not words.strip():
        raise NotAllowed(sentence)
    return words.strip()
