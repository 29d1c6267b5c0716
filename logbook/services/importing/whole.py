"""An entry as logbook exported it: brought in with its answers, its times and its history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from logbook.domain.entries import BroughtIn, Entry, Response
from logbook.domain.events import Plain, Verb, utc_from, utc_text
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.people import Role
from logbook.domain.questions import Asking
from logbook.domain.standing import UNDECIDED, State, shown_outcome
from logbook.domain.text import TooLong, ingest
from logbook.services.importing.report import BadCell

LONGEST_TEXT = 500_000
"""Characters; an answer that is shown is at most a few fields long."""
_TEXTS = ("kind", "title", "policy", "raised_because", "late_because", "source")
_LISTS = ("topics", "about", "routes", "clock_marks")
_ELSEWHERE = ("linked", "source_member")
"""What names something that is not brought in with it."""
_SEALED = frozenset({"staff-conduct"})
NOT_AN_ENTRY = "This is not an entry as logbook writes it. Export it again, and change nothing."

Said = Mapping[str, Any]


class Whole:
    """Reads them for whoever brings them in; `removed` counts characters left out."""

    def __init__(self, asking: Asking, *, author: str, file: str) -> None:
        self._asking = asking
        self._author = author
        self._file = file
        self.removed = 0

    def entry(self, said: Said, line: int, entry_id: str) -> Entry:
        """The entry that a line makes, as it stood when it was exported.

        Raises:
            BadCell: it is not what logbook writes, or may not be brought in.
        """
        try:
            return self._entry(self._cleaned(said), line, entry_id)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BadCell(NOT_AN_ENTRY) from None
        except TooLong as why:
            raise BadCell(str(why)) from None

    def _entry(self, said: Said, line: int, entry_id: str) -> Entry:
        plain = {key: value for key, value in said["entry"].items() if key not in _ELSEWHERE}
        if plain.pop("sealed", False) or plain["kind"] in _SEALED:
            raise BadCell(
                "This is sealed to the safeguarding leads, and an import seals nothing. "
                "Take this line out, and record it by hand."
            )
        _check(plain)
        known = _as_corrected(plain, said["events"])
        events = [self._event(each, said) for each in said["events"]]
        person, person_shown = self._person(known, said["people"])
        responses = _newest(known, said["events"])
        return replace(
            known,
            id=entry_id,
            author=self._author,
            responses=responses,
            level=Level.of(said["level"]),
            person=person,
            person_shown=person_shown,
            about=tuple(self._about(known, said)),
            routes=tuple(each for each in known.routes if each in set(Role)),
            outcome=str(said["outcome"]),
            brought_in=self._brought_in(known, said, line, events),
        )

    def _brought_in(
        self, known: Entry, said: Said, line: int, events: Sequence[Mapping[str, Plain]]
    ) -> BroughtIn:
        old = known.brought_in
        sent_at = utc_from(said["sent_at"])
        if old is None:
            first: Mapping[str, Plain] = {
                "id": known.id,
                "at": utc_text(sent_at),
                "by": str(said["staff"].get(said["author"], "")),
                "verb": Verb.SENT.value,
                "body": {
                    "level": known.level.key,
                    "responses": tuple(
                        each.to_plain() for each in _replaced(known, said["events"])
                    ),
                },
            }
            old = BroughtIn(
                author=str(first["by"]),
                written=Moment.at(sent_at, self._asking.zone).to_plain(),
                before=(first,),
            )
        outcome = str(said["outcome"])
        return replace(
            old,
            outcome=_shown(said["events"], old.outcome) or shown_outcome(outcome),
            is_open=State(said["state"]) in UNDECIDED and not outcome,
            file=self._file,
            line=line,
            before=(*old.before, *events),
        )

    def _event(self, event: Said, said: Said) -> Mapping[str, Plain]:
        verb = event["verb"]
        if verb not in set(Verb):
            raise BadCell("A newer logbook wrote this. Update logbook, then bring it in.")
        return {
            "id": str(event["id"]),
            "at": utc_text(utc_from(event["at"])),
            "by": str(said["staff"].get(event["by"], "")),
            "verb": verb,
            "body": _with_names(event["body"], said["staff"]),
        }

    # who

    def _person(self, known: Entry, people: Said) -> tuple[str, str]:
        """The person's id and name here; a name alone where they are not listed."""
        named = people.get(known.person)
        name = str(named["name"]) if named else known.person_shown
        here = self._asking.people
        if known.person in here and here[known.person].name == name:
            return known.person, known.person_shown or name
        same = [each.id for each in here.values() if name and each.name == name]
        if len(same) == 1:
            return same[0], known.person_shown or name
        return "", known.person_shown or name

    def _about(self, known: Entry, said: Said) -> Iterator[str]:
        """Members of staff whom it is about, as far as they have an account here."""
        staff = self._asking.staff
        for member in dict.fromkeys((*known.about, *_named_later(said["events"]))):
            name = said["staff"].get(member, "")
            if member in staff and staff[member].name == name:
                yield member
            else:
                yield from (each.id for each in staff if name and each.name == name)

    # text

    def _cleaned(self, plain: Any) -> Any:
        """The same, every text in it taken in as any text is."""
        match plain:
            case str():
                taken = ingest(plain, LONGEST_TEXT)
                self.removed += taken.removed
                return taken.text
            case list():
                return [self._cleaned(each) for each in plain]
            case dict():
                return {str(key): self._cleaned(value) for key, value in plain.items()}
            case _:
                return plain


