"""One service user's record: in easy words to read with them, and whole, for an access request.

Other people in it are masked: somebody else's name is not this person's to be given.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from logbook.domain import rights
from logbook.domain.directory import Directory
from logbook.domain.events import Plain, reference
from logbook.domain.folding.entries import fold
from logbook.domain.moments import MONTHS, WEEKDAYS, Moment
from logbook.domain.people import MANAGING, Person, Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.showing import stated
from logbook.domain.standing import Standing
from logbook.export.notes import Names
from logbook.export.packs.pack import Block, Card, Facts, Pack, Quotation, Section, Words
from logbook.services import queue
from logbook.services.desk import Desk
from logbook.services.exporting.leaving import What
from logbook.services.exporting.packs import Made
from logbook.services.packs import head_of
from logbook.storage import log

ANOTHER, STAFF, OUT = "another person", "a member of staff", "[left out]"
FEWEST_LETTERS = 2
"""A redaction of one letter would take that letter out of every word."""

_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
"""Words that are names too, and stand in every date."""

SAID = ("asked", "said", "what")
WANTED = ("next", "wishes", "relative-why")
DID = ("did", "done-now", "helped")
KNOWS = ("told",)
_OF_OTHERS = frozenset(
    {
        "other-handle",
        "source-did",
        "staff-did",
        *("staff", "source-staff", "posted-staff", "searched-staff", "identified-staff"),
    }
)
"""Answers that are about somebody else altogether."""

INTRO = (
    "This is what we wrote down about you in our logbook. You can ask us about anything in it. "
    "You can tell us if something is wrong. We then write your words beside it."
)
MASKED = "Names of other people are left out, because they are theirs."


@dataclass(frozen=True)
class Redaction:
    """Words that are taken out wherever they stand, and why."""

    words: str
    reason: str
    """It is printed and goes into the log, so it never repeats the words."""

    def __post_init__(self) -> None:
        if len(self.words.strip()) < FEWEST_LETTERS:
            raise NotAllowed("Write the words to leave out: two letters or more.")
        if not self.reason.strip():
            raise NotAllowed(f"Write why “{self.words}” is left out.")
        if re.search(_spaced(self.words), self.reason, re.IGNORECASE):
            raise NotAllowed(
                "Write why in other words: the reason is printed, and what is left out is not."
            )


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record ready to print, and how often each redaction was found."""

    person: Person
    what: What
    pack: Pack
    entries: int
    redacted: tuple[tuple[Redaction, int], ...] = ()

    @property
    def made(self) -> Made:
        """It ready to leave; the log keeps why something was left out and how often, not what."""
        return Made(
            what=self.what,
            pack=self.pack,
            entries=self.entries,
            about=self.person.id,
            said=self._left_out if self.what is What.ACCESS else {},
        )

    @property
    def _left_out(self) -> dict[str, Plain]:
        return {
            "left_out": [
                {"reason": each.reason.strip(), "places": count} for each, count in self.redacted
            ]
        }


def easy(desk: Desk, person: str) -> Record:
    """What they said, what they wanted, what we did and who knows, for a talk with them.

    Raises:
        NotAllowed: it is made by managers, of what they may read.
        NotFound: nobody of that id is supported here.
    """
    if not desk.member.roles & MANAGING:
        raise NotAllowed("A manager makes this with you. Ask yours.")
    known, standings = _person(desk, person), _standings(desk, person)
    mask = _Mask(desk.directory, known)
    cards = tuple(_easy_card(each, mask) for each in standings)
    nothing: tuple[Block, ...] = (Words("There is nothing about you that we may show you here."),)
    pack = Pack(
        title=f"What we wrote about you, {known.name}",
        facts=(
            ("From", desk.directory.settings.service_name),
            ("Made", f"{_stated(desk, desk.now)} by {desk.member.name}"),
        ),
        sections=(
            Section("Please read this first", (Words(INTRO), Words(MASKED))),
            Section("What happened", cards or nothing),
        ),
        head=head_of(desk),
        made=desk.now,
        banner="This is about you. Keep it where only people you choose can read it.",
    )
    return Record(person=known, what=What.PERSON, pack=pack, entries=len(standings))


