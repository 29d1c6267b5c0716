"""Settings: what the General Manager changes, with what already happened by the old ones kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from logbook.domain import configuring
from logbook.domain.answers import UNKNOWN
from logbook.domain.events import Logged, Plain, Verb, new_id
from logbook.domain.levels import Level
from logbook.domain.offering import named_in
from logbook.domain.own_options import OwnList, OwnOption, key_for, label_of
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import RULES, NotASetting, Settings, UnknownSetting, years_words
from logbook.domain.spans import NotASpan, climbs_of, climbs_words
from logbook.policy.kinds import KINDS
from logbook.policy.lists import LISTS
from logbook.policy.retention import kept
from logbook.services import climbing
from logbook.services.desk import Desk
from logbook.services.door import say_at_the_door
from logbook.services.offering import options_of
from logbook.storage import log, queue
from logbook.storage.store import Progress, unwatched

CLOCKS = frozenset({"clocks", "zone", "region", "extra_holidays", "working_day_ends"})
"""Settings that move the instants at which open entries are due and climb."""
TIMED = CLOCKS | {"cleared_within_days"}
"""Settings that give open entries another time; the last of them makes nothing climb."""
OTHER = "other"

_TIMES = tuple(f"clocks.{level.key}" for level in sorted(Level, reverse=True))
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Times": (
        *_TIMES,
        "working_day_ends",
        "region",
        "extra_holidays",
        "cleared_within_days",
        "late_hours",
        "pattern_days",
        "supervision_weeks",
    ),
    "Lists": tuple(f"lists.{of}" for of in LISTS),
    "Contacts": ("outside_contacts",),
    "Screens": ("cover_minutes", "sign_out_minutes", "session_hours"),
    "Kept for": tuple(f"retention.{kind.key}" for kind in KINDS),
    "Service": ("service_name", "zone"),
}
"""Every setting that the General Manager keeps, as it is named everywhere, under its heading."""
NAMES = tuple(name for names in GROUPS.values() for name in names)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of one setting, as the log has it."""

    name: str
    label: str
    before: str
    after: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting as it is, with who changed it last; None where nobody did."""

    name: str
    label: str
    hint: str
    words: str
    value: Plain
    last: Change | None
    why_not: str


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One option of a list as a settings page shows it."""

    option: Option
    own: bool
    why_not: str
    """Why it cannot be taken out of new questions; empty where it can."""


# changing one


def change(
    desk: Desk, name: str, value: Plain, *, seen: Plain = "", progress: Progress = unwatched
) -> Settings:
    """Change one setting. What is open is due by the new one when this returns.

    What had climbed by then is written down first, and stays where it climbed to: a clock that is
    set slower takes nothing back. `seen`, where given, is the value that the change was made from.

    Raises:
        NotAllowed: not theirs to change, the same as before, or changed by somebody else meanwhile.
        UnknownSetting, NotASetting: as the settings say.
        StoreFault: nothing was changed.
    """
    settings = desk.directory.settings
    event = configuring.change_setting(
        settings, name, value, by=desk.member, at=desk.now, event_id=new_id()
    )
    if seen != "" and settings.plain_of(name) != seen:
        raise NotAllowed(
            f"Somebody else has just changed this. It is now: {words_of(settings, name)}. "
            "Nothing was saved. Go back and look at it."
        )
    if settings.changed(name, value) == settings:
        raise NotAllowed("It says so already, so there is nothing to save.")
    if whole(name) in CLOCKS:
        climbing.keep_reached(desk)
    desk.append(event, settling=progress)
    if name == "service_name":
        say_at_the_door(desk.folder, desk.directory)
    return desk.directory.settings


def typed(settings: Settings, name: str, text: str) -> tuple[str, Plain]:
    """A setting and its value, from what was typed; `clocks.high.decide` is one cell of a table.

    Raises:
        UnknownSetting, NotASetting: the text says what to do.
    """
    group, *parts = name.split(".")
    if group == "clocks" and len(parts) == len(("level", "cell")):
        return _cell(settings, f"clocks.{parts[0]}", parts[1], text)
    if group == "lists" or name in {"clocks", "retention"} or (group == "clocks" and parts):
        raise NotASetting(_IN_PARTS[group])
    settings.plain_of(name)
    if group == "retention" and name not in NAMES:
        raise UnknownSetting(f"There is no kind of entry called “{parts[0]}”.")
    if name == "outside_contacts":
        raise NotASetting(_IN_PARTS[name])
    return name, text


