"""The style sheet, of which each part is parsed once, however many screens come and go."""

from inspect import getfile
from pathlib import Path
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import Widget


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

    def take_in(self, kind: type[Widget]) -> None:
        """What the first widget of a kind would bring with it when it is shown."""
        if issubclass(kind, Screen) and isinstance(kind.CSS_PATH, str):
            path = (Path(getfile(kind)).parent / kind.CSS_PATH).resolve()
            if not self.has_source(str(path)):
                self.read(path)
        blank = kind.__new__(kind)
        for read_from, css, tie_breaker, scope in blank._get_default_css():  # noqa: SLF001 - as Textual asks
            self.add_source(
                css,
                read_from=read_from,
                is_default_css=True,
                tie_breaker=tie_breaker,
                scope=scope,
            )

    def _parse_rules(self, *part: Any, **of_it: Any) -> list[RuleSet]:
        which = (part, tuple(sorted(of_it.items())))
        if which not in self._parsed:
            self._parsed[which] = super()._parse_rules(*part, **of_it)
        return self._parsed[which]
