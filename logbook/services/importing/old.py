"""An old record as an entry: what each column may say, and how it is kept."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from logbook.domain import dates
from logbook.domain.answers import Someones
from logbook.domain.days import EARLIEST
from logbook.domain.entries import BroughtIn, Entry, Response, Suggested
from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.moments import Moment, NotADate, NotYet, locate
from logbook.domain.questions import Asking, NotAnAnswer, WhichStaff, Who
from logbook.domain.questions.base import quoted
from logbook.domain.refusals import Refusal
from logbook.domain.text import FIELD_LIMIT, TooLong, identifier, ingest
from logbook.policy.kinds import KINDS
from logbook.policy.lists import OUTCOMES
from logbook.services.importing.columns import Column, Columns, Record
from logbook.services.importing.report import BadCell
from logbook.services.importing.whole import Whole

OTHER = "other"
"""The kind, or the outcome, of an old record whose own words are kept instead."""
UNTITLED = "Old record"
_SEALED = frozenset(
    name.casefold() for kind in KINDS if kind.sealed for name in (kind.key, kind.title, kind.menu)
)
_REMEMBERED = 4096
"""Dates and names that are not read again; most stand on many lines."""
_ANOTHER_YEAR = timedelta(days=401)
_SECONDS = re.compile(r"(\b\d{1,2}:\d{2}):\d{2}(?:\.\d+)?")
_PLAINLY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::\d{2})?)?", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d{2}:?\d{2})"
)
_OPEN, _CLOSED = frozenset({"open", "not closed", "still open"}), frozenset({"", "closed", "done"})

_PERSON = Who("person", "Who was it about?")
_STAFF = WhichStaff("staff", "Which members of staff were part of it?")

_TEXTS: Mapping[str, str] = {
    "text": "What happened?",
    "saw": "What was seen or heard?",
    "said": "What did the person say, in their own words?",
    "heard": "What did somebody else say about it?",
    "think": "What did whoever wrote it think?",
    "done": "What was done?",
    "next": "What was to happen next?",
}

ENTRIES = Columns(
    (
        Column(
            names=("date", "when", "happened", "date and time", "date time", "day"),
            does="When it happened, day, month and year, with or without the time. Needed; "
            "write “not known” where it is not.",
        ),
        Column(names=("time",), does="The time, where it stands apart from the date."),
        Column(
            names=("kind", "type", "category"),
            does="A kind's key or title. Anything else is kept as the title of an entry of its "
            "own kind.",
        ),
        Column(
            names=("person", "who", "service user"),
            does="Whom it is about: a name or initials from the list, or “not listed: ” and a "
            "name.",
        ),
        Column(
            names=("author", "written by", "recorded by", "reported by"),
            does="Who wrote it then, by name.",
        ),
        Column(
            names=("written", "written on", "recorded", "recorded on"),
            does="When it was first written down.",
        ),
        Column(
            names=("text", "what happened", "description", "details", "notes"),
            does="What happened.",
        ),
        Column(names=("saw", "seen"), does=_TEXTS["saw"]),
        Column(names=("said",), does=_TEXTS["said"]),
        Column(names=("heard",), does=_TEXTS["heard"]),
        Column(names=("think", "opinion"), does=_TEXTS["think"]),
        Column(names=("done", "action", "action taken"), does=_TEXTS["done"]),
        Column(names=("next", "next step"), does=_TEXTS["next"]),
        Column(
            names=("staff", "staff involved"),
            does="Colleagues who were part of it, by name, commas between. They never read it.",
        ),
        Column(
            names=("outcome", "result"),
            does="An outcome's key or label, or words of its own.",
        ),
        Column(names=("level", "urgency"), does="Low, Medium, High or Emergency; empty is Low."),
        Column(names=("state", "status"), does="Open or closed; empty is closed."),
    )
)


class Old:
    """Reads old records for whoever brings them in; `removed` counts characters left out."""

    def __init__(self, asking: Asking, *, author: str, file: str) -> None:
        self._asking = asking
        self._author = author
        self._file = ingest(file).text[:FIELD_LIMIT]
        self._moment = lru_cache(_REMEMBERED)(self._read_moment)
        self._someones = lru_cache(_REMEMBERED)(self._read_someones)
        self._whole = Whole(asking, author=author, file=self._file)
        self._left_out = 0

    @property
    def removed(self) -> int:
        return self._left_out + self._whole.removed

    def entry(self, record: Record, entry_id: str = "") -> Entry:
        """The entry that a line makes.

        Raises:
            BadCell: something in it cannot be taken; the text says what to write.
        """
        if record.whole is not None:
            return self._whole.entry(record.whole, record.line, entry_id)
        kind, title, topic = _kind(record["kind"])
        level = _level(record["level"])
        outcome, shown = _outcome(record["outcome"])
        is_open = _is_open(record["state"], outcome)
        person = self._people(_PERSON, record["person"])
        staff = self._people(_STAFF, record["staff"])
        responses = (*self._who(person, staff), *self._said(record))
        return Entry(
            id=entry_id,
            kind=kind,
            title=title,
            policy="",
            author=self._author,
            responses=responses,
            suggested=Suggested(level=level),
            level=level,
            topics=(topic,) if topic else (),
            person=person.people[0].id if person else "",
            person_shown=person.people[0].name if person else "",
            about=tuple(each.id for each in staff.people if each.id) if staff else (),
            happened=self._happened(record).to_plain(),
            outcome=outcome,
            brought_in=BroughtIn(
                author=_name(record["author"], "author"),
                written=self._written(record["written"]),
                outcome=shown,
                is_open=is_open,
                file=self._file,
                line=record.line,
            ),
        )

    # when

    def _happened(self, record: Record) -> Moment:
        if not record["date"]:
            raise BadCell("There is no date. Write when it was, or “not known”.", "date")
        return self._moment(f"{record['date']} {record['time']}".strip(), "date")

    def _written(self, words: str) -> Mapping[str, Plain] | None:
        return self._moment(words, "written").to_plain() if words else None

    def _read_moment(self, words: str, column: str) -> Moment:
        """A moment that means the same whenever it is read: a file knows no today."""
        now, zone = self._asking.now, self._asking.zone
        try:
            if plainly := _plainly(words, now, zone):
                return plainly
            if _INSTANT.fullmatch(words):
                return _instant(words, now, zone)
            said = _SECONDS.sub(r"\1", words)
            moment = dates.read(said, now, zone)
            if moment.is_known:
                self._refuse_moving(said, moment)
        except NotADate as why:
            raise BadCell(f"{quoted(words)}: {why}", column) from None
        return moment

    def _refuse_moving(self, said: str, moment: Moment) -> None:
        then = self._asking.now - _ANOTHER_YEAR
        if dates.read(said, then, self._asking.zone, allow_future=True).wall != moment.wall:
            raise NotADate("Write the day, the month and the year: a file knows no today.")

    # who

    def _people(self, question: Who, words: str) -> Someones | None:
        return self._someones(question, words) if words else None

    def _read_someones(self, question: Who, words: str) -> Someones | None:
        try:
            answer = question.read(words, self._asking)
        except NotAnAnswer as why:
            raise BadCell(str(why), question.key) from None
        return answer if isinstance(answer, Someones) and answer.people else None

    def _who(self, person: Someones | None, staff: Someones | None) -> Iterator[Response]:
        for question, answer in ((_PERSON, person), (_STAFF, staff)):
            if answer is not None:
                yield Response(
                    key=question.key,
                    question=question.words,
                    value=question.to_plain(answer),
                    shown=question.wording(answer),
                )

    # what

    def _said(self, record: Record) -> tuple[Response, ...]:
        """Questions and answers; their keys are nobody's, so that no kind of today reads them."""
        said = [
            _response(key, question, self._text(record[key], key))
            for key, question in _TEXTS.items()
            if record[key]
        ]
        said += [
            _response(f"{nth}", question, self._text(words, question))
            for nth, (question, words) in enumerate(record.others, 1)
        ]
        if not any(response.shown for response in said):
            raise BadCell("Nothing is said on this line. Write what happened.", "text")
        return tuple(said)

    def _text(self, words: str, column: str) -> str:
        try:
            taken = ingest(words)
        except TooLong:
            raise BadCell(
                f"There are {len(words):,} characters here, and one answer holds {FIELD_LIMIT:,}. "
                "Write the main points, and say where the whole text is kept.",
                column,
            ) from None
        self._left_out += taken.removed
        return taken.text