def whole(desk: Desk, person: str, redactions: Sequence[Redaction] = ()) -> Record:
    """Everything in the entries about them, for a subject access request.

    Raises:
        NotAllowed: the General Manager answers access requests.
        NotFound: nobody of that id is supported here.
    """
    if Role.GENERAL_MANAGER not in desk.member.roles:
        raise NotAllowed(
            "The General Manager answers access requests. Tell them that one came, and when."
        )
    known, standings = _person(desk, person), _standings(desk, person)
    mask = _Mask(desk.directory, known, redactions)
    cards = tuple(_whole_card(each, mask, desk) for each in standings)
    nothing: tuple[Block, ...] = (Words("There are no entries about this person."),)
    pack = Pack(
        title=f"Record of {known.name}",
        facts=(
            ("Service", desk.directory.settings.service_name),
            ("Entries", str(len(standings))),
            ("Made", f"{_stated(desk, desk.now)} by {desk.member.name}"),
            ("Left out", mask.words()),
        ),
        sections=(Section("Entries, the oldest first", cards or nothing),),
        head=head_of(desk),
        made=desk.now,
    )
    return Record(
        person=known, what=What.ACCESS, pack=pack, entries=len(standings), redacted=mask.found
    )


def _person(desk: Desk, person: str) -> Person:
    known = desk.directory.people.get(person)
    if known is None:
        raise NotFound("Nobody of that name is supported here. Choose somebody from the list.")
    return known


def _standings(desk: Desk, person: str) -> list[Standing]:
    """Ordinary entries about them that this manager may read, by when they happened."""
    ids: list[str] = []
    before = None
    while lines := queue.about_person(desk, person, before=before):
        ids += [each.entry.id for each in lines if not each.entry.sealed]
        before = lines[-1]
    found = desk.read(lambda connection: [fold(log.of(connection, each)) for each in ids])
    return sorted(found, key=_when)


def _when(standing: Standing) -> datetime:
    happened = standing.entry.happened
    known = Moment.from_plain(happened).latest if happened else None
    return known or standing.sent_at


_NOT_SAID = ({"skipped": True}, {"cannot_say": True})


class _Mask:
    """Takes other people's names out, and whatever a redaction names; counts each of those."""

    def __init__(
        self, directory: Directory, person: Person, redactions: Iterable[Redaction] = ()
    ) -> None:
        others = [each for each in directory.people.values() if each.id != person.id]
        by_name = {each.name: ANOTHER for each in others if each.name.strip()}
        self._staff = {each.name: STAFF for each in directory.staff}
        self._names = Names({}, self._staff | by_name)
        self._parts = _parts(person, self._staff | by_name)
        self._single = _alone(self._parts)
        self._redactions = tuple(redactions)
        self._counts = [0] * len(self._redactions)

    def __call__(self, text: str) -> str:
        masked = text
        for nth, each in enumerate(self._redactions):
            masked, count = re.subn(_spaced(each.words), OUT, masked, flags=re.IGNORECASE)
            self._counts[nth] += count
        return self._single.sub(lambda each: self._parts[each[1]], self._names.hide(masked))

    @property
    def found(self) -> tuple[tuple[Redaction, int], ...]:
        return tuple(zip(self._redactions, self._counts, strict=True))

    def words(self) -> str:
        """What is missing and why, for whoever reads the record; never the words themselves."""
        reasons = "; ".join(
            f"{each.reason.strip()} ({count} {'place' if count == 1 else 'places'})"
            for each, count in self.found
        )
        return f"{MASKED} {f'Also left out, as {OUT}: {reasons}.' if reasons else ''}".strip()


def _parts(person: Person, others: Mapping[str, str]) -> Mapping[str, str]:
    """First names and surnames of others by themselves, where they are not this person's too."""
    own = {part.casefold() for part in person.name.split()}
    return {
        part: word
        for name, word in others.items()
        for part in name.split()
        if len(part) > FEWEST_LETTERS
        and part[0].isupper()
        and part.casefold() not in own
        and part not in _CALENDAR
    }


