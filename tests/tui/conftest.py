"""What every test of the screens shares."""

import pytest

from logbook.tui.widgets.answering import Awake


@pytest.fixture(autouse=True)
def no_reaction_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test presses keys faster than anybody can see what they did."""
    monkeypatch.setattr(Awake, "REACTION", 0.0)