def _response(key: str, question: str, words: str) -> Response:
    return Response(key=f"old-{key}", question=question, value={"text": words}, shown=words)


def _plainly(words: str, now: datetime, zone: str) -> Moment | None:
    """What most files say, day/month/year and 24-hour time, read quickly; None for all else."""
    match = _PLAINLY.fullmatch(words)
    if match is None or int(match[3]) < EARLIEST:
        return None
    day, month, year, hour, minute = match.groups()
    try:
        wall = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001 - a wall clock knows no zone
        moment = locate(wall, zone) if hour else Moment.on(wall.date(), zone)
    except (ValueError, NotADate):
        return None
    return moment if moment.utc is not None and moment.utc <= now else None


def _instant(words: str, now: datetime, zone: str) -> Moment:
    """An instant as programs write it, with how far it is from UTC."""
    try:
        moment = Moment.at(datetime.fromisoformat(words.upper()), zone)
    except (ValueError, OverflowError):
        raise NotADate("There is no such day or time.") from None
    if moment.wall is None or moment.wall.year < EARLIEST:
        raise NotADate(f"The year must be {EARLIEST} or later.")
    if moment.utc is not None and moment.utc > now:
        raise NotYet("That is still to come. It must be today or in the past.")
    return moment


_KINDS = {
    name.casefold(): (kind.key, kind.title, kind.topic)
    for kind in KINDS
    for name in (kind.key, kind.title, kind.menu)
    if name
}
_OUTCOMES = {
    name.casefold(): (option.key, option.label)
    for option in OUTCOMES
    for name in (option.key, option.label)
}
_LEVELS = {level.key: level for level in Level}


