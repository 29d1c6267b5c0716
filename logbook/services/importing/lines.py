"""A file of records: CSV or JSON Lines, line by line, and whatever cannot be read of it."""

import csv
import io
import json
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from logbook.domain.refusals import NotFound, Refusal
from logbook.domain.text import HiddenCharacters, TooLong, identifier
from logbook.export.csv_cells import unguarded
from logbook.export.entries_jsonl import ENTRIES, MARK, VERSION
from logbook.services.importing.columns import Columns, Record, plain_head
from logbook.services.importing.encoding import SAVE_AGAIN, WINDOWS, encoding_of
from logbook.services.importing.report import BadCell, BadLine

LONGEST_LINE = 1_000_000
"""Characters; every field at its longest is far less."""
LONGEST_OBJECT = 10_000_000
"""Characters of a line of JSON, which may be an entry with all that ever happened to it."""
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
ANSWERS = frozenset({"responses", "answers", "questions and answers"})
"""The key under which JSON Lines carry questions with their answers."""
MOST_ANSWERS = 500

Line = Record | BadLine


class NoRecords(Refusal):
    """The file is empty, or has not the columns it needs."""


class FileChanged(Refusal):
    """Somebody wrote to the file while it was read."""


class LineTooLong(Refusal):
    """A line goes on and on."""


@contextmanager
def opened(path: Path, columns: Columns) -> Iterator["Source"]:
    """A file that can be read more than once.

    Raises:
        NotFound: there is none, or it is no file.
        NotText, NoRecords: it is not what can be brought in.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotFound(f"{path} is not a file. Name a file on this computer.")
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotFound(f"There is no file {path}. Check its name.") from None
    with file:
        yield Source(file, path.name, columns)


class Source:
    """An open file, whose encoding and columns are known."""

    def __init__(self, file: BinaryIO, name: str, columns: Columns) -> None:
        self._file = file
        self._columns = columns
        self.name = name
        self.size = file.seek(0, io.SEEK_END)
        self.encoding = encoding_of(file)
        self._separator, self._heads = self._look_at_start()
        self._keys = tuple(columns.key_of(head) for head in self._heads)
        _refuse_twice(self._heads, self._keys)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was understood of the file, where it could have been something else."""
        notes = []
        if self.encoding == WINDOWS:
            notes.append("The file is in Windows-1252, not UTF-8, and was read so.")
        if self._separator and self._separator != ",":
            notes.append(f"Its columns are separated by {SEPARATORS[self._separator]}.")
        return tuple(notes)

    @property
    def is_json(self) -> bool:
        return not self._separator

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings as written; JSON Lines have none."""
        return self._heads

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that name no column."""
        return tuple(
            head for head, key in zip(self._heads, self._keys, strict=True) if not key and head
        )

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._keys) - {""}

    def place(self) -> int:
        """How many bytes have been read."""
        return self._file.tell()

    def lines(self) -> Iterator[Line]:
        """Every line from the first, blank ones left out.

        Raises:
            FileChanged: it is not the file that it was.
        """
        with self._text() as text:
            if self.is_json:
                yield from self._json(_Physical(text, LONGEST_OBJECT))
            else:
                yield from self._csv(_Physical(text))

    @contextmanager
    def _text(self) -> Iterator[io.TextIOWrapper]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self.encoding, newline="")
        try:
            yield text
        except UnicodeDecodeError:
            raise FileChanged(
                "The file changed while it was read. Close it elsewhere, and start again."
            ) from None
        finally:
            text.detach()

    # the start

    def _look_at_start(self) -> tuple[str, tuple[str, ...]]:
        """The separator and the headings; neither where the lines are JSON."""
        with self._text() as text:
            first = next((line for line in _Physical(text) if line.strip()), "")
        if not first:
            raise NoRecords("The file is empty.")
        if first.lstrip().startswith("{"):
            return "", ()
        if first.lstrip().startswith("["):
            raise NoRecords(
                "This is one JSON list. Write each of its objects on a line of its own, "
                "without commas between them."
            )
        return self._headings(first)

    def _headings(self, first: str) -> tuple[str, tuple[str, ...]]:
        found = []
        for separator in SEPARATORS:
            cells = _cells_of(first, separator)
            known = len({self._columns.key_of(cell) for cell in cells} - {""})
            found.append((known, len(cells), separator, cells))
        known, _count, separator, cells = max(found, key=lambda each: each[:2])
        if not known:
            raise NoRecords(
                "The first line does not name the columns. It has to: "
                f"logbook knows {self._columns.named}."
            )
        return separator, tuple(_heading(cell, at) for at, cell in enumerate(cells, 1))

    # CSV

    def _csv(self, physical: "_Physical") -> Iterator[Line]:
        reader = csv.reader(physical, delimiter=self._separator, strict=True)
        is_heading = True
        while True:
            start = physical.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except LineTooLong as why:
                yield BadLine(start, str(why))
            except csv.Error as error:
                yield BadLine(start, _csv_words(error))
            else:
                if not any(cell.strip() for cell in row):
                    continue
                if not is_heading:
                    yield self._row(start, row)
            is_heading = False

    def _row(self, line: int, row: Sequence[str]) -> Line:
        extra = [cell for cell in row[len(self._heads) :] if cell.strip()]
        if extra:
            return BadLine(
                line,
                f"There are {len(row)} cells here, and {len(self._heads)} columns. A text with "
                f"{SEPARATORS[self._separator]} in it stands between quotation marks.",
            )
        cells, others = {}, []
        for head, key, cell in zip(self._heads, self._keys, row, strict=False):
            words = unguarded(cell.strip())
            if key:
                cells[key] = words
            elif words:
                others.append((head, words))
        return Record(line, cells, tuple(others))

    # JSON Lines

    def _json(self, physical: "_Physical") -> Iterator[Line]:
        while True:
            start = physical.number + 1
            try:
                line = next(physical)
            except StopIteration:
                return
            except LineTooLong as why:
                yield BadLine(start, str(why))
                continue
            if line.strip():
                found = self._object(start, line)
                if found is not None:
                    yield found

    def _object(self, number: int, line: str) -> Line | None:
        """What an object says; None where logbook wrote it about the file, or nothing is left."""
        try:
            said = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
        except BadCell as why:
            return BadLine(number, str(why), why.column)
        except (ValueError, RecursionError):
            return BadLine(number, "This is not a JSON object. Each line is one, like {“date”: …}.")
        if not isinstance(said, dict):
            return BadLine(number, "This is JSON, and not an object with columns and their values.")
        if MARK in said or {"entry", "events"} <= said.keys():
            return _exported(number, said)
        try:
            return self._said(number, said)
        except BadCell as why:
            return BadLine(number, str(why), why.column)

    def _said(self, number: int, said: Mapping[str, Any]) -> Record:
        cells: dict[str, str] = {}
        others: list[tuple[str, str]] = []
        for name, value in said.items():
            if plain_head(name) in ANSWERS:
                others += _answers(value)
                continue
            key, words = self._columns.key_of(name), _words(value, name).strip()
            if key in cells:
                raise BadCell("This stands twice on the line, under two names.", key)
            if key:
                cells[key] = words
            elif words:
                others.append((_question(name), words))
        if len(others) > MOST_ANSWERS:
            raise BadCell(f"There are {len(others):,} answers here; an entry has {MOST_ANSWERS}.")
        return Record(number, cells, tuple(others))


