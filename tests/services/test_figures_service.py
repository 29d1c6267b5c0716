"""Figures through the services: whose entries they count, and what is left out."""

from datetime import date

import pytest
from service_makers import GENERAL_MANAGER, HENRY, ORDINARY, SAM, SANDRA, WORRIED, BirchLane, sent

from logbook.domain.figures import LEFT_OUT, Figures
from logbook.domain.refusals import NotAllowed
from logbook.export.packs.pack import Facts, Words
from logbook.services import figures, triage
from logbook.services.figures import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


def seen_by(lane: BirchLane, name: str) -> Figures:
    return figures.of_period(lane.desk(name), NOVEMBER)


def labels(found: Figures, title: str) -> list[str]:
    return [e.label for group in found.groups if group.title == title for e in group.figures]


def test_a_manager_counts_what_they_may_read_and_nothing_else(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    assert seen_by(lane, SANDRA).total == 1
    assert seen_by(lane, GENERAL_MANAGER).total == 1
    assert seen_by(lane, HENRY).total == 0


def test_an_entry_about_a_manager_leaves_their_figures(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    triage.name_about(lane.desk(GENERAL_MANAGER), entry, [lane.member(SANDRA).id])
    assert seen_by(lane, SANDRA).total == 0
    assert seen_by(lane, GENERAL_MANAGER).total == 1


def test_places_and_harms_are_counted_by_their_labels(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    found = seen_by(lane, SANDRA)
    assert labels(found, "Where it happened") == ["Instagram"]
    assert labels(found, "Sorts of harm") == ["Romance fraud"]


def test_times_run_from_the_sending_to_each_step(lane: BirchLane) -> None:
    opened = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    lane.clock.pass_(minutes=30)
    opened = triage.see(sandra, opened)
    lane.clock.pass_(hours=2)
    triage.decide(
        sandra, opened, outcome="help-given", because="it went well", next_step="", words="Thanks."
    )
    soon = next(each for each in seen_by(lane, SANDRA).groups if each.title == "How soon")
    assert [each.words for each in soon.figures] == [
        "half within 30 min, the longest 30 min",
        "half within 2 h, the longest 2 h",
        "half within 2 h, the longest 2 h",
    ]


def test_figures_are_for_managers(lane: BirchLane) -> None:
    with pytest.raises(NotAllowed, match="for managers"):
        seen_by(lane, SAM)


def test_a_period_ends_after_it_begins() -> None:
    with pytest.raises(NotAllowed, match="Swap them"):
        Period(date(2026, 11, 2), date(2026, 11, 1))


def test_counting_says_how_far_it_is_and_can_be_stopped(lane: BirchLane) -> None:
    sent(lane.desk(SAM), ORDINARY)
    told: list[tuple[int, int]] = []
    figures.of_period(lane.desk(SANDRA), NOVEMBER, lambda *at: told.append(at))
    assert told == [(0, 1), (1, 1)]

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        figures.of_period(lane.desk(SANDRA), NOVEMBER, stop)


def test_the_report_says_what_is_left_out_and_every_number(lane: BirchLane) -> None:
    sent(lane.desk(SAM), WORRIED)
    sandra = lane.desk(SANDRA)
    pack = figures.report(sandra, seen_by(lane, SANDRA))
    assert any(isinstance(each, Words) and LEFT_OUT in each.text for each in pack.blocks())
    rows = [row for each in pack.blocks() if isinstance(each, Facts) for row in each.rows]
    assert ("Past a deadline", "0, 0 % of 1") in rows
    assert ("Instagram", "1") in rows
    assert ("All entries", "0 · 0 · 0 · 1 · 0 · 0, 1 in all") in rows
