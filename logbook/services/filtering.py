"""Filters as people choose them: what can be chosen, how it is worded, and those kept by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from logbook.domain.answers import UNKNOWN
from logbook.domain.directory import Directory
from logbook.domain.events import Plain
from logbook.domain.filters import EVERYTHING, Facet, Filter, Whose
from logbook.domain.levels import Level
from logbook.domain.moments import day_words
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import Settings
from logbook.domain.standing import State
from logbook.policy.kinds import KINDS
from logbook.policy.lists import HARM_KINDS
from logbook.services.desk import Desk
from logbook.services.offering import options_of
from logbook.storage.beside import filters as kept
from logbook.storage.filtered import Chosen

__all__ = ["EVERYTHING", "Choice", "Facet", "Filter", "Whose"]

FACET_WORDS = {
    Facet.KIND: "Kind",
    Facet.TOPIC: "Topic",
    Facet.LEVEL: "Level",
    Facet.STATE: "Where it stands",
    Facet.HOUSE: "House",
    Facet.PERSON: "Service user",
    Facet.WORKER: "Written by",
    Facet.PLATFORM: "Platform",
    Facet.HARM: "Harm",
}
WHOSE_WORDS = {
    Whose.MINE: "waits for me",
    Whose.COPY: "a copy to read, not mine to deal with",
}
LATE = "late"
_TOPICS = {
    "help": "Help with social media",
    "safety": "Personal safety",
    "identifying": "Identifying material",
    "tracing": "Finding a relative",
    "staff": "A member of staff is part of it",
}
_HARM_LISTS = ("contact-harm", "content-harm", "conduct-harm", "commerce-harm")
LONGEST_NAME = 40


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how it is stored, and how it is shown."""

    value: str
    words: str


def choices(directory: Directory, facet: Facet) -> tuple[Choice, ...]:
    """What can be chosen, the same whether there are such entries or not.

    It comes from who is here and what is asked, so that it tells nothing of any entry.
    """
    return tuple(Choice(value, words) for value, words in _choices(directory, facet))


def _choices(directory: Directory, facet: Facet) -> Iterator[tuple[str, str]]:
    match facet:
        case Facet.HOUSE:
            yield from ((each, each) for each in sorted(directory.houses, key=str.casefold))
        case Facet.PERSON:
            people = sorted(directory.people.values(), key=lambda each: each.name.casefold())
            yield from ((each.id, f"{each.name} ({each.initials})") for each in people)
        case Facet.WORKER:
            staff = sorted(directory.staff, key=lambda each: (each.left, each.name.casefold()))
            yield from ((each.id, each.name) for each in staff)
        case Facet.PLATFORM | Facet.HARM:
            yield from _listed(directory.settings, facet)
        case _:
            yield from _FIXED[facet]


_FIXED: Mapping[Facet, tuple[tuple[str, str], ...]] = {
    Facet.KIND: tuple((each.key, each.title) for each in KINDS if not each.sealed),
    Facet.TOPIC: tuple(_TOPICS.items()),
    Facet.LEVEL: tuple((each.key, each.marked) for each in reversed(Level)),
    Facet.STATE: tuple((each.value, each.words) for each in State),
}


def _listed(settings: Settings, facet: Facet) -> Iterator[tuple[str, str]]:
    options = [] if facet is Facet.PLATFORM else [*HARM_KINDS]
    for of in ("platforms",) if facet is Facet.PLATFORM else _HARM_LISTS:
        options += options_of(settings, of)
    yield from ((each.key, each.label) for each in options if each.key != UNKNOWN)


def worded(directory: Directory, chosen: Filter) -> tuple[str, ...]:
    """Each thing that narrows, in words, in the order in which they are listed."""
    said = [
        f"{FACET_WORDS[facet]}: {word(directory, facet, value)}" for facet, value in chosen.values
    ]
    if chosen.first:
        said.append(f"recorded from {day_words(chosen.first)}")
    if chosen.last:
        said.append(f"recorded up to {day_words(chosen.last)}")
    if chosen.overdue:
        said.append(LATE)
    if chosen.whose in WHOSE_WORDS:
        said.append(WHOSE_WORDS[chosen.whose])
    return tuple(said)


def word(directory: Directory, facet: Facet, value: str) -> str:
    """The value itself where nothing of that name is here any more."""
    return next((each.words for each in choices(directory, facet) if each.value == value), value)


