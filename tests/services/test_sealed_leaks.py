"""Sealed words are nowhere in the folder, nor in the store for whoever has its key."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from service_makers import GENERAL_MANAGER, LEAD, NIA, SAM, SANDRA, BirchLane, answered, birch_lane
from sqlcipher3 import dbapi2

from logbook.domain.questions import Typed
from logbook.services import actions, amending, reading, recording, triage
from logbook.services.finding import SEALED_NOT_SEARCHED, Finder
from logbook.storage.store import FILE

CANARIES = ("zebrafinch", "quokkaword", "numbatword", "okapiword")
CONDUCT: dict[str, Typed] = {
    "whose": "other",
    "staff": "not listed: Zebrafinch Person",
    "sort": "bullying",
    "facts": "she wrote quokkaword about him",
    "happened": "today 2pm",
    "supporting": "no",
    "hurt": "no",
    "platform": "facebook",
    "identifiable": "no",
    "exact": "",
    "found": "",
    "kept": "no",
    "told": [{"nobody": "I only saw it now"}],
}
NAMED: dict[str, Typed] = {
    "person": "D.W.",
    "asked": "someone is posting as me",
    "happened": "today 2pm",
    "platform": "instagram",
    "help": "privacy",
    "relative": "no",
    "careful": "staff",
    "staff": SANDRA,
    "staff-did": "she wrote zebrafinch about him",
    "worried": "no",
    "did": "theirs-they: he changed the setting while we talked",
    "next": "he wants it to stop",
}


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    lane = birch_lane(tmp_path)
    yield lane
    lane.close()


def whole_life(birch: BirchLane) -> None:
    """Sent, half of another, opened, asked, answered, added to, decided and closed."""
    sam, lena = birch.desk(SAM), birch.desk(LEAD)
    entry = recording.send(sam, answered(sam, CONDUCT, "staff-conduct")).entry
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


def everything(birch: BirchLane) -> Iterator[str]:
    """Every value of every table, the search index's own and its terms among them."""
    key = birch.keys[NIA].data_key.hex()
    with closing(dbapi2.connect(str(birch.folder / FILE))) as driver:
        driver.execute(f"PRAGMA key=\"x'{key}'\"")
        tables = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        assert {"content", "entry", "draft"} <= {name for (name,) in tables}
        for (name,) in tables:
            for row in driver.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - its own tables
                for value in row:
                    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
                    yield str(said)


def test_whoever_has_the_data_key_finds_no_sealed_word_in_any_table(birch: BirchLane) -> None:
    whole_life(birch)
    said = "\n".join(everything(birch)).casefold()
    assert "someone is posting as me" in said
    assert not [word for word in CANARIES if word in said]


def test_no_file_in_the_folder_holds_a_sealed_word(birch: BirchLane) -> None:
    whole_life(birch)
    files = [each for each in birch.folder.rglob("*") if each.is_file()]
    assert len(files) >= 2
    held = b"".join(each.read_bytes() for each in files).lower()
    assert not [word for word in CANARIES if word.encode() in held]


def test_whoever_sent_something_sealed_is_told_that_it_is_not_searched_and_nobody_else(
    birch: BirchLane,
) -> None:
    sam = birch.desk(SAM)
    assert Finder(sam).about_sealed() == ""
    recording.send(sam, answered(sam, CONDUCT, "staff-conduct"))
    assert Finder(sam).page("quokkaword") == ()
    assert Finder(sam).about_sealed() == SEALED_NOT_SEARCHED
    for name in (NIA, SANDRA, GENERAL_MANAGER, LEAD):
        assert Finder(birch.desk(name)).page("quokkaword") == ()
        assert Finder(birch.desk(name)).about_sealed() == ""
