"""What supervision notes say, whatever the format."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from noted_samples import FULL, HELP, NAMES, TRACING, entry, noted, response

from logbook.domain.levels import Level
from logbook.domain.people import Person
from logbook.export.notes import Names, Noted, reflective_questions


def test_nobodys_full_name_is_in_the_notes() -> None:
    said = str(asdict(FULL)).casefold()
    for name in ("daniel webb", "daniel  webb", "mina tal"):
        assert name not in said
    assert "d.w.'s page shut" in said


def test_the_response_that_names_the_person_is_left_out() -> None:
    assert "Who asked?" not in {each.question for each in noted().answers}
    assert noted().initials == "D.W."


def test_only_what_says_something_is_noted() -> None:
    assert [each.question for each in noted().answers] == [
        "How did they ask, in their own words?",
        "Which platform?",
        "What do they want?",
    ]


def test_what_is_not_the_whole_name_stays_as_it_was_said() -> None:
    words = "Daniel said: Webbs, McDaniel Webber and Daniel Webbing."
    assert NAMES.hide(words) == words


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("Daniel Webb", "D.W."),
        ("daniel webb's", "D.W.'s"),
        ("(Daniel\nWebb)", "(D.W.)"),
        ("Daniel\u00a0Webb, Mina Tal", "D.W., M.T."),
        ("DANIEL WEBB", "D.W."),
    ],
)
def test_a_full_name_becomes_initials_however_it_is_written(words: str, hidden: str) -> None:
    assert NAMES.hide(words) == hidden


def test_the_longer_of_two_names_is_taken_first() -> None:
    names = Names.of(
        (
            Person(id="a", name="Ann Lee", initials="A.L."),
            Person(id="b", name="Ann Lee Marsh", initials="A.M."),
        )
    )
    assert names.hide("Ann Lee Marsh met Ann Lee") == "A.M. met A.L."


def test_namesakes_keep_the_initials_of_whom_the_entry_is_about() -> None:
    first = Person(id="a", name="Ann Lee", initials="A.L.")
    second = replace(first, id="b", initials="A.L.2")
    about = entry(response("asked", "How?", "Ann Lee asked"), person="a", person_shown="Ann Lee")
    made = Noted.of(about, Names.of((first, second)), happened="", recorded="")
    assert (made.initials, made.answers[0].shown) == ("A.L.", "A.L. asked")


@pytest.mark.parametrize(
    ("shown", "initials", "said"),
    [
        ("Rose Hale", "R.H.", "R.H. asked her aunt"),
        ("her aunt", "H.A.", "Rose Hale asked her aunt"),
        ("…", "–", "Rose Hale asked her aunt"),
        ("", "–", "Rose Hale asked her aunt"),
    ],
)
def test_someone_not_listed_appears_by_initials_and_a_description_stays(
    shown: str, initials: str, said: str
) -> None:
    words = response("asked", "How?", "Rose Hale asked her aunt")
    made = Noted.of(entry(words, person="", person_shown=shown), NAMES, happened="", recorded="")
    assert (made.initials, made.answers[0].shown) == (initials, said)


@given(name=st.text(min_size=1, max_size=12), before=st.sampled_from(["", "so ", "("]))
def test_any_name_at_all_is_taken_out(name: str, before: str) -> None:
    names = Names.of((Person(id="a", name=name, initials="X.X."),))
    if name.strip():
        assert names.hide(f"{before}{name.strip()}, too") == f"{before}X.X., too"


def test_without_people_nothing_is_replaced() -> None:
    assert Names.of(()).hide("Daniel Webb") == "Daniel Webb"


def test_a_stopped_request_says_so_before_it_is_decided() -> None:
    stopped = noted(TRACING, outcome="")
    assert stopped.settled == "Stopped and referred, as the policy asks; not decided yet"
    assert noted(TRACING).settled == "Advice given"
    assert noted(outcome="").settled == ""


def test_the_level_is_as_it_stands_now() -> None:
    assert noted().level is Level.LOW
    assert noted(TRACING).level is Level.MEDIUM


def test_amended_answers_are_the_ones_noted() -> None:
    amended = response("asked", "How did they ask?", "by letter from Daniel Webb")
    made = Noted.of(HELP, NAMES, happened="", recorded="", responses=[amended])
    assert [each.shown for each in made.answers] == ["by letter from D.W."]


# reflective questions


def asked(**more: object) -> str:
    plain = noted(entry(), topics=(), told="You heard back.", late=False, discussed=None)
    return "\n".join(reflective_questions([replace(plain, **more)]))  # type: ignore[arg-type]


def test_a_stopped_tracing_request_is_asked_about() -> None:
    assert "You stopped a tracing request (K7-4QH2): how was it to say no?" in asked(stopped=True)


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"topics": ("help", "safety")}, "what made you notice it?"),
        ({"level": Level.EMERGENCY}, "how are you now"),
        ({"discussed": False}, "No manager was reached by voice"),
        ({"late": True}, "what would help you to write sooner?"),
        ({"told": ""}, "You have not heard back yet"),
        ({"kind": "good-news"}, "what did you do that we could all learn from?"),
    ],
)
def test_each_rule_asks_its_question_and_only_where_it_fits(
    more: dict[str, object], part: str
) -> None:
    assert part in asked(**more)
    assert part not in asked()


def test_what_is_asked_of_the_recording_is_asked_once_for_all_its_entries() -> None:
    made = noted(entry(), topics=(), told="", late=True, discussed=False)
    entries = [replace(made, reference=each) for each in ("A1", "B2", "C3")]
    assert list(reflective_questions(entries)) == [
        "No manager was reached by voice (A1, B2 and C3): what would make that easier?",
        "These were written down later (A1, B2 and C3): what would help you to write sooner?",
        "You have not heard back yet (A1, B2 and C3): what do you need to know?",
        "What went well in this period that is not written down yet?",
    ]


def test_what_went_well_is_asked_for_when_nothing_says_so() -> None:
    assert asked() == "What went well in this period that is not written down yet?"
    assert "What went well" not in asked(kind="good-news")


def test_no_entries_ask_what_was_not_written_down() -> None:
    assert list(reflective_questions([])) == [
        "Nothing was written down in this period. What came up that could have been?"
    ]


def test_every_question_ends_with_one_and_names_the_entry() -> None:
    for question in reflective_questions(FULL.noted):
        assert question.endswith("?")
        assert "(" in question or question.startswith("What went well")