_IN_PARTS: Mapping[str, str] = {
    "clocks": "Times are set one by one, like clocks.high.decide: acknowledge, decide or climbs.",
    "lists": "A list is changed answer by answer: offer, stop offering, or add one.",
    "retention": "Years are set for each kind of entry, like retention.help-request.",
    "outside_contacts": "Contacts are changed one by one: add, change, remove or checked.",
}


def _cell(settings: Settings, row: str, cell: str, text: str) -> tuple[str, Plain]:
    value = settings.plain_of(row)
    if not isinstance(value, Mapping) or cell not in {"acknowledge", "decide", "climbs"}:
        raise UnknownSetting(_IN_PARTS["clocks"])
    if cell != "climbs":
        return row, {**value, cell: text}
    try:
        climbs = climbs_of(text)
    except NotASpan as why:
        raise NotASetting(str(why)) from None
    level = Level.of(row.partition(".")[2])
    if not climbs and level >= Level.HIGH:
        raise NotASetting(
            f"{level.word}: silence has to climb to somebody. Write when, and to whom."
        )
    clock = replace(settings.clock(level), climbs=climbs)
    return row, {**value, "climbs": clock.to_plain()["climbs"]}


def cell_words(settings: Settings, row: str, cell: str) -> str:
    """One cell of the table of clocks as it would be typed."""
    clock = settings.clock(Level.of(row.partition(".")[2]))
    match cell:
        case "acknowledge":
            return clock.acknowledge.words
        case "decide":
            return clock.decide.words
        case _:
            return climbs_words(clock.climbs)


def affected(desk: Desk, name: str) -> int:
    """How many open entries that one may read get another time by a change of this setting."""
    if whole(name) not in TIMED:
        return 0
    me, now = desk.keys.member_id, desk.now
    counts = desk.read(lambda connection: queue.open_by_level(connection, me, now))
    level = name.partition(".")[2]
    return counts.get(Level.of(level), 0) if level else sum(counts.values())


def affected_words(count: int) -> str:
    """What a change does to open entries, before it is made; empty where it does nothing."""
    if not count:
        return ""
    entries = "1 open entry gets" if count == 1 else f"{count:,} open entries get"
    return f"{entries} a new time. What is late or has climbed already stays so."


def whole(name: str) -> str:
    return name.partition(".")[0]


# reading them


def all_of(desk: Desk) -> tuple[Setting, ...]:
    """Every setting, in the order of the screen, with its last change."""
    last = {each.name: each for each in history(desk)[::-1]}
    directory = desk.directory
    return tuple(
        Setting(
            name=name,
            label=label_of_setting(name),
            hint=hint_of(name),
            words=words_of(directory.settings, name),
            value=directory.settings.plain_of(name),
            last=last.get(name),
            why_not=configuring.why_not_set(name, desk.member),
        )
        for name in NAMES
    )


def one(desk: Desk, name: str) -> Setting:
    """One setting.

    Raises:
        UnknownSetting: there is none of that name.
    """
    for each in all_of(desk):
        if each.name == name:
            return each
    raise UnknownSetting(f"There is no setting called “{name}”. `logbook settings list` shows all.")


def history(desk: Desk, name: str = "") -> tuple[Change, ...]:
    """Every change of settings, or of one of them, the newest first."""
    events, directory = desk.read_with_names(log.directory_events)
    settings, found = Settings(), []
    for event in events:
        if event.verb != Verb.SETTING_CHANGED or not event.body:
            continue
        after = _after(settings, event)
        setting = str(event.body["name"])
        parts = _changed_parts(settings, after, setting)
        found += [
            Change(
                name=part,
                label=label_of_setting(part),
                before=words_of(settings, part),
                after=words_of(after, part),
                by=directory.staff.name(event.actor),
                at=event.at,
            )
            for part in parts
        ]
        settings = after
    return tuple(each for each in reversed(found) if not name or each.name == name)


def _after(settings: Settings, event: Logged) -> Settings:
    try:
        return settings.changed(str((event.body or {})["name"]), (event.body or {})["value"])
    except (NotASetting, UnknownSetting):
        return settings