def _check(plain: Said) -> None:
    """Raises TypeError or ValueError where something is of another kind than logbook writes."""
    _need(all(isinstance(plain[key], str) for key in _TEXTS))
    for key in _LISTS:
        _need(isinstance(plain[key], list) and all(isinstance(each, str) for each in plain[key]))
    for each in plain["responses"]:
        texts = (each["key"], each["question"], each["shown"], each["topic"])
        _need(all(isinstance(words, str) for words in texts))
    for key in ("happened", "noticed"):
        if plain[key] is not None:
            Moment.from_plain(plain[key])
    _need(plain["discussed"] in {None, True, False})
    _need(isinstance(plain["practice"], bool))


def _need(is_so: bool) -> None:  # noqa: FBT001 - one condition
    if not is_so:
        raise TypeError


def _undone(events: Sequence[Said]) -> frozenset[str]:
    return frozenset(
        str((each["body"] or {}).get("event")) for each in events if each["verb"] == Verb.UNDONE
    )


def _shown(events: Sequence[Said], before: str) -> str:
    """How the outcome reads that holds now; empty where only the policy has decided."""
    undone, shown = _undone(events), before
    for each in events:
        if each["id"] in undone or not each["body"]:
            continue
        if each["verb"] == Verb.DECIDED:
            shown = str(each["body"].get("shown", ""))
        elif each["verb"] == Verb.REOPENED:
            shown = ""
    return shown


def _amendments(events: Sequence[Said]) -> Iterator[Said]:
    undone = _undone(events)
    for each in events:
        if each["verb"] == Verb.AMENDED and each["body"] and each["id"] not in undone:
            yield each["body"]


def _as_corrected(plain: Said, events: Sequence[Said]) -> Entry:
    """Filed as its author put it right later."""
    known = Entry.from_plain(plain)
    for body in _amendments(events):
        corrected = body.get("corrected")
        if corrected:
            _check({**plain, **corrected})
            known = known.corrected(corrected)
    return known


def _newest(known: Entry, events: Sequence[Said]) -> tuple[Response, ...]:
    """Each answer that still applies as it was last given, in the order first asked."""
    latest = {each.key: each for each in known.responses}
    for body in _amendments(events):
        latest |= {each["key"]: Response.from_plain(each) for each in body["responses"]}
        for key in body.get("dropped", ()):
            latest.pop(str(key), None)
    return tuple(latest.values())


def _replaced(known: Entry, events: Sequence[Said]) -> Iterator[Response]:
    """The answers as they were sent, of which there is a newer one, or which apply no longer."""
    changed = {
        key
        for body in _amendments(events)
        for key in (*(each["key"] for each in body["responses"]), *body.get("dropped", ()))
    }
    return (each for each in known.responses if each.key in changed)


def _named_later(events: Sequence[Said]) -> Iterator[str]:
    undone = _undone(events)
    for each in events:
        body = each["body"] or {}
        if each["verb"] == Verb.ABOUT_NAMED and each["id"] not in undone:
            yield from map(str, body["members"])
        elif each["verb"] == Verb.AMENDED:
            yield from map(str, body.get("about", ()))


def _with_names(plain: Any, staff: Said) -> Any:
    """The same with names for ids, which mean nothing in another logbook."""
    match plain:
        case str():
            return staff.get(plain, plain)
        case list():
            return [_with_names(each, staff) for each in plain]
        case dict():
            return {key: _with_names(value, staff) for key, value in plain.items()}
        case _:
            return plain
