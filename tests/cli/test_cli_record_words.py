"""What plain lines look like, whoever wrote them: visible, narrow, ours in ASCII on demand."""

import io
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from unittest.mock import patch

import pytest
from command_line import BirchLane, FakeTerminal
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from plain_lines import check_lines, is_private_or_new, types
from rich.cells import cell_len
from service_makers import SAM

from logbook.cli.plain import (
    answers,
    asking,
    level,
    lines,
    listing,
    menu,
    pages,
    prompts,
    session,
    telling,
    writing,
)
from logbook.cli.plain.lines import WIDTH, Ended, Lines, wrapped
from logbook.cli.plain.signs import answer_words, printed, refusal_words, theirs
from logbook.domain.answers import Choice, Choices, Someone, Someones, Tellings, Words
from logbook.domain.signs import IN_ASCII
from logbook.domain.text import visible
from logbook.policy.clauses import CLAUSES
from logbook.policy.kinds import KINDS
from logbook.services import drafts

HELP = ("help-request", "--plain")
ASCII = (*HELP, "--ascii")
MODULES = (
    answers, asking, level, lines, listing, menu, pages, prompts, session, telling, writing,
)  # fmt: skip
STORY = "“Don’t tell…” – she said"


# lines


@given(st.text(), st.sampled_from(["", "   "]))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, hang: str) -> None:
    shown = printed(text)
    found = [*wrapped(shown, hang)]
    assert all(cell_len(line) <= WIDTH for line in found)
    assert "".join("".join(found).split()) == "".join(shown.split())


def test_an_answer_of_several_lines_is_set_off_from_the_next_number() -> None:
    assert [*wrapped("2. Their words: one\ntwo", "   ")] == ["2. Their words: one", "   two"]


def test_a_word_as_long_as_a_page_is_broken() -> None:
    assert [cell_len(line) for line in wrapped("漢" * 100)] == [78, 78, 44]


def test_a_line_that_a_terminal_may_have_cut_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    cut, whole = "é" * 2048, "e" * 4094
    keyboard = FakeTerminal(
        io.BytesIO(f"{cut}\n{whole}\r\n".encode()), encoding="utf-8", newline="\n"
    )
    with patch.object(sys, "stdin", keyboard):
        assert Lines().read() == cut
        assert "may have lost its end" in capsys.readouterr().out
        assert Lines().read() == whole
        assert capsys.readouterr().out == ""
        with pytest.raises(Ended):
            Lines().read()


# signs


@given(st.text())
def test_somebodys_own_words_are_printed_as_they_are(text: str) -> None:
    assert printed(theirs(text)) == visible(text)


@given(st.text(alphabet=[*IN_ASCII, "a", " ", "\n"]))
def test_somebodys_own_signs_are_printed_in_ascii_mode_too(text: str) -> None:
    assert printed(f"“{theirs(text)}” · ours", in_ascii=True) == f'"{text}", ours'


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_unseen_is_printed(name: str) -> None:
    for in_ascii in (False, True):
        for text in (HOSTILE[name], theirs(HOSTILE[name])):
            check_lines("\n".join(wrapped(printed(text, in_ascii=in_ascii))))


def test_what_cannot_be_seen_has_a_name_in_ascii() -> None:
    assert printed(theirs("a\x1b[2J\u202e"), in_ascii=True) == "a<U+001B>[2J<U+202E>"


def test_a_quotation_in_a_refusal_keeps_its_signs() -> None:
    said = refusal_words("“O’Brien’s” is nobody’s name.", "O’Brien’s")
    assert printed(said, in_ascii=True) == '"O’Brien’s" is nobody\'s name.'


def own_words() -> Iterator[str]:
    """Every text that is ours: what these modules say, and what the policy does."""
    for module in MODULES:
        for name, value in vars(module).items():
            if name.isupper():
                yield from _texts(value)
    for kind in KINDS:
        yield from _texts(kind.questions)
        yield from _texts([kind.title, kind.menu, kind.send, *kind.all_rules])
    yield from _texts(CLAUSES)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


def test_all_our_own_words_have_a_form_in_ascii() -> None:
    found = {*own_words()}
    assert len(found) > 300
    assert [text for text in found if not printed(text, in_ascii=True).isascii()] == []


def test_an_answer_keeps_its_own_signs_and_not_ours() -> None:
    questions = {question.key: question for question in KINDS[0].questions}
    someone = Someones((Someone("", STORY),))
    assert printed(answer_words(questions["person"], someone), in_ascii=True) == (
        f"{STORY} (not listed)"
    )
    asked = Choices((Choice("privacy"), Choice("other", STORY)))
    assert printed(answer_words(questions["help"], asked), in_ascii=True) == (
        f"Privacy, location or blocking settings; Something else: {STORY}"
    )
    nobody = Tellings(nobody_because=STORY)
    assert printed(answer_words(questions["told"], nobody), in_ascii=True) == (
        f"Nobody yet: {STORY}"
    )
    assert printed(answer_words(questions["asked"], Words(STORY)), in_ascii=True) == STORY


# the whole way


def test_in_ascii_everything_is_but_what_people_wrote(lane: BirchLane) -> None:
    typed = ["1", STORY, ".", "2pm", "", "3", "16", "1", "2", "help", "stop"]
    answer = types(lane, SAM, typed, *ASCII)
    assert answer.out.isascii()
    assert '"people you may know"' in answer.out
    again = types(lane, SAM, ["9", "back", *["back"] * 7, "leave"], "--ascii", "--plain")
    assert f"Your answer: {STORY}" in again.out
    assert again.out.replace(STORY, "").isascii()


def test_a_story_of_hostile_strings_is_asked_kept_listed_and_never_obeyed(
    lane: BirchLane,
) -> None:
    story = [line for text in HOSTILE.values() for line in _as_typed(text)]
    typed = ["1", *story, ".", "2pm", "", "3", "3", "2", "8", "2", story[0], story[1], "."]
    answer = types(lane, SAM, [*typed, "2", "leave"], *HELP)
    assert answer.status == 0
    assert answer.out.count("␛]0;OWNED") == 0  # controls are not taken in at all
    assert answer.out.count("]0;OWNED") >= 3
    (draft,) = drafts.unfinished(lane.desk(SAM))
    kept = draft.answers["asked"]
    assert isinstance(kept, Words)
    assert "'); DROP TABLE event;--" in kept.text


@pytest.mark.parametrize("name", ["set the title", "right-to-left override", "a link", "wide"])
def test_hostile_names_are_refused_or_shown(lane: BirchLane, name: str) -> None:
    types(lane, SAM, ["0", HOSTILE[name], "leave"], *HELP)
    answer = types(lane, SAM, ["leave"])
    assert "Help request" in answer.out


def _as_typed(text: str) -> list[str]:
    """The lines that a keyboard would make of it; a lone surrogate comes as a question mark."""
    seen = "".join("�" if 0xD800 <= ord(sign) <= 0xDFFF else sign for sign in text)
    typed = seen.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in typed if line != "."]


def test_signs_without_a_picture_are_not_what_hides() -> None:
    assert is_private_or_new("\ue000")
    assert not is_private_or_new("\ufdd0")
