"""What happened to an entry, in sentences: its history, and what its author hears back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from logbook.domain.events import APART, MANAGERS, READERS, Logged, Verb, utc_from, verb_of
from logbook.domain.folding.reading import CONTENT_GONE
from logbook.domain.levels import Level
from logbook.domain.moments import day_words
from logbook.domain.people import Staff
from logbook.domain.standing import How, Standing, State, shown_outcome

CLOSED_TO_YOU = "(closed to you)"
"""What stands where words are that were sealed while this reader was none."""

When = Callable[[datetime], str]
"""How an instant reads: `13:02`, or `yesterday 5.10pm`; the zone is its business."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an entry's history; `undone` ones stay, and say so."""

    at: datetime
    words: str
    undone: bool = False
    seq: int = 0
    """Of the event in the log; 0 for what happened in the logbook that an old record came from."""


def history(events: Sequence[Logged], staff: Staff, when: When) -> tuple[Line, ...]:
    """Everything that happened to an entry, oldest first; nothing of what was left out for them."""
    events = (*_before(events), *(each for each in events if not _is_left_out(each)))
    undone = _undone(events)
    lines = []
    level: Level | None = None
    author = next((each.actor for each in events if each.verb == Verb.SENT), "")
    for event in events:
        if _is_told_at_once(event, author):
            words = f"{when(event.at)} {_told_at_once(event, staff)}"
        else:
            words = f"{when(event.at)} {_sentence(event, staff, when, level)}"
        if event.id in undone:
            words = f"{words} (undone)"
        else:
            level = _level_after(event, level)
        lines.append(Line(at=event.at, words=words, undone=event.id in undone, seq=event.seq))
    return tuple(lines)


def _is_told_at_once(event: Logged, author: str) -> bool:
    """The result page told them, where the policy decides; nobody else does so in their name."""
    return event.verb == Verb.TOLD and event.actor == author and not _unsaid(event)


def _told_at_once(event: Logged, staff: Staff) -> str:
    who = staff.name(event.actor) if event.seq else event.actor
    return f"{who} was told at once: “{(event.body or {})['words']}”"


def _is_left_out(event: Logged) -> bool:
    return event.verb in MANAGERS and event.body == {}


def _before(events: Sequence[Logged]) -> tuple[Logged, ...]:
    """What happened to an old record in the logbook that it came from."""
    first = events[0] if events else None
    old: Any = (first.body or {}).get("brought_in") if first is not None else None
    if first is None or not old:
        return ()
    return tuple(
        replace(
            first,
            seq=0,
            id=str(each["id"]),
            at=utc_from(each["at"]),
            actor=each["by"],
            verb=verb_of(each["verb"]),
            body=each["body"],
        )
        for each in old.get("before", ())
    )


def _undone(events: Sequence[Logged]) -> frozenset[str]:
    return frozenset(
        str(event.body.get("event"))
        for event in events
        if event.verb == Verb.UNDONE and event.body is not None
    )


def _level_after(event: Logged, level: Level | None) -> Level | None:
    found = (event.body or {}).get("level")
    if event.verb not in {Verb.SENT, Verb.LEVEL_SET, Verb.AMENDED} or not isinstance(found, str):
        return level
    return Level.of(found)


def _sentence(  # noqa: C901 - one case per sort of sentence
    event: Logged, staff: Staff, when: When, level: Level | None
) -> str:
    who = staff.name(event.actor) if event.seq else event.actor
    verb = verb_of(event.verb)
    unsaid = _unsaid(event)
    if unsaid and verb in _WITH_WORDS:
        return f"{who}: {_WITH_WORDS[verb]} {unsaid}"
    body: Mapping[str, Any] = event.body or {}
    match verb:
        case Verb.LEVEL_SET:
            words = _level_set(who, body, level)
        case Verb.DISCUSSED:
            words = _discussed(who, body, staff, when)
        case Verb.ABOUT_NAMED:
            words = _about_named(who, body, staff)
        case Verb.DECIDED:
            words = _decided(who, body)
        case Verb.AMENDED:
            words = _amended(who, body)
        case _ if verb in _BETWEEN_US:
            words = _to_others(event, staff, when)
        case Verb.SENT:
            words = _sent(who, body)
        case _ if verb in MANAGERS:
            words = _among_managers(who, verb, body, staff)
        case _ if verb in _KEYS:
            words = _with_words(who, verb, body)
        case _:
            words = f"{_PLAIN.get(verb, verb.value.replace('-', ' '))} by {who}"
    return words


