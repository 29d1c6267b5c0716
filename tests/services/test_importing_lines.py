"""Reading a file of records: its letters, its columns, its lines, and whatever is none of them."""

import io
import json
from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from service_makers import NOW

from logbook.domain.dates import read as read_date
from logbook.domain.entries import Entry
from logbook.domain.events import canonical
from logbook.domain.people import Person
from logbook.domain.questions import Asking
from logbook.domain.refusals import NotFound, Refusal
from logbook.domain.text import visible
from logbook.export.csv_cells import guarded, lines, unguarded
from logbook.services.importing.columns import Record
from logbook.services.importing.encoding import NotText
from logbook.services.importing.ids import Repeated, digest_of, id_of
from logbook.services.importing.lines import LONGEST_LINE, NoRecords, Source, opened
from logbook.services.importing.old import ENTRIES, Old, _plainly
from logbook.services.importing.report import BadCell, BadLine

DANIEL = Person(id="daniel", name="Daniel Webb", initials="D.W.", house="Maple House")
ASKING = Asking(now=NOW, people={"daniel": DANIEL})
HEAD = b"date,what happened\n"


def source(content: bytes) -> Source:
    return Source(io.BytesIO(content), "old.csv", ENTRIES)


def records(content: bytes) -> list[Record | BadLine]:
    return list(source(content).lines())


def said(content: bytes) -> list[str]:
    return [each["text"] for each in records(content) if isinstance(each, Record)]


def bad(content: bytes) -> list[str]:
    return [str(each) for each in records(content) if isinstance(each, BadLine)]


def old(record: Record | BadLine) -> Entry:
    assert isinstance(record, Record)
    return Old(ASKING, author="grace", file="old.csv").entry(record)


def one(content: str) -> Entry:
    (only,) = records(content.encode())
    return old(only)


# letters


@pytest.mark.parametrize(
    ("encoding", "noted"), [("utf-8", False), ("utf-8-sig", False), ("cp1252", True)]
)
def test_three_ways_to_write_letters_read_the_same(encoding: str, *, noted: bool) -> None:
    content = "date,what happened\n3/11/2024,Siân’s café\n".encode(encoding)
    assert said(content) == ["Siân’s café"]
    assert any("Windows-1252" in note for note in source(content).notes) is noted


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEAD.decode().encode("utf-16"), "UTF-16"),
        (HEAD.decode().encode("utf-16-le"), "one byte a letter"),
        (b"PK\x03\x04" + bytes(50), "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "packed"),
        (HEAD + b"3/11/2024,\x81\n", "Line 2 is neither UTF-8 nor Windows-1252"),
        (HEAD + "3/11/2024,é é é\n".encode() + b"4/11/2024,\xff\n", "Line 3 has letters"),
        (b"\xef\xbb\xbf" + HEAD + b"3/11/2024,\xe9\n", "Line 2 has letters"),
        (bytes(100), "one byte a letter"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, says: str) -> None:
    with pytest.raises(NotText, match=says):
        source(content)


def test_a_single_nul_is_left_out_and_counted() -> None:
    (record,) = records(HEAD + b"3/11/2024,a\x00b\n")
    reader = Old(ASKING, author="grace", file="old.csv")
    assert isinstance(record, Record)
    assert reader.entry(record).responses[0].shown == "ab"
    assert reader.removed == 1


# columns


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["date", " DATE ", "Date :", "When", "date_and-time", '"Date"'])
def test_headings_are_read_whatever_their_case_and_spaces(separator: str, head: str) -> None:
    content = f"{head}{separator}What  Happened\n3/11/2024{separator}He asked\n".encode()
    (record,) = records(content)
    assert isinstance(record, Record)
    assert (record["date"], record["text"]) == ("3/11/2024", "He asked")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"3/11/2024,He asked\n", "does not name the columns"),
        (b"date,When,text\n", "Two columns are the same: “date” and “When”"),
        (b"date,mood,Mood\n", "Two columns are the same"),
        (b"[1, 2]", "Write each of its objects on a line"),
        (b"date,a\x1bb\n", "The heading of column 2 cannot be used"),
        ("date,a\u202eb\n".encode(), "⟨U\\+202E⟩"),
    ],
)
def test_a_file_without_its_columns_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(NoRecords, match=says):
        records(content)


