"""What holds for every type of question."""

import json
from dataclasses import replace

import pytest
from askings import (
    ANSWERABLE,
    ASKING,
    EVERY,
    HANDLE,
    HOSTILE,
    LINE,
    ONE,
    SEVERAL,
    STAFF_PART,
    STOP,
    STORY,
    TELLING,
    TOLD,
    WHEN,
    WHO,
    YES_NO,
    attempt,
)
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.answers import CANNOT_SAY_WORDS, Answer, CannotSay, Skipped
from logbook.domain.questions import NotAnAnswer, Question, Typed
from logbook.domain.text import FIELD_LIMIT, ingest, visible

GOOD: list[tuple[Question, Typed]] = [
    (LINE, "a line"),
    (STORY, "one line\n\n  and another"),
    (HANDLE, "@mina.online"),
    (ONE, "1"),
    (ONE, "other: a thing: with a colon"),
    (SEVERAL, "1 2"),
    (SEVERAL, "log-in\nother: this, that: and more"),
    (YES_NO, "not sure"),
    (WHEN, "today 2pm"),
    (WHEN, "about 4pm yesterday"),
    (WHEN, "friday"),
    (WHEN, "not known"),
    (WHO, "D.W."),
    (WHO, "not listed: her aunt"),
    (STAFF_PART, "Sandra, Henry\nnot listed: agency, night shift"),
    (TOLD, "nobody yet: she is driving"),
    (TOLD, [TELLING]),
    (TOLD, [TELLING, {**TELLING, "who": "Dr Rao", "role": "gp", "when": "not known"}]),
    (STOP, "stop"),
    *((each, CANNOT_SAY_WORDS) for each in ANSWERABLE),
]

anything = st.text(max_size=60)
free = st.sampled_from([LINE, STORY, HANDLE])
chosen = st.one_of(
    st.tuples(st.just(ONE), st.just("other: ") | st.just("4:"), anything),
    st.tuples(st.just(SEVERAL), st.just("1 2\nother: ") | st.just("other: "), anything),
    st.tuples(st.just(WHO) | st.just(STAFF_PART), st.just("not listed: "), anything),
    st.tuples(st.just(TOLD), st.just("nobody yet: "), anything),
)


def both_ways(question: Question, answer: Answer) -> None:
    assert question.read(question.typed(answer), ASKING, optional=True) == answer
    plain = json.loads(json.dumps(question.to_plain(answer)))
    assert question.from_plain(plain) == answer


@pytest.mark.parametrize(("question", "typed"), GOOD)
def test_an_answer_can_be_typed_again_and_stored_again(question: Question, typed: Typed) -> None:
    both_ways(question, question.read(typed, ASKING))


@given(question=free, typed=anything)
def test_any_text_read_once_reads_the_same_again(question: Question, typed: str) -> None:
    answer = attempt(question, typed)
    if isinstance(answer, NotAnAnswer):
        assert str(answer)
    else:
        both_ways(question, answer)


@given(parts=chosen)
def test_any_detail_read_once_reads_the_same_again(parts: tuple[Question, str, str]) -> None:
    question, begin, words = parts
    answer = attempt(question, begin + words)
    if isinstance(answer, NotAnAnswer):
        assert str(answer)
    else:
        both_ways(question, answer)


@given(question=st.sampled_from(EVERY), typed=anything)
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(question: Question, typed: str) -> None:
    answer = attempt(question, typed)
    if isinstance(answer, NotAnAnswer):
        assert str(answer).endswith((".", "”."))
    else:
        assert question.wording(answer)


@given(
    telling=st.fixed_dictionaries(
        {"who": anything, "role": anything, "how": anything, "when": anything},
        optional={"answer": anything, "reference": anything, "nobody": anything, "other": anything},
    )
)
def test_any_telling_is_read_or_refused_in_a_sentence(telling: dict[str, str]) -> None:
    answer = attempt(TOLD, [telling])
    if isinstance(answer, NotAnAnswer):
        assert str(answer).endswith(".")
    else:
        both_ways(TOLD, answer)


