"""What an older release wrote still means what it meant then.

Each release adds a golden log of its own, with the standings that it made of it, and changes no
earlier one. When a fold here fails, the code rewrites the past: mend the code, not the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from logbook.domain.directory import Directory, member_plain, person_plain
from logbook.domain.events import (
    GENESIS,
    MANAGERS,
    SUPERVISION,
    Logged,
    Verb,
    utc_from,
    utc_text,
    verb_of,
)
from logbook.domain.folding.directory import fold_directory
from logbook.domain.folding.entries import fold
from logbook.domain.levels import Level

GOLDEN = Path(__file__).parent / "golden"
RELEASES = [path.stem for path in sorted(GOLDEN.glob("*.jsonl"))]


def golden_log(release: str) -> list[Logged]:
    lines = (GOLDEN / f"{release}.jsonl").read_text("utf-8").splitlines()
    return [_logged(json.loads(line)) for line in lines]


def _logged(line: Mapping[str, Any]) -> Logged:
    known = {"at": utc_from(line["at"]), "verb": verb_of(line["verb"])}
    unknown = {"commitment": "", "previous": GENESIS, "hash": GENESIS, "signature": b""}
    return Logged(**{**line, **known, **unknown})


def entries_of(events: Sequence[Logged]) -> list[str]:
    return [event.about for event in events if event.verb is Verb.SENT]


def plain(value: Any) -> Any:  # noqa: PLR0911 - one return for each shape a value has
    """Anything of the domain in JSON's words."""
    if isinstance(value, Level):
        return value.key
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return value


def plain_directory(directory: Directory) -> dict[str, Any]:
    return {
        "members": {each.id: member_plain(each) for each in directory.staff},
        "left": sorted(each.id for each in directory.staff if each.left),
        "people": {each.id: person_plain(each) for each in directory.people.values()},
        "service_name": directory.settings.service_name,
        "on_call": directory.settings.on_call,
        "provisional": sorted(key for key, keys in directory.keys.items() if keys.provisional),
        "resets": [[each.member, each.by] for each in directory.resets],
        "revision": directory.revision,
    }


def told_still(then: Any, now: Any) -> bool:
    """Later releases may say more; what was said then they say still."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(
            key in now and told_still(value, now[key]) for key, value in then.items()
        )
    if isinstance(then, list):
        return (
            isinstance(now, list)
            and len(then) == len(now)
            and all(told_still(*each) for each in zip(then, now, strict=True))
        )
    return bool(then == now)


@pytest.mark.parametrize("release", RELEASES)
def test_every_entry_stands_where_it_stood(release: str) -> None:
    events = golden_log(release)
    expected = json.loads((GOLDEN / f"{release}.standings.json").read_text("utf-8"))
    assert entries_of(events) == sorted(expected["entries"])
    for entry_id, then in expected["entries"].items():
        now = plain(fold([event for event in events if event.about == entry_id]))
        assert told_still(then, now), f"{entry_id}: {now}"


@pytest.mark.parametrize("release", RELEASES)
def test_everybody_is_who_they_were(release: str) -> None:
    expected = json.loads((GOLDEN / f"{release}.standings.json").read_text("utf-8"))
    now = plain_directory(fold_directory(golden_log(release)))
    assert told_still(expected["directory"], plain(now)), now


def test_the_first_golden_log_holds_every_verb_with_a_meaning() -> None:
    written = {event.verb for event in golden_log("v1")}
    later = {Verb.BACKED_UP, Verb.RESTORED, Verb.KEY_ROTATED, Verb.RECOVERY_REPLACED}
    later |= {Verb.HOUSE_ADDED, Verb.HOUSE_RENAMED, Verb.HOUSE_CLOSED}
    later |= {Verb.POLICY_ACCEPTED, Verb.KEPT_ON, Verb.ERASING_ASKED, Verb.ERASING_ENDED}
    later |= {Verb.OPENED, Verb.SHARED, Verb.CLIMBED, Verb.TALKED_OVER} | SUPERVISION | MANAGERS
    later |= {Verb.OFFERED, Verb.ACCEPTED, Verb.REFUSED, Verb.OFFER_ENDED}
    assert set(Verb) - written == later