def test_columns_that_are_not_known_are_kept_with_their_headings() -> None:
    entry = one("date,Mood,,text\n3/11/2024,calm,red,He asked\n")
    asked = {each.question: each.shown for each in entry.responses}
    assert asked == {"What happened?": "He asked", "Mood": "calm", "Column 3": "red"}


def test_a_line_with_cells_too_many_is_bad_and_one_with_too_few_is_not() -> None:
    content = HEAD + b"3/11/2024,one, two\n4/11/2024\n5/11/2024,three,,\n"
    (only,) = bad(content)
    assert only.startswith("Line 2: There are 3 cells here, and 2 columns. A text with commas in")
    assert said(content) == ["", "three"]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@sunny", "'=x", "'quoted'", "plain", "''"])
def test_the_apostrophe_of_our_own_exports_is_taken_off(text: str) -> None:
    content = b"".join(lines([["date", "text"], ["3/11/2024", text]]))
    assert said(content) == [text]


@given(st.text())
def test_unguarding_gives_back_what_was_guarded(text: str) -> None:
    assert unguarded(guarded(text)) == visible(text)


# lines


def test_a_text_over_several_lines_is_one_record_at_its_first_line() -> None:
    content = HEAD + b'3/11/2024,"one\ntwo, ""three"""\r\n\r\n4/11/2024,four\r\n'
    assert said(content) == ['one\ntwo, "three"', "four"]
    assert [each.line for each in records(content)] == [2, 5]


def test_lines_may_end_as_they_ended_once() -> None:
    assert said(b"date,text\r3/11/2024,one\r4/11/2024,two") == ["one", "two"]


def test_a_quotation_mark_that_never_closes_is_named_where_it_opens() -> None:
    assert bad(HEAD + b'3/11/2024,one\n4/11/2024,"two\n5/11/2024,three\n') == [
        "Line 3: A quotation mark opens here and does not close, so that later lines run into it."
    ]
    assert "write it twice" in bad(HEAD + b'3/11/2024,"one" two\n')[0]


def test_a_line_that_goes_on_and_on_is_passed_over() -> None:
    content = HEAD + b"3/11/2024," + b"w" * (LONGEST_LINE + 5) + b"\n4/11/2024,two\n"
    assert bad(content) == ["Line 2: This line has more than 1,000,000 characters. Is it a line?"]
    assert said(content) == ["two"]


def test_a_field_that_is_too_long_says_how_long_it_is() -> None:
    (record,) = records(HEAD + b"3/11/2024," + b"w" * 20_001 + b"\n")
    with pytest.raises(BadCell, match="20,001 characters here, and one answer holds 20,000"):
        old(record)


# JSON Lines


def test_an_object_on_each_line_carries_columns_and_answers() -> None:
    line = {
        "Date": "3/11/2024 14:30",
        "person": "D.W.",
        "What happened": "He asked",
        "mood": ["calm", "tired"],
        "weight": 71.5,
        "fed": True,
        "nothing": None,
        "responses": [{"question": "Who else was there?", "answer": "Nobody"}],
    }
    (record,) = records(json.dumps(line).encode())
    assert {each.question: each.shown for each in old(record).responses} == {
        "Who was it about?": "Daniel Webb",
        "What happened?": "He asked",
        "mood": "calm\ntired",
        "weight": "71.5",
        "fed": "yes",
        "Who else was there?": "Nobody",
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not a JSON object"),
        ("[]", "not an object"),
        ("3", "not an object"),
        ('{"date": "a", "date": "b"}', "Line 2, date: This stands twice on the line."),
        ('{"date": "a", "When": "b"}', "under two names"),
        ('{"date": {"a": 1}}', "not text, a number or a list"),
        ('{"date": NaN}', "a number here that is none"),
        ('{"date": ' + "9" * 5000 + "}", "not a JSON object"),
        ("[" * 100_000, "not a JSON object"),
        ('{"a":' * 100_000, "not a JSON object"),
        ('{"responses": "none"}', "Line 2, responses: Write a list"),
        ('{"responses": [{"question": "q"}]}', "needs “question” and “answer”"),
        ('{"responses": [{"question": " ", "answer": "a"}]}', "an answer without a question"),
        ('{"\\u202e": "x"}', "A question cannot be used"),
        (json.dumps({"answers": {f"q{n}": "a" for n in range(501)}}), "501 answers"),
        ("date,text", "not a JSON object"),
    ],
)
def test_a_line_that_is_no_object_is_named(line: str, says: str) -> None:
    (only,) = bad(b'{"date": "3/11/2024", "text": "one"}\n' + line.encode())
    assert only.startswith("Line 2")
    assert says in only


