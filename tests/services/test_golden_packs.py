"""What each pack says, as it was: a change of one shows here, to be looked at before it is kept."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from golden_files import assert_as_it_was, settled
from service_makers import (
    DANIEL,
    GENERAL_MANAGER,
    MINA,
    NOW,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    birch_lane,
    sent,
)

from logbook.domain.supervision import Action, Done
from logbook.export.packs.pack import Pack
from logbook.policy.kinds import kind_of
from logbook.services import (
    actions,
    figures,
    packs,
    paper,
    person_record,
    reading,
    supervision,
    triage,
)
from logbook.services.exporting.packs import Form, formatted
from logbook.services.figures import Period
from logbook.services.person_record import Redaction

GOLDEN = Path(__file__).with_name("golden")
NOVEMBER = Period(date(2026, 11, 2), date(2026, 11, 30))


@pytest.fixture(scope="module")
def lane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BirchLane]:
    """Two supervisions, the first held and signed, with what happened between them."""
    lane = birch_lane(tmp_path_factory.mktemp("golden") / "data")
    first = sent(lane.desk(SAM), {**ORDINARY, "did": f"theirs-they: Sandra sat with {MINA}"})
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    lane.clock.pass_(minutes=20)
    seen = triage.see(sandra, reading.open_entry(sandra, first.id))
    triage.decide(
        sandra,
        actions.note(sandra, seen, "Mina may know more"),
        outcome="help-given",
        because="it was set right at once",
        next_step="look again in a month",
        words="Thank you, Sam.",
    )
    ring = Action(id="a1", what=f"ring the bank with {DANIEL}", who=SAM, by=date(2026, 11, 25))
    supervision.hold(
        sandra,
        supervision.prepare(sandra, sam),
        held_on=supervision.today(sandra),
        picked=[first.id],
        discussed=f"how {DANIEL} is",
        agreed=(ring,),
        reviewed={},
    )
    supervision.confirm(lane.desk(SAM))
    lane.clock.pass_(days=8)
    second = sent(lane.desk(SAM), {**WORRIED, "saw": "Aunt Rose rang. Mr Torr was there."})
    actions.agree(
        sandra,
        reading.open_entry(sandra, second.id),
        what="sit with him at the bank",
        who=sam.id,
        due=NOW.date() + timedelta(days=10),
    )
    yield lane
    lane.close()


def _held(lane: BirchLane) -> bytes:
    sandra, sam = lane.desk(SANDRA), lane.member(SAM)
    last = supervision.of(sandra, sam).last
    assert last is not None
    assert last.reviewed.get("a1", Done.OPEN) is Done.OPEN
    return _markdown(packs.as_held(sandra, sam, last).pack)


def _markdown(pack: Pack) -> bytes:
    return formatted(pack, Form.MARKDOWN)


def _access(lane: BirchLane) -> bytes:
    why = Redaction("Aunt Rose", "somebody else's private life")
    desk = lane.desk(GENERAL_MANAGER)
    return _markdown(person_record.whole(desk, lane.person(DANIEL).id, [why]).pack)


def _entry(lane: BirchLane) -> bytes:
    desk = lane.desk(SANDRA)
    (first,) = supervision.of(desk, lane.member(SAM)).meetings[0].entries
    return _markdown(paper.entry(desk, reading.open_entry(desk, first)))


PACKS: dict[str, Callable[[BirchLane], bytes]] = {
    "supervision-to-prepare": lambda lane: _markdown(
        packs.to_prepare(lane.desk(SANDRA), lane.member(SAM)).pack
    ),
    "supervision-as-held": _held,
    "figures": lambda lane: _markdown(figures.to_leave(lane.desk(GENERAL_MANAGER), NOVEMBER).pack),
    "slip": lambda lane: _markdown(paper.slip(lane.desk(SANDRA))),
    "person": lambda lane: _markdown(
        person_record.easy(lane.desk(SANDRA), lane.person(DANIEL).id).pack
    ),
    "access": _access,
    "entry": _entry,
    "prompts": lambda _lane: _markdown(
        paper.blank(kind_of("good-news"), service="Birch Lane", on_call="R. Hale", at=NOW)
    ),
}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_says_what_it_said(lane: BirchLane, name: str) -> None:
    said = settled(PACKS[name](lane).decode())
    assert_as_it_was(GOLDEN / f"{name}.md", said.encode())
