"""Who reads an entry, by when and why, in sentences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.settings import Settings
from logbook.domain.showing import short
from logbook.services.recording import Preview

GOES_TO = "Goes to"
PRACTICE = "Practice: nothing of this counts"


def listed(names: Sequence[str]) -> str:
    """“Ann”, “Ann and Ben”, “Ann, Ben and Cas”."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no “and”
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def by_when(at: datetime, now: datetime, zone: str) -> str:
    """Like “tomorrow 5pm”."""
    return short(Moment.at(at, zone), now)


NOT_DISCUSSED = (
    "Not yet discussed with a manager: it says so to everybody, and goes further up, until "
    "somebody tells one and writes that down."
)
STAFF_ARE_PART = "Telling a manager who is part of it does not count."


def goes_to(preview: Preview, now: datetime, settings: Settings) -> str:
    """Whose it is, by when it should be read, and whether a manager still has to be told."""
    return _and_discussed(preview, _goes_to(preview, now, settings))


def _and_discussed(preview: Preview, said: str) -> str:
    missing = preview.discussed is False and not preview.practice
    if not missing:
        return said
    names_staff = preview.part is not None
    return "\n".join([said, f"{NOT_DISCUSSED} {STAFF_ARE_PART}" if names_staff else NOT_DISCUSSED])


def _goes_to(preview: Preview, now: datetime, settings: Settings) -> str:
    if preview.practice:
        return "Practice: it goes to nobody, and only you can read it."
    if preview.part is not None:
        whole = _goes_to(replace(preview, part=None), now, settings)
        return f"{whole}\n{_part(_goes_to(preview.part, now, settings))}"
    if not preview.goes_to:
        return _to_nobody(preview, settings)
    who = f"{GOES_TO} {listed(preview.goes_to)}"
    if preview.read_by is None:
        return f"{who}."
    if preview.read_by <= now:
        return f"{who}, with whom it waits already."
    when = by_when(preview.read_by, now, settings.zone)
    does = "clears it" if preview.is_settled else "should read it"
    return f"{who}, who {does} by {when}."


def will_read(preview: Preview, now: datetime, settings: Settings) -> str:
    """The same, once it is sent."""
    return _and_discussed(preview, _will_read(preview, now, settings))


def _will_read(preview: Preview, now: datetime, settings: Settings) -> str:
    if preview.practice:
        return (
            "That was practice: it went to nobody, and only you can read it. To take it off your "
            "list, open it on Home and press x."
        )
    if preview.part is not None:
        whole = _will_read(replace(preview, part=None), now, settings)
        return f"{whole}\n{_part(_will_read(preview.part, now, settings))}"
    if not preview.goes_to:
        return _to_nobody(preview, settings)
    names = listed(preview.goes_to)
    if preview.read_by is None or preview.read_by <= now:
        return f"It is with {names}. You will see the answer on Home."
    when = by_when(preview.read_by, now, settings.zone)
    if preview.is_settled:
        return f"{names} clears it by {when}. There is nothing more for you to do."
    return f"{names} should read it by {when}. You will see the answer on Home."


def _part(said: str) -> str:
    goes = f"It {_mid(said)}" if said.startswith(GOES_TO) else said
    return f"What you said about staff leaves on its own, sealed to the safeguarding leads. {goes}"


def _mid(sentence: str) -> str:
    """For the middle of another: these begin with a word of ours, never with a name."""
    return sentence[:1].lower() + sentence[1:]


def _to_nobody(preview: Preview, settings: Settings) -> str:
    if not preview.read_by:
        return "Nobody has to do anything with it."
    return nobody_can_open(settings) if preview.sealed else nobody_left(settings)


def nobody_left(settings: Settings) -> str:
    """Nobody here may read it: whom else to turn to."""
    return f"Nobody here is left to read this. {_turn_outside(settings)}"


def nobody_can_open(settings: Settings) -> str:
    """No safeguarding lead may read what is sealed: whom to turn to, and what can be done here."""
    return (
        f"Nobody here can open this but you. {_turn_outside(settings)} It is kept all the same: "
        "once another safeguarding lead is named, the recovery key lets them in."
    )


def _turn_outside(settings: Settings) -> str:
    outside = ", ".join(f"{each.name} {each.telephone}" for each in settings.outside_contacts)
    if outside:
        return f"Turn to {outside}."
    return "Turn to somebody outside the service, such as the council's safeguarding team."


def also_able(preview: Preview) -> str:
    if preview.practice:
        return ""
    if preview.part is not None:
        whole, part = also_able(replace(preview, part=None)), also_able(preview.part)
        return f"{whole} The sealed part: {_mid(part)}" if part else whole
    if preview.sealed:
        return _also_opens(preview)
    if not preview.also_able:
        return "Nobody else can read it."
    return f"Also able to read it: {listed(preview.also_able)}. Nobody else."


def _also_opens(preview: Preview) -> str:
    """A seal is no promise of the program's: nobody else has a key that opens it."""
    if not preview.also_able:
        return "Nobody else can open it." if preview.goes_to else ""
    return f"Also able to open it: {listed(preview.also_able)}. Nobody else."


def written_for(preview: Preview) -> str:
    """For whom it is written down, and whether they will learn what comes of it."""
    if not preview.source:
        return ""
    said = f"Written down for {preview.source}."
    if preview.source_reads or preview.practice:
        return said
    return f"{said} They cannot open it: tell them yourself what you hear back."


def level_words(preview: Preview, raised_because: str) -> str:
    """The level with its reasons, which are the answers' or the writer's own."""
    if preview.level > preview.suggested:
        because = f": {raised_because}" if raised_because else ""
        return f"{preview.level.marked}, raised by you{because}"
    reasons = f": {'; '.join(preview.reasons)}" if preview.reasons else ""
    return f"{preview.level.marked}{reasons}"


def may_be_raised(preview: Preview) -> bool:
    return preview.suggested < max(Level)
