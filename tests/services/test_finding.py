"""Finding: every word, the last one as a beginning, newest first, and only what one may read."""

import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service_makers import (
    GENERAL_MANAGER,
    HENRY,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.people import Role
from logbook.services import accounts, actions, triage
from logbook.services.desk import Desk
from logbook.services.finding import Finder
from logbook.services.reading import OpenEntry, open_entry
from logbook.storage.search import COUNTED_TO


@pytest.fixture(scope="module")
def birch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BirchLane]:
    """Sam wrote three entries, each with a word of its own."""
    birch = birch_lane(tmp_path_factory.mktemp("finding") / "data")
    sam = birch.desk(SAM)
    for words in ("a parrot on Instagram", "Zoë's café card", "the parrot again"):
        birch.clock.pass_(minutes=1)
        sent(sam, {**ORDINARY, "asked": words})
    yield birch
    birch.close()


def found(desk: Desk, typed: str) -> list[str]:
    return [line.entry.id for line in Finder(desk).page(typed)]


def test_every_word_has_to_be_there_and_the_last_may_be_a_beginning(birch: BirchLane) -> None:
    desk = birch.desk(SANDRA)
    assert len(found(desk, "parrot")) == 2
    assert len(found(desk, "parrot agai")) == 1
    assert found(desk, "agai parrot") == []
    assert found(desk, "parrot zebra") == []


@pytest.mark.parametrize("typed", ["zoe cafe", "ZOË", "CAFÉ", "zoë’s"])
def test_accents_and_capitals_do_not_matter(birch: BirchLane, typed: str) -> None:
    assert len(found(birch.desk(SANDRA), typed)) == 1


@pytest.mark.parametrize("typed", ["D.W.", "dw", "DW parrot", "parrot d.w.", "D.W. insta"])
def test_the_initials_that_lists_show_find_what_is_about_them(birch: BirchLane, typed: str) -> None:
    finder = Finder(birch.desk(SANDRA))
    found_now = finder.page(typed)
    assert len(found_now) == finder.count(typed).found == (2 if "parrot" in typed else 3)
    assert {line.found for line in found_now} == {""}


def test_two_small_letters_among_words_are_a_word(birch: BirchLane) -> None:
    assert found(birch.desk(SANDRA), "dw parrot") == []


def test_the_newest_comes_first_and_a_page_goes_on_after_another(birch: BirchLane) -> None:
    finder = Finder(birch.desk(SANDRA))
    (first,) = finder.page("parrot", count=1)
    (second,) = finder.page("parrot", count=1, before=first)
    assert first.entry.sent_at > second.entry.sent_at
    assert finder.page("parrot", count=1, before=second) == ()
    assert first.author == SAM
    assert first.person == "D.W."


def test_nobody_finds_what_they_may_not_read(birch: BirchLane) -> None:
    for name in (NIA, HENRY):
        finder = Finder(birch.desk(name))
        assert finder.page("parrot") == ()
        assert finder.count("parrot").found == 0
    assert len(found(birch.desk(GENERAL_MANAGER), "parrot")) == 2


def test_whoever_it_is_about_stops_finding_it(tmp_path: Path) -> None:
    birch = birch_lane(tmp_path / "data")
    sandra = birch.desk(SANDRA)
    opened = sent(birch.desk(SAM), {**ORDINARY, "asked": "an ostrich"})
    assert len(found(sandra, "ostrich")) == 1
    top = birch.desk(GENERAL_MANAGER)
    birch.clock.pass_(days=20)
    triage.name_about(birch.desk(SAM), opened, [sandra.keys.member_id])
    assert found(sandra, "ostrich") == []
    assert Finder(sandra).count("ostrich").found == 0
    assert len(found(top, "ostrich")) == 1
    birch.close()


def test_counting_stops_at_a_thousand(birch: BirchLane) -> None:
    count = Finder(birch.desk(SANDRA)).count("parrot")
    assert (count.found, count.more) == (2, False)
    assert COUNTED_TO == 1000


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "\x00", '"', "''"])
def test_no_word_finds_nothing(birch: BirchLane, typed: str) -> None:
    finder = Finder(birch.desk(SANDRA))
    assert finder.page(typed) == ()
    assert finder.count(typed).found == 0


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(max_size=80) | st.text(alphabet=string.punctuation + "ab \x00\ud800", max_size=40)
)
def test_whatever_is_typed_is_only_ever_words(birch: BirchLane, typed: str) -> None:
    finder = Finder(birch.desks[0])
    lines = finder.page(typed)
    assert len(lines) <= 3
    assert {line.author for line in lines} <= {SAM}
    assert finder.count(typed).found == len(lines)


