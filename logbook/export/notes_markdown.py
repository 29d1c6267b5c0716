"""Supervision notes in Markdown, to read, print and sign."""

import re
from collections.abc import Iterator

from logbook.domain.text import visible
from logbook.export.notes import (
    BANNER,
    NAMES,
    NOT_YET,
    Agreed,
    Noted,
    Notes,
    reflective_questions,
)

NOTHING = "–"
BLANK = "\\_" * 30
"""Room to write by hand."""


def notes_markdown(notes: Notes) -> Iterator[bytes]:
    """The file in chunks, in UTF-8."""
    for block in _blocks(notes):
        yield f"{block}\n\n".encode()


def _blocks(notes: Notes) -> Iterator[str]:
    yield f"# Supervision notes: {line(notes.worker)}"
    yield f"**{BANNER}**"
    yield NAMES
    yield from _facts(
        ("Service", notes.service),
        ("Worker", notes.worker),
        ("Manager", notes.manager),
        ("Period", notes.period),
        ("Entries", str(len(notes.noted))),
        ("Log up to", notes.head),
        ("Made", f"{notes.made_at} by {notes.made_by}"),
    )
    yield "## Agreed last time"
    yield from _agreed_before(notes.agreed_before)
    yield "## Entries"
    if not notes.noted:
        yield "There are none in this period."
    for noted in notes.noted:
        yield from _entry(noted)
    yield "## To talk about"
    yield _listed(map(line, reflective_questions(notes.noted)))
    yield from _to_fill_in(notes)


def _agreed_before(agreed: tuple[Agreed, ...]) -> Iterator[str]:
    if not agreed:
        yield "Nothing was agreed last time, or it is not in this logbook."
    for each in agreed:
        yield quotation(each.what)
        yield from _facts(("Who", each.who), ("By", each.by), ("Done", each.done))


def _entry(noted: Noted) -> Iterator[str]:
    yield f"### {line(noted.reference)} · {line(noted.title)} · {line(noted.initials)}"
    yield from _facts(
        ("Level", noted.level.marked),
        ("Happened", noted.happened),
        ("Recorded", noted.recorded),
        *([("Written down for", noted.source)] if noted.source else []),
        ("Manager saw it", noted.times.seen or NOT_YET),
        ("Manager decided", noted.times.decided or NOT_YET),
        ("Manager told the worker", noted.times.told or NOT_YET),
    )
    for answered in noted.answers:
        yield from _said(answered.question, answered.shown)
    yield from _said("Outcome", noted.settled)
    if noted.because:
        yield from _said("Why", noted.because)
    yield from _said("What the worker was told", noted.told)


def _said(question: str, words: str) -> Iterator[str]:
    yield f"**{line(question)}**"
    yield quotation(words) if words else NOT_YET


def _to_fill_in(notes: Notes) -> Iterator[str]:
    yield "## New actions"
    room = "| Action | Who | By when |\n| --- | --- | --- |"
    yield room + "\n|  |  |  |" * 4
    yield "Next meeting: " + BLANK
    yield "## Signed"
    for name in (notes.worker, notes.manager):
        yield f"{line(name)}: {BLANK} Date: {BLANK}"


def _facts(*facts: tuple[str, str]) -> Iterator[str]:
    yield _listed(f"{what}: {line(words)}" for what, words in facts)


def _listed(lines: Iterator[str]) -> str:
    return "\n".join(f"- {each}" for each in lines)


def line(text: str) -> str:
    """A few words inside a line, shown exactly: nothing in them is markup.

    Plain words have their marks escaped. What a reader could still turn into a link, an address
    or an account, stands as code.
    """
    words = " ".join(visible(text).split()) or NOTHING
    if _COULD_LINK.search(words):
        return _code(words)
    return _MARKS.sub(_escaped, words)


def _escaped(mark: re.Match[str]) -> str:
    """A number that would begin a list keeps its digits: there the dot is escaped."""
    found = mark[0]
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def quotation(text: str) -> str:
    """People's own words, each line and space as it was written, in a fence they cannot close."""
    words = visible(text)
    fence = "`" * max(3, _longest_run(words) + 1)
    return f"{fence}\n{words}\n{fence}"


def _code(words: str) -> str:
    ticks = "`" * (_longest_run(words) + 1)
    return f"{ticks} {words} {ticks}"


def _longest_run(words: str) -> int:
    return max((len(run) for run in re.findall("`+", words)), default=0)


_MARKS = re.compile(r"[\\`*_{}\[\]<>|~&$^#]|^[-+]|^[0-9]+(?=[.)])")
"""What could be markup or begin a list."""
_COULD_LINK = re.compile(r"[@＠]|://|www\.|(?:mailto|xmpp):|#\w|:[a-z_]\w*:", re.IGNORECASE)
