"""The style sheet, of which each part is parsed once, however many screens come and go."""

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


class KeptStyles(Stylesheet):
    """Textual parses every part again, all widgets' own too, whenever a new screen is shown.

    What a part says depends on its words and on the colours alone, so it is parsed again where
    the theme changed and nowhere else.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parsed: dict[tuple[Any, ...], list[RuleSet]] = {}

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._variables:
            super().set_variables(variables)
            self._parsed.clear()

    def reparse(self) -> None:
        self.parse()

    def _parse_rules(self, *part: Any, **of_it: Any) -> list[RuleSet]:
        which = (part, tuple(sorted(of_it.items())))
        if which not in self._parsed:
            self._parsed[which] = super()._parse_rules(*part, **of_it)
        return self._parsed[which]
