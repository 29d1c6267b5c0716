"""Recording: from the first question to an entry in the log, losing nothing on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from logbook.domain import rights, triage
from logbook.domain.directory import Directory
from logbook.domain.entries import Entry, Response
from logbook.domain.events import Event, Logged, new_id, reference
from logbook.domain.journey import Journey, journey_of
from logbook.domain.kinds import Advise
from logbook.domain.levels import Level
from logbook.domain.questions import Clause, Question, Typed
from logbook.domain.refusals import NotAllowed
from logbook.domain.standing import Standing, arrives_decided, fold
from logbook.policy.clauses import VERSION
from logbook.policy.kinds import kind_of
from logbook.services import drafts, reading
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.storage.faults import ReferenceTaken


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What will happen when it is sent: shown before, so that nobody wonders who reads it."""

    goes_to: tuple[str, ...]
    """Names of those whose work it will be at once; empty where nobody is left to read it."""
    read_by: datetime | None
    """By when it should be read; None where nobody has to (practice, good news)."""
    also_able: tuple[str, ...]
    """Names of those who may read it besides its author and those it goes to."""
    level: Level
    suggested: Level
    reasons: tuple[str, ...]
    advice: tuple[Advise, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the worker is told once it is in the log."""

    entry: str
    reference: str
    preview: Preview


def begin(desk: Desk, kind_key: str, *, source: str = "") -> drafts.Open:
    """Start recording; from now on every key is kept."""
    draft = Draft(id=new_id(), kind=kind_of(kind_key), started=desk.now, source=source)
    first = draft.journey(desk.now).current
    return drafts.start(desk, replace(draft, at=first.key if first else ""))


def begin_amending(desk: Desk, entry_id: str) -> drafts.Open:
    """Add to an entry: its answers as they are now, to be changed with a reason.

    Raises:
        NotAllowed: it is not this person's to add to, or not now.
        NotFound: there is no such entry for them.
    """
    opened = reading.open_entry(desk, entry_id)
    refusal = opened.why_not(rights.Action.AMEND)
    if refusal:
        raise NotAllowed(refusal)
    standing = opened.standing
    now_given = replace(standing.entry, responses=standing.current_responses)
    kind = kind_of(standing.entry.kind)
    draft = Draft(
        id=new_id(),
        kind=kind,
        started=desk.now,
        answers=journey_of(kind, now_given, desk.now).answers,
        amends=entry_id,
        weighed_at=standing.sent_at,
    )
    return drafts.start(desk, draft)


def answer(desk: Desk, draft: Draft, question: Question, typed: Typed) -> Draft:
    """The draft with this question answered by what was typed.

    Raises:
        NotAnAnswer: the text says what to do; the draft keeps what was typed.
    """
    journey = draft.journey(desk.now)
    given = question.read(typed, desk.asking(), optional=journey.is_optional(question))
    return draft.with_answer(question.key, given)


def raise_level(draft: Draft, level: Level, because: str, now: datetime) -> Draft:
    """Send it at a higher level than the answers suggest; a worker never lowers it."""
    if level <= draft.journey(now).suggested.level:
        raise NotAllowed(
            "You can raise the level, with a reason. Only a manager lowers it, after reading it."
        )
    if not because.strip():
        raise NotAllowed("Write why it is more urgent, in a few words.")
    return replace(draft, raised_to=level, raised_because=because.strip())


def preview(desk: Desk, draft: Draft) -> Preview:
    """Who will read it, by when, at what level, and what the policy says."""
    directory = desk.directory
    journey = draft.journey(desk.now)
    standing = _as_sent(desk, _entry(desk, draft, journey))
    return _preview(desk, directory, standing, journey)


def send(desk: Desk, opened: drafts.Open) -> Sent:
    """Put it in the log. Sending twice is sending once; nothing but a fault prevents it.

    Raises:
        NotFinished: a question on the path has no answer.
        StoreFault: nothing is saved, and the draft is kept.
    """
    draft = opened.draft
    if draft.amends:
        return _send_amendment(desk, opened)
    journey = draft.journey(desk.now)
    entry = _entry(desk, draft, journey)
    try:
        logged = desk.append(*_sending(desk, entry), expected={entry.id: 0}, finishing=draft.id)
    except ReferenceTaken:
        return send(desk, drafts.under_new_id(desk, opened))
    standing = fold(logged)
    return Sent(
        entry=entry.id,
        reference=reference(entry.id),
        preview=_preview(desk, desk.directory, standing, journey),
    )


def changed_responses(desk: Desk, draft: Draft, standing: Standing) -> tuple[Response, ...]:
    """The answers of an amendment that differ from those the entry has now."""
    before = {each.key: each for each in standing.current_responses}
    journey = draft.journey(desk.now)
    return tuple(
        response
        for response in journey.responses()
        if response.key not in before or before[response.key].value != response.value
    )


def _send_amendment(desk: Desk, opened: drafts.Open) -> Sent:
    draft = opened.draft
    entry = reading.open_entry(desk, draft.amends)
    journey = draft.journey(desk.now)
    made = _entry(desk, draft, journey)
    event = triage.amend(
        entry.standing,
        by=desk.member,
        staff=desk.staff,
        at=desk.now,
        event_id=draft.id,
        note=_typed_text(draft, NOTE),
        reason=_typed_text(draft, REASON),
        responses=changed_responses(desk, draft, entry.standing),
        level=_raised(desk, draft, entry.standing, journey),
        about=made.about,
        discussed=bool(made.discussed),
    )
    desk.append(event, expected={draft.amends: entry.revision}, finishing=draft.id)
    after = reading.open_entry(desk, draft.amends)
    return Sent(
        entry=draft.amends,
        reference=reference(draft.amends),
        preview=_preview(desk, desk.directory, after.standing, journey),
    )


def _sending(desk: Desk, entry: Entry) -> tuple[Event, ...]:
    """The sending, and the telling with it where the policy itself decides."""
    sent = triage.send(entry, at=desk.now, event_id=entry.id)
    if not arrives_decided(entry):
        return (sent,)
    told = triage.tell_by_policy(
        _as_sent(desk, entry),
        at=sent.at,
        event_id=f"{entry.id}-told",
        words="That is what the policy asks. Nothing more to do.",
    )
    return (sent, told)


def _raised(desk: Desk, draft: Draft, standing: Standing, journey: Journey) -> Level | None:
    """The level an amendment asks for; None unless its answers, or its author, say worse.

    What a manager lowered stays lowered while nothing new is said.
    """
    if draft.raised_to is not None:
        return max(draft.raised_to, journey.suggested.level)
    said_before = replace(standing.entry, responses=standing.current_responses)
    before = journey_of(draft.kind, said_before, desk.now).suggested.level
    now_said = journey.suggested.level
    return now_said if now_said > before else None


NOTE, REASON = "amend:note", "amend:reason"
"""Where a draft that amends keeps what is added in free words, and why."""


def _typed_text(draft: Draft, key: str) -> str:
    typed = draft.typed.get(key, "")
    return typed.strip() if isinstance(typed, str) else ""


def _entry(desk: Desk, draft: Draft, journey: Journey) -> Entry:
    return journey.entry(
        entry_id=draft.amends or draft.id,
        author=desk.member.id,
        policy=VERSION,
        raised_to=draft.raised_to,
        raised_because=draft.raised_because,
        source=draft.source,
        clock_marks=_clock_marks(desk, draft),
    )


def _clock_marks(desk: Desk, draft: Draft) -> tuple[str, ...]:
    if desk.now < draft.started:
        return ("this computer's clock went back while it was being written",)
    return ()


def _as_sent(desk: Desk, entry: Entry) -> Standing:
    """Where the entry would stand if it were sent now."""
    event = triage.send(entry, at=desk.now, event_id=entry.id)
    return fold(
        [
            Logged(
                seq=1,
                id=event.id,
                at=event.at,
                actor=event.actor,
                about=event.about,
                verb=event.verb,
                version=event.version,
                body=event.body,
                commitment="",
                previous="",
                hash="",
                signature=b"",
            )
        ]
    )


def _preview(desk: Desk, directory: Directory, standing: Standing, journey: Journey) -> Preview:
    staff, now = directory.staff, desk.now
    queued = rights.queue(standing, staff, directory.settings)
    at_once = {each.member for each in queued if each.start_at <= now} - {rights.NOBODY}
    able = rights.readers(standing, staff) - at_once - {standing.author}
    return Preview(
        goes_to=_names(directory, at_once),
        read_by=rights.due(standing, directory.settings),
        also_able=_names(directory, able),
        level=standing.level,
        suggested=standing.entry.suggested.level,
        reasons=standing.entry.suggested.reasons,
        advice=journey.advice,
        clauses=journey.clauses,
    )


def _names(directory: Directory, members: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(directory.staff.name(member) for member in members))
