"""Choosing a passphrase with a code: the first sign-in, and the one after a reset."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from logbook.domain.refusals import NotAllowed
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.screens.steps import Step, StepsScreen
from logbook.tui.session import Doors
from logbook.vault import passphrases


class ChooseScreen(StepsScreen):
    """The code fitted; now a passphrase, twice. The code stays good until it is used here."""

    place = Place.CHOOSE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHOOSE)]

    def __init__(self, doors: Doors, member_id: str, name: str, code: str) -> None:
        super().__init__("Choose a passphrase", who=name)
        self.doors = doors
        self.member_id = member_id
        self.name_of_member = name
        self.code = code
        self.service = doors.door().service
        self.suggestion = passphrases.propose(own_name=name, service=self.service)

    def steps(self) -> Sequence[Step]:
        return (
            Step(
                key="passphrase",
                words="Choose a passphrase of your own",
                hint=(
                    "At least 15 characters. Nobody else can see it. Four words that have nothing "
                    f"to do with each other are easy to remember. A suggestion: {self.suggestion}"
                ),
                secret=True,
                missing="Type a passphrase.",
                check=self._check,
            ),
            Step(
                key="again",
                words="Type it again",
                hint="So that you know you can.",
                secret=True,
                missing="Type the passphrase once more.",
                check=self._check_again,
            ),
        )

    def _check(self, typed: str) -> None:
        passphrases.check(typed, own_name=self.name_of_member, service=self.service)

    def _check_again(self, typed: str) -> None:
        if typed != self.typed["passphrase"]:
            raise NotAllowed("The two differ. Type it again, or press Esc to choose another.")

    async def finish(self) -> None:
        session = await asyncio.to_thread(
            self.doors.accept, self.member_id, self.code, self.typed["passphrase"]
        )
        self.typed.clear()
        self.post_message(SignInScreen.SignedIn(session))
