"""Figures: what is counted, how soon things happened, and the entries behind every number."""

from datetime import date, datetime, timedelta

import pytest
from happenings import MONDAY as SENT_AT
from happenings import STAFF, Happenings, entry

from logbook.domain.events import Plain, Verb, utc_text
from logbook.domain.figures import Counted, Figure, Figures, counted, figures, span_words
from logbook.domain.levels import Level
from logbook.domain.settings import Settings

MONDAY = date(2026, 11, 2)


def one(entry: str, day: int = 0, **more: object) -> Counted:
    plain = Counted(
        id=entry,
        sent_on=MONDAY + timedelta(days=day),
        kind="help-request",
        title="Help request",
        level=Level.LOW,
        topics=frozenset({"help"}),
    )
    return Counted(**{**vars(plain), **more})


def of(*entries: Counted, start: date = MONDAY, end: date = date(2026, 11, 18)) -> Figures:
    return figures(entries, start, end)


def figure(found: Figures, label: str) -> Figure:
    return next(each for group in found.groups for each in group.figures if each.label == label)


def test_both_days_of_the_period_count_and_no_other() -> None:
    found = of(one("before", -1), one("first"), one("last", 16), one("after", 17))
    assert found.total == 2
    assert found.weekly[0].entries == ("first", "last")


def test_a_week_begins_on_monday_and_the_first_may_begin_before_the_period() -> None:
    found = of(one("a", 2), one("b", 6), one("c", 7), start=date(2026, 11, 4))
    assert found.weeks == (MONDAY, date(2026, 11, 9), date(2026, 11, 16))
    assert found.weekly[0].counts == (2, 1, 0)


def test_half_and_the_longest_are_said_of_those_that_it_happened_to() -> None:
    spans = [timedelta(minutes=10), timedelta(hours=2), timedelta(days=5)]
    found = of(*(one(str(n), to_seen=span) for n, span in enumerate(spans)), one("not yet"))
    seen = figure(found, "Seen by a manager")
    assert seen.words == "half within 2 h, the longest 5 days"
    assert seen.entries == ("0", "1", "2")


def test_who_was_told_is_a_part_of_what_somebody_decided() -> None:
    hour = timedelta(hours=1)
    found = of(
        one("told", is_settled=True, to_decided=hour, to_told=hour),
        one("not told", is_settled=True, to_decided=hour),
        one("by policy", is_settled=True),
        one("open"),
    )
    told = figure(found, "Decided, and its writer was told")
    assert (told.entries, told.out_of, told.percent) == (("told",), 2, 50)


def test_help_given_stands_against_help_refused() -> None:
    found = of(
        one("a", outcome="help-given"),
        one("b", outcome="help-safeguarded"),
        one("c", outcome="declined"),
        one("d", outcome="stopped-and-referred", topics=frozenset({"help", "tracing"})),
        one("e", outcome="watch"),
    )
    assert figure(found, "Help given").entries == ("a", "b")
    assert figure(found, "Help refused").entries == ("c", "d")
    assert figure(found, "Tracing requests, stopped").percent == 100


def test_topics_are_counted_whatever_the_kind() -> None:
    found = of(one("a", topics=frozenset({"help", "tracing"})), one("b", kind="tracing"))
    assert figure(found, "Tracing requests, stopped").out_of == 2


def test_the_most_frequent_place_is_first_and_each_entry_counts_once_there() -> None:
    found = of(
        one("a", platforms=("Facebook", "Facebook")),
        one("b", platforms=("Instagram", "Facebook")),
        one("c", platforms=("Discord",)),
    )
    where = next(each for each in found.groups if each.title == "Where it happened")
    assert [(each.label, each.count) for each in where.figures] == [
        ("Facebook", 2),
        ("Discord", 1),
        ("Instagram", 1),
    ]


def test_levels_come_most_urgent_first() -> None:
    found = of(one("a"), one("b", level=Level.EMERGENCY), one("c", level=Level.MEDIUM))
    labels = [each.label for each in found.weekly]
    assert labels == ["All entries", "Help request", "!!! Emergency", "! Medium", "Low"]


def test_an_empty_period_has_weeks_and_no_figures() -> None:
    found = of()
    assert found.total == 0
    assert found.groups == ()
    assert found.weekly[0].counts == (0, 0, 0)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=60), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 days"),
    ],
    ids=str,
)
def test_a_span_is_said_as_one_says_it(span: timedelta, words: str) -> None:
    assert span_words(span) == words


def counted_at(log: Happenings, now: datetime) -> Counted:
    return counted(log.standing, STAFF, Settings(), now=now)


def test_what_climbed_did_so_however_it_ended() -> None:
    log = Happenings.of(entry(level=Level.HIGH))
    climbed_at = SENT_AT + timedelta(hours=4)
    body: dict[str, Plain] = {"at": utc_text(climbed_at), "to": ("gail",), "stays": False}
    log.then(Verb.CLIMBED, "gail", body, at=climbed_at)
    log.then(Verb.DECIDED, "gail", {"outcome": "advice", "because": "b", "words": "w"})
    log.then(Verb.CLOSED, "gail")
    assert counted_at(log, log.next_at).climbed
    assert not counted_at(Happenings.of(entry(level=Level.HIGH)), SENT_AT).climbed


def test_what_is_offered_has_not_climbed() -> None:
    log = Happenings.of(entry()).then(Verb.OFFERED, "sandra", {"to": "henry", "words": ""})
    assert not counted_at(log, log.next_at).climbed


def test_while_it_waits_the_time_to_decide_stands_still() -> None:
    log = Happenings.of(entry(level=Level.MEDIUM)).then(Verb.WAITING, "sandra", {"for": "the bank"})
    assert not counted_at(log, SENT_AT + timedelta(days=20)).was_late


def test_waiting_later_excuses_no_late_reading() -> None:
    log = Happenings.of(entry(level=Level.MEDIUM))
    log.then(Verb.SEEN, "sandra", at=SENT_AT + timedelta(days=3))
    log.then(Verb.WAITING, "sandra", {"for": "the bank"}, at=SENT_AT + timedelta(days=3))
    log.then(Verb.RESUMED, "sandra", at=SENT_AT + timedelta(days=13))
    assert counted_at(log, SENT_AT + timedelta(days=13)).was_late
