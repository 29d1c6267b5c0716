"""What can be done with an entry, and what people read where it cannot."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from happenings import (
    AMIR,
    DEV,
    EVERYONE,
    GAIL,
    HENRY,
    LENA,
    MONDAY,
    SAM,
    SANDRA,
    SAUL,
    STAFF,
    Happenings,
    entry,
    response,
)
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from logbook.domain import erasing_by_two, triage
from logbook.domain.course import NOBODY, due, queue, reading
from logbook.domain.entries import Suggested
from logbook.domain.events import Verb
from logbook.domain.levels import Level
from logbook.domain.people import Member, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import Action, readers, triagers
from logbook.domain.settings import Settings
from logbook.domain.standing import How, State
from logbook.domain.why_not import NOTHING_HERE, why_not


class Desk:
    """An entry and its staff, moved on by whoever is named."""

    def __init__(self, log: Happenings, staff: Staff = STAFF) -> None:
        self.log = log
        self.staff = staff

    def do(self, move: Any, by: Member, **said: Any) -> "Desk":
        number = len(self.log.events) + 1
        self.log.and_then(
            move(
                self.log.standing,
                by=by,
                staff=self.staff,
                at=self.log.next_at,
                event_id=f"event{number}",
                **said,
            )
        )
        return self

    def decided(self, by: Member = SANDRA, words: str = "") -> "Desk":
        return self.do(
            triage.decide,
            by,
            outcome="advice-given",
            because="it was in time",
            next_step="check on Friday",
            words=words,
        )

    @property
    def state(self) -> State:
        return self.log.standing.state


def sent(level: Level = Level.MEDIUM, author: str = "sam", **more: Any) -> Desk:
    return Desk(Happenings.of(entry(level=level, author=author, **more)))


# the way through


def test_an_entry_goes_from_sent_to_closed() -> None:
    desk = sent().do(triage.see, SANDRA).do(triage.take, SANDRA)
    desk.do(triage.ask, SANDRA, question="Which account?").do(triage.answer, SAM, text="Mine.")
    desk.do(triage.wait, SANDRA, for_whom="the bank").do(triage.resume, SANDRA)
    desk.decided().do(triage.tell, SANDRA, words="You did well.").do(triage.close, SANDRA)
    desk.do(triage.reopen, AMIR, because="it happened again")
    assert [passage.state for passage in desk.log.standing.passages] == [
        State.SENT,
        State.SEEN,
        State.IN_REVIEW,
        State.WAITING_WORKER,
        State.IN_REVIEW,
        State.WAITING_OUTSIDE,
        State.IN_REVIEW,
        State.DECIDED,
        State.CLOSED,
        State.IN_REVIEW,
    ]


def test_deciding_with_a_sentence_is_deciding_and_telling() -> None:
    desk = sent().decided(words="You did well.").do(triage.close, SANDRA)
    assert desk.state is State.CLOSED


def test_good_news_is_cleared_with_one_key() -> None:
    desk = sent(Level.LOW, outcome="ignored-as-policy")
    event = triage.tell_by_policy(
        desk.log.standing, at=desk.log.next_at, event_id="told", words="Nothing more to do."
    )
    desk.log.and_then(event)
    assert desk.do(triage.close, SANDRA).state is State.CLOSED


def test_only_what_the_policy_decided_is_told_by_it() -> None:
    with pytest.raises(NotAllowed, match="A manager decides"):
        triage.tell_by_policy(sent().log.standing, at=MONDAY, event_id="told", words="Done.")


def test_sending_never_lowers_what_the_answers_suggest() -> None:
    wrote = replace(entry(level=Level.LOW), suggested=Suggested(level=Level.HIGH))
    assert triage.send(wrote, at=MONDAY, event_id="e").body["level"] == "high"


# refusals, each in a sentence


@pytest.mark.parametrize(
    ("move", "by", "said", "sentence"),
    [
        (triage.see, SAM, {}, "You wrote this"),
        (triage.take, SAUL, {}, "no entry of that reference"),
        (triage.take, HENRY, {}, "no entry of that reference"),
        (triage.take, DEV, {}, "no entry of that reference"),
        (triage.decide, LENA, {"outcome": "a", "because": "b", "next_step": ""}, "no entry"),
        (triage.close, SANDRA, {}, "Decide first"),
        (triage.close, SAM, {}, "Above Low, nobody closes"),
        (triage.tell, SANDRA, {"words": "Well done."}, "Decide first"),
        (triage.ask, SANDRA, {"question": " "}, "what you want to know"),
        (triage.wait, SANDRA, {"for_whom": ""}, "whom or what"),
        (triage.resume, SANDRA, {}, "waits for nobody"),
        (triage.answer, SAM, {"text": "x"}, "No question is open"),
        (triage.answer, SANDRA, {"text": "x"}, "Only Sam, who wrote it"),
        (triage.withdraw, SAM, {"because": ""}, "Say why you withdraw"),
        (triage.withdraw, SANDRA, {"because": "x"}, "Only Sam, who wrote it"),
        (triage.reopen, SANDRA, {"because": "x"}, "open already"),
        (triage.amend, SAM, {}, "Nothing was added"),
        (triage.amend, SAM, {"level": Level.LOW}, "Nothing was added"),
        (triage.amend, SAM, {"responses": [response("platform", "X")]}, "why the answer changed"),
        (triage.name_about, SANDRA, {"members": []}, "Say whom"),
        (triage.name_about, SANDRA, {"members": ["mallory"]}, "staff listed here"),
        (triage.set_level, SANDRA, {"level": Level.MEDIUM}, "at Medium already"),
        (triage.set_level, SANDRA, {"level": Level.LOW}, "why the level can be lower"),
        (triage.set_level, SAM, {"level": Level.LOW, "because": "x"}, "only a manager lowers"),
        (triage.set_level, SAUL, {"level": Level.MEDIUM}, "no entry of that reference"),
        (triage.decide, SANDRA, {"outcome": "", "because": "b", "next_step": ""}, "an outcome"),
        (triage.decide, SANDRA, {"outcome": "a", "because": "", "next_step": ""}, "Say why"),
        (triage.undo, SAM, {}, "told of this step"),
        (triage.undo, SANDRA, {}, "Sam's"),
    ],
)
def test_what_cannot_be_done_yet_is_refused(
    move: Any, by: Member, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        sent().do(move, by, **said)


def refused(desk: Desk, move: Any, by: Member, **said: Any) -> str:
    before = list(desk.log.events)
    with pytest.raises(NotAllowed) as refusal:
        desk.do(move, by, **said)
    assert desk.log.events == before
    return str(refusal.value)


def test_an_entry_is_not_closed_until_the_worker_was_told() -> None:
    words = refused(sent().decided(), triage.close, SANDRA)
    assert words == "Sam has not heard back yet. Tell them in a sentence, then close it."


def test_an_entry_is_not_closed_over_something_nobody_read() -> None:
    desk = sent().decided(words="You did well.").do(triage.amend, SAM, note="He wrote again.")
    assert "nobody has read yet" in refused(desk, triage.close, SANDRA)
    assert desk.do(triage.see, SANDRA).do(triage.close, SANDRA).state is State.CLOSED


def test_nobody_closes_above_low_what_they_wrote() -> None:
    desk = sent(author="sandra").decided(AMIR, words="Thank you.")
    assert "nobody closes an entry they wrote" in refused(desk, triage.close, SANDRA)
    assert desk.do(triage.close, AMIR).state is State.CLOSED


def test_nobody_closes_above_low_what_was_written_down_for_them() -> None:
    wrote = replace(entry(), source="Sandra, by phone", source_member="sandra")
    desk = Desk(Happenings.of(wrote)).decided(AMIR, words="Thank you.")
    assert "written down for you" in refused(desk, triage.close, SANDRA)
    assert desk.do(triage.close, AMIR).state is State.CLOSED


def test_a_manager_closes_their_own_at_low_once_somebody_decided_it() -> None:
    desk = sent(Level.LOW, author="sandra").decided(AMIR, words="Thank you.")
    assert desk.do(triage.close, SANDRA).state is State.CLOSED


def test_two_managers_do_not_work_on_one_entry_unknowingly() -> None:
    desk = sent().do(triage.take, SANDRA)
    decision = {"outcome": "a", "because": "b", "next_step": ""}
    over = "Sandra has this. Talk to them, or take it over first: t."
    assert refused(desk, triage.decide, AMIR, **decision) == over
    assert desk.do(triage.take, AMIR).log.standing.holder == "amir"
    for move, said in ((triage.take, {}), (triage.decide, decision)):
        assert "Amir has this. Talk to them, or to the man" in refused(desk, move, SANDRA, **said)
    assert "with you already" in refused(desk, triage.take, AMIR)


def test_what_somebody_away_holds_can_be_taken_by_their_cover() -> None:
    desk = sent().do(triage.take, AMIR)
    away = replace(AMIR, away=True, cover="sandra")
    desk.staff = Staff({**STAFF.members, "amir": away})
    assert desk.do(triage.take, SANDRA).log.standing.holder == "sandra"


def test_what_somebody_with_a_last_day_holds_can_be_taken_by_whoever_has_it_afterwards() -> None:
    """Handed over to another line; its author's line has it again once the account has ended."""
    taken = Happenings.of(entry()).then(Verb.TAKEN, "henry")
    agency = replace(HENRY, ends_on=MONDAY.date())
    gone = replace(GAIL, away=True), replace(DEV, away=True)
    staff = Staff({**STAFF.members, **{each.id: each for each in (agency, *gone)}})
    later = MONDAY + timedelta(days=1)
    now_with = {
        each.member for each in queue(taken.standing, staff, Settings()) if each.start_at <= later
    }
    assert "sandra" in now_with
    assert Desk(taken, staff).do(triage.take, SANDRA).log.standing.holder == "sandra"