def _unsaid(event: Logged) -> str:
    """Why there are no words: they are no longer kept, or were never sealed to this reader."""
    if event.body is None:
        return CONTENT_GONE
    return CLOSED_TO_YOU if event.body.keys() == {READERS} else ""


_BETWEEN_US = frozenset(
    {
        Verb.SHARED,
        Verb.CLIMBED,
        Verb.OFFERED,
        Verb.ACCEPTED,
        Verb.REFUSED,
        Verb.OFFER_ENDED,
    }
)


def _to_others(event: Logged, staff: Staff, when: When) -> str:
    """Given to somebody by a person, handed over, or taken to them by silence."""
    who, body = staff.name(event.actor), event.body or {}
    if event.verb not in {Verb.SHARED, Verb.CLIMBED}:
        return _handed(who, verb_of(event.verb), body, staff)
    to = body.get("to")
    found = [str(each) for each in to] if isinstance(to, list | tuple) else []
    names = ["their own list" if each == event.actor else staff.name(each) for each in found]
    others = _listed(names) if names else "somebody"
    if event.verb == Verb.SHARED:
        return f"{who} gave it to {others} to read"
    at = f", {when(utc_from(str(body['at'])))}," if body.get("at") else ""
    return f"{who} saw that it had climbed{at} to {others}"


def _among_managers(who: str, verb: Verb, body: Mapping[str, Any], staff: Staff) -> str:
    """What whoever wrote the entry never reads."""
    note = f": “{body['note']}”" if body.get("note") else ""
    match verb:
        case Verb.NOTED:
            return f"{who} wrote a note for managers{note}"
        case Verb.ACTION_AGREED:
            whose = str(body.get("who", ""))
            name = staff.name(whose) if whose in staff else whose
            due = f" by {day_words(date.fromisoformat(body['due']))}" if body.get("due") else ""
            return f"{who} agreed an action for {name}{due}: {body.get('what')}"
        case Verb.ACTION_DONE:
            return f"{who} said that an action was done{note}"
        case _:
            return f"{who} said that an action is not needed any more{note}"


def _sent(who: str, body: Mapping[str, Any]) -> str:
    if body.get("brought_in"):
        return f"brought in by {who}"
    if body.get("practice"):
        return f"written for practice by {who}"
    source = body.get("source")
    return f"sent by {who}, for {source}" if source else f"sent by {who}"


_PLAIN: Mapping[Verb, str] = {
    Verb.SEEN: "seen",
    Verb.TAKEN: "taken",
    Verb.RESUMED: "taken up again",
    Verb.CLOSED: "closed",
    Verb.OPENED: "opened",
    Verb.TALKED_OVER: "talked over in supervision",
    Verb.UNDONE: "newest step undone",
    Verb.ACCEPTED: "accepted",
}

_WITH_WORDS: Mapping[Verb, str] = {
    Verb.AMENDED: "added to it",
    Verb.LEVEL_SET: "set the level",
    Verb.ASKED: "asked",
    Verb.ANSWERED: "answered",
    Verb.DISCUSSED: "recorded a talk",
    Verb.DECIDED: "decided",
    Verb.TOLD: "told whoever wrote it",
    Verb.WAITING: "waits for",
    Verb.REOPENED: "opened it again because",
    Verb.WITHDRAWN: "withdrew it because",
    Verb.ABOUT_NAMED: "named whom it is about",
    Verb.ERASED: "erased its content because",
    Verb.OFFERED: "offered it to another manager",
    Verb.REFUSED: "refused it",
    Verb.OFFER_ENDED: "took the offer back",
}

