"""Adding to an entry that was sent: a note, changed answers, and why. Nothing in it is replaced."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from logbook.domain import rights, triage
from logbook.domain.answers import CannotSay
from logbook.domain.entries import Entry, Response
from logbook.domain.events import PASSIVE, Event, Plain, Verb, as_logged, new_id, part_id, reference
from logbook.domain.folding.entries import fold
from logbook.domain.journey import LEADS_KNOW, Journey, journey_of
from logbook.domain.levels import Level
from logbook.domain.refusals import ChangedElsewhere, NotAllowed
from logbook.domain.standing import Standing
from logbook.services import drafts, reading, recording
from logbook.services.desk import Desk
from logbook.services.drafts import BESIDE, Draft
from logbook.services.offering import kind_at
from logbook.services.reading import OpenEntry
from logbook.services.recording import Preview, Sent, entry_of, preview_of, preview_of_both
from logbook.services.sealing import NotSealedToYou, readers_after, with_first_readers

NOTE, REASON = f"{BESIDE}note", f"{BESIDE}reason"
"""Where a draft that amends keeps what is added in free words, and why an answer changed."""
ANSWER = f"{BESIDE}answer"
"""Where it keeps half an answer to what a manager asked."""

_IN_NOBODYS_WAY = PASSIVE | {Verb.SEEN, Verb.TAKEN}
"""What somebody else may have done meanwhile without changing what there is to add to."""


class Lacks(Enum):
    """What an amendment needs before it can be saved."""

    NOTHING = auto()
    ANYTHING = auto()
    A_REASON = auto()


def begin(desk: Desk, entry_id: str) -> drafts.Open:
    """Add to an entry: its answers as they are now. One that was begun before goes on.

    Raises:
        NotAllowed: it is not this person's to add to, or not now.
        NotFound: there is no such entry for them.
    """
    opened = reading.open_entry(desk, entry_id)
    refusal = opened.why_not(rights.Action.AMEND)
    if refusal:
        raise NotAllowed(refusal)
    for each in drafts.unfinished(desk):
        if each.amends == entry_id:
            return drafts.resume(desk, each.id)
    kind = kind_at(desk, opened.standing.entry.kind)
    draft = Draft(
        id=new_id(),
        kind=kind,
        started=desk.now,
        answers=given(desk, opened.standing).answers,
        amends=entry_id,
        revision=opened.revision,
        late_after=recording.late_after(desk),
    )
    return drafts.start(desk, draft)


def changed(desk: Desk, draft: Draft, opened: OpenEntry) -> tuple[Response, ...]:
    """The answers that differ from those the entry has now."""
    before = {each.key: each.value for each in opened.standing.current_responses}
    apart = left_apart(draft, opened)
    return tuple(
        response
        for response in draft.journey(desk.now).responses()
        if response.key not in apart
        and (response.key not in before or before[response.key] != response.value)
    )


def dropped(desk: Desk, draft: Draft, opened: OpenEntry) -> tuple[str, ...]:
    """The questions with an answer in the entry that the changed answers no longer lead to."""
    path = {question.key for question in draft.journey(desk.now).path}
    asked = {question.key for question in draft.kind.questions}
    gone = asked - path - left_apart(draft, opened)
    return tuple(each.key for each in opened.standing.current_responses if each.key in gone)


def left_apart(draft: Draft, opened: OpenEntry) -> frozenset[str]:
    """The questions whose answers are in an entry's sealed part, and are changed there."""
    is_whole = opened.standing.linked and not opened.standing.sealed
    return draft.kind.sealed_keys if is_whole else frozenset()


def lacks(desk: Desk, draft: Draft, opened: OpenEntry) -> Lacks:
    """What is still missing before it can be saved."""
    if changed(desk, draft, opened):
        return Lacks.NOTHING if draft.text(REASON) else Lacks.A_REASON
    return Lacks.NOTHING if draft.text(NOTE) else Lacks.ANYTHING


def preview(desk: Desk, draft: Draft) -> Preview:
    """Who will read what was added, and by when.

    Raises:
        NotAllowed: there is nothing to save yet, or it is not theirs to add to any more.
        NotFinished: a question that a changed answer opened has no answer.
    """
    opened = reading.open_entry(desk, draft.amends)
    addition, part = _event(desk, draft, opened), _new_part(desk, draft, opened)
    after = [fold([*opened.events, as_logged(addition, opened.revision + 1)])]
    if opened.standing.sealed:
        after = [replace(after[0], sealed_to=readers_after(after[0]))]
    if part is not None:
        named = with_first_readers(part, desk.directory, desk.today)
        after.append(fold([as_logged(named, 1)]))
    return preview_of_both(after, desk, draft.journey(desk.now))


