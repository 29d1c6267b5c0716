"""Whose work a sealed entry is, and from when, told from what everybody can see of it."""

from datetime import UTC, date, datetime, timedelta

from logbook.domain.course import NOBODY, due, queue
from logbook.domain.events import READERS, Logged, Verb
from logbook.domain.folding.entries import fold_in_clear
from logbook.domain.people import Member, Role, Staff
from logbook.domain.rights import Action, may, readers, triagers
from logbook.domain.settings import Settings
from logbook.domain.standing import Standing, State

SENT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
DAY = timedelta(hours=24)
SETTINGS = Settings()


def staff(**changes: Member) -> Staff:
    leads = [
        Member(id=each, name=each, roles=frozenset({Role.LEAD}), manager="gail")
        for each in ("lena", "dev", "cas")
    ]
    others = [
        Member(id="gail", name="Gail", roles=frozenset({Role.GENERAL_MANAGER})),
        Member(id="sandra", name="Sandra", roles=frozenset({Role.LINE_MANAGER}), manager="gail"),
        Member(id="sam", name="Sam", roles=frozenset({Role.WORKER}), manager="sandra"),
    ]
    return Staff({**{each.id: each for each in (*leads, *others)}, **changes})


def lead(member_id: str, *, away: bool = False, ends_on: date | None = None) -> Member:
    roles = frozenset({Role.LEAD})
    return Member(id=member_id, name=member_id, roles=roles, away=away, ends_on=ends_on)


def stored(*happened: tuple[str, Verb]) -> list[Logged]:
    named = ("lena", "dev", "cas", "sam")
    return [
        Logged(
            seq=nth,
            id=f"event-{nth}",
            at=SENT + timedelta(minutes=nth - 1),
            actor=actor,
            about="entry",
            verb=verb,
            version=1,
            body={"sealed": {"text": "…"}, READERS: named},
            commitment="",
            previous="",
            hash="",
            signature=b"",
        )
        for nth, (actor, verb) in enumerate((("sam", Verb.SENT), *happened), 1)
    ]


def standing(*happened: tuple[str, Verb]) -> Standing:
    return fold_in_clear(stored(*happened))


def turns(found: Standing, among: Staff) -> list[tuple[str, datetime]]:
    return [(each.member, each.start_at) for each in queue(found, among, SETTINGS)]


def test_each_lead_in_turn_has_a_day() -> None:
    expected = [("lena", SENT), ("dev", SENT + DAY), ("cas", SENT + 2 * DAY)]
    assert turns(standing(), staff()) == expected
    assert due(standing(), SETTINGS) == SENT + DAY


def test_whoever_opened_it_has_it_alone_until_another_takes_it() -> None:
    assert turns(standing(("dev", Verb.OPENED)), staff()) == [("dev", SENT)]
    taken = standing(("dev", Verb.OPENED), ("lena", Verb.OPENED), ("lena", Verb.TAKEN))
    assert turns(taken, staff()) == [("lena", SENT)]


def test_a_lead_who_is_away_keeps_nobody_waiting() -> None:
    away = staff(lena=lead("lena", away=True))
    assert turns(standing(), away) == [("lena", SENT), ("dev", SENT), ("cas", SENT + DAY)]


def test_an_account_that_ends_hands_it_on_the_day_after() -> None:
    ending = staff(lena=lead("lena", ends_on=date(2026, 11, 18)))
    midnight = datetime(2026, 11, 19, tzinfo=UTC)
    assert turns(standing(), ending)[1] == ("dev", midnight)
    assert turns(standing(("lena", Verb.OPENED)), ending)[1] == ("dev", midnight)


def test_with_no_lead_left_it_is_nobodys() -> None:
    nobody = Staff({key: each for key, each in staff().members.items() if key in {"sam", "gail"}})
    assert turns(standing(), nobody) == [(NOBODY, SENT)]
    assert readers(standing(), nobody) == {"sam"}


def test_managers_are_neither_readers_nor_triagers_and_nobody_exports_it() -> None:
    found, among = standing(("lena", Verb.OPENED)), staff()
    assert readers(found, among) == {"lena", "dev", "cas", "sam"}
    assert triagers(found, among) == {"lena", "dev", "cas"}
    for member in among:
        assert not may(member, Action.EXPORT, found, among)
        assert may(member, Action.DECIDE, found, among) == (Role.LEAD in member.roles)
        assert may(member, Action.READ, found, among) == (member.id not in {"gail", "sandra"})


def test_what_is_undone_counts_as_never_done_though_its_words_are_sealed() -> None:
    found = standing(("lena", Verb.OPENED), ("lena", Verb.TAKEN), ("lena", Verb.UNDONE))
    assert found.state is State.SENT
    assert not found.holder


def test_opening_it_is_no_step_that_can_be_undone() -> None:
    found = standing(("lena", Verb.TAKEN), ("dev", Verb.OPENED))
    assert found.last.verb is Verb.TAKEN