_KEYS: Mapping[Verb, str] = {
    Verb.ASKED: "question",
    Verb.ANSWERED: "answer",
    Verb.TOLD: "words",
    Verb.WAITING: "for",
    Verb.REOPENED: "because",
    Verb.WITHDRAWN: "because",
    Verb.ERASED: "because",
}
_QUOTED = frozenset({Verb.ASKED, Verb.ANSWERED, Verb.TOLD})


def _handed(who: str, verb: Verb, body: Mapping[str, Any], staff: Staff) -> str:
    """Each step of a hand-over, with both names."""
    giver, taker = staff.name(str(body.get("from", ""))), staff.name(str(body.get("to", "")))
    said = f": “{body['words']}”" if body.get("words") else ""
    match verb:
        case Verb.OFFERED:
            return f"{who} offered it to {taker}{said}"
        case Verb.ACCEPTED:
            return f"{who} accepted it from {giver}{said}"
        case Verb.REFUSED:
            return f"{who} refused it, and it stays with {giver}{said}"
        case _:
            return f"{who} took back the offer to {taker}{said}"


def _with_words(who: str, verb: Verb, body: Mapping[str, Any]) -> str:
    key, said = _KEYS[verb], f"{who} {_WITH_WORDS[verb]}"
    words = str(body.get(key, ""))
    if key == "because":
        return f"{said} {within_sentence(words)}"
    return f"{said}: “{words}”" if verb in _QUOTED else f"{said} {words}"


def _level_set(who: str, body: Mapping[str, Any], before: Level | None) -> str:
    level = Level.of(body["level"])
    moved = "set" if before is None else "lowered" if level < before else "raised"
    return f"{who} {moved} it to {level.word}{_because(body)}"


def _about_named(who: str, body: Mapping[str, Any], staff: Staff) -> str:
    if body.get(APART):
        return f"{who} keeps it from a member of staff who is part of this"
    names = _listed([staff.name(str(each)) for each in body["members"]])
    return f"{who} said that this is about {names}{_because(body)}"


def _discussed(who: str, body: Mapping[str, Any], staff: Staff, when: When) -> str:
    told = str(body.get("who", ""))
    name = staff.name(told) if told in staff else told
    role = f", {body['role']}," if body.get("role") else ""
    how = _HOW.get(str(body.get("how")), "")
    at = f" at {when(utc_from(str(body['when'])))}" if body.get("when") else ""
    said = f": “{body['answer']}”" if body.get("answer") else ""
    verb = "left a message for" if body.get("how") == How.MESSAGE else "talked with"
    return f"{who} {verb} {name}{role}{how}{at}{said}"


_HOW: Mapping[str, str] = {How.IN_PERSON: " in person", How.PHONE: " on the phone"}


def _decided(who: str, body: Mapping[str, Any]) -> str:
    shown = body.get("shown") or shown_outcome(str(body.get("outcome", "")))
    told = f" Told: “{body['words']}”" if body.get("words") else ""
    following = f" Next: {_ended(str(body['next']))}" if body.get("next") else ""
    no_talk = f" Not talked through: {_ended(str(body['no_talk']))}" if body.get("no_talk") else ""
    because = _ended(_because(body), or_else=".")
    return f"{who} decided: {shown}{because}{no_talk}{following}{told}"


