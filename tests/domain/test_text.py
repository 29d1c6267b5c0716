"""Facts about the text people write."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.domain.text import (
    FIELD_LIMIT,
    NAME_LIMIT,
    HiddenCharacters,
    Ingested,
    TooLong,
    handle,
    identifier,
    ingest,
    visible,
)

EVERYTHING = [chr(code) for code in range(sys.maxunicode + 1)]
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_line_ends_become_one_newline_each() -> None:
    assert ingest("a\r\nb\rc\nd") == Ingested("a\nb\nc\nd", 0)


def test_an_accent_typed_apart_is_joined_to_its_letter() -> None:
    assert ingest("Sia\u0302n").text == "Siân"


def test_an_accent_is_joined_even_where_a_control_stood_between() -> None:
    assert ingest("a\x1b\u0302") == Ingested("â", 1)


def test_controls_surrogates_and_non_characters_go_and_are_counted() -> None:
    assert ingest("a\x1b[2J\x00\x9b\ud800\uffff\ufdd0b") == Ingested("a[2Jb", 6)


def test_newlines_and_tabs_stay() -> None:
    assert ingest("a\n\tb") == Ingested("a\n\tb", 0)


@pytest.mark.parametrize("kept", ["\u202e", "\u200b", "\U000e0041", "[/]", "=1+1", "ŵ", "👨‍👩‍👧"])
def test_a_quotation_keeps_everything_else(kept: str) -> None:
    assert ingest(f"“{kept}”") == Ingested(f"“{kept}”", 0)


@given(ANY_TEXT)
def test_what_was_taken_in_is_taken_in_unchanged(text: str) -> None:
    once = ingest(text).text
    assert ingest(once) == Ingested(once, 0)
    once.encode()


def test_exactly_the_limit_fits() -> None:
    assert len(ingest("x" * FIELD_LIMIT).text) == FIELD_LIMIT


def test_a_megabyte_is_refused_with_what_to_do() -> None:
    with pytest.raises(TooLong, match=r"1,000,000 characters.*20,000.*before is kept"):
        ingest("x" * 1_000_000)


def test_what_is_removed_does_not_count_against_the_limit() -> None:
    assert ingest("\x1b" * 500 + "x" * FIELD_LIMIT).removed == 500


def test_controls_are_shown_as_their_pictures() -> None:
    assert visible("\x1b[2J\x00\x7f\x9b") == "␛[2J␀␡⟨U+009B⟩"


def test_what_turns_or_hides_text_is_shown_by_its_number() -> None:
    assert visible("photo\u202egpj") == "photo⟨U+202E⟩gpj"
    assert visible("a\u200bb\U000e0041") == "a⟨U+200B⟩b⟨U+E0041⟩"


def test_newlines_tabs_and_hearts_are_left_as_they_are() -> None:
    assert visible("a\n\t❤️ [sic] Siân") == "a\n\t❤️ [sic] Siân"


def test_no_code_point_stays_hidden() -> None:
    shown = visible("".join(EVERYTHING))
    assert not {
        each
        for each in shown
        if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} and each not in "\n\t"
    }
    unseen = {each for each in EVERYTHING if visible(each) != each}
    # These are format characters by name, but draw something or lay out a script that needs them.
    drawn = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    drawn |= set(range(0x13430, 0x13440))
    assert {
        ord(each)
        for each in EVERYTHING
        if unicodedata.category(each) == "Cf" and each not in unseen
    } <= drawn


def test_every_picture_can_itself_be_seen() -> None:
    for each in EVERYTHING:
        once = visible(each)
        assert once
        assert visible(once) == once


@given(ANY_TEXT)
def test_making_visible_loses_nothing_that_was_visible(text: str) -> None:
    unchanged = "".join(each for each in text if visible(each) == each)
    rest = iter(visible(text))
    assert all(each in rest for each in unchanged)


def test_a_name_is_stripped_and_its_spaces_are_single() -> None:
    assert identifier("  Sia\u0302n \t  Price\n") == "Siân Price"


@pytest.mark.parametrize(
    "name", ["Sam\u202e", "Sa\u200bm", "\ufeffSam", "Sam\x1b[2J", "Sam\U000e0041", "S\ud800"]
)
def test_a_name_with_hidden_characters_is_refused(name: str) -> None:
    with pytest.raises(HiddenCharacters, match="nobody can see"):
        identifier(name)


def test_a_refused_name_is_never_printed_raw() -> None:
    with pytest.raises(HiddenCharacters) as refused:
        identifier("Sam\x1b]0;x\x07")
    assert str(refused.value) == visible(str(refused.value))


def test_a_name_has_an_end() -> None:
    with pytest.raises(TooLong):
        identifier("n" * (NAME_LIMIT + 1))


def test_a_handle_is_kept_without_its_at_sign() -> None:
    assert handle(" @sam_1990 ") == "sam_1990"
    assert handle("＠sam") == "sam"
