"""The sample data: all of it reads, every case the demo promises is there, and nobody is real."""

import hashlib
import json
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from logbook.domain import course, dates, managing, rights, triage
from logbook.domain.actions import Every
from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.events import GENESIS, READERS, Event, Logged, Verb
from logbook.domain.folding.arrival import arrives_decided
from logbook.domain.folding.entries import fold
from logbook.domain.journey import Journey
from logbook.domain.levels import Level
from logbook.domain.patterns import Known, Sort, marks_of, of_person
from logbook.domain.people import NEVER_EMPTY, Member, Person, Role, Staff
from logbook.domain.questions import Asking
from logbook.domain.refusals import NotFound
from logbook.domain.settings import Settings
from logbook.domain.standing import UNDECIDED, How, Standing, State
from logbook.domain.supervision import may_supervise
from logbook.domain.supported import initials_for
from logbook.policy.clauses import VERSION
from logbook.policy.kinds import KINDS, kind_of
from logbook.policy.kinds.follow_request import FOLLOW_REQUEST
from logbook.policy.kinds.good_news import GOOD_NEWS
from logbook.policy.kinds.help_request import HELP_REQUEST
from logbook.policy.kinds.identifying_material import IDENTIFYING_MATERIAL
from logbook.policy.kinds.post_comment import POST_COMMENT
from logbook.policy.kinds.safety_concern import SAFETY_CONCERN
from logbook.policy.kinds.staff_conduct import STAFF_CONDUCT
from logbook.policy.kinds.tracing import TRACING_REQUEST
from logbook.policy.lists import HARM_KINDS, OUTCOMES, OutcomeKey
from logbook.services import sealing
from logbook.services.samples import (
    NotASampleTime,
    SampleDraft,
    SampleEntry,
    SampleMove,
    SampleTime,
    answered,
    load,
    sample_folder,
)
from logbook.services.synthetic import synthetic

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
NOWS = {
    "a Wednesday afternoon": WEDNESDAY,
    "five past midnight": datetime(2026, 11, 19, 0, 5, tzinfo=UTC),
    "the Sunday the clocks went forward": datetime(2026, 3, 29, 8, 30, tzinfo=UTC),
    "the night before the clocks go forward": datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    "the Sunday the clocks went back": datetime(2026, 10, 25, 9, 0, tzinfo=UTC),
    "Easter Monday": datetime(2027, 3, 29, 10, 0, tzinfo=UTC),
    "between Christmas and New Year": datetime(2026, 12, 29, 20, 0, tzinfo=UTC),
    "a summer evening": datetime(2027, 7, 8, 21, 45, tzinfo=UTC),
}
FOLDER = Path(__file__).parents[2] / "sample_data"
SAMPLES = load(FOLDER)
STAFF_IDS = {member.name: member.id for member in SAMPLES.members}


def people() -> Mapping[str, Person]:
    return {each.id: each.person for each in SAMPLES.people}


@cache
def staff_on(now: datetime) -> Staff:
    today = now.astimezone(LONDON).date()
    return Staff({each.id: each.member(today) for each in SAMPLES.members})


def asking(at: datetime, now: datetime) -> Asking:
    return Asking(now=at, people=people(), staff=staff_on(now))


def journey_of(entry: SampleEntry | SampleDraft, now: datetime = WEDNESDAY) -> Journey:
    counted = entry.sent if isinstance(entry, SampleEntry) else entry.started
    at = counted.seen_from(now, LONDON)
    return answered(kind_of(entry.kind), entry.answers, asking(at, now))


# what became of an entry, by the moves that the program itself allows


def logged(event: Event, seq: int) -> Logged:
    return Logged(
        seq=seq,
        id=event.id,
        at=event.at,
        actor=event.actor,
        about=event.about,
        verb=event.verb,
        version=event.version,
        body=event.body,
        commitment="",
        previous=GENESIS,
        hash=GENESIS,
        signature=b"",
    )