@given(answer=anything, reference=anything, who=st.sampled_from(["Sandra", "Dr Rao"]))
def test_any_words_of_a_telling_come_back(answer: str, reference: str, who: str) -> None:
    told = {**TELLING, "who": who, "answer": answer, "reference": reference}
    both_ways(TOLD, TOLD.read([told], ASKING))


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("typed", [CANNOT_SAY_WORDS, " i CANNOT say now "])
def test_everything_but_a_stop_page_can_be_left_unsaid(question: Question, typed: str) -> None:
    assert question.may_be_unsaid
    answer = question.read(typed, ASKING)
    assert answer == CannotSay()
    assert question.wording(answer) == CANNOT_SAY_WORDS
    assert question.counts(answer, optional=False)


@pytest.mark.parametrize("question", EVERY, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("typed", ["", "  \n ", "\x00\x1b\x07"])
def test_nothing_typed_is_refused_in_the_questions_own_words(
    question: Question, typed: str
) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question.read(typed, ASKING)
    assert str(refused.value) == (question.missing or "Type the word stop to go on, or hold Enter.")


@pytest.mark.parametrize("question", EVERY, ids=lambda each: type(each).__name__)
def test_a_question_without_its_own_words_still_says_what_to_do(question: Question) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        replace(question, missing="").read("", ASKING)
    assert str(refused.value).split()[0] in {"Answer", "Choose", "Enter", "Write", "Type"}


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda each: type(each).__name__)
def test_an_optional_question_may_be_left_empty(question: Question) -> None:
    assert question.read("", ASKING, optional=True) == Skipped()
    assert question.wording(Skipped()) == "–"
    both_ways(question, Skipped())


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda each: type(each).__name__)
def test_what_was_skipped_counts_only_while_it_is_optional(question: Question) -> None:
    assert question.counts(Skipped(), optional=True)
    assert not question.counts(Skipped(), optional=False)


@pytest.mark.parametrize("question", [STORY, LINE, HANDLE, WHO, ONE, WHEN])
def test_too_much_text_is_refused_in_one_sentence_of_the_questions_kind(
    question: Question,
) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        question.read("w" * (FIELD_LIMIT + 1), ASKING)
    assert "20,001 characters" in str(refused.value)
    assert "What was there before is kept" in str(refused.value)


@pytest.mark.parametrize("question", [HANDLE, WHO, STAFF_PART])
def test_a_name_with_unseen_characters_is_refused_with_what_to_do(question: Question) -> None:
    with pytest.raises(NotAnAnswer, match="Type the name yourself"):
        question.read("not listed: Mi\u200bna" if question is not HANDLE else "Mi\u200bna", ASKING)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_story_comes_back_as_evidence(typed: str) -> None:
    kept = ingest(typed).text.strip()
    if not kept:
        with pytest.raises(NotAnAnswer):
            STORY.read(typed, ASKING)
        return
    answer = STORY.read(typed, ASKING)
    assert STORY.wording(answer) == kept
    both_ways(STORY, answer)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("question", EVERY, ids=lambda each: type(each).__name__)
def test_a_hostile_answer_never_does_more_than_be_refused(question: Question, typed: str) -> None:
    answer = attempt(question, typed)
    if isinstance(answer, NotAnAnswer):
        assert len(visible(str(answer))) < 600
    else:
        both_ways(question, answer)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_beside_an_option_come_back(typed: str) -> None:
    kept = ingest(typed).text.strip()
    if not kept:
        return
    answer = ONE.read(f"other: {typed}", ASKING)
    assert ONE.wording(answer) == f"Something else: {kept}"


def test_a_refusal_repeats_only_the_beginning_of_what_was_typed() -> None:
    for question in (ONE, SEVERAL, WHO, STAFF_PART, YES_NO):
        with pytest.raises(NotAnAnswer) as refused:
            question.read("long word " * 100, ASKING)
        assert len(str(refused.value)) < 200