def test_one_question_is_open_at_a_time() -> None:
    desk = sent().do(triage.ask, SANDRA, question="Which account?")
    assert "“Which account?” is not answered" in refused(
        desk, triage.ask, SANDRA, question="And when?"
    )


def test_somebody_who_left_is_asked_nothing() -> None:
    desk = sent()
    desk.staff = Staff({**STAFF.members, "sam": replace(SAM, left=True)})
    assert "cannot answer here" in refused(desk, triage.ask, SANDRA, question="Which?")


def test_a_worker_raises_the_level_without_having_to_say_why() -> None:
    desk = sent().do(triage.set_level, SAM, level=Level.EMERGENCY)
    assert desk.log.standing.level is Level.EMERGENCY
    assert desk.log.standing.first_level is Level.MEDIUM


def test_a_manager_lowers_the_level_with_a_reason() -> None:
    desk = sent(Level.HIGH).do(triage.set_level, SANDRA, level=Level.LOW, because="he is safe")
    assert desk.log.standing.levels[-1].because == "he is safe"


def test_an_amendment_that_names_a_lower_level_adds_the_rest() -> None:
    desk = sent().do(triage.amend, SAM, note="He rang.", level=Level.LOW)
    assert desk.log.standing.level is Level.MEDIUM
    assert desk.log.standing.amendments[0].note == "He rang."


