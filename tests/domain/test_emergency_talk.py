"""An Emergency is told by voice first of all: nobody decides it as if that did not matter."""

from datetime import timedelta
from typing import Any

import pytest
from happenings import SANDRA, STAFF, Happenings, entry

from logbook.domain import triage
from logbook.domain.events import Event, Verb, utc_text
from logbook.domain.levels import Level
from logbook.domain.refusals import NotAllowed
from logbook.domain.standing import How
from logbook.domain.wording import history


def decided(log: Happenings, **more: str) -> Event:
    said: dict[str, Any] = {"outcome": "police", "because": "they have it", "next_step": "", **more}
    return triage.decide(
        log.standing, by=SANDRA, staff=STAFF, at=log.next_at, event_id="decided", **said
    )


def emergency(*, discussed: bool | None = None) -> Happenings:
    return Happenings.of(entry(level=Level.EMERGENCY, discussed=discussed))


def talked(log: Happenings, how: How) -> Happenings:
    when = utc_text(log.next_at - timedelta(minutes=5))
    return log.then(Verb.DISCUSSED, "sandra", {"who": "gail", "how": how.value, "when": when})


@pytest.mark.parametrize("discussed", [None, False])
def test_it_is_not_decided_without_a_talk_or_a_reason(discussed: bool | None) -> None:  # noqa: FBT001 - the case
    with pytest.raises(NotAllowed, match="Write one down first: with whom, and when"):
        decided(emergency(discussed=discussed))


def test_a_message_left_is_no_talk() -> None:
    with pytest.raises(NotAllowed, match="no talk is written down"):
        decided(talked(emergency(), How.MESSAGE))


def test_a_talk_is_enough_whoever_wrote_it_down() -> None:
    assert "no_talk" not in decided(talked(emergency(), How.PHONE)).body
    assert "no_talk" not in decided(emergency(discussed=True)).body


def test_a_reason_is_enough_and_stays_in_the_history() -> None:
    log = emergency()
    event = decided(log, no_talk_because=" I was there myself ")
    assert event.body["no_talk"] == "I was there myself"
    said = history(log.and_then(event).events, STAFF, lambda at: f"{at:%H:%M}")
    assert "because they have it. Not talked through: I was there myself." in said[-1].words


@pytest.mark.parametrize("level", [Level.HIGH, Level.MEDIUM, Level.LOW])
def test_nothing_less_urgent_is_held_up(level: Level) -> None:
    assert "no_talk" not in decided(Happenings.of(entry(level=level, discussed=False))).body


def test_what_is_no_longer_an_emergency_is_not_held_up() -> None:
    log = emergency().then(Verb.LEVEL_SET, "sandra", {"level": "high", "because": "he is safe"})
    assert "no_talk" not in decided(log).body
