"""Sealed words are nowhere in the folder, nor in the store for whoever has its key."""

from collections.abc import Iterator
from contextlib import closing

from service_makers import (
    CONDUCT,
    GENERAL_MANAGER,
    LEAD,
    NAMED,
    NIA,
    SAM,
    SANDRA,
    BirchLane,
    answered,
)
from sqlcipher3 import dbapi2

from logbook.domain.questions import Typed
from logbook.services import actions, amending, reading, recording, triage
from logbook.services.finding import SEALED_NOT_SEARCHED, Finder
from logbook.storage.folders import FILE

CANARIES = ("zebrafinch", "quokkaword", "numbatword", "okapiword")
TELLING: dict[str, Typed] = {
    **CONDUCT,
    "staff": "not listed: Zebrafinch Person",
    "facts": "she wrote quokkaword about him",
}


def whole_life(lane: BirchLane) -> None:
    """Sent, half of another, opened, asked, answered, added to, decided and closed."""
    sam, lena = lane.desk(SAM), lane.desk(LEAD)
    entry = recording.send(sam, answered(sam, TELLING, "staff-conduct")).entry
    recording.send(sam, answered(sam, NAMED))
    opened = triage.ask(lena, reading.open_entry(lena, entry), "Which numbatword?")
    answering = amending.begin_answer(sam, entry)
    answering.draft = answering.draft.with_typed(amending.ANSWER, "the red numbatword")
    amending.answer(sam, answering)
    adding = amending.begin(sam, entry)
    adding.draft = adding.draft.with_typed(amending.NOTE, "and okapiword again")
    amending.send(sam, adding)
    opened = triage.decide(
        lena,
        reading.open_entry(lena, entry),
        outcome="advice-given",
        because="okapiword",
        next_step="numbatword",
        words="quokkaword",
    )
    opened = actions.note(lena, opened, "okapiword for leads")
    opened = actions.agree(
        lena, opened, what="ring numbatword", who=lena.keys.member_id, due=lena.today
    )
    triage.close(lena, opened)


def everything(lane: BirchLane) -> Iterator[str]:
    """Every value of every table, the search index's own and its terms among them."""
    key = lane.keys[NIA].data_key.hex()
    with closing(dbapi2.connect(str(lane.folder / FILE))) as driver:
        driver.execute(f"PRAGMA key=\"x'{key}'\"")
        tables = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        assert {"content", "entry", "draft"} <= {name for (name,) in tables}
        for (name,) in tables:
            for row in driver.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - its own tables
                for value in row:
                    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    yield str(said)


def test_whoever_has_the_data_key_finds_no_sealed_word_in_any_table(lane: BirchLane) -> None:
    whole_life(lane)
    said = "\n".join(everything(lane)).casefold()
    assert "someone is posting as me" in said
    assert not [word for word in CANARIES if word in said]


def test_no_file_in_the_folder_holds_a_sealed_word(lane: BirchLane) -> None:
    whole_life(lane)
    files = [each for each in lane.folder.rglob("*") if each.is_file()]
    assert len(files) >= 2
    held = b"".join(each.read_bytes() for each in files).lower()
    assert not [word for word in CANARIES if word.encode() in held]


def test_whoever_sent_something_sealed_is_told_that_it_is_not_searched_and_nobody_else(
    lane: BirchLane,
) -> None:
    sam = lane.desk(SAM)
    assert Finder(sam).about_sealed() == ""
    recording.send(sam, answered(sam, TELLING, "staff-conduct"))
    assert Finder(sam).page("quokkaword") == ()
    assert Finder(sam).about_sealed() == SEALED_NOT_SEARCHED
    for name in (NIA, SANDRA, GENERAL_MANAGER, LEAD):
        assert Finder(lane.desk(name)).page("quokkaword") == ()
        assert Finder(lane.desk(name)).about_sealed() == ""