def standing_of(entry: SampleEntry, now: datetime = WEDNESDAY) -> Standing:
    """Where the entry stands now; a move that may not be made raises."""
    sent_at = entry.sent.seen_from(now, LONDON)
    journey = journey_of(entry, now)
    sent = journey.entry(
        entry_id=entry.id,
        author=entry.by,
        policy=VERSION,
        raised_to=entry.raised_to,
        raised_because=entry.raised_because,
        source=entry.source,
        practice=entry.practice,
    )
    first = triage.send(sent, at=sent_at, event_id=entry.id)
    if sent.sealed:
        leads = rights.sealed_readers(sent, staff_on(now), sent_at.date())
        first = replace(first, body={**first.body, READERS: leads})
    events = [logged(first, 1)]
    if arrives_decided(sent):
        told = triage.tell_by_policy(
            fold(events), at=sent_at, event_id=f"{entry.id}-told", words=journey.outcome_words
        )
        events.append(logged(told, 2))
    for move in entry.moves:
        if move.of_part:
            continue
        event = moved(move, fold(events), staff_on(now), move.when.seen_from(sent_at, LONDON))
        named = sealing.with_readers(event, events) if sent.sealed else event
        events.append(logged(named, len(events) + 1))
    return fold(events)


def moved(move: SampleMove, standing: Standing, staff: Staff, at: datetime) -> Event:
    make = MOVES[move.verb]
    made: Event = make(
        move.says,
        partial_of(
            standing, by=staff[move.by], staff=staff, at=at, event_id=f"event{standing.revision}"
        ),
    )
    return made


Act = Callable[..., Event]
Says = Mapping[str, str]


def partial_of(standing: Standing, **given: object) -> Callable[[Act], Act]:
    return lambda act: partial(act, standing, **given)


def talk(says: Says, act: Act) -> Event:
    at: datetime = act.keywords["at"]  # type: ignore[attr-defined]
    when = dates.read(says["time"], at)
    assert when.utc is not None
    return act(
        who=STAFF_IDS.get(says["who"], says["who"]),
        role=says["role"],
        how=How(says["how"]),
        when=when.utc,
        answer=says.get("answer", ""),
        reference=says.get("reference", ""),
    )


def done(standing: Standing, **words: Any) -> Event:
    return managing.finish(standing, action=standing.actions[-1].id, **words)


MOVES: Mapping[Verb, Callable[[Says, Callable[[Act], Act]], Event]] = {
    Verb.SEEN: lambda _, of: of(triage.see)(),
    Verb.TAKEN: lambda _, of: of(triage.take)(),
    Verb.LEVEL_SET: lambda says, of: of(triage.set_level)(
        level=Level.of(says["level"]), because=says["because"]
    ),
    Verb.ASKED: lambda says, of: of(triage.ask)(question=says["question"]),
    Verb.ANSWERED: lambda says, of: of(triage.answer)(text=says["answer"]),
    Verb.DISCUSSED: lambda says, of: talk(says, of(triage.discussed)),
    Verb.DECIDED: lambda says, of: of(triage.decide)(
        outcome=says["outcome"],
        because=says["because"],
        next_step=says["next"],
        words=says.get("words", ""),
    ),
    Verb.NOTED: lambda says, of: of(managing.note)(text=says["note"]),
    Verb.ACTION_AGREED: lambda says, of: of(managing.agree)(
        what=says["what"],
        who=says["who"],
        due=date(2100, 1, 1),
        today=date(2026, 1, 1),
        every=Every(says.get("every", "once")),
    ),
    Verb.ACTION_DONE: lambda says, of: of(done)(note=says["note"], today=date(2026, 1, 1)),
    Verb.TOLD: lambda says, of: of(triage.tell)(words=says["words"]),
    Verb.WAITING: lambda says, of: of(triage.wait)(for_whom=says["for"]),
    Verb.RESUMED: lambda _, of: of(triage.resume)(),
    Verb.CLOSED: lambda _, of: of(triage.close)(),
    Verb.ABOUT_NAMED: lambda says, of: of(triage.name_about)(
        members=[says["who"]], because=says["because"]
    ),
    Verb.OFFERED: lambda says, of: of(triage.offer)(to=says["to"], words=says["words"]),
    Verb.REFUSED: lambda says, of: of(triage.refuse)(words=says["words"]),
    Verb.REOPENED: lambda says, of: of(triage.reopen)(because=says["because"]),
    Verb.WITHDRAWN: lambda says, of: of(triage.withdraw)(because=says["because"]),
    Verb.AMENDED: lambda says, of: of(triage.amend)(note=says["note"], reason=says["reason"]),
}


@cache
def standings(now: datetime = WEDNESDAY) -> tuple[Standing, ...]:
    return tuple(standing_of(entry, now) for entry in SAMPLES.entries)