def _changed_parts(before: Settings, after: Settings, name: str) -> Iterable[str]:
    """What a change of a whole table changed in it; a setting alone is itself."""
    if name not in {"clocks", "lists", "retention"}:
        return (name,)
    parts = (each for each in NAMES if each.startswith(f"{name}."))
    return tuple(part for part in parts if before.plain_of(part) != after.plain_of(part))


@cache
def _titles() -> Mapping[str, str]:
    times = {f"clocks.{level.key}": f"Times for {level.word}" for level in Level}
    lists = {f"lists.{of}": each.title for of, each in LISTS.items()}
    kinds = {f"retention.{kind.key}": f"Kept: {kind.title}" for kind in KINDS}
    return {**times, **lists, **kinds}


def label_of_setting(name: str) -> str:
    group = name.partition(".")[0]
    known = RULES[group].label if group in RULES else name
    return _titles().get(name, known)


def hint_of(name: str) -> str:
    return RULES[whole(name)].hint


def words_of(settings: Settings, name: str) -> str:
    """A setting as it is said, with the answers and the kinds by their own names."""
    group, _, part = name.partition(".")
    if group == "lists" and part in LISTS:
        return _list_words(settings, part)
    if group == "retention" and part:
        years = kept(settings, part)
        said = years_words((part, years.years)).partition(": ")[2]
        return f"{said} after care ends" if years.after_care and years.years else said
    return settings.words(name)


def _list_words(settings: Settings, of: str) -> str:
    options = options_of(settings, of)
    own = {each.key for each in settings.own_list(of).added}
    added = [each.label for each in options if each.key in own]
    gone = [each.label for each in options if not each.enabled]
    said = (
        f"added {', '.join(added)}" if added else "",
        f"not offered {', '.join(gone)}" if gone else "",
    )
    return "; ".join(filter(None, said)) or "as the policy has it"


def offered_now(settings: Settings, of: str) -> tuple[str, ...]:
    """The answers of a list that new questions offer."""
    return tuple(each.label for each in options_of(settings, of) if each.enabled)


# lists


def options(desk: Desk, of: str) -> tuple[Offered, ...]:
    """A list with what can be done to each of its answers.

    Raises:
        NotFound: there is no such list.
    """
    listing = LISTS.get(of)
    if listing is None:
        raise NotFound(f"There is no list called “{of}”. `logbook settings list` shows all.")
    settings = desk.directory.settings
    own = {each.key for each in settings.own_list(of).added}
    named = _named(of)
    return tuple(
        Offered(option=each, own=each.key in own, why_not=_why_always(each, of, named))
        for each in options_of(settings, of)
    )


@cache
def _named(of: str) -> frozenset[str]:
    return named_in(KINDS, LISTS[of].options)


def _why_always(option: Option, of: str, named: frozenset[str]) -> str:
    if option.key == UNKNOWN:
        return "“I do not know” is always an answer."
    if option.alone:
        return f"“{option.label}” is how somebody says that nothing else fits."
    if option.key == OTHER:
        return f"Without “{option.label}” some of what happens could not be said."
    if option.key in named or option.key in LISTS[of].fixed:
        return f"The policy acts on “{option.label}”: a question, a level or a route hangs on it."
    return ""


def add_option(desk: Desk, of: str, words: str) -> Option:
    """Add an answer of one's own to a list. Its key is made now, and for good.

    Raises:
        NotAllowed: not theirs to change, or it is listed already.
        NotAList: the words cannot be used.
    """
    present = options(desk, of)
    label = label_of(words)
    for each in present:
        if each.option.label.casefold() == label.casefold():
            again = "" if each.option.enabled else " It is not offered now; offer it again instead."
            raise NotAllowed(f"“{each.option.label}” is in this list already.{again}")
    own = desk.directory.settings.own_list(of)
    made = OwnOption(key_for(label, {each.option.key for each in present}), label)
    _change_list(desk, own, replace(own, added=(*own.added, made)))
    return Option(made.key, made.label)


