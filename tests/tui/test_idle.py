"""When a terminal is covered and when it is signed out."""

from front import Ticking

from logbook.tui.idle import IdleClock, Limits, Presence, Reading, machine_clocks


def idle_clock(ticking: Ticking, **limits: int) -> IdleClock:
    return IdleClock(Limits(**limits), ticking.clocks())


def test_somebody_who_just_signed_in_is_here() -> None:
    assert idle_clock(Ticking()).read() == Reading(Presence.HERE)


def test_fifteen_seconds_are_counted_down_before_the_cover() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    ticking.pass_(164)
    assert clock.read().presence is Presence.HERE
    ticking.pass_(1)
    assert clock.read() == Reading(Presence.COUNTING, 15)
    ticking.pass_(14.9)
    assert clock.read() == Reading(Presence.COUNTING, 1)
    ticking.pass_(0.1)
    assert clock.read() == Reading(Presence.AWAY)


def test_a_touch_begins_the_count_again() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    ticking.pass_(170)
    clock.touch()
    ticking.pass_(170)
    assert clock.read().presence is Presence.COUNTING


def test_ten_minutes_sign_out() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    ticking.pass_(600)
    assert clock.read() == Reading(Presence.GONE)


def test_a_late_cover_still_comes_before_the_sign_out() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking, cover_minutes=15)
    ticking.pass_(15 * 60)
    assert clock.read() == Reading(Presence.AWAY)
    ticking.pass_(60)
    assert clock.read() == Reading(Presence.GONE)


def test_eight_hours_are_the_most() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    for _ in range(8 * 60 - 1):
        ticking.pass_(60)
        clock.touch()
        assert clock.read().presence is Presence.HERE
    ticking.pass_(60)
    clock.touch()
    assert clock.read() == Reading(Presence.GONE)


def test_a_wall_clock_set_back_does_not_keep_it_open() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    ticking.wall -= 3600
    ticking.boot += 180
    assert clock.read() == Reading(Presence.AWAY)


def test_a_boot_clock_that_stood_still_in_sleep_does_not_keep_it_open() -> None:
    ticking = Ticking()
    clock = idle_clock(ticking)
    ticking.wall += 3600
    assert clock.read() == Reading(Presence.GONE)


def test_the_machines_clocks_go_forward() -> None:
    clocks = machine_clocks()
    assert clocks.wall() > 0
    assert clocks.boot() <= clocks.boot()
