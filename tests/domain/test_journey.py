"""The way through a kind's questions."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from askings import ASKING, NOW, ROLES
from happenings import SANDRA
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.answers import (
    Answer,
    CannotSay,
    Choice,
    Choices,
    Skipped,
    Someone,
    Someones,
    StopRead,
    Words,
)
from logbook.domain.conditions import ALWAYS, answer_to
from logbook.domain.entries import Entry
from logbook.domain.journey import Journey, NotFinished, journey_of
from logbook.domain.kinds import Advise, Apply, Block, Kind, Outcome, Route, Suggest
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.questions import (
    Clause,
    LongText,
    MomentOf,
    OneOf,
    Option,
    SeveralOf,
    Stop,
    Told,
    WhichStaff,
    Who,
    YesNo,
)

CLAUSE = Clause("c1", "Section", "Text.", "2026-11")
SHOWN = Clause("c2", "Section", "Text.", "2026-11")
YES, NO = Choice("yes"), Choice("no")

_risky = answer_to("risky").is_("yes")

KIND = Kind(
    "test",
    "Test kind",
    (
        Who("person", "Who?"),
        MomentOf("happened", "When?"),
        LongText(
            "late",
            "Why later?",
            when=answer_to("happened").is_late(),
        ),
        YesNo("risky", "Risky?", clause=SHOWN),
        Block(
            "block",
            (
                Stop("halt", "Halt."),
                LongText("saw", "Saw?", optional=ALWAYS),
                LongText("heard", "Heard?", optional=answer_to("saw").is_filled()),
                MomentOf("noticed", "Noticed?"),
                WhichStaff("staff", "Staff?"),
                Told("told", "Told?", roles=ROLES, duty=frozenset({"line-manager"})),
            ),
            (Suggest(Level.HIGH, "risky", _risky), Route("general-manager", _risky)),
        ).when(_risky),
        SeveralOf("tags", "Tags?", options=(Option("x", "X"), Option("y", "Y"))),
    ),
    topic="help",
    rules=(
        Suggest(Level.MEDIUM, "not sure", answer_to("risky").is_("unsure")),
        Suggest(Level.MEDIUM, "x", answer_to("tags").is_("x")),
        Apply(CLAUSE, answer_to("tags").is_("y")),
        Outcome("stopped", _risky),
        Advise("Later.", answer_to("tags").is_("x")),
        Advise("Now!", _risky, urgent=True, clause=CLAUSE),
    ),
)

PERSON = Someones((Someone("p1", "Daniel Webb"),))
TOLD: Answer = KIND.question("told").read(
    [{"who": "Sandra", "role": "1", "how": "phone", "when": "now"}], ASKING
)
ORDINARY: Mapping[str, Answer] = {
    "person": PERSON,
    "happened": Moment.at(NOW),
    "risky": NO,
    "tags": Choices((Choice("x"), Choice("y"))),
}
RISKY: Mapping[str, Answer] = {
    **ORDINARY,
    "risky": YES,
    "halt": StopRead(),
    "saw": Words("a man at the door"),
    "heard": Skipped(),
    "noticed": Moment.at(NOW),
    "staff": Someones((Someone("henry", "Henry"), Someone("", "agency"))),
    "told": TOLD,
}


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


def entry_of(journey: Journey, **more: object) -> Entry:
    return journey.entry(entry_id="k74qh2aaaaaaaaaa", author="sam", policy="2026-11", **more)  # type: ignore[arg-type]


def test_the_path_grows_as_questions_are_answered() -> None:
    journey = Journey(KIND, NOW)
    assert keys(journey) == ["person", "happened", "risky", "tags"]
    assert journey.current is not None
    assert journey.current.key == "person"
    journey = journey.answer("person", PERSON).answer("risky", YES)
    assert keys(journey)[3:5] == ["halt", "saw"]
    assert journey.current is not None
    assert journey.current.key == "happened"


def test_an_answer_left_behind_does_not_count() -> None:
    back = Journey(KIND, NOW, RISKY).answer("risky", NO)
    assert "halt" not in keys(back)
    assert set(back.counting.given) == set(ORDINARY)
    assert back.suggested.level is Level.MEDIUM
    assert back.routes == ()
    assert back.outcome == ""
    assert back.about_staff == ()
    assert back.discussed is None
    assert {each.key for each in back.responses()} == set(ORDINARY)


def test_an_answer_left_behind_is_not_lost() -> None:
    there_and_back = Journey(KIND, NOW, RISKY).answer("risky", NO).answer("risky", YES)
    assert there_and_back.finished
    assert there_and_back.counting.given == RISKY


def test_a_skipped_answer_stops_counting_when_its_question_is_no_longer_optional() -> None:
    journey = Journey(KIND, NOW, RISKY)
    assert journey.finished
    emptied = journey.answer("saw", Skipped())
    assert emptied.current is not None
    assert emptied.current.key == "heard"
    assert not emptied.is_optional(emptied.current)
    with pytest.raises(NotFinished, match="Heard"):
        entry_of(emptied)
    assert emptied.answer("heard", Words("from her mum")).finished


@pytest.mark.parametrize("answer", [CannotSay(), Skipped()])
def test_a_stop_page_is_never_passed_without_reading_it(answer: Answer) -> None:
    journey = Journey(KIND, NOW, RISKY).answer("halt", answer)
    assert journey.current is not None
    assert journey.current.key == "halt"


def test_progress_says_where_one_is_of_about_how_many() -> None:
    journey = Journey(KIND, NOW, ORDINARY)
    assert journey.number("person") == (1, 4)
    assert journey.number("tags") == (4, 4)
    assert journey.answer("risky", YES).number("tags") == (10, 10)


def test_one_can_go_back_and_forth() -> None:
    journey = Journey(KIND, NOW, ORDINARY)
    assert journey.before("person") is None
    assert journey.after("tags") is None
    before, after = journey.before("tags"), journey.after("person")
    assert before is not None
    assert after is not None
    assert (before.key, after.key) == ("risky", "happened")


def test_a_reason_is_asked_only_past_a_day() -> None:
    on_time = Journey(KIND, NOW, ORDINARY)
    assert "late" not in keys(on_time)
    late = on_time.answer("happened", Moment.at(NOW - timedelta(hours=25)))
    assert keys(late)[2] == "late"
    assert not late.finished
    assert entry_of(late.answer("late", Words("on leave"))).late_because == "on leave"
    assert entry_of(late.answer("late", CannotSay())).late_because == "I cannot say now"
    assert entry_of(on_time.answer("late", Words("left behind"))).late_because == ""


def test_a_moment_not_known_is_never_called_late() -> None:
    assert "late" not in keys(Journey(KIND, NOW, {**ORDINARY, "happened": Moment.unknown()}))


def test_the_level_is_the_highest_that_the_answers_suggest_with_every_reason() -> None:
    suggested = Journey(KIND, NOW, RISKY).suggested
    assert suggested.level is Level.HIGH
    assert suggested.reasons == ("risky", "x")
    assert Journey(KIND, NOW).suggested.level is Level.LOW


def test_urgent_advice_comes_first() -> None:
    assert [each.words for each in Journey(KIND, NOW, RISKY).advice] == ["Now!", "Later."]


def test_clauses_shown_advised_and_applied_stand_once_each() -> None:
    assert [each.key for each in Journey(KIND, NOW, RISKY).clauses] == ["c2", "c1"]


def test_topics_are_the_kinds_own_and_those_on_the_path() -> None:
    assert Journey(KIND, NOW, ORDINARY).topics == ("help",)
    assert Journey(KIND, NOW, RISKY).topics == ("help", "block", "staff")


def test_the_entry_describes_itself() -> None:
    entry = entry_of(Journey(KIND, NOW, RISKY), source="from S. by phone")
    assert entry.title == "Test kind"
    assert entry.policy == "2026-11"
    assert entry.level is entry.suggested.level is Level.HIGH
    assert (entry.person, entry.person_shown) == ("p1", "Daniel Webb")
    assert entry.about == ("henry",)
    assert entry.routes == ("general-manager",)
    assert entry.outcome == "stopped"
    assert entry.discussed is True
    assert entry.source == "from S. by phone"
    assert entry.happened == entry.noticed == Moment.at(NOW).to_plain()
    assert {(each.clause, each.version) for each in entry.applied} == {
        ("c1", "2026-11"),
        ("c2", "2026-11"),
    }
    saw = entry.response("saw")
    assert saw is not None
    assert (saw.question, saw.shown, saw.topic) == ("Saw?", "a man at the door", "block")


def test_an_entry_survives_being_stored() -> None:
    entry = entry_of(Journey(KIND, NOW, RISKY))
    assert Entry.from_plain(json.loads(json.dumps(entry.to_plain()))) == entry


@given(
    raised=st.sampled_from([None, *Level]),
    answers=st.sampled_from([ORDINARY, RISKY, {**ORDINARY, "risky": Choice("unsure")}]),
)
def test_a_worker_may_raise_the_level_and_never_lower_it(
    raised: Level | None, answers: Mapping[str, Answer]
) -> None:
    entry = entry_of(Journey(KIND, NOW, answers), raised_to=raised, raised_because="I fear for her")
    assert entry.level >= entry.suggested.level
    assert entry.level == max(entry.suggested.level, raised or Level.LOW)


def test_whoever_reports_on_themselves_stays_a_reader() -> None:
    named = Someones((Someone("sam", "Sam"), Someone("henry", "Henry")))
    assert entry_of(Journey(KIND, NOW, {**RISKY, "staff": named})).about == ("henry",)


def test_telling_the_manager_it_is_about_is_not_discussed() -> None:
    about = Someones((Someone(SANDRA.id, SANDRA.name),))
    assert Journey(KIND, NOW, RISKY).discussed is True
    assert Journey(KIND, NOW, {**RISKY, "staff": about}).discussed is False


def test_everything_that_may_be_left_unsaid_still_makes_an_entry() -> None:
    unsaid = {key: CannotSay() for key in RISKY if key != "halt"}
    entry = entry_of(Journey(KIND, NOW, {**unsaid, "risky": YES, "halt": StopRead()}))
    assert entry.discussed is False
    assert (entry.person, entry.happened, entry.about) == ("", None, ())
    assert all(
        each.shown == "I cannot say now"
        for each in entry.responses
        if each.key not in {"risky", "halt"}
    )


@pytest.mark.parametrize("answers", [ORDINARY, RISKY], ids=["ordinary", "risky"])
def test_the_journey_of_an_entry_is_the_one_it_came_from(answers: Mapping[str, Answer]) -> None:
    journey = Journey(KIND, NOW, answers)
    stored = Entry.from_plain(json.loads(json.dumps(entry_of(journey).to_plain())))
    assert journey_of(KIND, stored, NOW) == journey


def test_an_entry_from_a_removed_question_still_reads() -> None:
    entry = entry_of(Journey(KIND, NOW, ORDINARY))
    today = replace(KIND, steps=KIND.steps[:-1], rules=())
    again = journey_of(today, entry, NOW)
    assert again.finished
    assert "tags" not in again.answers
    shown = entry.response("tags")
    assert shown is not None
    assert shown.shown == "X · Y"


def test_an_answer_whose_option_is_gone_is_asked_again() -> None:
    entry = entry_of(Journey(KIND, NOW, ORDINARY))
    fewer = SeveralOf("tags", "Tags?", options=(Option("y", "Y"),))
    today = replace(KIND, steps=(*KIND.steps[:-1], fewer), rules=())
    again = journey_of(today, entry, NOW)
    assert again.current == fewer


def test_an_answer_whose_option_is_only_disabled_stays() -> None:
    entry = entry_of(Journey(KIND, NOW, ORDINARY))
    options = (Option("x", "X", enabled=False), Option("y", "Y"))
    today = replace(KIND, steps=(*KIND.steps[:-1], SeveralOf("tags", "Tags?", options=options)))
    again = journey_of(today, entry, NOW)
    assert again.finished
    assert again.responses() == entry.responses


def test_a_new_question_does_not_disturb_an_old_entry() -> None:
    entry = entry_of(Journey(KIND, NOW, ORDINARY))
    today = replace(KIND, steps=(*KIND.steps, OneOf("new", "New?", options=(Option("a", "A"),))))
    again = journey_of(today, entry, NOW)
    assert again.current is not None
    assert again.current.key == "new"