def test_an_amendment_raises_the_level_and_names_somebody() -> None:
    desk = sent().do(triage.see, SANDRA)
    desk.do(triage.amend, SAM, level=Level.HIGH, about=["sandra"], discussed=True)
    standing = desk.log.standing
    assert standing.level is Level.HIGH
    assert standing.about == {"sandra"}
    assert standing.is_discussed is True
    assert standing.state is State.SENT


def test_a_talk_is_recorded_by_the_author_or_a_manager() -> None:
    desk = sent(discussed=False)
    talk = {"who": "sandra", "role": "line manager", "how": How.PHONE}
    assert "still to come" in refused(
        desk, triage.discussed, SAM, when=MONDAY + timedelta(days=9), **talk
    )
    assert "whom you talked to" in refused(
        desk, triage.discussed, SAM, when=MONDAY, **{**talk, "who": " "}
    )
    assert refused(desk, triage.discussed, SAUL, when=MONDAY, **talk) == NOTHING_HERE
    desk.do(triage.discussed, SANDRA, when=MONDAY, **talk)
    assert desk.log.standing.is_discussed is True


def test_a_talk_with_whoever_it_is_about_does_not_count() -> None:
    desk = sent(discussed=False, about=("sandra",))
    desk.do(triage.discussed, SAM, when=MONDAY, who="sandra", role="", how=How.PHONE)
    assert desk.log.standing.is_discussed is False