def _exported(number: int, said: Mapping[str, Any]) -> Line | None:
    """An entry as logbook exported it; an erased one has no words left to bring in."""
    if MARK in said:
        is_known = said[MARK] == ENTRIES and said.get("version") == VERSION
        return None if is_known else BadLine(number, _NEWER)
    if said["entry"] is None:
        return None
    named = said["entry"].get("id") if isinstance(said["entry"], dict) else None
    if not isinstance(named, str) or not _ID.fullmatch(named):
        return BadLine(number, "There is no id here as logbook writes it. Export it again.")
    return Record(number, {"id": named}, whole=said)


_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")
_NEWER = "Another version of logbook wrote this file. Bring it in with that version or a newer one."


class _Physical:
    """The lines as they stand in the file, counted; one that is far too long is passed over."""

    def __init__(self, text: io.TextIOWrapper, longest: int = LONGEST_LINE) -> None:
        self._text = text
        self._longest = longest
        self.number = 0

    def __iter__(self) -> "_Physical":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= self._longest:
            return line
        while line and line[-1] not in "\r\n":
            line = self._text.readline(self._longest)
        raise LineTooLong(f"This line has more than {self._longest:,} characters. Is it a line?")


def _cells_of(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _heading(cell: str, at: int) -> str:
    """A heading as it is shown, and asked as a question where it names no column."""
    try:
        return identifier(unguarded(cell.strip())) or f"Column {at}"
    except (HiddenCharacters, TooLong) as why:
        raise NoRecords(f"The heading of column {at} cannot be used. {why}") from None


def _refuse_twice(heads: Sequence[str], keys: Sequence[str]) -> None:
    known: dict[str, str] = {}
    for head, key in zip(heads, keys, strict=True):
        named = key or plain_head(head)
        if named in known:
            raise NoRecords(
                f"Two columns are the same: “{known[named]}” and “{head}”. Take one out, or give "
                "it another name."
            )
        known[named] = head


def _csv_words(error: csv.Error) -> str:
    words = str(error)
    if "limit" in words or "end of data" in words:
        return "A quotation mark opens here and does not close, so that later lines run into it."
    if "expected after" in words:
        return "There is a quotation mark inside a text. Inside, write it twice."
    return f"This line cannot be taken apart into columns. {SAVE_AGAIN}"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in pairs:
        if name in said:
            raise BadCell("This stands twice on the line.", name[:40])
        said[name] = value
    return said


def _no_number(_word: str) -> None:
    raise BadCell("There is a number here that is none.")


def _words(value: Any, name: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
        case list() if all(isinstance(each, str | int | float) for each in value):
            return "\n".join(str(each) for each in value)
        case _:
            raise BadCell("This is not text, a number or a list of them.", name[:40])


def _answers(value: Any) -> list[tuple[str, str]]:
    """Questions with their answers: as one object, or as a list of objects."""
    if isinstance(value, dict):
        return [(_question(asked), _words(said, asked).strip()) for asked, said in value.items()]
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return [_pair(each) for each in value]
    raise BadCell("Write a list of {“question”: …, “answer”: …}.", "responses")


def _pair(pair: Mapping[str, Any]) -> tuple[str, str]:
    if "question" not in pair or not pair.keys() & {"answer", "shown"}:
        raise BadCell("Each answer needs “question” and “answer”.", "responses")
    asked = _words(pair["question"], "responses")
    return _question(asked), _words(pair.get("answer", pair.get("shown")), "responses").strip()


def _question(words: str) -> str:
    try:
        question = identifier(words)
    except (HiddenCharacters, TooLong) as why:
        raise BadCell(f"A question cannot be used. {why}", "responses") from None
    if not question:
        raise BadCell("There is an answer without a question.", "responses")
    return question
