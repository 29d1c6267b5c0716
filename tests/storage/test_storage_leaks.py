"""Nothing of what people write is in clear on the disk, and a flipped bit is never believed."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from makers import (
    IMPATIENT,
    KEY,
    LOGBOOK,
    Service,
    event,
    make_again,
    reopen,
    start,
    verify_signature,
)

from logbook.domain.events import Verb
from logbook.domain.refusals import Refusal
from logbook.storage import board
from logbook.storage.backup import KEYS, back_up
from logbook.storage.beside import filters
from logbook.storage.beside.witness import Witness
from logbook.storage.folders import FILE
from logbook.storage.search import Search
from logbook.storage.store import Terminal
from logbook.storage.verify import verify

CANARY = "Quetzalcoatlus"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Service]:
    """A store in which the canary word stands everywhere a word can stand."""
    data = tmp_path / "data"
    data.mkdir()
    (data / KEYS).write_bytes(b"slots")
    service = start(data, Terminal(witness=Witness(tmp_path / "state", LOGBOOK)))
    line = service.send(f"{CANARY} in an answer", person=CANARY)
    service.does("sam", line.about, Verb.AMENDED, {"note": CANARY, "reason": CANARY})
    service.does("sandra", line.about, Verb.DECIDED, {"outcome": CANARY, "words": CANARY})
    service.save(
        event(
            "sandra",
            "p1",
            Verb.PERSON_ADDED,
            {"person": {"id": "p1", "name": CANARY, "initials": "Q."}},
        )
    )
    with service.store.writing() as connection:
        filters.keep(connection, member="sandra", name=CANARY, chosen={"words": CANARY})
    with service.store.reading() as connection:
        assert Search("sandra").page(connection, CANARY, service.now)
    yield service
    service.store.close()


def assert_silent(folder: Path) -> int:
    """No file holds the word, in any encoding, nor the key, in any spelling."""
    secrets = [
        *(CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")),
        CANARY.lower().encode(),
        KEY,
        KEY.hex().encode(),
    ]
    files = [each for each in folder.rglob("*") if each.is_file()]
    for each in files:
        content = each.read_bytes()
        assert not any(secret in content for secret in secrets), each.name
        assert CANARY.lower() not in each.name.lower()
    return len(files)


def test_words_are_in_no_file_while_the_store_is_open(written: Service, tmp_path: Path) -> None:
    names = {each.name for each in (tmp_path / "data").iterdir()}
    beside = {board.FILE, board.LOCK_FILE}
    assert names == {FILE, f"{FILE}-wal", f"{FILE}-shm", KEYS, *beside}
    assert (tmp_path / "data" / f"{FILE}-wal").stat().st_size > 0
    assert assert_silent(tmp_path) == 7
    assert written.store.head().seq > 7


def test_words_are_in_no_file_after_it_was_closed_made_again_and_backed_up(
    written: Service, tmp_path: Path
) -> None:
    make_again(written.store)
    back_up(
        written.store,
        keys=tmp_path / "data" / KEYS,
        into=tmp_path,
        at=written.now,
        verify_signature=verify_signature,
    )
    written.store.close()
    assert assert_silent(tmp_path) >= 4


def test_a_flipped_bit_is_noticed_or_harmless_and_never_silently_wrong(folder: Path) -> None:
    check_flips(folder, 30)


@pytest.mark.slow
def test_two_thousand_flipped_bits_are_noticed_or_harmless(folder: Path) -> None:
    check_flips(folder, 2000)


def check_flips(folder: Path, count: int) -> None:
    """One bit at a time, anywhere in the store's file or its write-ahead log."""
    chance = random.Random(count)  # noqa: S311 - where to flip, not a secret
    service = Service(reopen(folder))
    for n in range(6):
        service.send(f"entry {n}")
    whole = {each: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}
    service.store.close()
    with reopen(folder) as store:
        head = store.head()
    seen = {head.seq: head.hash}
    noticed = 0
    for _ in range(count):
        for each in list(folder.iterdir()):
            each.unlink()
        for each, content in whole.items():
            each.write_bytes(content)
        path = chance.choice([each for each in whole if whole[each]])
        flip(path, chance)
        noticed += is_noticed(folder, head.seq, seen)
    assert noticed > count // 3  # the write-ahead log holds older versions of most pages


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def is_noticed(folder: Path, last: int, seen: dict[int, str]) -> bool:
    """True where somebody is told; else everything that is read has to be what was saved."""
    try:
        with reopen(folder, IMPATIENT) as store:
            found = verify(store, verify_signature)
            head = store.head()
    except Refusal:
        return True
    if found.finding is not None or head.seq < last:  # a cut end is what the witness notices
        return True
    assert head.hash == seen[last]
    return False
