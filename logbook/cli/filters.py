"""The filters that commands share: by what entries are, and by a filter kept under a name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import click

from logbook.services import filtering
from logbook.services.desk import Desk
from logbook.services.filtering import EVERYTHING, Facet, Filter, Whose

F = TypeVar("F", bound=Callable[..., Any])

_HELP = {
    Facet.KIND: "Only entries of this kind; the beginning of its name is enough.",
    Facet.TOPIC: "Only entries that are about this, like “Personal safety”.",
    Facet.LEVEL: "Only entries of this level.",
    Facet.STATE: "Only entries that stand there, like seen or closed.",
    Facet.HOUSE: "Only entries about people of this house.",
    Facet.PERSON: "Only entries about this service user.",
    Facet.WORKER: "Only entries that this worker wrote.",
    Facet.PLATFORM: "Only entries of this platform.",
    Facet.HARM: "Only entries where this harm is feared.",
}
_FLAGS = {
    "late": "Only what is late.",
    "mine": "Only what waits for you.",
    "copies": "Only what is open, yours to read, and never yours to deal with.",
}


def filters(command: F) -> F:
    """Add every filter to a command, which is given them all as `narrowed`."""
    for name, words in reversed(_FLAGS.items()):
        command = click.option(f"--{name}", is_flag=True, help=words)(command)
    for facet, words in reversed(_HELP.items()):
        command = click.option(f"--{facet}", f"by_{facet}", metavar="NAME", default="", help=words)(
            command
        )
    return click.option(
        "--filter",
        "kept",
        metavar="NAME",
        default="",
        help="A filter that you keep under this name; other filters narrow it further.",
    )(command)


def chosen(desk: Desk, given: Mapping[str, Any]) -> Filter:
    """The filter that the options ask for.

    Raises:
        NotFound: there is no such value, or this person keeps no filter of that name.
    """
    found = filtering.named(desk, given["kept"]) if given["kept"] else EVERYTHING
    for facet in Facet:
        typed = given[f"by_{facet}"]
        if typed:
            value = filtering.named_value(desk.directory, facet, typed)
            found = found.having(facet, value)
    if given["late"]:
        found = replace(found, overdue=True)
    if given["mine"] and given["copies"]:
        raise click.UsageError("What waits for you is no copy. Choose --mine or --copies.")
    if given["mine"] or given["copies"]:
        found = replace(found, whose=Whose.MINE if given["mine"] else Whose.COPY)
    return found
