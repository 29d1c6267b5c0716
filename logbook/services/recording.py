"""Recording: from the first question to an entry in the log, losing nothing on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from logbook.domain import course, rights, triage
from logbook.domain.answers import Someones
from logbook.domain.directory import Directory
from logbook.domain.entries import Entry
from logbook.domain.events import Event, as_logged, new_id, part_id, reference
from logbook.domain.folding.arrival import arrives_decided
from logbook.domain.folding.entries import fold
from logbook.domain.journey import Journey, journey_of
from logbook.domain.kinds import Advise
from logbook.domain.levels import Level
from logbook.domain.questions import Clause, Question, Typed
from logbook.domain.refusals import NotAllowed
from logbook.domain.source import FOR_WHOM
from logbook.domain.standing import Standing
from logbook.policy.clauses import VERSION
from logbook.services import drafts, sealing
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.services.offering import kind_at
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
    is_settled: bool
    """Whether the policy itself decides it, so that a manager only clears it."""
    level: Level
    suggested: Level
    reasons: tuple[str, ...]
    source: str
    """For whom it is written down; empty where it is its author's own."""
    source_reads: bool
    """Whether they may open it; being named as its source lets nobody."""
    practice: bool
    sealed: bool
    """Whether only those named here can open it, by their own keys."""
    part: "Preview | None"
    """What happens with what names colleagues, where that leaves as a sealed entry of its own."""
    discussed: bool | None
    """False where the policy asks for a talk with a manager, and there was none yet."""
    advice: tuple[Advise, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the worker is told once it is in the log."""

    entry: str
    reference: str
    preview: Preview
    part: str = ""
    """The reference of its sealed part, where it has one."""
    offers: str = ""
    """The kind of a second, ordinary entry that is offered, where this one is sealed."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """How somebody chose to begin."""

    as_form: bool = False
    for_colleague: bool = False
    """Whether it first asks for whom it is written down."""
    practice: bool = False


ORDINARY = Begun()


def begin(desk: Desk, kind_key: str, begun: Begun = ORDINARY) -> drafts.Open:
    """Start recording; from now on every key is kept."""
    draft = Draft(
        id=new_id(),
        kind=kind_at(desk, kind_key),
        started=desk.now,
        practice=begun.practice,
        as_form=begun.as_form,
        late_after=late_after(desk),
    )
    first = draft.journey(desk.now).current
    at = FOR_WHOM.key if begun.for_colleague else first.key if first else ""
    return drafts.start(desk, replace(draft, at=at))


def late_after(desk: Desk) -> timedelta:
    """How long after it happened this service still takes an entry for written down in time."""
    return timedelta(hours=desk.directory.settings.late_hours)


def answer(desk: Desk, draft: Draft, question: Question, typed: Typed) -> Draft:
    """The draft with this question answered by what was typed.

    Raises:
        NotAnAnswer: the text says what to do; the draft keeps what was typed.
    """
    journey = draft.journey(desk.now)
    given = question.read(typed, desk.asking(), optional=journey.is_optional(question))
    return draft.with_answer(question.key, given)


def preview(desk: Desk, draft: Draft) -> Preview:
    """Who will read it, by when, at what level, and what the policy says."""
    journey = draft.journey(desk.now)
    made = entries_of(desk, draft, journey)
    return preview_of_both([_as_sent(desk, entry) for entry in made], desk, journey)


def send(desk: Desk, opened: drafts.Open) -> Sent:
    """Put it in the log. Sending twice is sending once; nothing but a fault prevents it.

    Raises:
        NotFinished: a question on the path has no answer.
        HeldElsewhere: more of it was written at another terminal, and nothing is sent.
        StoreFault: nothing is saved, and the draft is kept.
    """
    drafts.refuse_elsewhere(desk, opened)
    draft = opened.draft
    journey = draft.journey(desk.now)
    made = entries_of(desk, draft, journey)
    events = [event for entry in made for event in _sending(desk, entry, journey.outcome_words)]
    try:
        logged = desk.append(
            *events, expected={entry.id: 0 for entry in made}, finishing=opened.stored.id
        )
    except ReferenceTaken:
        opened.draft = replace(draft, id=new_id())
        return send(desk, opened)
    standings = [fold([event for event in logged if event.about == entry.id]) for entry in made]
    entry, *part = made
    return Sent(
        entry=entry.id,
        reference=reference(entry.id),
        preview=preview_of_both(standings, desk, journey),
        part=reference(part[0].id) if part else "",
        offers=offered(journey) if entry.sealed and not entry.practice else "",
    )


def entries_of(desk: Desk, draft: Draft, journey: Journey) -> tuple[Entry, ...]:
    """The entry, and its sealed part where its answers name colleagues."""
    return journey.parted(entry_of(desk, draft, journey), part_id(draft.id))


def offered(journey: Journey) -> str:
    """The kind of a second, ordinary entry that a sealed one calls for; empty where none is.

    Those who act tonight may not be among the few who can open a sealed entry.
    """
    return next((each.offers for each in journey.advice if each.offers), "")


def begin_beside(desk: Desk, entry_id: str) -> drafts.Open:
    """The ordinary entry that a sealed one calls for: who and where alone are taken over.

    Raises:
        NotFound: there is no such entry for this person.
        NotAllowed: it is not theirs, or calls for none.
    """
    standing = fold(desk.events_of(entry_id))
    kind_key = offered(journey_of(kind_at(desk, standing.entry.kind), standing.entry, desk.now))
    if standing.author != desk.keys.member_id or not kind_key:
        raise NotAllowed("Nothing more is asked for here. F2 records something else.")
    opened = begin(desk, kind_key)
    draft = opened.draft
    for key in ("person", "platform"):
        draft = _taken_over(draft, standing.entry, key)
    first = draft.journey(desk.now).current
    drafts.keep(desk, opened, replace(draft, at=first.key if first else ""))
    return opened


def _taken_over(draft: Draft, entry: Entry, key: str) -> Draft:
    """An answer of one entry in the draft of another, where both ask for the same."""
    response = entry.response(key)
    question = next((each for each in draft.kind.questions if each.key == key), None)
    if response is None or question is None:
        return draft
    given = question.from_plain(response.value)
    if isinstance(given, Someones) and len(given.people) > 1:
        return draft
    return draft.with_answer(key, given) if question.still_offers(given) else draft


def _sending(desk: Desk, entry: Entry, words: str) -> tuple[Event, ...]:
    """The sending, and the telling with it where the policy itself decides."""
    sent = triage.send(entry, at=desk.now, event_id=entry.id)
    if not arrives_decided(entry):
        return (sent,)
    told = triage.tell_by_policy(
        _as_sent(desk, entry),
        at=sent.at,
        event_id=f"{entry.id}-told",
        words=words,
    )
    return (sent, told)


def entry_of(desk: Desk, draft: Draft, journey: Journey) -> Entry:
    return journey.entry(
        entry_id=draft.amends or draft.id,
        author=desk.member.id,
        policy=VERSION,
        raised_to=draft.raised_to,
        raised_because=draft.raised_because,
        source=draft.source.words if draft.source else "",
        source_member=draft.source.member if draft.source else "",
        practice=draft.practice,
        clock_marks=_clock_marks(desk, draft),
    )


def _clock_marks(desk: Desk, draft: Draft) -> tuple[str, ...]:
    if desk.now < draft.started:
        return ("this computer's clock went back while it was being written",)
    return ()


def _as_sent(desk: Desk, entry: Entry) -> Standing:
    """Where the entry would stand if it were sent now."""
    sent = triage.send(entry, at=desk.now, event_id=entry.id)
    if entry.sealed:
        sent = sealing.with_first_readers(sent, desk.directory, desk.today)
    return fold([as_logged(sent, seq=1)])


def preview_of_both(standings: Sequence[Standing], desk: Desk, journey: Journey) -> Preview:
    """What happens with an entry, and within it what happens with its sealed part."""
    whole, *part = (preview_of(desk, each, journey) for each in standings)
    return replace(whole, part=part[0]) if part else whole


def preview_of(desk: Desk, standing: Standing, journey: Journey) -> Preview:
    directory, now = desk.directory, desk.now
    staff = directory.staff
    queued = course.queue(standing, staff, directory.settings)
    at_once = {each.member for each in queued if each.start_at <= now} - {course.NOBODY}
    able = rights.readers(standing, staff) - at_once - {standing.author}
    return Preview(
        goes_to=_names(directory, at_once),
        read_by=course.due(standing, directory.settings),
        also_able=_names(directory, able),
        is_settled=standing.decision is not None and standing.decision.by_policy,
        level=standing.level,
        suggested=standing.entry.suggested.level,
        reasons=standing.entry.suggested.reasons,
        source=standing.entry.source,
        source_reads=standing.entry.source_member in able | at_once | {standing.author},
        practice=standing.entry.practice,
        discussed=standing.is_discussed,
        sealed=standing.sealed,
        part=None,
        advice=journey.advice,
        clauses=journey.clauses,
    )


def _names(directory: Directory, members: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(directory.staff.name(member) for member in members))