def without_last(chosen: Filter) -> Filter:
    """The same without the last thing that narrows, as they are listed in words."""
    if chosen.whose is not Whose.ANYBODY:
        return replace(chosen, whose=Whose.ANYBODY)
    if chosen.overdue:
        return replace(chosen, overdue=False)
    if chosen.last:
        return replace(chosen, last=None)
    if chosen.first:
        return replace(chosen, first=None)
    return chosen.having(chosen.values[-1][0], "") if chosen.values else chosen


def stored(directory: Directory, chosen: Filter) -> Chosen:
    """As the store asks it.

    Raises:
        NotAllowed: the period ends before it begins.
    """
    check_period(chosen.first, chosen.last)
    zone = ZoneInfo(directory.settings.zone)
    after = chosen.last + timedelta(days=1) if chosen.last else None
    return Chosen(
        labels=chosen.labels,
        first=datetime.combine(chosen.first, time(), zone) if chosen.first else None,
        end=datetime.combine(after, time(), zone) if after else None,
        overdue=chosen.overdue,
        whose=chosen.whose,
    )


def check_period(first: date | None, last: date | None) -> None:
    """Raises NotAllowed: it ends before it begins."""
    if first and last and last < first:
        raise NotAllowed("The last day is before the first. Swap them.")


def named_value(directory: Directory, facet: Facet, typed: str) -> str:
    """The value that somebody means by its key, its words, or how only it begins.

    Raises:
        NotFound: none, or more than one.
    """
    wanted = " ".join(typed.split()).casefold()
    known = choices(directory, facet)
    exact = [each for each in known if wanted in (each.value.casefold(), each.words.casefold())]
    begins = [each for each in known if wanted and each.words.casefold().startswith(wanted)]
    found = exact or begins
    if len(found) == 1:
        return found[0].value
    what = FACET_WORDS[facet].lower()
    if found:
        names = ", ".join(each.words for each in found[:4])
        raise NotFound(f"“{typed}” could be {names}. Write all of the {what}.")
    raise NotFound(f"There is no {what} “{typed}”. Write the name as it is listed.")


# -- kept by name: everybody's own


def saved(desk: Desk) -> Mapping[str, Filter]:
    """One's own filters, by name."""
    me = desk.keys.member_id
    found = desk.read(lambda connection: kept.kept_by(connection, me))
    return {name: Filter.from_plain(_plain(each)) for name, each in found.items()}


def named(desk: Desk, name: str) -> Filter:
    """Raises NotFound: this person keeps none of that name."""
    mine = saved(desk)
    wanted = " ".join(name.split()).casefold()
    found = [each for each in mine if each.casefold() == wanted]
    if not found:
        names = ", ".join(f"“{each}”" for each in mine) or "none yet"
        raise NotFound(f"You keep no filter “{name}”. Yours: {names}.")
    return mine[found[0]]


def keep(desk: Desk, name: str, chosen: Filter) -> str:
    """Keep a filter under a name; the same name again replaces it.

    Returns:
        The name as it is kept.

    Raises:
        NotAllowed: there is no name, or nothing to keep.
    """
    tidy = _name(name)
    if chosen.is_empty:
        raise NotAllowed("There is no filter to keep yet. Choose what to narrow by first.")
    me = desk.keys.member_id
    plain = chosen.to_plain()
    desk.save(lambda connection: kept.keep(connection, member=me, name=tidy, chosen=plain))
    return tidy


def rename(desk: Desk, old: str, new: str) -> str:
    """Call a filter something else.

    Raises:
        NotAllowed: there is no name, or another filter has it.
        NotFound: it is not kept any more.
    """
    tidy, mine = _name(new), saved(desk)
    if old not in mine:
        raise NotFound(f"The filter “{old}” is not kept any more.")
    if tidy == old:
        return tidy
    if tidy in mine:
        raise NotAllowed(f"Another filter is called “{tidy}”. Choose another name.")
    keep(desk, tidy, mine[old])
    drop(desk, old)
    return tidy


def drop(desk: Desk, name: str) -> None:
    me = desk.keys.member_id
    desk.save(lambda connection: kept.drop(connection, member=me, name=name))


def _name(typed: str) -> str:
    tidy = " ".join(typed.split())
    if not tidy:
        raise NotAllowed("Write a name for it, like “High in Maple House”.")
    if len(tidy) > LONGEST_NAME:
        raise NotAllowed(f"Write a name of at most {LONGEST_NAME} characters.")
    return tidy


def _plain(kept_as: Plain) -> Mapping[str, Plain]:
    if not isinstance(kept_as, Mapping):
        raise NotFound("A filter that you keep cannot be read. Delete it and make it again.")
    return kept_as
