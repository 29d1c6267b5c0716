"""Our policy in plain words, the part that matters now first."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.questions import Clause
from logbook.policy.clauses import CLAUSES, DISCLAIMER, OWN_VIEWS, VERSION
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.accepting import AcceptingScreen, waits_in
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act

if TYPE_CHECKING:
    from logbook.domain.settings import Settings
    from logbook.services.desk import Desk


WAITING = "Read what is new, and accept it"


def nearest(recording: Recording) -> Clause | None:
    """What the policy says nearest to where a recording stands: before it, or else after it."""
    path = recording.journey.path
    at = next((nth for nth, each in enumerate(path) if each.key == recording.draft.at), len(path))
    clauses = [each.clause for each in (*reversed(path[:at]), *path[at:])]
    return next((each for each in clauses if each is not None), None)


class PolicyScreen(PlaceScreen[None]):
    """Every clause under the title of its section; Esc goes back to where one was."""

    place = Place.POLICY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.POLICY)]
    CSS_PATH = "policy.tcss"

    def __init__(self, session: Session) -> None:
        super().__init__(
            f"Our social media policy · {VERSION}", who=session.member.name, roles=session.roles
        )
        self.session = session
        self.disclaimer = Static(id="disclaimer")

    def body(self) -> ComposeResult:
        with VerticalScroll(id="policy", classes="column"):
            if waits_in(self.session) is not None:
                yield Act(WAITING)
            yield from self._now()
            for title in dict.fromkeys(each.title for each in CLAUSES):
                yield Static(plain(title), classes="heading section")
                for clause in CLAUSES:
                    if clause.title == title:
                        yield from self._clause(clause)

    def _now(self) -> Iterator[Widget]:
        """The clause of the page one came from, or the nearest on the way there or from there."""
        beneath = reversed(self.app.screen_stack)
        page = next((each for each in beneath if isinstance(each, KeptScreen)), None)
        if page is None:
            return
        own, near = page.clause, nearest(page.recording)
        if own is not None:
            yield from self._first("For the question you are at", own)
        elif near is not None:
            yield from self._first("For what you are recording", near)

    def _first(self, heading: str, clause: Clause) -> Iterator[Widget]:
        yield Static(heading, classes="heading section")
        yield Static(plain(clause.text), id="here")
        yield Static(plain(clause.title), classes="muted")

    def _clause(self, clause: Clause) -> Iterator[Widget]:
        yield Static(plain(clause.text), classes="clause")
        if clause == OWN_VIEWS:
            yield self.disclaimer

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        waits = waits_in(self.session)
        if waits is not None:
            self.app.switch_screen(AcceptingScreen(self.session, waits))

    def on_mount(self) -> None:
        first = self.query(Act)
        (first.first() if first else self.query_one(VerticalScroll)).focus()
        self._name_the_service()

    @work
    async def _name_the_service(self) -> None:
        """The policy prescribes this sentence, with the service's own name in it."""
        desk: Desk = self.session.desk
        settings: Settings = (await asyncio.to_thread(lambda: desk.directory)).settings
        said = DISCLAIMER.format(service=settings.service_name)
        self.disclaimer.update(plain(f"In these words: “{said}.”"))