def test_the_words_of_the_index_name_no_column_and_no_operator(birch: BirchLane) -> None:
    desk = birch.desk(NIA)
    for typed in (
        "readers : *",
        "words:parrot",
        "parrot OR parrot",
        "NOT zebra",
        "parrot*",
        "^parrot",
    ):
        assert found(desk, typed) == []


def test_stopping_what_is_not_running_is_no_fault(birch: BirchLane) -> None:
    finder = Finder(birch.desk(SANDRA))
    finder.stop()
    assert len(finder.page("parrot")) == 2


# what managers write


def where(desk: Desk, typed: str) -> list[str]:
    """Of each entry that is found, where the words stand; nothing where it was counted and not."""
    finder = Finder(desk)
    lines = finder.page(typed)
    assert finder.count(typed).found == len(lines)
    return [line.found for line in lines]


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BirchLane]:
    """Sam's entry, which Sandra decided, noted something about, and agreed two actions on."""
    birch = birch_lane(tmp_path_factory.mktemp("managed") / "data")
    opened = sent(birch.desk(SAM), {**ORDINARY, "asked": "a parrot on Instagram"})
    manage(birch, opened)
    yield birch
    birch.close()


def manage(birch: BirchLane, opened: OpenEntry) -> None:
    sandra = birch.desk(SANDRA)
    opened = triage.decide(
        sandra,
        open_entry(sandra, opened.id),
        outcome="advice-given",
        because="walrus",
        next_step="otter",
        words="Thank you, badger",
    )
    opened = actions.note(sandra, opened, "a heron, and the parrot too")
    for what, who in (("feed the newt", SANDRA), ("brush the ferret", SAM)):
        opened = actions.agree(
            sandra, opened, what=what, who=birch.member(who).id, due=sandra.today
        )


@pytest.mark.parametrize(
    ("typed", "manager", "worker"),
    [
        ("parrot", [""], [""]),
        ("walrus", ["in the decision"], ["in the decision"]),
        ("badger", ["in what the worker was told"], ["in what you were told"]),
        ("heron", ["in a note for managers"], []),
        ("newt", ["in an agreed action"], []),
        ("ferret", ["in an agreed action"], ["in an agreed action"]),
        ("instagram her", ["in a note for managers"], []),
        ("otter newt", ["in the decision and in an agreed action"], []),
    ],
)
def test_what_managers_wrote_is_found_by_those_who_read_it_and_says_where(
    managed: BirchLane, typed: str, manager: list[str], worker: list[str]
) -> None:
    assert where(managed.desk(SANDRA), typed) == manager
    assert where(managed.desk(GENERAL_MANAGER), typed) == manager
    assert where(managed.desk(SAM), typed) == worker
    assert where(managed.desk(NIA), typed) == where(managed.desk(HENRY), typed) == []


def test_what_is_not_ones_own_to_do_any_more_is_not_found_by_whoever_wrote_the_entry(
    tmp_path: Path,
) -> None:
    birch = birch_lane(tmp_path / "data")
    sam = birch.desk(SAM)
    manage(birch, sent(sam))
    assert where(sam, "ferret") == ["in an agreed action"]
    actions.done(sam, actions.mine(sam)[0].action, "the stoat helped")
    assert where(sam, "ferret") == where(sam, "stoat") == []
    assert where(birch.desk(SANDRA), "stoat") == ["in an agreed action"]
    birch.close()


def test_whoever_becomes_a_manager_or_is_none_any_more_finds_what_is_theirs_to_read(
    tmp_path: Path,
) -> None:
    birch = birch_lane(tmp_path / "data")
    manage(birch, sent(birch.desk(SAM)))
    top, sandra = birch.desk(GENERAL_MANAGER), birch.desk(SANDRA)
    henry = birch.member(HENRY).id
    for name in (SAM, NIA):
        accounts.change(top, replace(birch.member(name), manager=henry))
    accounts.change(top, replace(birch.member(SANDRA), roles=frozenset({Role.WORKER})))
    assert where(sandra, "heron") == where(sandra, "newt") == []
    assert where(birch.desk(HENRY), "heron") == ["in a note for managers"]
    birch.close()