def options(journey: Journey, key: str) -> frozenset[str]:
    answer = journey.counting.given.get(key)
    return getattr(answer, "options", frozenset()) or frozenset({getattr(answer, "option", "")})


@pytest.mark.parametrize("now", NOWS.values(), ids=NOWS)
class TestWheneverItIsShown:
    def test_every_entry_is_typed_to_its_end(self, now: datetime) -> None:
        unfinished = {
            each.id: journey.current
            for each in SAMPLES.entries
            if not (journey := journey_of(each, now)).finished
        }
        assert unfinished == {}

    def test_nothing_typed_is_left_off_the_path(self, now: datetime) -> None:
        for entry in SAMPLES.entries:
            assert set(entry.answers) <= set(journey_of(entry, now).counting.given), entry.id

    def test_nothing_happens_in_the_future(self, now: datetime) -> None:
        for entry in SAMPLES.entries:
            sent_at = entry.sent.seen_from(now, LONDON)
            instants = [sent_at, *(move.when.seen_from(sent_at, LONDON) for move in entry.moves)]
            assert instants == sorted(instants), entry.id
            assert instants[-1] <= now, entry.id

    def test_every_move_may_be_made_by_whoever_makes_it(self, now: datetime) -> None:
        assert len(standings(now)) == len(SAMPLES.entries)

    def test_a_managers_morning_has_about_forty_with_five_late_and_two_climbed(
        self, now: datetime
    ) -> None:
        mine = {
            each.id: queued
            for each in standings(now)
            for queued in course.queue(each, staff_on(now), Settings())
            if queued.member == "sandra-whitlow" and queued.start_at <= now
        }
        late = [queued for queued in mine.values() if queued.due <= now]
        climbed = [
            each.id
            for each in standings(now)
            if any(
                "sandra-whitlow" in climb.to and climb.at <= now
                for climb in course.ladder(each, staff_on(now), Settings())
            )
        ]
        assert 37 <= len(mine) <= 43
        assert len(late) == 5
        assert len(climbed) == 2

    def test_what_the_policy_settles_is_told_at_once(self, now: datetime) -> None:
        settled = [each for each in standings(now) if arrives_decided(each.entry)]
        for each in settled:
            assert each.decision is not None
            assert each.decision.by_policy
            assert each.told is not None
            assert each.told.at == each.decision.at == each.sent_at
            assert each.told.words
        outcomes = {each.entry.outcome for each in settled}
        assert outcomes == {OutcomeKey.GOOD_NEWS, OutcomeKey.IGNORED}

    def test_nobody_who_is_part_of_it_does_anything_with_it(self, now: datetime) -> None:
        for entry, standing in zip(SAMPLES.entries, standings(now), strict=True):
            acted = {move.by for move in entry.moves if move.verb is not Verb.ABOUT_NAMED}
            assert not standing.about & acted - {entry.by}, entry.id

    def test_supervisions_are_held_by_a_manager_above_and_signed_afterwards(
        self, now: datetime
    ) -> None:
        staff = staff_on(now)
        for meeting in SAMPLES.meetings:
            held = meeting.held.seen_from(now, LONDON)
            assert may_supervise(staff[meeting.by], staff[meeting.worker], staff)
            signed = meeting.confirmed.seen_from(held, LONDON) if meeting.confirmed else held
            assert held <= signed <= now

    def test_a_draft_stops_where_it_was_left(self, now: datetime) -> None:
        for draft in SAMPLES.drafts:
            current = journey_of(draft, now).current
            assert current is not None
            assert current.key == draft.at


def test_there_are_enough_entries_by_enough_people() -> None:
    assert len(SAMPLES.entries) >= 45
    assert {entry.by for entry in SAMPLES.entries} >= {
        member.id for member in SAMPLES.members if member.roles == {Role.WORKER}
    }


def test_every_kind_occurs_at_least_three_times_and_help_most_of_all() -> None:
    kinds = Counter(entry.kind for entry in SAMPLES.entries)
    assert set(kinds) == {kind.key for kind in KINDS}
    assert min(kinds.values()) >= 3
    assert kinds.most_common(1)[0][0] == HELP_REQUEST.key


