"""Our own three themes, each built on five tokens: text, muted, accent, warn and stop."""

from dataclasses import dataclass, replace

from textual.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Colour by meaning. `stop` is the ground of what must stop somebody; its text is `ground`."""

    ground: str
    text: str
    muted: str
    accent: str
    """Where I am."""
    warn: str
    """Needs someone."""
    stop: str
    dark: bool


DARK = Tokens(
    ground="#111417",
    text="#e8eaec",
    muted="#b0b7bd",
    accent="#7cc4ff",
    warn="#ffb454",
    stop="#e8eaec",
    dark=True,
)
LIGHT = Tokens(
    ground="#fbfaf7",
    text="#191d21",
    muted="#545b62",
    accent="#0b3d91",
    warn="#8f4300",
    stop="#191d21",
    dark=False,
)
HIGH_CONTRAST = Tokens(
    ground="#000000",
    text="#ffffff",
    muted="#d6d6d6",
    accent="#8fd3ff",
    warn="#ffc266",
    stop="#ffffff",
    dark=True,
)

TOKENS = {
    "logbook-dark": DARK,
    "logbook-light": LIGHT,
    "logbook-high-contrast": HIGH_CONTRAST,
}
DEFAULT = "logbook-dark"

_SIXTEEN = {"logbook-light": replace(LIGHT, muted=LIGHT.text, warn="#800000")}
"""On white, sixteen colours have neither a grey nor an orange that can be read."""


def theme_of(name: str, tokens: Tokens) -> Theme:
    """A Textual theme in which nothing has a colour that is not one of the tokens."""
    return Theme(
        name=name,
        primary=tokens.accent,
        secondary=tokens.accent,
        accent=tokens.accent,
        warning=tokens.warn,
        error=tokens.warn,
        success=tokens.accent,
        foreground=tokens.text,
        background=tokens.ground,
        surface=tokens.ground,
        panel=tokens.ground,
        dark=tokens.dark,
        variables={
            "text": tokens.text,
            "muted": tokens.muted,
            "warn": tokens.warn,
            "stop": tokens.stop,
            "ground": tokens.ground,
            "text-muted": tokens.muted,
            "text-disabled": tokens.muted,
            "foreground-muted": tokens.muted,
            "foreground-disabled": tokens.muted,
            "border": tokens.accent,
            "border-blurred": tokens.muted,
            "block-cursor-foreground": tokens.ground,
            "block-cursor-background": tokens.text,
            "block-cursor-blurred-foreground": tokens.text,
            "block-cursor-blurred-background": tokens.ground,
            "input-cursor-foreground": tokens.ground,
            "input-cursor-background": tokens.text,
            "input-cursor-text-style": "none",
            "input-selection-foreground": tokens.ground,
            "input-selection-background": tokens.accent,
            "scrollbar": tokens.muted,
            "scrollbar-hover": tokens.accent,
            "scrollbar-active": tokens.accent,
            "scrollbar-background": tokens.ground,
            "scrollbar-background-hover": tokens.ground,
            "scrollbar-background-active": tokens.ground,
            "scrollbar-corner-color": tokens.ground,
        },
    )


def themes(*, sixteen_colours: bool = False) -> tuple[Theme, ...]:
    """All of ours, as this terminal can show them."""
    shown = TOKENS | (_SIXTEEN if sixteen_colours else {})
    return tuple(theme_of(name, tokens) for name, tokens in shown.items())
