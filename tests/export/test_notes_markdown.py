"""Supervision notes to read and sign."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from golden_files import assert_as_it_was
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from noted_samples import FULL, HOSTILE, entry, noted, notes, response

from logbook.domain.text import visible
from logbook.export.notes_markdown import line, notes_markdown, quotation

GOLDEN = Path(__file__).with_name("golden") / "notes.md"

READERS = (
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like", {"html": True, "linkify": True}),
)
NEVER = {"link_open", "image", "html_inline", "html_block", "blockquote_open"}


def tokens(reader: MarkdownIt, text: str) -> Iterator[Token]:
    for token in reader.parse(text):
        yield token
        yield from token.children or ()


def text_of(made: object) -> str:
    return b"".join(notes_markdown(made)).decode()  # type: ignore[arg-type]


def test_the_notes_are_as_they_were() -> None:
    assert_as_it_was(GOLDEN, b"".join(notes_markdown(FULL)))


def test_it_says_that_it_holds_personal_data_before_anything_else() -> None:
    first, second, *_ = text_of(FULL).split("\n\n")
    assert first == "# Supervision notes: Sam Okafor"
    assert second.startswith("**Contains personal data")


def test_it_tells_where_the_log_stood_who_made_it_and_the_managers_own_times() -> None:
    said = text_of(FULL)
    assert "- Log up to: 412 · 0123456789ab\n" in said
    assert "- Made: Monday 30 November 2026, 9am by Sandra Whitlow" in said
    for what in ("Manager saw it", "Manager decided", "Manager told the worker"):
        assert f"- {what}: Monday" in said or f"- {what}: Tuesday" in said
    assert said.count("- Manager decided: not yet") == 1


def test_actions_agreed_last_time_come_first_and_both_can_sign() -> None:
    said = text_of(FULL)
    assert said.index("## Agreed last time") < said.index("## Entries") < said.index("## Signed")
    assert "Show D.W. how to block" in said
    for name in ("Sam Okafor", "Sandra Whitlow"):
        assert f"{name}: \\_" in said


def test_a_period_without_entries_says_so() -> None:
    said = text_of(notes())
    assert "There are none in this period." in said
    assert "Nothing was agreed last time" in said


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "github"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_shown_exactly_and_become_nothing_else(
    reader: MarkdownIt, words: str
) -> None:
    made = notes(
        noted(
            entry(response("asked", words, words)),
            title=words,
            initials=words,
            happened=words,
            outcome=words,
            told=words,
        ),
        worker=words,
        service=words,
        made_by=words,
    )
    calm = list(tokens(reader, text_of(notes(noted(entry(response("asked", "How?", "x")))))))
    found = list(tokens(reader, text_of(made)))
    assert not {token.type for token in found} & NEVER
    fences = [token.content for token in found if token.type in {"fence", "code_block"}]
    assert fences == [visible(words) + "\n"] * (3 if words else 0)
    if not words:
        return
    blocks = [token.type for token in found if token.block]
    assert blocks == [token.type for token in calm if token.block]


@pytest.mark.parametrize("reader", READERS, ids=["commonmark", "github"])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_few_words_in_a_line_read_as_they_were_written(reader: MarkdownIt, words: str) -> None:
    shown = " ".join(visible(words).split()) or "–"
    inline = [token for token in reader.parse(f"- x: {line(words)}") if token.type == "inline"]
    (item,) = inline
    assert "".join(token.content for token in item.children or ()) == f"x: {shown}"


@given(words=st.text(max_size=80))
def test_any_quotation_is_shown_exactly(words: str) -> None:
    for reader in READERS:
        (fence,) = reader.parse(quotation(words))
        assert fence.type == "fence"
        assert fence.content == visible(words) + "\n"


@given(words=st.text(alphabet="`~ \n\ta<>&*_[]()!#-+1.:/w@\\|\"'", max_size=30))
def test_any_marks_in_a_line_stay_marks(words: str) -> None:
    shown = " ".join(visible(words).split()) or "–"
    for reader in READERS:
        for text in (f"- x: {line(words)}", f"### x · {line(words)}", line(words)):
            found = list(tokens(reader, text))
            assert not {token.type for token in found} & NEVER
            (inline,) = [token for token in found if token.type == "inline"]
            assert "".join(token.content for token in inline.children or ()).endswith(shown)


def test_plain_words_stay_plain() -> None:
    for words in ("Sam Okafor", "O'Hara, S.", "Monday 16 November 2026, 2:05pm", "! Medium (3)"):
        assert line(words) == words
