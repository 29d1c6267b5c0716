"""The manager's review: begun, kept as it is answered, and at its end the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from logbook.domain import managing
from logbook.domain import triage as moves
from logbook.domain.actions import Every
from logbook.domain.answers import Answer, Choice, Words
from logbook.domain.events import PASSIVE, Event, Plain, as_logged, new_id
from logbook.domain.folding.entries import fold
from logbook.domain.journey import Journey, NotFinished
from logbook.domain.kinds import Kind
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.questions import Option
from logbook.domain.refusals import ChangedElsewhere, NotAllowed
from logbook.domain.rights import Action, readers
from logbook.domain.showing import short
from logbook.domain.standing import Standing, State
from logbook.policy.clauses import VERSION
from logbook.policy.lists import GENERAL_MANAGER_RESPONDED
from logbook.policy.review import AGREE, MOST_ACTIONS, SOMEBODY_ELSE, Facts, review_of
from logbook.services import worksheets
from logbook.services.desk import Desk
from logbook.services.drafts import Draft
from logbook.services.offering import options_of
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry, open_entry
from logbook.services.triage import outcome_words
from logbook.services.worksheets import Worksheet

SHEET = "review:"
"""Begins what the worksheet of a review is about, before the id of its entry."""
LISTED = 6
"""Earlier entries named on the page that asks whether they were looked at."""
LOOK_AGAIN = "Look at it again"
_ANSWER, _TYPED, _AT, _EARLIER = "answer:", "typed:", "at", "earlier"


@dataclass(frozen=True)
class Begun:
    """A review that somebody is at, and where it is kept."""

    draft: Draft
    sheet: Worksheet
    earlier: int
    """How many earlier entries there were when they were looked at."""

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """What was typed at another terminal, where something else was typed here."""
        said = self.sheet.elsewhere
        return tuple(
            words
            for key, words in said.items()
            if isinstance(words, str) and key.startswith(_TYPED) and self.sheet.words.get(key)
        )


def begin(desk: Desk, opened: OpenEntry, earlier: Sequence[Line]) -> Begun:
    """One's own review of an entry: the one there is, or a new one.

    Raises:
        NotAllowed: it is not theirs to decide, or not now.
        StoreFault: it can be neither read nor begun.
    """
    refusal = opened.why_not(Action.DECIDE)
    if refusal:
        raise NotAllowed(refusal)
    sheet = worksheets.open_sheet(desk, f"{SHEET}{opened.id}", entry=opened.id)
    words: Mapping[str, Any] = {**sheet.elsewhere, **sheet.words}
    facts = facts_of(opened, earlier)
    kind = replace(review_of(facts), title=f"Review of {opened.reference}")
    draft = Draft(
        id=sheet.stored.id,
        kind=kind,
        started=sheet.stored.started_at,
        answers=_answers(kind, words, len(earlier)),
        typed={
            key.removeprefix(_TYPED): said
            for key, said in words.items()
            if key.startswith(_TYPED) and said
        },
    )
    at = str(words.get(_AT, ""))
    path = {question.key for question in draft.journey(desk.now).path}
    current = draft.journey(desk.now).current
    stands = at if at in path else current.key if current else ""
    return Begun(replace(draft, at=stands), sheet, len(earlier))


def _answers(kind: Kind, words: Mapping[str, Any], earlier: int) -> dict[str, Answer]:
    """What still answers a question; earlier entries that came since are looked at again."""
    found = {}
    for question in kind.questions:
        plain = words.get(f"{_ANSWER}{question.key}")
        if plain is None or (question.key == _EARLIER and words.get(_EARLIER) != earlier):
            continue
        answer = question.from_plain(plain)
        if question.still_offers(answer):
            found[question.key] = answer
    return found


def keep(desk: Desk, begun: Begun, draft: Draft) -> Begun:
    """The review as it is now, saved.

    Raises:
        DraftGone: it was decided at another terminal.
        StoreFault: it is not saved.
    """
    words: dict[str, Plain] = {_AT: draft.at, _EARLIER: begun.earlier}
    for key, answer in draft.answers.items():
        words[f"{_ANSWER}{key}"] = draft.kind.question(key).to_plain(answer)
    for key, typed in draft.typed.items():
        words[f"{_TYPED}{key}"] = typed if isinstance(typed, str) else [dict(p) for p in typed]
    sheet = worksheets.keep(desk, begun.sheet, words)
    return replace(begun, draft=draft, sheet=sheet)


def discard(desk: Desk, begun: Begun) -> None:
    """Nothing was answered, or nothing of it is wanted any more."""
    worksheets.discard(desk, begun.sheet)


def begun_by(desk: Desk) -> frozenset[str]:
    """The entries whose review this person began and has not finished."""
    return frozenset(
        sheet.about.removeprefix(SHEET)
        for sheet in worksheets.unfinished(desk)
        if sheet.about.startswith(SHEET)
    )


# what is known before


def facts_of(opened: OpenEntry, earlier: Sequence[Line]) -> Facts:
    standing = opened.standing
    in_public = moves.answers_in_public(standing, opened.reader, opened.directory.staff)
    outcomes = options_of(opened.directory.settings, "outcomes")
    return Facts(
        author=opened.author,
        person=opened.person,
        topics=frozenset(standing.entry.topics),
        level=standing.level,
        is_discussed=standing.is_discussed is True,
        earlier=tuple(_earlier(opened, earlier)),
        earlier_count=len(earlier),
        outcomes=tuple(
            each for each in outcomes if in_public or each.key != GENERAL_MANAGER_RESPONDED
        ),
        staff=whom(opened),
    )


def _earlier(opened: OpenEntry, earlier: Sequence[Line]) -> list[str]:
    """A line for each; of the oldest only how many they are."""
    settings = opened.directory.settings
    lines = []
    for line in earlier[:LISTED]:
        entry = line.entry
        sent = short(Moment.at(entry.sent_at, settings.zone), opened.now)
        state = State(entry.state).words
        came_to = outcome_words(settings, entry.outcome) if entry.outcome else state
        lines.append(f"{sent} · {entry.title} · {came_to}")
    return lines


def whom(opened: OpenEntry) -> tuple[Option, ...]:
    """Who can be given something to do about an entry, by name; whoever asks stands first."""
    staff, standing = opened.directory.staff, opened.standing
    able = staff.present_ids - standing.about
    if standing.sealed:
        able = readers(standing, staff) - {standing.author}
    mine, author = opened.reader.id, standing.author
    first = {mine: 0, author: 1}
    listed = sorted(able, key=lambda each: (first.get(each, 2), staff.name(each).casefold()))
    return tuple(
        Option(each, f"{staff.name(each)} (you)" if each == mine else staff.name(each))
        for each in listed
    )


# the end


def decide(desk: Desk, opened: OpenEntry, begun: Begun) -> OpenEntry:
    """Decide, tell whoever wrote it, and agree the actions: all of it or nothing.

    Raises:
        NotFinished: a question has no answer.
        NotAllowed: it is not theirs to decide, or not any more.
        ChangedElsewhere: somebody did something to the entry since it was read.
    """
    journey = begun.draft.journey(desk.now)
    if journey.current is not None:
        raise NotFinished(f"One question has no answer yet: {journey.current.words}")
    events = _events(desk, opened, journey)
    try:
        desk.append(*events, expected={opened.id: opened.revision}, finishing=begun.sheet.stored.id)
    except ChangedElsewhere as why:
        fresh = open_entry(desk, opened.id)
        if all(each.verb in PASSIVE for each in why.since):
            return decide(desk, fresh, begun)
        raise ChangedElsewhere(str(why), since=fresh.events_since(opened.revision)) from None
    return open_entry(desk, opened.id)


def _events(desk: Desk, opened: OpenEntry, journey: Journey) -> tuple[Event, ...]:
    standing, said = opened.standing, _Said(journey)
    staff, at = desk.staff, desk.now
    by = staff[desk.keys.member_id]
    events = []
    level = said.option("level")
    if level and level != AGREE:
        moved = moves.set_level(
            standing,
            by=by,
            staff=staff,
            at=at,
            event_id=new_id(),
            level=Level.of(level),
            because=said.text("level-because"),
        )
        events.append(moved)
        standing = fold((*opened.events, as_logged(moved, opened.revision + 1)))
    events.append(
        moves.decide(
            standing,
            by=by,
            staff=staff,
            at=at,
            event_id=new_id(),
            outcome=said.option("outcome"),
            shown=outcome_words(opened.directory.settings, said.option("outcome")),
            because=said.text("because"),
            next_step=said.text("next"),
            words=said.text("words"),
            no_talk_because=said.text("no-talk"),
            review={
                "policy": VERSION,
                "responses": [each.to_plain() for each in journey.responses()],
                "risk": said.option("risk"),
                "wishes": said.option("wishes"),
            },
        )
    )
    events += _agreed(desk, standing, said, at)
    return tuple(events)


def _agreed(desk: Desk, standing: Standing, said: "_Said", at: datetime) -> list[Event]:
    staff, me = desk.staff, desk.keys.member_id
    agree = partial(managing.agree, standing, by=staff[me], staff=staff, at=at, today=desk.today)
    agreed = []
    wanted = [
        (said.text(f"action-{n}-what"), said.whose(f"action-{n}-who"), n)
        for n in range(1, MOST_ACTIONS + 1)
        if said.text(f"action-{n}-what")
    ]
    for what, who, n in wanted:
        agreed.append(
            agree(
                event_id=new_id(),
                what=what,
                who=who,
                due=said.day(f"action-{n}-by") or desk.today,
                every=Every(said.option(f"action-{n}-every") or Every.ONCE),
                until=said.day(f"action-{n}-until"),
            )
        )
    again = said.day("look-again")
    if again is not None:
        agreed.append(agree(event_id=new_id(), what=LOOK_AGAIN, who=me, due=again))
    return agreed


@dataclass(frozen=True)
class _Said:
    """What counts among the answers, by the key of its question; empty where it was not asked."""

    journey: Journey

    def option(self, key: str) -> str:
        answer = self._answer(key)
        return answer.option if isinstance(answer, Choice) else ""

    def whose(self, key: str) -> str:
        """A member's id, or the name of somebody who has no account."""
        answer = self._answer(key)
        if not isinstance(answer, Choice):
            return ""
        return answer.detail if answer.option == SOMEBODY_ELSE.key else answer.option

    def text(self, key: str) -> str:
        answer = self._answer(key)
        return answer.text if isinstance(answer, Words) else ""

    def day(self, key: str) -> date | None:
        text = self.text(key)
        return date.fromisoformat(text) if text else None

    def _answer(self, key: str) -> Answer | None:
        return self.journey.counting.given.get(key)