@pytest.mark.parametrize(
    ("by", "who", "more", "counts"),
    [
        (SAM, "sandra", {}, True),
        (SAM, "lena", {}, True),
        (SANDRA, "sam", {}, True),
        (SANDRA, "sandra", {}, True),
        (SAM, "Rob Hale", {"on_call": True}, True),
        (SAM, "saul", {}, False),
        (SAM, "sam", {}, False),
        (SANDRA, "saul", {}, False),
        (SANDRA, "the bank", {}, False),
    ],
)
def test_only_a_talk_with_a_manager_is_what_the_policy_asks_for(
    by: Member, who: str, more: Mapping[str, Any], *, counts: bool
) -> None:
    desk = sent(discussed=False)
    desk.do(triage.discussed, by, when=MONDAY, who=who, role="", how=How.PHONE, **more)
    assert desk.log.standing.is_discussed is counts
    assert desk.log.standing.talks[0].is_talk


def test_a_manager_does_not_talk_over_with_themselves_what_they_wrote() -> None:
    desk = sent(author="sandra", discussed=False)
    desk.do(triage.discussed, SANDRA, when=MONDAY, who="sandra", role="", how=How.PHONE)
    assert desk.log.standing.is_discussed is False


def test_a_talk_that_a_manager_had_counts_no_more_once_it_is_about_them() -> None:
    desk = sent(discussed=False)
    desk.do(triage.discussed, SANDRA, when=MONDAY, who="sam", role="", how=How.PHONE)
    desk.do(triage.name_about, AMIR, members=["sandra"])
    assert desk.log.standing.is_discussed is False


def test_this_is_about_moves_it_at_once() -> None:
    desk = sent().do(triage.take, SANDRA)
    desk.do(triage.name_about, AMIR, members=["sandra", "sandra"])
    standing = desk.log.standing
    assert standing.holder == ""
    assert readers(standing, STAFF) == {"sam", "amir", "gail"}
    assert refused(desk, triage.see, SANDRA) == NOTHING_HERE
    assert "not named yet" in refused(desk, triage.name_about, AMIR, members=["sandra"])


def test_naming_everybody_would_leave_nobody_to_read_it() -> None:
    desk = sent()
    everybody = [each.id for each in EVERYONE]
    assert "nobody to read it" in refused(desk, triage.name_about, AMIR, members=everybody)


def test_whoever_it_is_about_reads_the_same_words_as_for_no_entry_at_all() -> None:
    standing = sent(about=("sandra",)).log.standing
    assert {why_not(action, standing, SANDRA, STAFF) for action in Action} == {NOTHING_HERE}


def test_withdrawing_keeps_it_readable_and_ends_adding() -> None:
    desk = sent().do(triage.withdraw, SAM, because="sent twice")
    assert desk.state is State.WITHDRAWN
    assert "withdrew this already" in refused(desk, triage.withdraw, SAM, because="again")
    assert "Record a new entry" in refused(desk, triage.amend, SAM, note="more")
    assert desk.do(triage.reopen, SANDRA, because="it did happen").state is State.IN_REVIEW


def test_what_is_decided_is_not_withdrawn() -> None:
    desk = sent().decided()
    assert "decided already" in refused(desk, triage.withdraw, SAM, because="wrong")


@pytest.mark.parametrize("move", [triage.take, triage.wait, triage.ask, triage.decide])
def test_what_is_settled_is_opened_again_first(move: Any) -> None:
    said: dict[Any, dict[str, str]] = {
        triage.wait: {"for_whom": "the bank"},
        triage.ask: {"question": "Which?"},
        triage.decide: {"outcome": "a", "because": "b", "next_step": ""},
    }
    desk = sent().decided(words="Thank you.").do(triage.close, SANDRA)
    assert "Open it again" in refused(desk, move, SANDRA, **said.get(move, {}))


