"""What is said of somebody, and what can be done, each with its number and a reason if not."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.text import plain

LABEL = 14
"""Columns before what is said."""


class CardView(Widget):
    """Nothing here has focus: the screen answers the numbers."""

    DEFAULT_CSS = """
    CardView { height: auto; width: 100%; padding: 0 1; }
    """

    card: reactive[Card | None] = reactive[Card | None](None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> Sequence[Content]:
        if self.card is None:
            return [Content("")]
        lines = [line.stylize("$accent bold") for line in plain(self.card.name).wrap(max(8, width))]
        lines.append(Content(""))
        for label, said in self.card.facts:
            lines += _fact(label, said, width)
        lines.append(Content(""))
        offers = self.card.offers
        for number, offer in enumerate(offers, 1):
            follows = offers[number].why_not if number < len(offers) else ""
            lines += _offered(number, offer, width, says_why=offer.why_not != follows)
        return lines


def _fact(label: str, said: str, width: int) -> list[Content]:
    """A label that does not leave a gap has a line of its own above what is said."""
    named = plain(label).stylize("$muted")
    gap = LABEL - named.cell_length
    if gap > 0:
        return _beside(named + Content(" " * gap), said, width)
    return [*named.wrap(max(8, width)), *_beside(Content(" " * LABEL), said, width)]


def _offered(number: int, offer: Offer, width: int, *, says_why: bool) -> list[Content]:
    """A reason that the next one shares is said there, once for all of them."""
    if not offer.why_not:
        lead = Content.assemble((f" {number}  ", "$accent bold"))
        return _beside(lead, offer.words, width)
    lead = Content.assemble((" –  ", "$muted"))
    lines = _beside(lead, offer.words, width)
    if says_why:
        lines += _beside(Content("    "), offer.why_not, width)
    return [line.stylize("$muted") for line in lines]


def _beside(lead: Content, said: str, width: int) -> list[Content]:
    """Text beside what leads it, wrapped under itself."""
    room = max(8, width - lead.cell_length)
    first, *rest = plain(said).wrap(room)
    indent = Content(" " * lead.cell_length)
    return [lead + first, *(indent + line for line in rest)]