def _alone(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, with its title, in the capitals that names have."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    title = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?"
    return re.compile(rf"(?<!\w){title}({longest_first})(?!\w)" if longest_first else "(?!)")


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _easy_card(standing: Standing, mask: _Mask) -> Card:
    """What a worker could not say is nothing that this person said."""
    answers = {
        each.key: mask(each.shown)
        for each in standing.current_responses
        if each.value not in _NOT_SAID
    }
    parts: list[Words | Quotation | Facts] = []
    for label, keys in (
        ("What you said", SAID),
        ("What you wanted", WANTED),
        ("What we did", DID),
        ("Who we told", KNOWS),
    ):
        said = "\n".join(answers[key] for key in keys if answers.get(key))
        if said and said != "–":
            parts += [Words(label, quiet=True), Quotation(said)]
    parts += [Words("What was decided", quiet=True), Quotation(_outcome(standing, mask))]
    happened = standing.entry.happened
    when = stated(Moment.from_plain(happened)) if happened else "We do not know when"
    return Card(_begun_large(f"{when}: {standing.entry.title}"), tuple(parts))


def _outcome(standing: Standing, mask: _Mask) -> str:
    if standing.decision is None:
        return "Not decided yet."
    decided = _begun_large(standing.decision.shown)
    following = _begun_large(standing.decision.next_step)
    return mask(f"{decided}. {following}".strip().rstrip(".") + ".")


def _begun_large(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _whole_card(standing: Standing, mask: _Mask, desk: Desk) -> Card:
    entry = standing.entry
    happened = stated(Moment.from_plain(entry.happened)) if entry.happened else "not known"
    facts: dict[str, str] = {
        "Reference": reference(standing.id),
        "Happened": happened,
        "Written down": _stated(desk, standing.sent_at),
        "Level": standing.level.word,
        "State": standing.state.words,
    }
    parts: list[Words | Quotation | Facts] = [Facts(tuple(facts.items()))]
    said = [*_said(standing, mask)]
    if rights.reads_managers_words(desk.member, standing):
        said += _among_managers(standing, mask)
    for question, words in said:
        parts += [Words(question, quiet=True), Quotation(words)]
    return Card(entry.title, tuple(parts))


def _said(standing: Standing, mask: _Mask) -> Iterator[tuple[str, str]]:
    for each in standing.current_responses:
        yield each.question, OUT if each.key in _OF_OTHERS else mask(each.shown)
    for added in standing.amendments:
        if added.note:
            yield "Added later", mask(added.note)
    for asked in standing.answers:
        yield f"A manager asked: {mask(asked.question.text)}", mask(asked.text)
    for talk in standing.talks:
        if talk.answer:
            yield "A manager was told, and said", mask(talk.answer)
    for change in standing.levels[1:]:
        yield f"Level changed to {change.level.word}", mask(change.because)
    decision, told = standing.decision, standing.told
    said: Mapping[str, str] = {
        "Outcome": decision.shown if decision else "",
        "Because": decision.because if decision else "",
        "Next": decision.next_step if decision else "",
        "Opened again": standing.reopened_because,
        "Withdrawn": standing.withdrawn_because,
        "What the worker was told": told.words if told else "",
    }
    for label, words in said.items():
        if words:
            yield label, mask(words)


def _among_managers(standing: Standing, mask: _Mask) -> Iterator[tuple[str, str]]:
    """What managers wrote for one another: it is about this person too, so it is theirs to have."""
    for review in standing.reviews:
        for each in review.responses:
            yield f"A manager was asked: {each.question}", mask(each.shown)
    for note in standing.notes:
        yield "A manager's note for managers", mask(note.text)
    for action in standing.actions:
        yield f"Agreed action, {action.became.words}", mask(action.what)
        for step in action.steps:
            if step.note:
                yield "What was said of that", mask(step.note)


def _stated(desk: Desk, at: datetime) -> str:
    return stated(Moment.at(at, desk.directory.settings.zone))