def _amended(who: str, body: Mapping[str, Any]) -> str:
    parts = [f"{who} added to it"]
    changed = [str(each["question"]) for each in body.get("responses", ())]
    if changed:
        parts.append(f" and changed {_listed([f'“{each}”' for each in changed])}")
    if body.get("level"):
        parts.append(f", raising it to {Level.of(body['level']).word}")
    if body.get("reason"):
        parts.append(f", because {within_sentence(str(body['reason']))}")
    if body.get("note"):
        parts.append(f": “{body['note']}”")
    return "".join(parts)


def _because(body: Mapping[str, Any]) -> str:
    return f" because {within_sentence(str(body['because']))}" if body.get("because") else ""


_OPENERS = (
    "a all an and at because both but everybody everyone for from he her his how if in it it's its"
    " many most my no nobody nothing on one our she since so some somebody someone that the their"
    " then there these they this those to until we what when who with you your"
)
"""Words that carry a capital only because a sentence begins with them."""


def within_sentence(words: str) -> str:
    """A reason as somebody typed it, after “because”; a name or “I” keeps its capital."""
    first = words.split(maxsplit=1)[0] if words.strip() else ""
    return words[:1].lower() + words[1:] if first.lower() in _OPENERS.split() else words


def _ended(words: str, *, or_else: str = "") -> str:
    """The words with a full stop, where they have none of their own."""
    if not words:
        return or_else
    return words if words[-1] in ".!?…" else f"{words}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True, kw_only=True)
class News:
    """What came back to whoever wrote an entry; `answer` says that they are asked something."""

    at: datetime
    words: str
    answer: bool = False


def news_for_worker(standing: Standing, staff: Staff, when: When) -> tuple[News, ...]:
    """What its author hears back, newest first; what the policy itself told is no news."""
    found = [
        *_question_news(standing, staff),
        *_decision_news(standing, staff, when),
        *_reopened_news(standing, staff),
    ]
    if not found:
        found = _seen_news(standing, staff, when)
    return tuple(sorted(found, key=lambda news: news.at, reverse=True))


def _question_news(standing: Standing, staff: Staff) -> list[News]:
    question = standing.question
    if question is None:
        return []
    words = f"{staff.name(question.by)} asks: {question.text}"
    return [News(at=question.at, words=words, answer=True)]


def _decision_news(standing: Standing, staff: Staff, when: When) -> list[News]:
    """A decision is news once it was told; the sentence comes with the reason and what is next."""
    decision, told = standing.decision, standing.told
    if decision is None or told is None or told.by == standing.author:
        return []
    if decision.by_policy:
        return [News(at=told.at, words=f"{staff.name(told.by)}: “{told.words}”")]
    because = f", because {within_sentence(decision.because)}" if decision.because else ""
    following = f" Next: {_ended(decision.next_step)}" if decision.next_step else ""
    read = _read_words(standing, decision.by, when)
    outcome = _ended(f"{staff.name(decision.by)} {read}decided: {decision.shown}{because}")
    return [News(at=told.at, words=f"{outcome}{following} “{told.words}”")]


def _read_words(standing: Standing, member: str, when: When) -> str:
    seen = next((seen for seen in standing.seen_by if seen.by == member), None)
    return f"read it {when(seen.at)} and " if seen else ""


def _reopened_news(standing: Standing, staff: Staff) -> list[News]:
    """Until it is settled again, or begins anew for another reason."""
    at = standing.reopened_at
    if at is None or at != standing.clock_from or standing.state in {State.DECIDED, State.CLOSED}:
        return []
    reason = within_sentence(standing.reopened_because)
    words = f"{staff.name(standing.reopened_by)} opened it again because {reason}"
    return [News(at=at, words=words)]


def _seen_news(standing: Standing, staff: Staff, when: When) -> list[News]:
    """Nothing of whoever turned out to be part of it: what they did with it is void."""
    if standing.unread_since is not None:
        return []
    seen_by = [each for each in standing.seen_by if each.by not in standing.about]
    return [
        News(at=seen.at, words=f"{staff.name(seen.by)} read it {when(seen.at)}.")
        for seen in seen_by[-1:]
    ]