def test_what_is_closed_is_not_closed_told_or_read_again() -> None:
    desk = sent().decided(words="Thank you.").do(triage.close, SANDRA)
    assert "This is closed" in refused(desk, triage.close, SANDRA)
    assert "told already" in refused(desk, triage.tell, SANDRA, words="Again.")
    assert "have read this" in refused(desk, triage.see, SANDRA)
    assert "nothing in it waits" in refused(desk, triage.see, AMIR)
    assert "This is closed" in refused(desk, triage.set_level, SAM, level=Level.HIGH)
    assert "This is closed" in refused(desk, triage.set_level, SANDRA, level=Level.LOW, because="x")


def test_waiting_twice_says_for_whom_it_waits() -> None:
    desk = sent().do(triage.wait, SANDRA, for_whom="the bank")
    assert "waits for the bank already" in refused(desk, triage.wait, SANDRA, for_whom="police")


# taking a step back


def test_the_newest_step_is_undone_by_whoever_made_it() -> None:
    desk = sent().do(triage.see, SANDRA)
    assert "Sandra's" in refused(desk, triage.undo, AMIR)
    desk.do(triage.undo, SANDRA)
    assert desk.state is State.SENT
    assert "and it was" in refused(desk, triage.undo, SANDRA)


def test_a_decision_nobody_was_told_is_undone() -> None:
    desk = sent().do(triage.take, SANDRA).decided().do(triage.undo, SANDRA)
    assert desk.state is State.IN_REVIEW
    assert desk.log.standing.decision is None


def test_what_somebody_was_told_is_not_undone() -> None:
    assert "told of this step" in refused(sent().decided(words="Well."), triage.undo, SANDRA)
    asked = sent().do(triage.ask, SANDRA, question="Which?")
    assert "told of this step" in refused(asked, triage.undo, SANDRA)


def test_a_worker_does_not_lower_the_level_by_undoing() -> None:
    desk = sent().do(triage.set_level, SAM, level=Level.HIGH)
    assert "only a manager lowers" in refused(desk, triage.undo, SAM)


# erasing


def erased(desk: Desk, by: Member, second: Member, because: str = "its time is up") -> Desk:
    """The General Manager asks for it, and the second person does it."""
    return desk.do(erasing_by_two.erase, second, asked_by=by, because=because)


def settled() -> Desk:
    return sent(about=("henry",)).decided(words="Thank you.").do(triage.close, SANDRA)


def test_erasing_keeps_what_has_to_be_counted() -> None:
    standing = erased(settled(), GAIL, LENA).log.standing
    assert standing.erased
    assert standing.about == {"henry"}
    assert standing.level is Level.MEDIUM
    assert standing.decision is not None
    assert standing.decision.outcome == "advice-given"


