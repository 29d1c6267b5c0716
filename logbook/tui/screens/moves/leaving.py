"""The ways in which an entry, or the whole logbook, stops being somebody's to read."""

from typing import TYPE_CHECKING, Any, cast

from textual.app import App

if TYPE_CHECKING:
    from logbook.tui.app import LogbookApp

NOT_YOURS = "That entry is not in your list any more."
"""All that is said of an entry that moved out of sight: nothing of why, or to whom."""


ABOUT_YOU = "It is about you now, so it has left your list. Somebody else deals with it."
"""For whoever named themselves: they know why it is gone, and it is no failure."""


def leave(app: App[Any], sentence: str) -> None:
    """Sign out somebody who has no account any more, and say so at the door."""
    logbook = cast("LogbookApp", app)
    app.run_worker(_signed_out(logbook, sentence), group="leaving")


async def _signed_out(app: "LogbookApp", sentence: str) -> None:
    if app.session is None:
        return  # another look found out first
    await app.sign_out()
    app.say(sentence)


def say(app: App[Any], words: str) -> None:
    """A short notice; under the cover it waits."""
    cast("LogbookApp", app).say(words)
