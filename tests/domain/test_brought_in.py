"""An old record that was brought in: how it is kept, and where it stands."""

from dataclasses import replace

import pytest
from happenings import DEV, GAIL, MONDAY, STAFF, Happenings, entry

from logbook.domain import triage
from logbook.domain.course import due, queue
from logbook.domain.entries import BroughtIn, Entry
from logbook.domain.events import Verb
from logbook.domain.folding.arrival import OLD_RECORD
from logbook.domain.levels import Level
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import readers
from logbook.domain.settings import Settings
from logbook.domain.standing import State

OLD = BroughtIn(author="Ann Lee", outcome="Advice given", file="old.csv", line=7)
SETTINGS = Settings()


def old_record(old: BroughtIn = OLD, *, level: Level = Level.HIGH, outcome: str = "") -> Entry:
    return replace(entry(author="gail", level=level, outcome=outcome), brought_in=old)


def brought(old: BroughtIn = OLD, *, outcome: str = "") -> Happenings:
    return Happenings.of(old_record(old, outcome=outcome))


def test_it_comes_back_from_the_log_as_it_was() -> None:
    assert Entry.from_plain(old_record().to_plain()) == old_record()


def test_an_entry_that_was_sent_says_nothing_of_it() -> None:
    assert "brought_in" not in entry().to_plain()
    assert Entry.from_plain(entry().to_plain()).brought_in is None


def test_it_is_closed_and_nobodys_work() -> None:
    standing = brought().standing
    assert (standing.state, standing.is_open, standing.unread_since) == (State.CLOSED, False, None)
    assert due(standing, SETTINGS) is None
    assert queue(standing, STAFF, SETTINGS) == ()
    assert readers(standing, STAFF) == {GAIL.id, DEV.id}


def test_one_that_is_open_runs_no_clock_either() -> None:
    standing = brought(replace(OLD, is_open=True)).standing
    assert (standing.state, standing.is_open) == (State.SENT, True)
    assert due(standing, SETTINGS) is None
    assert queue(standing, STAFF, SETTINGS) == ()


def test_its_outcome_is_the_old_records_and_not_the_policys() -> None:
    low = old_record(level=Level.LOW, outcome="advice")
    decision = Happenings.of(low).standing.decision
    assert decision is not None
    assert (decision.shown, decision.by, decision.by_policy) == ("Advice given", OLD_RECORD, False)
    assert Happenings.of(low).standing.state is State.CLOSED
    assert brought().standing.decision is None


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        (Verb.TAKEN, {}),
        (Verb.ASKED, {"question": "Who?"}),
        (Verb.LEVEL_SET, {"level": "emergency"}),
        (Verb.REOPENED, {"because": "more came to light"}),
    ],
)
def test_its_clocks_run_from_when_somebody_takes_it_up(verb: Verb, body: dict[str, str]) -> None:
    happened = brought(replace(OLD, is_open=True)).then(verb, "dev", body)
    standing = happened.standing
    assert not standing.at_rest
    assert standing.clock_from == happened.events[-1].at
    assert due(standing, SETTINGS) is not None
    assert queue(standing, STAFF, SETTINGS) != ()


@pytest.mark.parametrize("verb", [Verb.SEEN, Verb.ABOUT_NAMED, Verb.DISCUSSED])
def test_reading_it_takes_nothing_up(verb: Verb) -> None:
    standing = brought(replace(OLD, is_open=True)).then(verb, "dev").standing
    assert standing.at_rest
    assert due(standing, SETTINGS) is None


def test_only_an_old_record_is_brought_in() -> None:
    assert triage.bring_in(old_record(), at=MONDAY).id == old_record().id
    with pytest.raises(NotAllowed, match="Send it instead"):
        triage.bring_in(entry(), at=MONDAY)


def test_nothing_is_added_to_it() -> None:
    with pytest.raises(NotAllowed, match="stays as it was"):
        triage.amend(brought().standing, by=GAIL, staff=STAFF, at=MONDAY, event_id="e", note="more")