def _kind(words: str) -> tuple[str, str, str]:
    plain = " ".join(words.split()).casefold()
    if plain in _SEALED:
        raise BadCell(
            "What staff did is sealed to the safeguarding leads, and an import seals nothing. "
            "Take this line out, and record it by hand.",
            "kind",
        )
    if plain in _KINDS:
        return _KINDS[plain]
    title = _name(words, "kind")
    return OTHER, (UNTITLED if plain in {"", OTHER} else title), ""


def _outcome(words: str) -> tuple[str, str]:
    found = _OUTCOMES.get(" ".join(words.split()).casefold())
    if found:
        return found
    shown = _name(words, "outcome")
    return (OTHER, shown) if shown else ("", "")


def _level(words: str) -> Level:
    plain = words.lstrip("! ").casefold()
    if not plain:
        return Level.LOW
    if plain not in _LEVELS:
        raise BadCell(
            f"{quoted(words)} is no level. Write Low, Medium, High or Emergency.", "level"
        )
    return _LEVELS[plain]


def _is_open(words: str, outcome: str) -> bool:
    plain = " ".join(words.split()).casefold()
    if plain in _CLOSED:
        return False
    if plain not in _OPEN:
        raise BadCell(f"{quoted(words)} is neither open nor closed. Write one of them.", "state")
    if outcome:
        raise BadCell("It is open and has an outcome. Leave one of them empty.", "state")
    return True


def _name(words: str, column: str) -> str:
    try:
        return identifier(words)
    except Refusal as why:
        raise BadCell(str(why), column) from None


def columns() -> Mapping[str, str]:
    """Each column and what it holds, for the manual."""
    return {column.key: column.does for column in ENTRIES.known}
