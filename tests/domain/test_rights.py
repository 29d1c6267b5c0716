"""Who may read an entry, whose work it is, and who may do what to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from happenings import (
    AMIR,
    DEV,
    EVERYONE,
    GAIL,
    HENRY,
    MONDAY,
    SANDRA,
    STAFF,
    Happenings,
    entry,
    member,
    staff_of,
)

from logbook.domain.clocks import acknowledge_by, climbs, decide_by
from logbook.domain.course import NOBODY, Queued, due, ladder, queue, reading
from logbook.domain.entries import Entry
from logbook.domain.events import Verb, utc_text
from logbook.domain.levels import Level
from logbook.domain.people import Member, Role, Staff
from logbook.domain.rights import AUTHORS, TRIAGE, Action, may, readers, triagers
from logbook.domain.settings import Settings
from logbook.domain.spans import Clock
from logbook.domain.standing import Standing, State

SETTINGS = Settings()
LATE = timedelta(days=365)


def changed(*members: Member) -> Staff:
    return Staff({**STAFF.members, **{each.id: each for each in members}})


def sent(
    author: str = "sam",
    level: Level = Level.MEDIUM,
    about: tuple[str, ...] = (),
    routes: tuple[str, ...] = (),
) -> Standing:
    return Happenings.of(entry(author=author, level=level, about=about, routes=routes)).standing


def with_now(standing: Standing, now: datetime, staff: Staff = STAFF) -> set[str]:
    return {each.member for each in queue(standing, staff, SETTINGS) if each.start_at <= now}


def starts(standing: Standing, staff: Staff = STAFF) -> dict[str, datetime]:
    return {each.member: each.start_at for each in queue(standing, staff, SETTINGS)}


# what each may do

AUTHOR = AUTHORS | {
    Action.READ,
    Action.RAISE,
    Action.DISCUSS,
    Action.NAME_ABOUT,
    Action.UNDO,
}
TRIAGER = TRIAGE | {
    Action.READ,
    Action.EXPORT,
    Action.RAISE,
    Action.DISCUSS,
    Action.CLOSE,
    Action.NAME_ABOUT,
    Action.NOTE,
    Action.AGREE,
    Action.UNDO,
}
MANAGING_AUTHOR = AUTHOR | {Action.EXPORT}
NONE: frozenset[Action] = frozenset()

SITUATIONS: Mapping[str, tuple[Entry, Mapping[str, frozenset[Action]]]] = {
    "by a worker": (
        entry(),
        {"sam": AUTHOR, "sandra": TRIAGER, "amir": TRIAGER, "gail": TRIAGER},
    ),
    "by a worker, about their line manager": (
        entry(about=("sandra",)),
        {"sam": AUTHOR, "amir": TRIAGER, "gail": TRIAGER},
    ),
    "by a worker, about another worker": (
        entry(about=("saul",)),
        {"sam": AUTHOR, "sandra": TRIAGER, "amir": TRIAGER, "gail": TRIAGER},
    ),
    "by a worker, about the General Manager": (
        entry(about=("gail",)),
        {"sam": AUTHOR, "sandra": TRIAGER, "amir": TRIAGER, "dev": TRIAGER},
    ),
    "by a worker, about everyone above them": (
        entry(about=("sandra", "amir", "gail")),
        {"sam": AUTHOR, "dev": TRIAGER},
    ),
    "by a worker, about everyone above them and the deputy": (
        entry(about=("sandra", "amir", "gail", "dev")),
        {"sam": AUTHOR, "lena": TRIAGER},
    ),
    "by a worker, for the leads too": (
        entry(routes=("lead",)),
        {"sam": AUTHOR, "sandra": TRIAGER, "amir": TRIAGER, "gail": TRIAGER, "lena": TRIAGER},
    ),
    "by a line manager": (
        entry(author="sandra"),
        {"sandra": MANAGING_AUTHOR, "amir": TRIAGER, "gail": TRIAGER},
    ),
    "by a line manager, at Low": (
        entry(author="sandra", level=Level.LOW),
        {"sandra": MANAGING_AUTHOR | {Action.CLOSE}, "amir": TRIAGER, "gail": TRIAGER},
    ),
    "by the General Manager": (
        entry(author="gail"),
        {"gail": MANAGING_AUTHOR, "dev": TRIAGER},
    ),
    "by the General Manager, about the deputy": (
        entry(author="gail", about=("dev",)),
        {"gail": MANAGING_AUTHOR, "lena": TRIAGER},
    ),
    "by the deputy": (
        entry(author="dev"),
        {"dev": AUTHOR, "gail": TRIAGER},
    ),
    "by a lead": (
        entry(author="lena"),
        {"lena": AUTHOR | {Action.EXPORT}, "gail": TRIAGER},
    ),
    "by somebody no longer listed": (
        entry(author="ghost"),
        {"gail": TRIAGER},
    ),
    "in practice": (
        entry(practice=True),
        {"sam": AUTHOR},
    ),
}


@pytest.mark.parametrize("who", EVERYONE, ids=lambda each: each.id)
@pytest.mark.parametrize("situation", list(SITUATIONS))
def test_each_may_do_what_the_table_says(situation: str, who: Member) -> None:
    wrote, allowed = SITUATIONS[situation]
    standing = Happenings.of(wrote).standing
    can = {action for action in Action if may(who, action, standing, STAFF)}
    assert can == allowed.get(who.id, NONE)


def test_somebody_who_left_may_do_nothing() -> None:
    gone = replace(SANDRA, left=True)
    assert not any(may(gone, action, sent(), changed(gone)) for action in Action)


@pytest.mark.parametrize("situation", list(SITUATIONS))
def test_readers_are_those_who_may_read(situation: str) -> None:
    wrote, allowed = SITUATIONS[situation]
    standing = Happenings.of(wrote).standing
    assert readers(standing, STAFF) == set(allowed)


# who reads


def test_whoever_held_it_reads_it_still() -> None:
    log = Happenings.of(entry()).then(Verb.TAKEN, "sandra").then(Verb.TAKEN, "amir")
    moved = changed(replace(STAFF["sam"], manager="henry"))
    assert readers(log.standing, moved) == {"sam", "sandra", "amir", "henry", "gail"}
    assert triagers(log.standing, moved) == {"amir", "henry", "gail"}


def test_whoever_held_it_reads_it_no_more_once_it_is_about_them() -> None:
    log = Happenings.of(entry()).then(Verb.TAKEN, "sandra")
    log.then(Verb.ABOUT_NAMED, "amir", {"members": ["sandra"]})
    assert readers(log.standing, STAFF) == {"sam", "amir", "gail"}
    assert with_now(log.standing, MONDAY + LATE) == {"amir", "gail"}


def test_the_deputy_reads_nothing_else_while_the_general_manager_is_here() -> None:
    assert "dev" not in reading(sent(level=Level.EMERGENCY), STAFF, SETTINGS)


def test_the_deputy_reads_the_queue_of_a_general_manager_who_is_away_and_no_more() -> None:
    away = changed(replace(STAFF["gail"], away=True))
    emergency, low = sent(level=Level.EMERGENCY), sent(level=Level.LOW)
    assert "dev" not in readers(emergency, away)
    climbed = [at for at, step in climbs(Level.EMERGENCY, MONDAY, SETTINGS) if step != "next"]
    assert reading(emergency, away, SETTINGS)["dev"] == climbed[0]
    assert "dev" not in reading(low, away, SETTINGS)
    assert may(STAFF["dev"], Action.TAKE, emergency, away)


def test_reading_starts_with_the_sending_for_readers() -> None:
    since = reading(sent(), STAFF, SETTINGS)
    assert since == dict.fromkeys(["sam", "sandra", "amir", "gail"], MONDAY)


# whose work it is


def test_an_entry_is_with_the_line_manager_from_the_sending() -> None:
    assert with_now(sent(), MONDAY) == {"sandra"}


def test_an_entry_of_a_manager_is_with_theirs() -> None:
    assert with_now(sent(author="sandra"), MONDAY) == {"amir"}
    assert with_now(sent(author="gail"), MONDAY) == {"dev"}


def test_what_is_routed_is_with_the_line_manager_and_the_others_at_once() -> None:
    assert with_now(sent(routes=("general-manager",)), MONDAY) == {"sandra", "gail"}


def test_what_is_routed_to_the_general_manager_and_about_them_is_with_the_deputy() -> None:
    about = sent(routes=("general-manager",), about=("gail",))
    assert with_now(about, MONDAY) == {"sandra", "dev"}


def test_what_is_about_the_general_manager_is_with_whoever_covers_for_the_deputy() -> None:
    wrote = entry(about=("gail",), routes=("general-manager",))
    straight = Happenings.of(replace(wrote, straight_to="general-manager")).standing
    away = changed(replace(DEV, away=True, cover="amir"))
    assert with_now(straight, MONDAY) == {"dev"}
    assert with_now(straight, MONDAY, away) == {"dev", "amir"}


def test_an_unknown_route_leads_nowhere() -> None:
    assert with_now(sent(routes=("line-manager", "mayor")), MONDAY) == {"sandra"}


def test_what_nobody_reads_climbs() -> None:
    climbed = {step: at for at, step in climbs(Level.EMERGENCY, MONDAY, SETTINGS)}
    found = starts(sent(level=Level.EMERGENCY))
    assert found == {
        "sandra": MONDAY,
        "amir": climbed["next"],
        "gail": climbed["general-manager"],
    }


def test_low_climbs_to_nobody() -> None:
    assert starts(sent(level=Level.LOW)) == {"sandra": MONDAY}


def test_what_climbs_steps_over_whoever_it_is_about() -> None:
    found = starts(sent(level=Level.EMERGENCY, about=("amir", "gail")))
    assert set(found) == {"sandra", "dev"}


def test_what_is_raised_late_climbs_from_then_on_and_not_before_it_was_urgent() -> None:
    seen = Happenings.of(entry(level=Level.MEDIUM)).then(Verb.SEEN, "sandra")
    raised_at = MONDAY + timedelta(days=2)
    seen.then(Verb.LEVEL_SET, "sandra", {"level": "high", "because": "money"}, at=raised_at)
    (climb,) = ladder(seen.standing, STAFF, SETTINGS)
    assert (climb.at, climb.to) == (raised_at, ("gail",))
    assert with_now(seen.standing, raised_at - timedelta(seconds=1)) == {"sandra"}


def test_what_is_late_to_decide_climbs_though_it_has_to_be_read_no_sooner() -> None:
    clock = Clock.from_plain(
        {
            "level": "emergency",
            "acknowledge": "1 h",
            "decide": "same day",
            "climbs": [["general-manager", "decide"]],
        }
    )
    settings = SETTINGS.changed("clocks.emergency", clock.to_plain())
    sent_at = MONDAY.replace(hour=23, minute=20)
    seen = Happenings().then(Verb.SENT, "sam", entry(level=Level.EMERGENCY).to_plain(), at=sent_at)
    seen.then(Verb.SEEN, "sandra", at=sent_at + timedelta(minutes=5))
    (climb,) = ladder(seen.standing, STAFF, settings)
    assert (climb.at, climb.to) == (sent_at + timedelta(hours=1), ("gail",))


def test_reading_it_in_time_keeps_it_from_climbing() -> None:
    log = Happenings.of(entry(level=Level.EMERGENCY))
    log.then(Verb.SEEN, "sandra", at=MONDAY + timedelta(minutes=5))
    assert set(starts(log.standing)) == {"sandra"}


def test_what_climbed_before_it_was_read_stays_until_somebody_takes_it() -> None:
    log = Happenings.of(entry(level=Level.EMERGENCY))
    log.then(Verb.SEEN, "sandra", at=MONDAY + timedelta(minutes=45))
    assert set(starts(log.standing)) == {"sandra", "amir"}
    log.then(Verb.TAKEN, "sandra", at=MONDAY + timedelta(minutes=50))
    assert set(starts(log.standing)) == {"sandra"}


def test_what_is_read_and_not_decided_climbs_again() -> None:
    log = Happenings.of(entry(level=Level.HIGH)).then(Verb.TAKEN, "sandra")
    assert with_now(log.standing, MONDAY + timedelta(hours=5)) == {"sandra"}
    assert with_now(log.standing, MONDAY + LATE) == {"sandra", "gail"}


def test_what_should_have_been_discussed_climbs_though_it_was_read() -> None:
    log = Happenings.of(entry(level=Level.EMERGENCY, discussed=False))
    log.then(Verb.SEEN, "sandra", at=MONDAY + timedelta(minutes=5))
    assert set(starts(log.standing)) == {"sandra", "amir", "gail"}
    talk = {"who": "sandra", "how": "phone", "when": utc_text(MONDAY)}
    log.then(Verb.DISCUSSED, "sandra", talk, at=MONDAY + timedelta(minutes=6))
    assert set(starts(log.standing)) == {"sandra"}


def test_a_decision_not_told_in_time_climbs() -> None:
    log = Happenings.of(entry(level=Level.HIGH))
    log.then(Verb.DECIDED, "sandra", {"outcome": "advice-given", "because": "x", "next": ""})
    assert with_now(log.standing, MONDAY + LATE) == {"sandra", "amir"}
    log.then(Verb.TOLD, "sandra", {"words": "Well done."})
    assert with_now(log.standing, MONDAY + LATE) == {"sandra"}


def test_a_settled_entry_is_nobodys_work() -> None:
    log = Happenings.of(entry())
    log.then(Verb.DECIDED, "sandra", {"outcome": "a", "because": "x", "words": "Well done."})
    log.then(Verb.CLOSED, "sandra")
    assert queue(log.standing, STAFF, SETTINGS) == ()
    assert due(log.standing, SETTINGS) is None


def test_a_leavers_work_is_handed_up() -> None:
    log = Happenings.of(entry()).then(Verb.TAKEN, "sandra")
    gone = changed(replace(SANDRA, left=True))
    assert with_now(log.standing, log.next_at, gone) == {"amir"}
    assert with_now(sent(), MONDAY, gone) == {"amir"}


def test_the_work_of_somebody_whose_account_ended_is_handed_up_the_next_day() -> None:
    day = MONDAY.date() + timedelta(days=3)
    staff = changed(replace(SANDRA, ends_on=day))
    standing = sent(level=Level.LOW)
    assert starts(standing, changed(SANDRA)) == {"sandra": standing.sent_at}
    after = datetime(2026, 11, day.day + 1, tzinfo=MONDAY.tzinfo)
    assert starts(standing, staff) == {"sandra": standing.sent_at, "amir": after}
    assert "amir" in triagers(standing, staff)


def test_after_the_last_day_of_everybody_above_it_is_for_the_leads() -> None:
    ends = MONDAY.date()
    staff = changed(*(replace(each, ends_on=ends) for each in (SANDRA, AMIR, GAIL)))
    assert set(starts(sent(level=Level.LOW), staff)) == {"sandra", "amir", "gail", "lena"}


def test_a_leavers_work_is_not_handed_to_whoever_wrote_it() -> None:
    log = Happenings.of(entry(author="amir")).then(Verb.TAKEN, "lena")
    gone = changed(replace(STAFF["lena"], left=True, manager="amir"))
    assert with_now(log.standing, log.next_at, gone) == {"gail"}


def test_the_work_of_somebody_away_is_with_their_cover_too() -> None:
    away = changed(replace(SANDRA, away=True, cover="henry"))
    assert with_now(sent(), MONDAY, away) == {"sandra", "henry"}
    taken = Happenings.of(entry()).then(Verb.TAKEN, "sandra").standing
    assert with_now(taken, taken.changed_at, away) == {"sandra", "henry"}


@pytest.mark.parametrize("cover", ["", "ghost"])
def test_without_a_named_cover_the_manager_above_covers(cover: str) -> None:
    away = changed(replace(SANDRA, away=True, cover=cover))
    assert with_now(sent(), MONDAY, away) == {"sandra", "amir"}


@pytest.mark.parametrize(
    "kept_from_it", [{"about": ("henry",)}, {"author": "henry"}], ids=["about", "by"]
)
def test_what_a_cover_is_kept_from_is_covered_by_the_manager_above(
    kept_from_it: dict[str, Any],
) -> None:
    """At Low nothing climbs: it would lie with somebody who is away until they are back."""
    away = changed(
        replace(SANDRA, away=True, cover="henry"), replace(HENRY, manager="sandra", away=False)
    )
    low = sent(level=Level.LOW, **kept_from_it)
    assert with_now(low, MONDAY, away) == {"sandra", "amir"}


def test_a_cover_who_is_away_too_covers_nobody() -> None:
    away = changed(
        replace(SANDRA, away=True, cover="henry"), replace(HENRY, away=True, cover="sandra")
    )
    low = sent(level=Level.LOW)
    assert with_now(low, MONDAY, away) == {"sandra", "amir"}
    further = Staff({**away.members, "amir": replace(AMIR, away=True)})
    assert with_now(low, MONDAY, further) == {"sandra", "gail"}
    without_gail = Staff({**further.members, "gail": replace(GAIL, away=True)})
    assert with_now(low, MONDAY, without_gail) == {"sandra", "dev"}


def test_while_everybody_is_away_the_cover_has_it() -> None:
    everybody = changed(
        *(replace(each, away=True) for each in (HENRY, AMIR, GAIL, DEV)),
        replace(SANDRA, away=True, cover="henry"),
    )
    assert with_now(sent(level=Level.LOW), MONDAY, everybody) == {"sandra", "henry"}


def test_what_somebody_away_took_is_with_the_line_of_its_author_while_nobody_covers() -> None:
    """Handed over to another line, where everybody who could stand in is away too."""
    away = changed(*(replace(each, away=True) for each in (HENRY, GAIL, DEV)))
    taken = Happenings.of(entry(level=Level.LOW)).then(Verb.TAKEN, "henry").standing
    assert with_now(taken, taken.changed_at, away) == {"henry", "gail", "sandra"}
    assert with_now(taken, taken.changed_at) == {"henry"}


def test_after_the_last_day_of_a_line_what_is_about_the_general_manager_is_the_deputys() -> None:
    ended = changed(
        *(replace(each, ends_on=MONDAY.date()) for each in (SANDRA, AMIR)),
    )
    about = sent(level=Level.LOW, about=("gail",))
    assert {"dev"} <= with_now(about, MONDAY + timedelta(days=1), ended)


def test_after_the_last_day_of_a_cover_it_is_with_those_above() -> None:
    away = changed(replace(SANDRA, away=True, cover="henry"), replace(HENRY, ends_on=MONDAY.date()))
    low = sent(level=Level.LOW)
    assert with_now(low, MONDAY, away) == {"sandra", "henry"}
    assert starts(low, away)["amir"] == MONDAY.replace(day=17, hour=0, minute=0)


def test_with_everyone_excluded_it_is_for_the_leads() -> None:
    about = sent(about=("sandra", "amir", "gail", "dev"))
    assert set(starts(about)) == {"lena"}


def test_with_nobody_left_it_says_nobody() -> None:
    about = sent(about=("sandra", "amir", "gail", "dev", "lena"))
    (only,) = queue(about, STAFF, SETTINGS)
    assert only.member == NOBODY
    assert only.due == due(about, SETTINGS)
    assert set(reading(about, STAFF, SETTINGS)) == {"sam"}


def test_a_lead_never_gets_what_they_wrote() -> None:
    alone = staff_of(member("lena", Role.LEAD))
    (only,) = queue(sent(author="lena"), alone, SETTINGS)
    assert only.member == NOBODY


# by when


def test_it_is_due_to_be_read_then_decided_then_told_then_closed() -> None:
    log = Happenings.of(entry(level=Level.HIGH))
    assert due(log.standing, SETTINGS) == acknowledge_by(Level.HIGH, MONDAY, SETTINGS)
    log.then(Verb.SEEN, "sandra")
    assert due(log.standing, SETTINGS) == decide_by(Level.HIGH, MONDAY, SETTINGS)
    log.then(Verb.DECIDED, "sandra", {"outcome": "a", "because": "x", "next": ""})
    decided_at = log.standing.changed_at
    assert due(log.standing, SETTINGS) == acknowledge_by(Level.HIGH, decided_at, SETTINGS)
    log.then(Verb.TOLD, "sandra", {"words": "Well done."})
    told_at = log.standing.changed_at
    assert due(log.standing, SETTINGS) == decide_by(Level.HIGH, told_at, SETTINGS)


def test_what_arrives_decided_is_cleared_within_its_own_setting() -> None:
    standing = Happenings.of(entry(level=Level.LOW, outcome="ignored-as-policy")).standing
    assert due(standing, SETTINGS) == MONDAY + timedelta(days=28)
    assert with_now(standing, MONDAY) == {"sandra"}


def test_waiting_moves_the_deadline_of_medium_by_as_long_as_it_waited() -> None:
    log = Happenings.of(entry()).then(Verb.WAITING, "sandra", {"for": "the bank"})
    looked_at_again = decide_by(Level.MEDIUM, log.standing.changed_at, SETTINGS)
    assert due(log.standing, SETTINGS) == looked_at_again
    log.then(Verb.RESUMED, "sandra", at=MONDAY + timedelta(days=3))
    waited = timedelta(days=3) - timedelta(hours=1)
    assert due(log.standing, SETTINGS) == decide_by(Level.MEDIUM, MONDAY + waited, SETTINGS)


def test_waiting_moves_no_deadline_of_high() -> None:
    log = Happenings.of(entry(level=Level.HIGH)).then(Verb.WAITING, "sandra", {"for": "police"})
    assert due(log.standing, SETTINGS) == decide_by(Level.HIGH, MONDAY, SETTINGS)


def test_something_added_later_is_due_to_be_read_though_it_is_closed() -> None:
    log = Happenings.of(entry())
    log.then(Verb.DECIDED, "sandra", {"outcome": "a", "because": "x", "words": "Well done."})
    log.then(Verb.CLOSED, "sandra").then(Verb.AMENDED, "sam", {"note": "He wrote again."})
    standing = log.standing
    assert standing.state is State.CLOSED
    assert due(standing, SETTINGS) == acknowledge_by(Level.MEDIUM, standing.changed_at, SETTINGS)
    assert with_now(standing, standing.changed_at) == {"sandra"}
    assert "amir" in with_now(standing, MONDAY + LATE)


def test_a_practice_entry_is_nobodys_work() -> None:
    practice = Happenings.of(entry(practice=True)).standing
    assert queue(practice, STAFF, SETTINGS) == ()


def test_the_queue_comes_in_the_order_in_which_it_climbs() -> None:
    found: tuple[Queued, ...] = queue(sent(level=Level.EMERGENCY), STAFF, SETTINGS)
    assert [each.member for each in found] == ["sandra", "amir", "gail"]