def test_every_kind_is_spread_over_the_months_and_voices() -> None:
    for kind in KINDS:
        theirs = [each for each in SAMPLES.entries if each.kind == kind.key]
        sent = [each.sent.seen_from(WEDNESDAY, LONDON) for each in theirs]
        assert max(sent) - min(sent) > timedelta(days=60), kind.key
        assert len({each.by for each in theirs}) >= 3, kind.key


def test_every_kind_has_one_still_open_and_one_closed() -> None:
    still_open = {each.entry.kind for each in standings() if each.is_open}
    closed = {each.entry.kind for each in standings() if each.state is State.CLOSED}
    assert still_open == closed == {kind.key for kind in KINDS}


def test_what_is_sealed_is_of_every_sort_and_dealt_with_by_leads_alone() -> None:
    leads = {each.id for each in SAMPLES.members if Role.LEAD in each.roles}
    sealed = [each for each in SAMPLES.entries if each.kind == STAFF_CONDUCT.key]
    assert {option for each in sealed for option in options(journey_of(each), "whose")} >= {
        "me",
        "other",
    }
    about = {member for each in sealed for member in journey_of(each).about_staff}
    assert about & leads
    for each in sealed:
        assert {move.by for move in each.moves} <= leads - about | {each.by}
    parts = [move for each in SAMPLES.entries for move in each.moves if move.of_part]
    assert {move.by for move in parts} <= leads
    assert Verb.CLOSED in {move.verb for move in parts}


def test_comments_on_our_posts_are_answered_by_the_general_manager_alone() -> None:
    comments = [each for each in SAMPLES.entries if each.kind == POST_COMMENT.key]
    for entry in comments:
        assert {move.by for move in entry.moves if move.verb is not Verb.SEEN} == {"helen-marsden"}
    assert any(move.says.get("outcome") == "gm-responded" for e in comments for move in e.moves)


def test_ids_are_what_the_program_makes_and_their_references_differ() -> None:
    ids = [*(entry.id for entry in SAMPLES.entries), *(draft.id for draft in SAMPLES.drafts)]
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{16}", each) for each in ids)
    assert len({each[:6] for each in ids}) == len(ids)


def test_the_entries_stand_oldest_first() -> None:
    sent = [entry.sent.seen_from(WEDNESDAY, LONDON) for entry in SAMPLES.entries]
    assert sent == sorted(sent)
    assert sent[0] > WEDNESDAY - timedelta(days=92)


def test_every_level_occurs_first_and_last() -> None:
    assert {each.first_level for each in standings()} == set(Level)
    assert {each.level for each in standings()} == set(Level)


def test_every_state_occurs() -> None:
    assert {each.state for each in standings()} == set(State)


def test_every_move_that_can_be_told_occurs() -> None:
    told = {move.verb for entry in SAMPLES.entries for move in entry.moves}
    assert told == set(MOVES)


def test_every_pattern_is_shown() -> None:
    told = standings()
    known = [
        (
            each.entry.person,
            Known(
                id=each.id,
                kind=each.entry.kind,
                sent_at=each.sent_at,
                outcome=each.decision.outcome if each.decision else "",
            ),
        )
        for each in told
    ]
    found = {
        pattern.sort
        for person, this in known
        if person
        for pattern in of_person(this, [o for p, o in known if p == person and o is not this], 30)
    }
    assert found == set(Sort)
    people: dict[str, set[str]] = {}
    for each in told:
        for mark in marks_of(each):
            people.setdefault(mark, set()).add(each.entry.person)
    assert any(len(some) > 1 for some in people.values())


def test_about_thirty_are_undecided() -> None:
    assert 25 <= sum(each.state in UNDECIDED for each in standings()) <= 36


def test_every_sort_of_harm_occurs() -> None:
    seen = {harm for each in SAMPLES.entries for harm in options(journey_of(each), "harm")}
    assert {option.key for option in HARM_KINDS} <= seen


