"""The line over every page of what is written for practice."""

from textual.widgets import Static

from logbook.tui.readers import PRACTICE


class PracticeBanner(Static):
    """Says on each page that nothing of it counts."""

    DEFAULT_CSS = """
    PracticeBanner {
        width: 100%;
        height: 1;
        text-align: center;
        color: $warn;
        text-style: bold reverse;
    }
    """

    def __init__(self) -> None:
        super().__init__(PRACTICE, id="practice")