def stop_offering(desk: Desk, of: str, key: str) -> Option:
    """Leave an answer out of new questions. It stays worded wherever it was chosen.

    Raises:
        NotAllowed: not theirs to change, or the policy cannot do without it.
        NotFound: there is no such answer in the list.
    """
    offered = _one_of(desk, of, key)
    if offered.why_not:
        raise NotAllowed(f"{offered.why_not} It stays.")
    if not offered.option.enabled:
        raise NotAllowed(f"“{offered.option.label}” is not offered already.")
    own = desk.directory.settings.own_list(of)
    key = offered.option.key
    others = {each.option.key for each in options(desk, of) if each.option.enabled} - {key}
    if not others - {UNKNOWN, OTHER}:
        raise NotAllowed("It is the last answer of this list. Add another first.")
    _change_list(desk, own, replace(own, disabled=own.disabled | {key}))
    return offered.option


def offer_again(desk: Desk, of: str, key: str) -> Option:
    """Offer an answer in new questions again.

    Raises:
        NotAllowed: not theirs to change, or it is offered.
        NotFound: there is no such answer in the list.
    """
    offered = _one_of(desk, of, key)
    if offered.option.enabled:
        raise NotAllowed(f"“{offered.option.label}” is offered already.")
    own = desk.directory.settings.own_list(of)
    _change_list(desk, own, replace(own, disabled=own.disabled - {offered.option.key}))
    return offered.option


def _one_of(desk: Desk, of: str, named: str) -> Offered:
    wanted = named.strip().casefold()
    for each in options(desk, of):
        if wanted in {each.option.key, each.option.label.casefold()}:
            return each
    raise NotFound(f"There is no “{named}” in this list.")


def _change_list(desk: Desk, before: OwnList, after: OwnList) -> None:
    change(desk, f"lists.{after.of}", after.to_plain(), seen=before.to_plain())


# contacts


def add_contact(desk: Desk, *, name: str, telephone: str, checked: bool = False) -> None:
    """Add somebody outside whom staff may turn to.

    Raises:
        NotAllowed: not theirs to add, or there is one of that name.
        NotASetting: it needs a name and a number.
    """
    rows = _contacts(desk)
    _refuse_taken(rows, name)
    _set_contacts(desk, [*rows, _contact(desk, name, telephone, checked=checked)])


def change_contact(
    desk: Desk, which: str, *, name: str, telephone: str, checked: bool = False
) -> None:
    """Write somebody outside anew; a number that was not tried again has no day.

    Raises:
        NotAllowed, NotASetting: as for adding.
        NotFound: there is nobody of that name.
    """
    rows = _contacts(desk)
    place = _place(rows, which)
    _refuse_taken([*rows[:place], *rows[place + 1 :]], name)
    row = _contact(desk, name, telephone, checked=checked)
    if not checked and telephone.strip() == rows[place]["telephone"]:
        row = {**row, "checked": rows[place]["checked"]}
    _set_contacts(desk, [*rows[:place], row, *rows[place + 1 :]])


def remove_contact(desk: Desk, which: str) -> None:
    """Raises NotFound where there is nobody of that name, NotAllowed where it is not theirs."""
    rows = _contacts(desk)
    place = _place(rows, which)
    _set_contacts(desk, [*rows[:place], *rows[place + 1 :]])


def checked_contact(desk: Desk, which: str) -> None:
    """The number was tried today, and it is right.

    Raises:
        NotFound: there is nobody of that name.
        NotAllowed: not theirs to say, or it was said today already.
    """
    rows = _contacts(desk)
    place = _place(rows, which)
    row = {**rows[place], "checked": desk.today.isoformat()}
    _set_contacts(desk, [*rows[:place], row, *rows[place + 1 :]])


def _contacts(desk: Desk) -> list[dict[str, Plain]]:
    return [each.to_plain() for each in desk.directory.settings.outside_contacts]


def _contact(desk: Desk, name: str, telephone: str, *, checked: bool) -> dict[str, Plain]:
    day = desk.today.isoformat() if checked else None
    return {"name": name, "telephone": telephone, "checked": day}


def _place(rows: list[dict[str, Plain]], which: str) -> int:
    wanted = which.strip().casefold()
    for place, row in enumerate(rows):
        if str(row["name"]).casefold() == wanted:
            return place
    raise NotFound(f"There is nobody called “{which}” among the outside contacts.")


def _refuse_taken(rows: list[dict[str, Plain]], name: str) -> None:
    if any(str(row["name"]).casefold() == name.strip().casefold() for row in rows):
        raise NotAllowed(f"“{name.strip()}” is among the contacts already. Change that one.")


def _set_contacts(desk: Desk, rows: list[dict[str, Plain]]) -> None:
    change(desk, "outside_contacts", tuple(rows))
