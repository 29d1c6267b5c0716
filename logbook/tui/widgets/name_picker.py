"""A person picker of which half a name is kept too."""

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.tui.widgets.answering import Typed
from logbook.tui.widgets.person_picker import NOT_LISTED, PersonPicker


class NamePicker(PersonPicker):
    """What is edited is told with the text that is in the line, so that a draft can keep it.

    What is answered is whom somebody chose, and nothing else.
    """

    _kept = ""

    @property
    def edited(self) -> str:
        """Those chosen, and then what is being typed."""
        half = "" if self._is_settled else self.written.strip()
        return "\n".join(part for part in (self.typed, half) if part)

    def restore(self, typed: Typed) -> None:
        super().restore(typed)
        lines = typed.splitlines() if isinstance(typed, str) and typed != CANNOT_SAY_WORDS else []
        known = {each.id for each in self.people}
        half = [line for line in lines if line not in known and not _is_not_listed(line)]
        if half:
            self._line.restore(half[-1])
            self._narrow()
        self._kept = self.edited

    def _tell(self) -> None:
        if self.edited != self._kept:
            self._kept = self.edited
            self.post_message(self.Edited(self, self._kept))


def _is_not_listed(line: str) -> bool:
    kind, _, words = line.partition(":")
    return kind.strip() == NOT_LISTED and bool(words.strip())
