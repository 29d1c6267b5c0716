"""What can be searched of an entry: everybody finds it by what they may read, and by no more."""

from dataclasses import replace

import pytest
from happenings import EVERYONE, SANDRA, STAFF, Happenings, entry, member, staff_of

from logbook.domain.events import Plain, Verb
from logbook.domain.people import Role
from logbook.domain.rights import readers
from logbook.domain.searching import ELSEWHERE, Scope, Sought, Where, readable

ACTION: dict[str, Plain] = {"what": "ring the bank", "who": "sandra", "due": "2026-11-20"}


def words(happened: Happenings, reader: str) -> dict[Where, str]:
    """What one reader has of it, by where it stands."""
    standing = happened.standing
    lines = readable(standing, readers(standing, STAFF), STAFF)
    (found,) = (each for each in lines if reader in each.readers)
    return dict(found.words)


def decided() -> Happenings:
    review: dict[str, Plain] = {
        "policy": "2026-11",
        "responses": [
            {"key": "least", "question": "Least?", "value": "x", "shown": "a quiet word"},
            {"key": "because", "question": "Why?", "value": "x", "shown": "it is over"},
        ],
        "risk": "",
        "wishes": "",
    }
    body: dict[str, Plain] = {
        "outcome": "advice-given",
        "because": "it is over",
        "next": "talk on Monday",
        "words": "well done",
        "review": review,
    }
    return (
        Happenings.of(entry())
        .then(Verb.DECIDED, "sandra", body)
        .then(Verb.NOTED, "sandra", {"note": "third time"})
        .then(Verb.ACTION_AGREED, "sandra", ACTION)
        .then(Verb.ACTION_AGREED, "sandra", {**ACTION, "what": "show him", "who": "sam"})
    )


def test_managers_have_what_managers_wrote_and_the_author_what_is_theirs_to_do() -> None:
    managers, author = words(decided(), "sandra"), words(decided(), "sam")
    assert managers[Where.REVIEW] == "a quiet word"
    assert managers[Where.NOTE] == "third time"
    assert managers[Where.ACTION] == "ring the bank\nshow him"
    assert author[Where.DECISION] == managers[Where.DECISION]
    assert author[Where.TOLD] == "well done"
    assert author[Where.ACTION] == "show him"
    assert not author.keys() & {Where.REVIEW, Where.NOTE}


def test_every_reader_is_in_one_line_and_those_who_read_the_same_share_it() -> None:
    for happened, lines in ((Happenings.of(entry()), 1), (decided(), 2)):
        standing = happened.standing
        may = readers(standing, STAFF)
        found = readable(standing, may, STAFF)
        assert len(found) == lines
        assert sorted(each for one in found for each in one.readers) == sorted(may)


def test_a_manager_who_wrote_it_has_nothing_of_what_others_noted() -> None:
    happened = Happenings.of(entry(author="sandra")).then(Verb.NOTED, "amir", {"note": "tired?"})
    assert Where.NOTE not in words(happened, "sandra")
    assert words(happened, "amir")[Where.NOTE] == "tired?"


def test_who_holds_it_and_manages_no_longer_has_nothing_of_managers() -> None:
    happened = decided()
    staff = staff_of(
        *(each for each in EVERYONE if each is not SANDRA),
        member("sandra", Role.WORKER, manager="amir"),
    )
    found = readable(happened.standing, ["sandra", "sam", "amir"], staff)
    assert [each.scope for each in found] == list(Scope)
    assert Where.NOTE not in found[0].words
    assert found[0].readers == {"sandra"}


def test_what_was_done_is_the_authors_to_find_no_longer() -> None:
    happened = Happenings.of(entry()).then(Verb.ACTION_AGREED, "sandra", {**ACTION, "who": "sam"})
    agreed = happened.events[-1].id
    assert Where.ACTION in words(happened, "sam")
    done = happened.then(Verb.ACTION_DONE, "sam", {"action": agreed, "day": "2026-11-18"})
    assert Where.ACTION not in words(done, "sam")
    assert Where.ACTION in words(done, "sandra")


def test_what_an_erasing_took_is_in_no_line() -> None:
    happened = decided()
    gone = Happenings([replace(each, body=None) for each in happened.events])
    gone.then(Verb.ERASED, "gail", {"title": "Help request"})
    for reader in ("sandra", "sam"):
        assert words(gone, reader) == {Where.ENTRY: "K7-4QH2\nHelp request"}


WORDS = {
    Where.ENTRY: "He lost his bank card",
    Where.DECISION: "Nothing was taken",
    Where.NOTE: "The café, again: third time",
    Where.ACTION: "Ring the bank",
}


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("bank card", ()),
        ("ring", (Where.ACTION,)),
        ("bank ri", (Where.ACTION,)),
        ("ri bank", ()),
        ("third", (Where.NOTE,)),
        ("CAFE", (Where.NOTE,)),
        ("time ring", (Where.NOTE, Where.ACTION)),
        ("take card", ()),
        ("card take", (Where.DECISION,)),
        ("again:third", (Where.NOTE,)),
        ("zebra", ()),
        ("...", ()),
    ],
)
def test_where_words_stand_that_the_entry_does_not_have(
    typed: str, where: tuple[Where, ...]
) -> None:
    others = [WORDS.get(each, "") for each in ELSEWHERE]
    assert Sought.of(typed.split()).elsewhere(WORDS[Where.ENTRY], others) == where


def test_the_author_reads_that_they_were_told_it_themselves() -> None:
    assert Where.TOLD.words(by_author=True) == "in what you were told"
    assert Where.TOLD.words(by_author=False) == "in what the worker was told"
    assert Where.ENTRY.words(by_author=False) == ""
