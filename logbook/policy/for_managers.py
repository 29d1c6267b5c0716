"""What the policy says to the manager who reads an entry, and not to whoever writes it."""

from collections.abc import Iterable

from logbook.domain.entries import Response
from logbook.domain.events import Plain
from logbook.policy.lists import CARE_ACT_TYPES, OutcomeKey

TRACING_NOTE = (
    "The policy bars support by staff. It does not bar the adult's own choice to look. Lawful "
    "ways: their social worker, an advocate, an adoption or intermediary service."
)
HARMS = "harm"
"""How the keys of the questions end that ask what sort of harm it is."""


def care_act_types(responses: Iterable[Response]) -> tuple[str, ...]:
    """The Care Act's types of abuse that the harms named here are nearest to, each once."""
    harms = (
        harm
        for response in responses
        if response.key.endswith(HARMS)
        for harm in _options(response.value)
    )
    return tuple(dict.fromkeys(CARE_ACT_TYPES[harm] for harm in harms if harm in CARE_ACT_TYPES))


def is_stopped_tracing(kind: str, outcome: str, responses: Iterable[Response]) -> bool:
    """Whether somebody asked to trace a relative, and staff stopped."""
    if kind == "tracing" or outcome == OutcomeKey.STOPPED:
        return True
    return any(response.key == "tracing-stop" for response in responses)


def _options(value: Plain) -> tuple[str, ...]:
    chosen = value if isinstance(value, list | tuple) else (value,)
    return tuple(
        str(each["option"]) for each in chosen if isinstance(each, dict) and "option" in each
    )
