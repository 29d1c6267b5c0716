"""Questions answered in words."""

import pytest
from askings import ASKING, HANDLE, LINE, STORY

from logbook.domain.answers import Words
from logbook.domain.questions import NotAnAnswer


def test_a_story_keeps_its_lines() -> None:
    assert STORY.read("\n  He said:\n\n  \t“go” \n", ASKING) == Words("He said:\n\n  \t“go”")


def test_a_short_answer_is_one_line() -> None:
    assert LINE.read(" two\nlines\t here ", ASKING) == Words("two lines here")


@pytest.mark.parametrize("typed", ["@mina", "＠mina", "@ @mina", " @@mina "])
def test_a_handle_is_kept_without_its_at(typed: str) -> None:
    assert HANDLE.read(typed, ASKING) == Words("mina")


@pytest.mark.parametrize("typed", ["@", "＠＠", "@ @"])
def test_an_at_alone_is_no_handle(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="Write the handle they use"):
        HANDLE.read(typed, ASKING)


def test_a_handle_longer_than_a_name_can_be_is_refused() -> None:
    with pytest.raises(NotAnAnswer, match="Write a shorter one"):
        HANDLE.read("h" * 300, ASKING)


def test_the_person_may_have_said_that_they_cannot_say_now() -> None:
    said = "“I cannot say now”, she told me."
    assert STORY.read(said, ASKING) == Words(said)
