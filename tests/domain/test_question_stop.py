"""The stop page."""

import pytest
from askings import ASKING, STOP

from logbook.domain.answers import CannotSay, Skipped, StopRead
from logbook.domain.questions import NotAnAnswer


@pytest.mark.parametrize("typed", ["stop", "STOP", " stop "])
def test_only_the_word_goes_on(typed: str) -> None:
    assert STOP.read(typed, ASKING) == StopRead()


@pytest.mark.parametrize("typed", ["", "ok", "yes", "s", "I cannot say now", "continue", "stop it"])
def test_nothing_else_does(typed: str) -> None:
    with pytest.raises(NotAnAnswer, match="Type the word stop to go on"):
        STOP.read(typed, ASKING)


def test_it_cannot_be_left_unsaid_nor_skipped() -> None:
    assert not STOP.may_be_unsaid
    assert not STOP.counts(CannotSay(), optional=False)
    assert not STOP.counts(Skipped(), optional=False)
    assert STOP.counts(StopRead(), optional=False)


def test_reading_it_is_kept_as_an_answer() -> None:
    assert STOP.from_plain(STOP.to_plain(StopRead())) == StopRead()
    assert STOP.wording(StopRead()) == "Read"
    assert STOP.read(STOP.typed(StopRead()), ASKING) == StopRead()