@pytest.mark.parametrize(
    ("by", "second", "sentence"),
    [
        (AMIR, GAIL, "General Manager erases"),
        (GAIL, GAIL, "second person"),
        (GAIL, SAM, "second person"),
        (GAIL, HENRY, "second person"),
        (GAIL, replace(LENA, left=True), "second person"),
        (GAIL, replace(LENA, id="ghost"), "needs an account"),
        (DEV, GAIL, "no entry of that reference"),
    ],
)
def test_erasing_takes_the_general_manager_and_another(
    by: Member, second: Member, sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        erased(settled(), by, second)


def test_nothing_more_is_done_with_what_was_erased() -> None:
    gone = erased(settled(), GAIL, LENA)
    assert "were erased" in refused(gone, triage.reopen, SANDRA, because="there is more")
    assert "were erased" in refused(gone, triage.amend, SAM, note="one more thing")
    assert "erased already" in refused(
        gone, erasing_by_two.erase, LENA, asked_by=GAIL, because="again"
    )


def test_what_is_open_is_not_erased() -> None:
    with pytest.raises(NotAllowed, match="still open"):
        erased(sent(), GAIL, LENA)


def test_erasing_takes_a_reason() -> None:
    with pytest.raises(NotAllowed, match="Say why"):
        erased(settled(), GAIL, LENA, because=" ")


# any moves, in any order

LEVELS = st.sampled_from(list(Level))
WHO = st.sampled_from(EVERYONE)
WORDS = "because it was so"

MOVES: Mapping[Action, tuple[Any, Mapping[str, Any]]] = {
    Action.SEE: (triage.see, {}),
    Action.TAKE: (triage.take, {}),
    Action.ASK: (triage.ask, {"question": WORDS}),
    Action.ANSWER: (triage.answer, {"text": WORDS}),
    Action.DECIDE: (
        triage.decide,
        {"outcome": "a", "because": WORDS, "next_step": "", "no_talk_because": WORDS},
    ),
    Action.TELL: (triage.tell, {"words": WORDS}),
    Action.WAIT: (triage.wait, {"for_whom": WORDS}),
    Action.RESUME: (triage.resume, {}),
    Action.CLOSE: (triage.close, {}),
    Action.REOPEN: (triage.reopen, {"because": WORDS}),
    Action.WITHDRAW: (triage.withdraw, {"because": WORDS}),
    Action.AMEND: (triage.amend, {"note": WORDS}),
    Action.UNDO: (triage.undo, {}),
}
ONWARD = [Action.SEE, Action.TAKE, Action.DECIDE, Action.TELL, Action.CLOSE, Action.REOPEN]


class AnyMoves(RuleBasedStateMachine):
    """Whatever people do in whatever order, the same things hold."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = sent()
        self.first = Level.MEDIUM

    @initialize(
        level=LEVELS,
        author=WHO,
        about=st.sets(st.sampled_from([each.id for each in EVERYONE]), max_size=2),
        outcome=st.sampled_from(["", "ignored-as-policy"]),
        discussed=st.sampled_from([None, False, True]),
        routes=st.sets(st.sampled_from(["general-manager", "deputy", "lead"]), max_size=2),
    )
    def send(self, author: Member, level: Level, about: set[str], **more: Any) -> None:
        self.first = level
        named = tuple(sorted(about - {author.id}))
        routes = tuple(sorted(more.pop("routes")))
        self.desk = sent(level, author=author.id, about=named, routes=routes, **more)

    def attempt(self, action: Action, by: Member, move: Any, **said: Any) -> None:
        """It happens if and only if nothing says why not; else nothing changed."""
        before = list(self.desk.log.events)
        refusal = why_not(action, self.desk.log.standing, by, self.desk.staff)
        if refusal is None:
            self.desk.do(move, by, **said)
            return
        assert refusal[-1] in ".?!"
        with pytest.raises(NotAllowed):
            self.desk.do(move, by, **said)
        assert self.desk.log.events == before

    def by_somebody_who_can(self, action: Action, pick: int) -> None:
        standing, staff = self.desk.log.standing, self.desk.staff
        able = [each for each in staff if why_not(action, standing, each, staff) is None]
        if able:
            move, said = MOVES[action]
            self.attempt(action, able[pick % len(able)], move, **said)

    @rule(action=st.sampled_from(list(MOVES)), by=WHO)
    def by_anybody(self, action: Action, by: Member) -> None:
        move, said = MOVES[action]
        self.attempt(action, self.desk.staff[by.id], move, **said)

    @rule(action=st.sampled_from(list(MOVES)), pick=st.integers(0, 7))
    def anything(self, action: Action, pick: int) -> None:
        self.by_somebody_who_can(action, pick)

    @rule(action=st.sampled_from(ONWARD), pick=st.integers(0, 7))
    def onward(self, action: Action, pick: int) -> None:
        self.by_somebody_who_can(action, pick)

    @rule(by=WHO)
    def decide_and_tell(self, by: Member) -> None:
        move, said = MOVES[Action.DECIDE]
        self.attempt(Action.DECIDE, self.desk.staff[by.id], move, **said, words=WORDS)

    @rule(by=WHO, level=LEVELS)
    def set_level(self, by: Member, level: Level) -> None:
        now = self.desk.log.standing.level
        if level is not now:
            action = Action.LOWER if level < now else Action.RAISE
            who = self.desk.staff[by.id]
            self.attempt(action, who, triage.set_level, level=level, because=WORDS)

    @precondition(lambda self: len(self.desk.log.standing.about) < 3)
    @rule(by=WHO, level=LEVELS, about=WHO)
    def amend(self, by: Member, level: Level, about: Member) -> None:
        said = {"note": WORDS, "level": level, "about": [about.id]}
        self.attempt(Action.AMEND, self.desk.staff[by.id], triage.amend, **said)

    @rule(by=WHO, how=st.sampled_from(list(How)), who=WHO)
    def discuss(self, by: Member, how: How, who: Member) -> None:
        said = {"who": who.id, "role": "", "how": how, "when": MONDAY}
        self.attempt(Action.DISCUSS, self.desk.staff[by.id], triage.discussed, **said)

    @precondition(lambda self: len(self.desk.log.standing.about) < 3)
    @rule(by=WHO, named=WHO)
    def name_about(self, by: Member, named: Member) -> None:
        standing, staff = self.desk.log.standing, self.desk.staff
        then = replace(standing, about=standing.about | {named.id})
        who, said = staff[by.id], {"members": [named.id]}
        if then.about == standing.about:
            return
        if readers(then, staff) | triagers(then, staff):
            self.attempt(Action.NAME_ABOUT, who, triage.name_about, **said)
        else:
            with pytest.raises(NotAllowed):
                self.desk.do(triage.name_about, who, **said)

    @precondition(lambda self: len(self.desk.staff.present()) > len(EVERYONE) - 2)
    @rule(who=WHO)
    def leave(self, who: Member) -> None:
        self.change_staff(replace(self.desk.staff[who.id], left=True))

    @rule(who=WHO, other=WHO, away=st.booleans())
    def go_away_or_move(self, who: Member, other: Member, *, away: bool) -> None:
        member = self.desk.staff[who.id]
        moved = replace(member, manager=other.id)
        self.change_staff(replace(member, away=True, cover=other.id) if away else moved)

    def change_staff(self, changed: Member) -> None:
        self.desk.staff = Staff({**self.desk.staff.members, changed.id: changed})

    @invariant()
    def time_runs_forward(self) -> None:
        standing = self.desk.log.standing
        entered = [passage.at for passage in standing.passages]
        assert entered == sorted(entered)
        assert standing.paused >= timedelta()
        spent = sum(standing.spent(standing.changed_at).values(), timedelta())
        assert spent == standing.changed_at - standing.sent_at

    @invariant()
    def the_first_level_stays(self) -> None:
        standing = self.desk.log.standing
        assert standing.first_level is self.first
        assert standing.level is standing.levels[-1].level

    @invariant()
    def what_is_closed_was_told(self) -> None:
        standing = self.desk.log.standing
        if standing.state is State.CLOSED:
            assert standing.told is not None
            assert standing.decision is not None

    @invariant()
    def nobody_reads_or_works_on_what_is_about_them(self) -> None:
        standing = self.desk.log.standing
        staff = self.desk.staff
        assert not set(reading(standing, staff, Settings())) & standing.about
        assert standing.holder not in standing.about
        assert standing.decision is None or standing.decision.by not in standing.about

    @invariant()
    def only_those_here_read_and_work(self) -> None:
        staff = self.desk.staff
        here = {each.id for each in staff.present()}
        assert set(reading(self.desk.log.standing, staff, Settings())) <= here

    @invariant()
    def what_is_open_is_due_and_somebodys(self) -> None:
        standing = self.desk.log.standing
        queued = queue(standing, self.desk.staff, Settings())
        due_at: datetime | None = due(standing, Settings())
        assert bool(queued) is standing.is_open is (due_at is not None)
        assert len({each.member for each in queued}) == len(queued)
        if standing.is_open:
            first = min(each.start_at for each in queued)
            assert first <= standing.changed_at
        assert standing.author not in {each.member for each in queued}

    @invariant()
    def those_whose_work_it_is_can_do_it(self) -> None:
        standing, staff = self.desk.log.standing, self.desk.staff
        for each in queue(standing, staff, Settings()):
            assert each.member == NOBODY or each.member in triagers(standing, staff)

    @invariant()
    def nobody_is_named_only_when_nobody_is_left(self) -> None:
        standing = self.desk.log.standing
        queued = {each.member for each in queue(standing, self.desk.staff, Settings())}
        if NOBODY in queued:
            excluded = standing.about | {standing.author}
            leads = {
                each.id for each in self.desk.staff.present() if "lead" in each.roles
            } - excluded
            assert queued == {NOBODY}
            assert not leads


AnyMoves.TestCase.settings = hypothesis_settings(
    max_examples=50, stateful_step_count=30, deadline=None
)
TestAnyMoves = AnyMoves.TestCase
