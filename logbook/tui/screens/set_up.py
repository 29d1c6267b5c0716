"""The first run: the service, its General Manager, deputy and leads, and a key on paper."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed
from logbook.services import setting_up
from logbook.services.accounts import Code
from logbook.services.desk import Desk
from logbook.services.setting_up import Named, Plan
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.screens.steps import Step, StepsScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.vault import passphrases, recovery

SAFE = (
    "Write it on paper and keep the paper in a safe. It opens everything when passphrases are "
    "forgotten. It is shown only now, and it is nowhere in this computer."
)


class SetUpScreen(StepsScreen):
    """Asks one thing at a time. Nothing is written before the recovery key was typed back."""

    place = Place.SET_UP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SET_UP)]

    def __init__(self, folder: Path, session_of: Callable[[Desk], Session]) -> None:
        super().__init__("Set up a logbook")
        self.folder = folder
        self._session_of = session_of
        self.paper = recovery.new_recovery_key()
        self.suggestion = passphrases.propose()

    def steps(self) -> Sequence[Step]:
        return (
            Step(
                key="service",
                words="What is your service called?",
                hint="It stands at the top of the sign-in screen and on exports.",
                missing="Enter the name of the service.",
            ),
            Step(
                key="general-manager",
                words="Who is the General Manager?",
                hint="First and last name. This account comes first and can add everybody else.",
                missing="Enter the General Manager's name.",
            ),
            Step(
                key="deputy",
                words="Who is the deputy?",
                hint="What is about the General Manager goes to the deputy, and to nobody else.",
                missing="Enter the deputy's name.",
            ),
            Step(
                key="leads",
                words="Who are the safeguarding leads?",
                hint="At least one. Put a comma between names. The deputy may be one of them.",
                missing="Enter at least one safeguarding lead.",
            ),
            Step(
                key="on-call",
                words="Who is on call?",
                hint="A name and a telephone number. Everybody at the sign-in screen can read it.",
                optional=True,
            ),
            Step(
                key="passphrase",
                words="Choose the General Manager's passphrase",
                hint=(
                    "At least 15 characters. Four words that have nothing to do with each other "
                    f"are easy to remember. A suggestion: {self.suggestion}"
                ),
                secret=True,
                missing="Type a passphrase.",
                check=self._check_passphrase,
            ),
            Step(
                key="again",
                words="Type the passphrase again",
                hint="So that you know you can.",
                secret=True,
                missing="Type the passphrase once more.",
                check=self._check_again,
            ),
            Step(
                key="recovery",
                words="Write down the recovery key, then type it back from the paper",
                page="\n".join(f"    {line}" for line in self.paper.lines),
                hint=SAFE,
                missing="Type the recovery key from the paper.",
                check=self._check_paper,
            ),
        )

    def _check_passphrase(self, typed: str) -> None:
        passphrases.check(
            typed, own_name=self.typed["general-manager"], service=self.typed["service"]
        )

    def _check_again(self, typed: str) -> None:
        if typed != self.typed["passphrase"]:
            raise NotAllowed("The two differ. Type it again, or press Esc to choose another.")

    def _check_paper(self, typed: str) -> None:
        if recovery.read(typed).secret != self.paper.secret:
            raise NotAllowed("That is another recovery key. Type the one shown above.")

    @property
    def plan(self) -> Plan:
        return Plan(
            service=self.typed["service"],
            general_manager=self.typed["general-manager"],
            passphrase=self.typed["passphrase"],
            others=named(self.typed["deputy"], self.typed["leads"]),
            on_call=self.typed["on-call"],
        )

    async def finish(self) -> None:
        plan, public = self.plan, self.paper.public
        made = await asyncio.to_thread(setting_up.set_up, self.folder, plan, public)
        self.typed.clear()
        session = await asyncio.to_thread(self._session_of, made.desk)
        await self.app.push_screen(CodesScreen(made.codes, session))


def named(deputy: str, leads: str) -> tuple[Named, ...]:
    """The deputy and the leads; somebody written in both places is both."""
    roles: dict[str, set[Role]] = {_one_space(deputy): {Role.DEPUTY}}
    for lead in leads.split(","):
        if lead.strip():
            roles.setdefault(_one_space(lead), set()).add(Role.LEAD)
    return tuple(Named(name=name, roles=frozenset(held)) for name, held in roles.items())


def _one_space(name: str) -> str:
    return " ".join(name.split())


class CodesScreen(PlaceScreen[None]):
    """The codes to hand over: shown once."""

    place = Place.CODES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CODES)]
    CSS_PATH = "steps.tcss"

    def __init__(self, codes: Sequence[Code], session: Session) -> None:
        super().__init__("Codes to hand over", who=session.member.name)
        self.codes = tuple(codes)
        self.session = session

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Static("Your logbook is ready. Hand these over, each to its person.", id="words")
            yield Static(plain("\n\n".join(_handed(code) for code in self.codes)), id="page")
            yield Static(
                "Each code is good once, for 24 hours: its person picks their name, types the "
                "code and chooses a passphrase. Codes are shown only now; a new one can be made.",
                id="hint",
                classes="muted",
            )
            yield Act("I have written them down", id="done")

    def on_mount(self) -> None:
        self.query_one(Act).focus()

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        self.post_message(SignInScreen.SignedIn(self.session))


def _handed(code: Code) -> str:
    return f"{code.member.name}, {code.member.role_words}\n    {code.code}"
