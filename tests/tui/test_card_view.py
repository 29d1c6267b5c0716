"""What a card says, line by line, without a screen."""

from logbook.tui.screens.people.card_view import LABEL, CardView
from logbook.tui.screens.people.cards import Card


def test_a_label_never_runs_into_what_is_said_of_it() -> None:
    view = CardView()
    view.set_reactive(
        CardView.card,
        Card(
            id="contacts",
            name="Outside contacts",
            facts=(("Adult safeguarding", "01632 960 200"), ("Changed", "never")),
            offers=(),
        ),
    )
    said = [line.plain.rstrip() for line in view._lines(40)]
    assert said[2:5] == [
        "Adult safeguarding",
        " " * LABEL + "01632 960 200",
        "Changed".ljust(LABEL) + "never",
    ]