CASES: Mapping[str, Callable[[SampleEntry, Journey, Standing], bool]] = {
    "help given gladly": lambda _e, _j, s: bool(s.decision and s.decision.outcome == "help-given"),
    "tracing stopped": lambda _e, j, _s: "tracing-stop" in j.counting.given,
    "staff had already helped to search": lambda _e, j, _s: "with-staff" in options(j, "searched"),
    "staff who helped write about themselves": lambda e, j, _s: e.by in j.about_staff,
    "the relative made contact first": lambda _e, j, _s: (
        "contacted-first" in options(j, "in-touch")
    ),
    "an adoption is known of": lambda _e, j, _s: "yes" in options(j, "orders"),
    "not sure about safety": lambda _e, j, _s: "unsure" in options(j, "worried"),
    "cannot say": lambda e, _j, _s: CANNOT_SAY_WORDS in e.answers.values(),
    "a colleague is part of it": lambda _e, j, _s: "staff" in options(j, "careful"),
    "someone not listed": lambda _e, j, _s: not j.entry(entry_id="x", author="y", policy="").person,
    "written down late": lambda _e, j, _s: "late" in j.counting.given,
    "not yet discussed": lambda _e, _j, s: s.is_discussed is False,
    "discussed by phone": lambda e, _j, s: s.is_discussed is True and '"By phone"' in typed(e),
    "left a message": lambda e, _j, _s: '"left a message"' in typed(e).casefold(),
    "an emergency still open": lambda _e, _j, s: s.level is Level.EMERGENCY and s.is_open,
    "an emergency seen through": lambda _e, _j, s: s.level is Level.EMERGENCY and not s.is_open,
    "raised by its author": lambda e, j, _s: (
        e.raised_to is not None and e.raised_to > j.suggested.level
    ),
    "lowered by a manager": lambda _e, _j, s: s.level < s.first_level,
    "written for a colleague": lambda e, _j, _s: bool(e.source),
    "written by a manager": lambda e, _j, _s: e.by in {"sandra-whitlow", "robin-hale"},
    "decided and not yet told": lambda _e, _j, s: s.decision is not None and s.told is None,
    "opened again": lambda _e, _j, s: bool(s.reopened_because) and s.is_open,
    "added to": lambda _e, _j, s: bool(s.amendments),
    "their own device": lambda _e, j, _s: "mine" in options(j, "did"),
    "tracing as an entry of its own, stopped": lambda e, j, s: (
        e.kind == TRACING_REQUEST.key and "alone" in options(j, "searched") and told_stopped(s)
    ),
    "tracing as an entry of its own, contact made": lambda e, j, s: (
        e.kind == TRACING_REQUEST.key and "contact-made" in options(j, "searched") and is_high(s)
    ),
    "a concern of an unknown sort": lambda e, j, _s: (
        e.kind == SAFETY_CONCERN.key and "unknown" in options(j, "harm")
    ),
    "a concern that cannot be said yet, and was later": lambda e, _j, s: (
        e.kind == SAFETY_CONCERN.key
        and e.answers["harm"] == CANNOT_SAY_WORDS
        and bool(s.amendments)
    ),
    "a concern raised by a manager": lambda e, _j, s: (
        e.kind == SAFETY_CONCERN.key and s.level > s.first_level
    ),
    "a follow request left alone": lambda e, j, s: (
        e.kind == FOLLOW_REQUEST.key and "left" in options(j, "done") and arrives_decided(s.entry)
    ),
    "a follow request declined": lambda _e, j, _s: "declined" in options(j, "done"),
    "a follow request accepted": lambda _e, j, _s: (
        "accepted" in options(j, "done") and "connected" in j.counting.given
    ),
    "a follow request replied to, and still connected": lambda _e, j, s: (
        "replied" in options(j, "done") and "yes" in options(j, "connected") and is_high(s)
    ),
    "a follow request that worries": lambda _e, j, _s: (
        "worried" in options(j, "worries") and "harm" in j.counting.given
    ),
    "posted by a colleague, who never reads it": lambda e, j, s: (
        e.kind == IDENTIFYING_MATERIAL.key
        and "colleague" in options(j, "posted-by")
        and bool(s.about - {e.by})
    ),
    "posted by the person themselves": lambda _e, j, s: (
        "person-self" in options(j, "posted-by") and s.first_level < Level.HIGH
    ),
    "posted by a stranger": lambda _e, j, _s: "stranger" in options(j, "posted-by"),
    "a comment that only gets us wrong": lambda e, j, s: (
        e.kind == POST_COMMENT.key
        and "misrepresents" in options(j, "flagged")
        and s.first_level is Level.MEDIUM
    ),
    "a comment with a threat": lambda _e, j, s: "risk" in options(j, "flagged") and is_high(s),
    "a comment that was replied to": lambda _e, j, _s: "replied-when" in j.counting.given,
    "good news a colleague is part of": lambda e, _j, s: (
        e.kind == GOOD_NEWS.key and bool(s.about - {e.by})
    ),
}