def look_again(desk: Desk, draft: Draft) -> Draft:
    """The draft of somebody who has read what happened to the entry meanwhile."""
    return replace(draft, revision=reading.open_entry(desk, draft.amends).revision)


def send(desk: Desk, opened: drafts.Open) -> Sent:
    """Save what was added. Saving twice is saving once.

    Raises:
        ChangedElsewhere: somebody did something with the entry that its author has not seen.
        HeldElsewhere: more of it was written at another terminal, and nothing is sent.
        NotAllowed: nothing was added, a changed answer has no reason, or it was withdrawn.
        StoreFault: nothing is saved, and the draft is kept.
    """
    draft = opened.draft
    entry = reading.open_entry(desk, draft.amends)
    if not any(each.id == draft.id for each in entry.events):
        drafts.refuse_elsewhere(desk, opened)
        _refuse_unseen(desk, draft, entry)
        events = _events(desk, draft, entry)
        desk.append(*events, expected={draft.amends: entry.revision}, finishing=draft.id)
        entry = reading.open_entry(desk, draft.amends)
        reading.mark_read(desk, entry)
    return Sent(
        entry=draft.amends,
        reference=reference(draft.amends),
        preview=preview_of(desk, entry.standing, draft.journey(desk.now)),
    )


def begin_answer(desk: Desk, entry_id: str) -> drafts.Open:
    """Answer what a manager asked; half an answer that was left goes on.

    Raises:
        NotAllowed: nothing is asked, or it is not this person's to answer.
        NotFound: there is no such entry for them.
    """
    refusal = reading.open_entry(desk, entry_id).why_not(rights.Action.ANSWER)
    if refusal:
        raise NotAllowed(refusal)
    opened = begin(desk, entry_id)
    opened.draft = replace(opened.draft, at=ANSWER)
    return opened


def answer(desk: Desk, opened: drafts.Open) -> None:
    """Send the answer. What else the draft holds stays in it; where it is empty, it ends.

    Raises:
        NotAllowed: nothing is asked any more, or nothing was written.
        HeldElsewhere: more of it was written at another terminal, and nothing is sent.
        StoreFault: nothing is saved, and the draft is kept.
    """
    draft = opened.draft
    entry = reading.open_entry(desk, draft.amends)
    if not _is_answered(draft, entry):
        drafts.refuse_elsewhere(desk, opened)
        question = entry.standing.question
        event_id = f"{draft.id}-{question.event if question else ''}"
        event = triage.answer(
            entry.standing,
            by=desk.member,
            staff=desk.staff,
            at=desk.now,
            event_id=event_id,
            text=draft.text(ANSWER),
        )
        left = draft.with_typed(ANSWER, "")
        is_done = not left.typed and not changed(desk, left, entry)
        desk.append(
            event,
            expected={draft.amends: entry.revision},
            finishing=draft.id if is_done else "",
        )
        if not is_done:
            drafts.keep(desk, opened, replace(left, at=""))
    reading.mark_read(desk, reading.open_entry(desk, draft.amends))


def _is_answered(draft: Draft, entry: OpenEntry) -> bool:
    """Whether these very words were saved, and nothing was asked since."""
    if entry.standing.question is not None or not entry.standing.answers:
        return False
    newest = next(each for each in reversed(entry.events) if each.verb is Verb.ANSWERED)
    is_ours = newest.id.startswith(f"{draft.id}-")
    return is_ours and entry.standing.answers[-1].text == draft.text(ANSWER)


def _refuse_unseen(desk: Desk, draft: Draft, entry: OpenEntry) -> None:
    since = [each for each in entry.events if each.seq > draft.revision]
    if all(each.actor == desk.keys.member_id or each.verb in _IN_NOBODYS_WAY for each in since):
        return
    raise ChangedElsewhere(
        "Somebody did something with this entry while you were writing. Yours is not saved yet. "
        "Read what they did, then choose.",
        since=since,
    )


def _events(desk: Desk, draft: Draft, opened: OpenEntry) -> tuple[Event, ...]:
    """What is saved: an addition, and beside it whatever of it leaves for another entry."""
    addition = _event(desk, draft, opened)
    if _is_part(opened.standing):
        return (addition, *_kept_from_the_whole(desk, draft, opened, addition))
    part = _new_part(desk, draft, opened)
    return (addition,) if part is None else (part, addition)


