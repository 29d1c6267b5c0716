"""Supervision notes as a table of four columns: part, reference, what, words."""

from collections.abc import Iterator
from typing import TypeAlias

from logbook.export.csv_cells import lines, pieces
from logbook.export.notes import (
    BANNER,
    NAMES,
    NOT_YET,
    Agreed,
    Noted,
    Notes,
    reflective_questions,
)

COLUMNS = ("Part", "Reference", "What", "Words")
Row: TypeAlias = tuple[str, str, str, str]


def notes_csv(notes: Notes) -> Iterator[bytes]:
    """The file in chunks, one line each: UTF-8 with its mark, every cell quoted."""
    return lines(_rows(notes))


def _rows(notes: Notes) -> Iterator[Row]:
    yield COLUMNS
    yield from _about(notes)
    for place, agreed in enumerate(notes.agreed_before, 1):
        for what, words in _agreed(agreed):
            yield from _split("Agreed last time", "", f"{place}: {what}", words)
    for noted in notes.noted:
        for what, words in _entry(noted):
            yield from _split("Entry", noted.reference, what, words)
    for question in reflective_questions(notes.noted):
        yield ("To talk about", "", "Question", question)
    yield from _TO_FILL_IN


def _about(notes: Notes) -> Iterator[Row]:
    about = {
        "Personal data": BANNER,
        "Names": NAMES,
        "Service": notes.service,
        "Worker": notes.worker,
        "Manager": notes.manager,
        "Period": notes.period,
        "Entries": str(len(notes.noted)),
        "Log up to": notes.head,
        "Made": f"{notes.made_at} by {notes.made_by}",
    }
    for what, words in about.items():
        yield from _split("About these notes", "", what, words)


def _entry(noted: Noted) -> Iterator[tuple[str, str]]:
    yield "Kind", noted.title
    yield "Level", noted.level.marked
    yield "Person", noted.initials
    yield "Happened", noted.happened
    yield "Recorded", noted.recorded
    if noted.source:
        yield "Written down for", noted.source
    for answered in noted.answers:
        yield answered.question, answered.shown
    yield "Outcome", noted.settled or NOT_YET
    if noted.because:
        yield "Why", noted.because
    yield "What the worker was told", noted.told or NOT_YET
    yield "Manager: seen", noted.times.seen or NOT_YET
    yield "Manager: decided", noted.times.decided or NOT_YET
    yield "Manager: told the worker", noted.times.told or NOT_YET


def _agreed(agreed: Agreed) -> Iterator[tuple[str, str]]:
    yield "what", agreed.what
    yield "who", agreed.who
    yield "by when", agreed.by
    yield "done", agreed.done


_TO_FILL_IN: tuple[Row, ...] = (
    *(("New actions", "", f"{place}: what, who, by when", "") for place in range(1, 4)),
    ("Signatures", "", "Worker: name and date", ""),
    ("Signatures", "", "Manager: name and date", ""),
)


def _split(part: str, reference: str, what: str, words: str) -> Iterator[Row]:
    for number, piece in enumerate(pieces(words), 1):
        yield part, reference, what if number == 1 else f"{what} ({number})", piece