def told_stopped(standing: Standing) -> bool:
    decision = standing.decision
    return decision is not None and decision.outcome == OutcomeKey.STOPPED and bool(standing.told)


def is_high(standing: Standing) -> bool:
    return standing.first_level is Level.HIGH


def typed(entry: SampleEntry) -> str:
    return (
        json.dumps(entry.answers["told"]).replace("by phone", "By phone")
        if "told" in (entry.answers)
        else ""
    )


@pytest.mark.parametrize("case", CASES)
def test_the_case_occurs(case: str) -> None:
    found = [
        entry.id
        for entry, standing in zip(SAMPLES.entries, standings(), strict=True)
        if CASES[case](entry, journey_of(entry), standing)
    ]
    assert found


def test_outcomes_are_those_of_the_policy() -> None:
    outcomes = {
        move.says["outcome"]
        for entry in SAMPLES.entries
        for move in entry.moves
        if move.verb is Verb.DECIDED
    }
    assert outcomes <= {option.key for option in OUTCOMES}
    assert len(outcomes) >= 9


def test_managers_act_while_they_are_awake() -> None:
    for entry in SAMPLES.entries:
        sent_at = entry.sent.seen_from(WEDNESDAY, LONDON)
        for move in entry.moves:
            hour = move.when.seen_from(sent_at, LONDON).astimezone(LONDON).hour
            assert 7 <= hour <= 23, entry.id


def test_the_two_drafts_are_sams_and_one_breaks_off_in_a_sentence() -> None:
    assert [draft.by for draft in SAMPLES.drafts] == ["sam-okafor", "sam-okafor"]
    halves = [str(words) for draft in SAMPLES.drafts for words in draft.typed.values()]
    assert [half[-1].isalpha() for half in halves] == [True]


# the service


def test_the_service_can_be_set_up_as_it_is() -> None:
    staff = staff_on(WEDNESDAY)
    assert all(staff.holding(role) for role in NEVER_EMPTY)
    assert len({member.name for member in SAMPLES.members}) == len(SAMPLES.members)
    for member in SAMPLES.members:
        if Role.GENERAL_MANAGER not in member.roles:
            assert staff[member.manager].manages
    assert len(staff.holding(Role.LINE_MANAGER)) == 3
    assert len(staff.holding(Role.LEAD)) == 2
    assert sum(member.ends_in_days is not None for member in SAMPLES.members) == 2


def test_nobody_answers_to_somebody_added_after_them() -> None:
    added: set[str] = {""}
    for member in SAMPLES.members:
        assert member.manager in added
        added.add(member.id)


def test_the_demo_prints_a_login_for_each_sort_of_person() -> None:
    assert [sorted(member.roles) for member in SAMPLES.logins] == [
        [Role.GENERAL_MANAGER],
        [Role.LINE_MANAGER],
        [Role.LEAD],
        [Role.WORKER],
    ]
    assert [member.name for member in SAMPLES.logins][1::2] == ["Sandra Whitlow", "Sam Okafor"]


def test_thirty_people_have_the_initials_that_the_program_would_give_them() -> None:
    taken: list[str] = []
    for person in SAMPLES.people:
        assert person.initials == initials_for(person.name, taken)
        taken.append(person.initials)
    assert len(taken) == 30
    assert {"D.W.", "D.W.2"} <= set(taken)


def test_names_are_spelt_as_their_owners_spell_them() -> None:
    names = " ".join(person.name for person in SAMPLES.people)
    assert unicodedata.is_normalized("NFC", names)
    assert all(letter in names for letter in "ŷłọ̀'")
    assert {person.house for person in SAMPLES.people} == set(SAMPLES.houses)
    assert len(SAMPLES.houses) == 4


def test_no_passphrase_stands_in_the_files() -> None:
    assert not re.search("passphrase|secret_key|private_key", all_text())


# nobody is real


def all_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir()))


REAL_NAMES = frozenset(
    {
        "1b9dae1f451bae99d1ca1030f9867e29194fadb9263df3bccf66ffcccb94a3a1",
        "fcaf715f387ef5ae69137210095a5ec9411a694136d1219736c4c2738853af74",
    }
)
"""Digests of the words by which a real firm and its manager would be known."""


def test_no_real_firm_or_manager_is_named() -> None:
    words = set(re.findall(r"\w+", all_text().casefold()))
    digests = {hashlib.sha256(word.encode()).hexdigest() for word in words}
    assert not digests & REAL_NAMES