def _event(desk: Desk, draft: Draft, opened: OpenEntry) -> Event:
    responses = changed(desk, draft, opened)
    journey = draft.journey(desk.now)
    is_part = _is_part(opened.standing)
    made = entry_of(desk, draft, journey) if responses and not is_part else None
    about = made.about if made else ()
    if is_part and responses:
        about = tuple(each for each in journey.about_staff if each != opened.standing.author)
    parts = _parts(desk, draft, opened, responses)
    if parts:
        keys = draft.kind.sealed_keys
        responses = (*(each for each in responses if each.key not in keys), LEADS_KNOW)
    return triage.amend(
        opened.standing,
        by=desk.member,
        staff=desk.staff,
        at=desk.now,
        event_id=draft.id,
        note=draft.text(NOTE),
        reason=draft.text(REASON),
        responses=responses,
        level=_raised(desk, journey, opened.standing) if responses else None,
        about=about,
        discussed=_newly_discussed(made, opened.standing),
        linked=part_id(draft.id) if parts else "",
        dropped=dropped(desk, draft, opened) if responses else (),
        corrected=_corrected(desk, draft, opened, made, is_parted=parts),
    )


def _corrected(
    desk: Desk, draft: Draft, opened: OpenEntry, made: Entry | None, *, is_parted: bool
) -> dict[str, Plain]:
    """Where it is found from now on: an entry about somebody else is not in a person's record."""
    if made is None:
        return {}
    anew = {each.key for each in changed(desk, draft, opened)} | {*dropped(desk, draft, opened)}
    whole = not is_parted and not opened.standing.linked
    return opened.standing.entry.corrections(made, anew, whole=whole)


def _newly_discussed(made: Entry | None, standing: Standing) -> bool | None:
    """True where a talk is told of now, False where one is asked for now; else nothing new."""
    if made is None or standing.is_discussed:
        return None
    if made.discussed:
        return True
    return None if made.discussed is standing.is_discussed else made.discussed


def _parts(desk: Desk, draft: Draft, opened: OpenEntry, responses: Sequence[Response]) -> bool:
    """Whether changed answers name colleagues, so that they leave as a sealed entry."""
    if not {each.key for each in responses} & draft.kind.sealed_keys:
        return False
    journey = draft.journey(desk.now)
    return not opened.standing.entry.practice and journey.names_colleagues(desk.keys.member_id)


def _new_part(desk: Desk, draft: Draft, opened: OpenEntry) -> Event | None:
    if not _parts(desk, draft, opened, changed(desk, draft, opened)):
        return None
    journey = draft.journey(desk.now)
    made = entry_of(desk, draft, journey)
    *_, part = journey.parted(made, part_id(draft.id))
    return triage.send(part, at=desk.now, event_id=part.id)


def _is_part(standing: Standing) -> bool:
    return standing.sealed and bool(standing.entry.linked)


def _kept_from_the_whole(
    desk: Desk, draft: Draft, opened: OpenEntry, addition: Event
) -> tuple[Event, ...]:
    """Whom a sealed part names from now on never reads the ordinary part either.

    It says no name, and no word of why.
    """
    about = tuple(str(each) for each in _listed(addition.body.get("about")))
    if not about:
        return ()
    whole = fold(desk.events_of(opened.standing.entry.linked))
    if not set(about) - whole.about:
        return ()
    named = triage.amend(
        whole,
        by=desk.member,
        staff=desk.staff,
        at=desk.now,
        event_id=f"{draft.id}-about",
        about=about,
    )
    return (named,)


def _listed(plain: Plain) -> Sequence[Plain]:
    return plain if isinstance(plain, list | tuple) else ()


def _raised(desk: Desk, journey: Journey, standing: Standing) -> Level | None:
    """The level that changed answers ask for; None unless they say worse.

    What a manager lowered stays lowered while nothing new is said.
    """
    suggested = journey.suggested.level
    return suggested if suggested > given(desk, standing).suggested.level else None


def given(desk: Desk, standing: Standing) -> Journey:
    """The answers of an entry as they are now, as far as they are still asked."""
    """The answers as they are now; those that left for a sealed part come from there."""
    kind = kind_at(desk, standing.entry.kind)
    responses = standing.current_responses
    if standing.linked and not standing.sealed:
        kept = tuple(each for each in responses if each.key not in kind.sealed_keys)
        responses = (*kept, *_of_part(desk, standing.linked))
    journey = journey_of(kind, replace(standing.entry, responses=responses), desk.now)
    if standing.linked and not standing.sealed:
        unsaid = dict.fromkeys(kind.sealed_keys - journey.answers.keys(), CannotSay())
        journey = replace(journey, answers={**journey.answers, **unsaid})
    return journey


def _of_part(desk: Desk, part: str) -> tuple[Response, ...]:
    """What its author said of colleagues; nothing, where their keys do not open it any more."""
    try:
        return fold(desk.events_of(part)).current_responses
    except NotSealedToYou:
        return ()
