"""What every form asks that writes a file: into which folder, and the passphrase once more."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from logbook.services.exporting import leaving
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.steps import Step, StepsScreen

if TYPE_CHECKING:
    from logbook.services.desk import Desk
    from logbook.services.exporting.files import Place as Where
    from logbook.tui.session import Session


class WritingScreen(StepsScreen):
    """A folder that is refused is refused at its own step, before anything is written."""

    place = Place.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EXPORT)]

    def __init__(self, session: "Session", where: str) -> None:
        super().__init__(where, who=session.member.name)
        self.roles = session.roles
        self.session = session
        self.desk: Desk = session.desk
        self.typed["folder"] = str(usual_folder())
        self._warnings = ""

    def folder(
        self,
        page: str = "",
        hint: str = "On this computer's own disk is safest. logbook names the file itself.",
    ) -> Step:
        return Step(
            key="folder",
            words="Into which folder?",
            page=page,
            hint=hint,
            check=self._check_folder,
        )

    def passphrase(self) -> Step:
        """Under what there is to know of the folder."""
        return Step(
            key="passphrase",
            words="Your passphrase, once more",
            page=(
                f"{self._warnings}The file will hold personal data, and logbook does not "
                "protect it. That you made it, and of what, is written into the log."
            ),
            hint="Enter writes the file. Esc goes back.",
            secret=True,
        )

    def _check_folder(self, typed: str) -> None:
        warnings = leaving.place_at(self.desk, Path(typed.strip())).warnings
        self._warnings = "".join(f"{each}\n\n" for each in warnings)

    def where_to(self) -> "Where":
        """The folder that was typed, looked at again."""
        return leaving.place_at(self.desk, Path(self.typed["folder"].strip()))


def usual_folder() -> Path:
    """Where somebody looks for files first."""
    home = Path.home()
    documents = home / "Documents"
    return documents if documents.is_dir() else home