def test_telephone_numbers_are_from_the_ranges_kept_for_drama() -> None:
    numbers = re.findall(r"(?<![\w/-])\+?\d(?:[ -]?\d){8,}", all_text())
    assert numbers
    assert all(re.match("01632 ?960 ?[0-9]{3}$|07700 ?900 ?[0-9]{3}$", each) for each in numbers)


def test_no_mail_address_and_no_link_stands_anywhere() -> None:
    assert not re.search(r"[\w.]+@[\w-]+\.\w|https?:|www\.", all_text())


# finding and reading


def test_the_folder_inside_the_package_comes_first(tmp_path: Path) -> None:
    package = tmp_path / "logbook"
    shutil.copytree(FOLDER, package / "sample_data")
    shutil.copytree(FOLDER, tmp_path / "sample_data")
    assert sample_folder(package) == package / "sample_data"
    assert load(sample_folder(package)) == SAMPLES


def test_the_folder_beside_the_package_serves_in_the_repository(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "sample_data")
    assert sample_folder(tmp_path / "logbook") == tmp_path / "sample_data"
    assert load() == SAMPLES


def test_without_sample_data_the_refusal_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="sample data is not here"):
        sample_folder(tmp_path / "logbook")


def test_a_time_is_days_and_a_clock_or_minutes() -> None:
    assert SampleTime.from_text("-2 09:40").seen_from(WEDNESDAY, LONDON) == datetime(
        2026, 11, 16, 9, 40, tzinfo=UTC
    )
    assert SampleTime.from_text("+25m").seen_from(WEDNESDAY, LONDON) == datetime(
        2026, 11, 18, 14, 30, tzinfo=UTC
    )
    with pytest.raises(NotASampleTime, match="tomorrow"):
        SampleTime.from_text("tomorrow")


def test_a_local_clock_is_meant_in_summer_and_winter() -> None:
    summer = SampleTime.from_text("-40 09:00").seen_from(WEDNESDAY, LONDON)
    assert summer == datetime(2026, 10, 9, 8, 0, tzinfo=UTC)


# any number of them


def made(seed: int, many: int, now: datetime = WEDNESDAY) -> Iterator[SampleEntry]:
    members: list[Member] = list(staff_on(now))
    return synthetic(seed, many, now, members, [each.person for each in SAMPLES.people])


def test_the_same_seed_makes_the_same_entries() -> None:
    assert list(made(7, 200)) == list(made(7, 200))
    assert list(made(7, 200)) != list(made(8, 200))


@pytest.mark.parametrize("now", NOWS.values(), ids=NOWS)
def test_made_entries_finish_and_their_moves_may_be_made(now: datetime) -> None:
    for entry in made(1, 80, now):
        standing = standing_of(entry, now)
        assert standing.changed_at <= now
        assert set(entry.answers) == set(journey_of(entry, now).answers) - skipped(entry)


def skipped(entry: SampleEntry) -> frozenset[str]:
    """Optional questions on the way that were left empty."""
    optional = {"saw", "said", "heard", "think", "other-handle", "understanding", "evidence"}
    return frozenset(optional - set(entry.answers))


def test_made_entries_are_mostly_low_and_mostly_closed() -> None:
    entries = list(made(3, 20_000))
    levels = Counter(journey_of(entry).suggested.level for entry in entries[:1000])
    assert 770 < levels[Level.LOW] < 850
    assert 115 < levels[Level.MEDIUM] < 185
    assert 20 < levels[Level.HIGH] < 60
    assert 1 <= levels[Level.EMERGENCY] < 15
    last = Counter(entry.moves[-1].verb for entry in entries if entry.moves)
    assert last[Verb.CLOSED] > 19_000
    assert last[Verb.WITHDRAWN] > 100
    assert {Verb.SEEN, Verb.TAKEN, Verb.DECIDED} < set(last)
    assert any(not entry.moves for entry in entries)


def test_references_differ_however_many_are_made() -> None:
    ids = [entry.id for entry in made(5, 20_000)]
    assert len({each[:6] for each in ids}) == len(ids)


def test_prose_varies() -> None:
    stories = Counter(
        (entry.answers["asked"], entry.answers["did"], entry.answers["next"])
        for entry in made(2, 2000)
    )
    assert len(stories) > 1000
