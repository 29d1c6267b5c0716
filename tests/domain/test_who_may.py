"""Who may do what: every role, in every relation to an entry, against a table read by people."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from happenings import MONDAY, STAFF, Happenings, entry, member

from logbook.domain.entries import Entry
from logbook.domain.events import READERS, Verb
from logbook.domain.levels import Level
from logbook.domain.people import Role, Staff
from logbook.domain.rights import Action, may, readers
from logbook.domain.standing import Standing
from logbook.domain.why_not import NOTHING_HERE, why_not

TABLE = Path(__file__).with_name("who_may.txt")
LUCY = member("lucy", Role.LEAD, manager="gail")
LEO = member("leo", Role.LINE_MANAGER, manager="amir", left=True)
HERE = Staff({**STAFF.members, "lucy": LUCY, "leo": LEO})
SAM_LEFT = Staff({**HERE.members, "sam": replace(HERE["sam"], left=True)})
ALL_MANAGERS = ("sandra", "amir", "gail")

Rows = Mapping[str, frozenset[str]]


def read_table() -> tuple[tuple[str, ...], Mapping[str, Rows]]:
    """The actions in the order of the columns, and each situation with who may do what."""
    legend, *situations = TABLE.read_text(encoding="utf-8").split("\n# ")
    pairs = re.findall(r"\b([a-z]{2}) ([a-z-]+)", legend.split("\n\n")[-1])
    names = dict(pairs)
    found: dict[str, Rows] = {}
    for each in situations:
        title, head, *rows = each.strip().splitlines()
        columns = [names[short] for short in head.split()]
        found[title] = {
            who: frozenset(name for name, mark in zip(columns, marks, strict=True) if mark == "x")
            for who, *marks in (row.split() for row in rows)
        }
    return tuple(names.values()), found


ACTIONS, EXPECTED = read_table()


def straight(author: str = "sam", about: tuple[str, ...] = ()) -> Entry:
    wrote = entry(author=author, about=about, routes=("general-manager",))
    return replace(wrote, straight_to="general-manager")


def of(wrote: Entry) -> Happenings:
    return Happenings.of(wrote)


def sealed(author: str = "sam", about: tuple[str, ...] = ()) -> Happenings:
    wrote = replace(entry(author=author, about=about), sealed=True)
    leads = [each for each in ("lena", "lucy") if each != author and each not in about]
    body = {**wrote.to_plain(), READERS: (*leads, author)}
    return Happenings().then(Verb.SENT, author, body, at=MONDAY)


def offered(to: str) -> Happenings:
    return of(entry()).then(Verb.OFFERED, "sandra", {"to": to, "words": ""})


HAPPENED: Mapping[str, Happenings] = {
    "by a worker": of(entry()),
    "by a worker, about their line manager": of(entry(about=("sandra",))),
    "by a worker, about the manager above": of(entry(about=("amir",))),
    "by a worker, about the General Manager": of(entry(about=("gail",))),
    "by a worker, about the deputy": of(entry(about=("dev",))),
    "by a worker, about a lead": of(entry(about=("lena",))),
    "by a worker, about another worker": of(entry(about=("saul",))),
    "by a worker, about all their managers": of(entry(about=ALL_MANAGERS)),
    "by a worker, about managers and deputy": of(entry(about=(*ALL_MANAGERS, "dev"))),
    "by a worker, for a colleague": of(replace(entry(), source="Saul", source_member="saul")),
    "by a worker, for their line manager": of(
        replace(entry(), source="Sandra", source_member="sandra")
    ),
    "by a worker, who left": of(entry()),
    "by a line manager": of(entry(author="sandra")),
    "by a line manager, at Low": of(entry(author="sandra", level=Level.LOW)),
    "by a line manager, about the one above": of(entry(author="sandra", about=("amir",))),
    "by the manager above": of(entry(author="amir")),
    "by the General Manager": of(entry(author="gail")),
    "by the General Manager, about the deputy": of(entry(author="gail", about=("dev",))),
    "by the deputy": of(entry(author="dev")),
    "by the deputy, about the General Manager": of(entry(author="dev", about=("gail",))),
    "by a lead": of(entry(author="lena")),
    "held by the line manager": of(entry()).then(Verb.TAKEN, "sandra"),
    "held by a manager of another line": of(entry()).then(Verb.TAKEN, "henry"),
    "held by somebody who left": of(entry()).then(Verb.TAKEN, "leo"),
    "held once by another line, taken back": of(entry())
    .then(Verb.TAKEN, "henry")
    .then(Verb.TAKEN, "sandra"),
    "for the General Manager too": of(entry(routes=("general-manager",))),
    "for the leads too": of(entry(routes=("lead",))),
    "straight": of(straight()),
    "straight, about the line manager": of(straight(about=("sandra",))),
    "straight, about the General Manager": of(straight(about=("gail",))),
    "straight, about them and the deputy": of(straight(about=("gail", "dev"))),
    "straight, by a line manager": of(straight(author="sandra")),
    "straight, by the General Manager": of(straight(author="gail")),
    "offered to a manager of another line": offered("henry"),
    "offered to the manager above": offered("amir"),
    "offered, and accepted": offered("henry").then(Verb.ACCEPTED, "henry"),
    "offered, and refused": offered("henry").then(Verb.REFUSED, "henry", {"words": "no time"}),
    "offered, and taken back": offered("henry").then(Verb.OFFER_ENDED, "sandra"),
    "offered to somebody it is about": offered("henry").then(
        Verb.ABOUT_NAMED, "sam", {"members": ["henry"]}
    ),
    "in practice": of(entry(practice=True)),
    "sealed, by a worker": sealed(),
    "sealed, about a worker": sealed(about=("saul",)),
    "sealed, about a lead": sealed(about=("lena",)),
    "sealed, about the General Manager": sealed(about=("gail",)),
    "sealed, about every lead": sealed(about=("lena", "lucy")),
    "sealed, by a line manager": sealed(author="sandra"),
    "sealed, by the General Manager": sealed(author="gail"),
    "sealed, by a lead": sealed(author="lena"),
    "sealed, held by a lead": sealed().then(Verb.TAKEN, "lena"),
}


def staff_in(situation: str) -> Staff:
    return SAM_LEFT if situation == "by a worker, who left" else HERE


def test_the_table_has_every_action_and_every_situation() -> None:
    assert set(ACTIONS) == {action.value for action in Action}
    assert list(HAPPENED) == list(EXPECTED)


@pytest.mark.parametrize("situation", list(HAPPENED))
def test_each_of_the_staff_may_do_what_the_table_says_and_nothing_else(situation: str) -> None:
    standing, staff = HAPPENED[situation].standing, staff_in(situation)
    can = {
        who.id: frozenset(action.value for action in Action if may(who, action, standing, staff))
        for who in staff
    }
    assert {who: actions for who, actions in can.items() if actions} == EXPECTED[situation]


@pytest.mark.parametrize("situation", list(HAPPENED))
def test_whoever_the_table_does_not_name_reads_the_words_for_no_entry_at_all(
    situation: str,
) -> None:
    standing, staff = HAPPENED[situation].standing, staff_in(situation)
    assert readers(standing, staff) == set(EXPECTED[situation])
    for who in staff:
        if who.id not in EXPECTED[situation]:
            assert {why_not(each, standing, who, staff) for each in Action} == {NOTHING_HERE}


def copy() -> Standing:
    return HAPPENED["straight"].standing


def test_a_copy_says_on_every_move_whose_it_is_to_answer() -> None:
    moves = (Action.SEE, Action.TAKE, Action.DECIDE, Action.TELL, Action.CLOSE, Action.DISCUSS)
    said = {why_not(each, copy(), HERE["sandra"], HERE) for each in moves}
    (sentence,) = said
    assert sentence is not None
    assert sentence.startswith("You have a copy. It went straight to the General Manager (Gail)")