# what a line may say


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("3/11/2024", "2024-11-03T00:00"),
        ("03/11/2024 14:30:00", "2024-11-03T14:30"),
        ("3 Nov 2024 2.30pm", "2024-11-03T14:30"),
        ("2024-11-03", "2024-11-03T00:00"),
        ("2024-11-03T14:30:00.000000Z", "2024-11-03T14:30"),
        ("2024-07-03T14:30:00Z", "2024-07-03T15:30"),
        ("about 3 Nov 2024", "2024-11-03T00:00"),
        ("27/10/2024 01:30 second", "2024-10-27T01:30"),
        ("not known", None),
    ],
)
def test_dates_are_read_the_uk_way(written: str, shown: str | None) -> None:
    entry = one(f"date,text\n{written},He asked\n")
    assert entry.happened is not None
    assert entry.happened["wall"] == shown


@pytest.mark.parametrize(
    ("column", "written", "says"),
    [
        ("date", "", "There is no date"),
        ("date", "yesterday", "a file knows no today"),
        ("date", "3 Nov", "a file knows no today"),
        ("date", "Monday 2024", "a file knows no today"),
        ("date", "31/2/2024", "31/2/2024"),
        ("date", "11/23/2024", "11/23/2024"),
        ("date", "3/11/2030", "still to come"),
        ("date", "27/10/2024 01:30", "happened twice"),
        ("date", "31/3/2024 01:30", "never came"),
        ("date", "=cmd|' /C calc'!A0", "date"),
        ("written", "soon", "“soon”"),
        ("person", "Nobody", "Nobody listed fits “Nobody”"),
        ("staff", "Nobody", "Nobody listed fits “Nobody”"),
        ("author", "a\u202eb", "⟨U+202E⟩"),
        ("kind", "w" * 201, "a name holds 200"),
        ("kind", "Staff-Conduct", "sealed to the safeguarding leads"),
        ("level", "urgent", "“urgent” is no level"),
        ("state", "half", "neither open nor closed"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_column(column: str, written: str, says: str) -> None:
    cells = {"date": "3/11/2024", "text": "He asked", column: written}
    with pytest.raises(BadCell) as refused:
        old(Record(2, cells))
    assert says in str(refused.value)
    assert refused.value.column == column


def test_a_line_that_says_nothing_is_bad() -> None:
    with pytest.raises(BadCell, match="Nothing is said"):
        old(Record(2, {"date": "3/11/2024", "person": "D.W.", "text": "\x00"}))


def test_an_open_record_has_no_outcome_yet() -> None:
    said = {"date": "3/11/2024", "text": "He asked", "state": "Open"}
    brought = old(Record(2, said)).brought_in
    assert brought is not None
    assert brought.is_open
    with pytest.raises(BadCell, match="open and has an outcome"):
        old(Record(2, {**said, "outcome": "advice"}))


def test_kinds_outcomes_and_levels_go_by_key_or_by_name() -> None:
    entry = old(
        Record(
            2,
            {
                "date": "3/11/2024",
                "text": "He asked",
                "kind": "HELP-REQUEST",
                "outcome": "advice given",
                "level": "!! High",
            },
        )
    )
    assert (entry.kind, entry.outcome, entry.level.key) == ("help-request", "advice", "high")
    assert entry.topics == ("help",)


def test_other_kinds_and_outcomes_keep_their_own_words() -> None:
    said = {"date": "3/11/2024", "text": "x", "kind": "Medication error", "outcome": "GP told"}
    entry = old(Record(2, said))
    assert (entry.kind, entry.title, entry.outcome) == ("other", "Medication error", "other")
    assert entry.brought_in is not None
    assert entry.brought_in.outcome == "GP told"
    assert old(Record(2, {"date": "3/11/2024", "text": "x"})).title == "Old record"


@given(day=st.dates(), at=st.times(), with_time=st.booleans(), padded=st.booleans())
def test_the_quick_way_to_read_a_date_reads_the_same(
    day: date, at: time, *, with_time: bool, padded: bool
) -> None:
    words = f"{day:%d/%m/%Y}" if padded else f"{day.day}/{day.month}/{day.year:04}"
    words += f" {at:%H:%M}" if with_time else ""
    quick = _plainly(words, NOW, ASKING.zone)
    if quick is not None:
        assert quick == read_date(words, NOW, ASKING.zone)


# ids


def test_an_id_is_made_from_what_is_said_and_not_from_how_it_is_written() -> None:
    here = records(b"date,text,mood\n3/11/2024,one,\n")
    there = records("\ufeffText ;When; Mood\n'one;3/11/2024;\n".replace("'", "").encode())
    read = [each for each in (*here, *there) if isinstance(each, Record)]
    digests = {digest_of(each.cells, each.others) for each in read}
    assert len(read) == 2
    assert len(digests) == 1


@given(st.lists(st.integers(min_value=0, max_value=5), max_size=30))
def test_lines_that_say_the_same_are_counted(numbers: list[int]) -> None:
    repeated = Repeated()
    digests = [digest_of({"text": str(each)}) for each in numbers]
    for digest in digests:
        repeated.saw(digest)
    for _again in range(2):
        nth = repeated.counter()
        ids = [id_of(digest, nth.of(digest)) for digest in digests]
        assert len(set(ids)) == len(numbers)


@given(st.binary(max_size=32))
def test_an_id_has_the_width_of_all_ids(digest: bytes) -> None:
    assert len(id_of(digest)) == 16
    assert set(id_of(digest)) <= set("0123456789abcdefghjkmnpqrstvwxyz")


# the file itself


@pytest.mark.parametrize("name", ["nobody.csv", "", "a\x00b", "x/y.csv"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound), opened(tmp_path / name, ENTRIES):
        """Never reached."""


# whatever it is


def refusal(work: Callable[[], object]) -> Refusal | None:
    """How something was refused, if it was; nothing else may be raised."""
    try:
        work()
    except Refusal as refused:
        return refused
    return None


def bear(content: bytes) -> None:
    """Whatever it is, it is read, or refused in a sentence."""
    found = list[Record | BadLine]()
    refused = refusal(lambda: found.extend(records(content)))
    assert refused is None or str(refused)
    reader = Old(ASKING, author="grace", file="old.csv")
    for each in found:
        if isinstance(each, BadLine):
            assert each.why
            continue
        digest_of(each.cells, each.others)
        refused = refusal(partial(kept, reader, each))
        assert refused is None or str(refused)


def kept(reader: Old, record: Record) -> bytes:
    return canonical(reader.entry(record).to_plain())


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_borne(content: bytes) -> None:
    bear(content)


_CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from(sorted(HOSTILE.values())),
    st.sampled_from(["3/11/2024", "D.W.", "high", "open", "help-request", "27/10/2024 01:30"]),
)
_HEADS = st.lists(st.sampled_from([each.key for each in ENTRIES.known]), min_size=1, unique=True)


@given(_HEADS, st.lists(st.lists(_CELL, max_size=8), max_size=6), st.sampled_from([0, 1, 2]))
@settings(max_examples=200)
def test_any_cells_are_borne(heads: list[str], rows: list[list[str]], how: int) -> None:
    encoding = ("utf-8", "utf-8-sig", "cp1252")[how]
    text = "\n".join(",".join(row) for row in [["date", *heads], *rows])
    bear(text.encode(encoding, "replace"))
    bear(b"".join(lines([heads, *rows])) if all(map(_is_whole, rows)) else b"")


def _is_whole(row: list[str]) -> bool:
    return all(visible(cell).isprintable() for cell in row)


@given(
    st.lists(
        st.dictionaries(
            st.one_of(st.sampled_from(["date", "text", "responses", "person"]), st.text()),
            st.recursive(
                st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), _CELL),
                lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
                max_leaves=6,
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=200)
def test_any_objects_are_borne(objects: list[dict[str, object]]) -> None:
    bear("\n".join(json.dumps(each) for each in objects).encode())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_strings_are_kept_or_refused_in_every_column(name: str) -> None:
    for column in ENTRIES.known:
        said = {"date": "3/11/2024", "text": "x", column.key: HOSTILE[name]}
        refused = refusal(partial(old, Record(2, said)))
        if refused is not None:
            assert isinstance(refused, BadCell)
            assert refused.column in {column.key, "date", "text"}
