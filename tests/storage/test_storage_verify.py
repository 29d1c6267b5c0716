"""Verify: whatever is changed behind logbook's back is noticed, and the line is named."""

# ruff: noqa: S608 - these statements are the tampering

import base64
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from makers import (
    GAIL,
    KEY,
    LOGBOOK,
    SAM,
    Service,
    Signer,
    entry,
    event,
    keys_of,
    make_again,
    reopen,
    sent,
    verify_signature,
)

from logbook.domain.events import Event, Plain, Verb, canonical, chain_hash, commitment_of
from logbook.storage import log, sqlite
from logbook.storage.faults import AnotherIsSaving
from logbook.storage.folders import FILE
from logbook.storage.log import Head, signed_message
from logbook.storage.store import Store
from logbook.storage.tables import ContentRow, EventRow, table
from logbook.storage.verify import Finding, NotWhole, Verified, expect_whole, verify

LINE = 10
"""The line that is tampered with: an entry, with others before and after it."""


@pytest.fixture
def lived(service: Service) -> Service:
    """Eight lines of staff, then entries and what was done with them."""
    service.save(added_by_sandra())
    for n in range(4):
        line = service.send(f"entry number {n}")
        service.does("sandra", line.about, Verb.SEEN)
    return service


def added_by_sandra() -> Event:
    person = {"id": "p1", "name": "Dilys Wyn", "initials": "D.W.", "house": ""}
    return event("sandra", "p1", Verb.PERSON_ADDED, {"person": person})


def checked(store: Store, *anchors: Head) -> Verified:
    return verify(store, verify_signature, anchors=anchors)


def finding(service: Service, *anchors: Head) -> Finding:
    found = checked(service.store, *anchors).finding
    assert found is not None
    return found


def tamper(service: Service, *statements: str) -> None:
    """What somebody with the key and an SQL prompt could do."""
    with closing(sqlite.connect(service.store.path, KEY)) as driver:
        driver.execute("PRAGMA foreign_keys=OFF")
        for (name,) in driver.execute(TRIGGER_NAMES).fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            driver.execute(statement)


TRIGGER_NAMES = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def test_what_nobody_touched_is_whole(lived: Service) -> None:
    steps: list[tuple[int, int]] = []
    found = verify(
        lived.store, verify_signature, progress=lambda done, of: steps.append((done, of))
    )
    assert found.is_whole
    assert found.head == lived.store.head()
    assert (found.entries, found.erased, found.anchored) == (4, 0, False)
    assert steps[-1][0] == steps[-1][1]


# any byte of any column


@pytest.mark.parametrize("column", [each.name for each in table(EventRow).c])
def test_a_change_in_any_column_of_an_event_names_its_line(lived: Service, column: str) -> None:
    tamper(
        lived, f"UPDATE event SET {column} = {_other(lived, 'event', column)} WHERE seq = {LINE}"
    )
    found = finding(lived)
    assert found.seq == LINE, found


@pytest.mark.parametrize("column", [each.name for each in table(ContentRow).c])
def test_a_change_in_any_column_of_a_content_names_its_line(lived: Service, column: str) -> None:
    key = table(ContentRow).c.event.name
    tamper(
        lived,
        f"UPDATE content SET {column} = {_other(lived, 'content', column)} WHERE {key} = {LINE}",
    )
    found = finding(lived)
    assert found.seq == LINE, found


@pytest.mark.parametrize("column", ["salt", "body"])
def test_a_content_of_another_type_names_its_line(lived: Service, column: str) -> None:
    tamper(lived, f"UPDATE content SET {column} = CAST({column} AS TEXT) WHERE event = {LINE}")
    assert finding(lived) == Finding(seq=LINE, what="its content was changed after it was saved.")


@pytest.mark.parametrize(("column", "kind"), [("actor", "BLOB"), ("signature", "TEXT")])
def test_an_event_of_another_type_names_its_line(lived: Service, column: str, kind: str) -> None:
    tamper(lived, f"UPDATE event SET {column} = CAST({column} AS {kind}) WHERE seq = {LINE}")
    assert finding(lived).seq == LINE


@pytest.mark.parametrize("place", range(0, 200, 13))
def test_any_byte_of_a_content_counts(lived: Service, place: int) -> None:
    tamper(
        lived,
        f"UPDATE content SET body = CAST(substr(body, 1, {place}) || x'7e'"
        f" || substr(body, {place} + 2) AS BLOB) WHERE event = {LINE}",
    )
    assert finding(lived).seq == LINE


@pytest.mark.parametrize("place", range(1, 64, 9))
def test_any_byte_of_a_signature_counts(lived: Service, place: int) -> None:
    with lived.store.reading() as connection:
        (row,) = [each for each in log.stream(connection) if each.seq == LINE]
    changed = bytearray(row.signature)
    changed[place] ^= 1
    tamper(lived, f"UPDATE event SET signature = x'{changed.hex()}' WHERE seq = {LINE}")
    assert str(finding(lived)) == f"Line {LINE}: its author did not sign it."


def _other(service: Service, name: str, column: str) -> str:
    """Another value of the same kind, as SQL."""
    key = "seq" if name == "event" else "event"
    with service.store.reading() as connection:
        value = connection.exec_driver_sql(
            f"SELECT {column} FROM {name} WHERE {key} = {LINE}"
        ).scalar_one()
    if isinstance(value, int):
        return str(value + 1000)
    if isinstance(value, bytes):
        return f"x'{(bytes([value[0] ^ 1]) + value[1:]).hex()}'"
    flipped = "0" if value[0] != "0" else "1"
    return f"'{flipped}{value[1:]}'"


# twelve ways to tamper


@pytest.fixture
def forger() -> Signer:
    """Somebody with the file's key and no other key than their own."""
    return Signer("forger")


def _deleted(service: Service) -> None:
    tamper(
        service,
        f"DELETE FROM content WHERE event = {LINE}",
        f"DELETE FROM event WHERE seq = {LINE}",
    )


def _deleted_and_renumbered(service: Service) -> None:
    _deleted(service)
    _renumber(service, -1, f"seq > {LINE}")


def _renumber(service: Service, by: int, where: str) -> None:
    mark = where.replace("seq", "event")
    tamper(
        service,
        f"UPDATE event SET seq = -(seq + {by}) WHERE {where}",
        f"UPDATE content SET event = -(event + {by}) WHERE {mark}",
        "UPDATE event SET seq = -seq WHERE seq < 0",
        "UPDATE content SET event = -event WHERE event < 0",
    )


def _swapped(service: Service) -> None:
    tamper(
        service,
        f"UPDATE event SET seq = -{LINE} WHERE seq = {LINE}",
        f"UPDATE event SET seq = {LINE} WHERE seq = {LINE + 1}",
        f"UPDATE event SET seq = {LINE + 1} WHERE seq = -{LINE}",
    )


def _contents_swapped(service: Service) -> None:
    tamper(
        service,
        f"UPDATE content SET event = -1 WHERE event = {LINE}",
        f"UPDATE content SET event = {LINE} WHERE event = {LINE + 1}",
        f"UPDATE content SET event = {LINE + 1} WHERE event = -1",
    )


def _content_removed(service: Service) -> None:
    tamper(service, f"DELETE FROM content WHERE event = {LINE}")


def _body_rewritten_with_its_commitment(service: Service) -> None:
    body = canonical({"kind": "nothing"})
    commitment = commitment_of(b"salt", body)
    tamper(
        service,
        f"UPDATE content SET salt = x'73616c74', body = x'{body.hex()}' WHERE event = {LINE}",
        f"UPDATE event SET commitment = '{commitment}' WHERE seq = {LINE}",
    )


def _rechained_without_the_authors_key(service: Service) -> None:
    """Change a body, and make every hash after it right again."""
    _body_rewritten_with_its_commitment(service)
    rechain(service, sign=lambda _actor, signature, _hash: signature)


def _rechained_and_signed_by_another(service: Service) -> None:
    _body_rewritten_with_its_commitment(service)
    forger = Signer("forger")
    rechain(service, sign=lambda _actor, _old, message: forger.sign(message))


def _a_forged_line_at_the_end(service: Service) -> None:
    made = entry(author="sam")
    service.store.append([sent(made)], sign=Signer("forger").sign)


def _somebody_unknown_at_the_end(service: Service) -> None:
    service.store.append([event("forger", "x", Verb.EXPORTED)], sign=Signer("forger").sign)


def _a_leaver_goes_on(service: Service) -> None:
    service.does("gail", "saul", Verb.MEMBER_REMOVED, {"id": "saul"})
    service.send(author="saul")


def _a_view_changed(service: Service) -> None:
    tamper(service, f"UPDATE entry SET level = 'low' WHERE seq = {LINE - 1}")


TAMPERINGS: dict[Callable[[Service], None], str] = {
    _deleted: f"Line {LINE}: it is missing.",
    _deleted_and_renumbered: f"Line {LINE}: it does not follow the line before it.",
    _swapped: f"Line {LINE}: it does not follow the line before it.",
    _contents_swapped: f"Line {LINE}: its content was changed after it was saved.",
    _content_removed: f"Line {LINE}: its content is gone, and nobody erased it.",
    _body_rewritten_with_its_commitment: f"Line {LINE}: it was changed after it was saved.",
    _rechained_without_the_authors_key: f"Line {LINE}: its author did not sign it.",
    _rechained_and_signed_by_another: f"Line {LINE}: its author did not sign it.",
    _a_forged_line_at_the_end: "Line 17: its author did not sign it.",
    _somebody_unknown_at_the_end: "Line 17: its author had no account here by then.",
    _a_leaver_goes_on: "Line 18: its author had no account here any more by then.",
    _a_view_changed: f"Line {LINE - 1}: the lists and the log differ about its entry.",
}


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.__name__.strip("_"))
def test_tampering_is_found_and_its_line_named(
    lived: Service, tampering: Callable[[Service], None]
) -> None:
    tampering(lived)
    assert str(finding(lived)) == TAMPERINGS[tampering]


def rechain(service: Service, *, sign: Callable[[str, bytes, bytes], bytes]) -> None:
    """Make every hash right again, as somebody who knows how the log works would."""
    tamper(service)
    with service.store.writing() as connection:
        end = Head()
        for row in list(log.stream(connection)):
            row_hash = chain_hash(
                seq=row.seq,
                event_id=row.id,
                at=row.at,
                actor=row.actor,
                about=row.about,
                verb=row.verb,
                version=row.version,
                commitment=row.commitment,
                previous=end.hash,
            )
            signature = row.signature
            if row_hash != row.hash:
                signature = sign(row.actor, row.signature, signed_message(row_hash))
            connection.exec_driver_sql(
                "UPDATE event SET previous = ?, hash = ?, signature = ? WHERE seq = ?",
                (end.hash, row_hash, signature, row.seq),
            )
            end = Head(seq=row.seq, hash=row_hash)


# what needs an anchor


def test_a_cut_end_shows_only_against_an_anchor(lived: Service) -> None:
    seen = lived.store.head()
    tamper(
        lived,
        "DELETE FROM content WHERE event > 14",
        "DELETE FROM event WHERE seq > 14",
        "DELETE FROM entry WHERE seq > 14",
        'DELETE FROM "grant" WHERE seq > 14',
        "DELETE FROM facet WHERE seq > 14",
        "DELETE FROM chronology WHERE seq > 14",
        "DELETE FROM search WHERE rowid / 4 > 14",
    )
    assert checked(lived.store).is_whole
    assert "2 saved changes are missing (14 here, 16 last seen)" in str(finding(lived, seen))


def test_a_whole_rewrite_with_new_keys_shows_only_against_an_anchor(lived: Service) -> None:
    seen = lived.store.head()
    forged = {each: Signer(each, generation=9) for each in ("gail", "sandra", "sam", "saul")}
    tamper(lived)
    with lived.store.writing() as connection:
        for row in list(log.stream(connection)):
            if row.verb in (Verb.STARTED, Verb.MEMBER_ADDED):
                assert row.body is not None
                name = "gail" if row.verb == Verb.STARTED else row.about
                body = {**(row.logged().body or {}), **keys_of(Signer(name, generation=9))}
                commitment = commitment_of(b"s", canonical(body))
                connection.exec_driver_sql(
                    "UPDATE content SET salt = x'73', body = ? WHERE event = ?",
                    (canonical(body), row.seq),
                )
                connection.exec_driver_sql(
                    "UPDATE event SET commitment = ? WHERE seq = ?", (commitment, row.seq)
                )
    rechain(lived, sign=lambda actor, _old, message: forged[actor].sign(message))
    make_again(lived.store)
    assert checked(lived.store).is_whole
    assert "was replaced or rewritten" in str(finding(lived, seen))


def test_an_anchor_that_fits_says_that_there_was_one(lived: Service) -> None:
    assert checked(lived.store, lived.store.head()).anchored


# keys over time


def test_new_keys_are_signed_for_with_the_old_ones(lived: Service) -> None:
    old, new = Signer("sam"), Signer("sam", generation=1)
    replaced = event("sam", "sam", Verb.KEYS_REPLACED, {"id": "sam", **keys_of(new)})
    lived.store.append([replaced], sign=old.sign)
    lived.store.append([sent(entry())], sign=new.sign)
    assert checked(lived.store).is_whole
    lived.store.append([sent(entry())], sign=old.sign)
    assert finding(lived).what == "its author did not sign it."


def test_new_keys_that_sign_for_themselves_are_found(lived: Service) -> None:
    new = Signer("sam", generation=1)
    replaced = event("sam", "sam", Verb.KEYS_REPLACED, {"id": "sam", **keys_of(new)})
    lived.store.append([replaced], sign=new.sign)
    assert finding(lived).what == "its author did not sign it."


def test_a_reset_brings_keys_that_somebody_above_signed_for(lived: Service) -> None:
    new = Signer("sam", generation=2)
    reset = event("sandra", "sam", Verb.MEMBER_RESET, {"id": "sam", **keys_of(new)})
    lived.save(reset)
    lived.store.append([sent(entry())], sign=new.sign)
    assert checked(lived.store).is_whole


def test_keys_that_are_no_keys_sign_nothing() -> None:
    assert not verify_signature(b"short", b"", b"")
    assert not verify_signature(GAIL.public, base64.b64decode("AAAA"), b"")


# erasing


def erased(service: Service, *, names: bool = True) -> str:
    line = service.send("the canary sang")
    told = service.does("sandra", line.about, Verb.DECIDED, {"outcome": "x", "words": "it sang"})
    gone: list[Plain] = [line.id, told.id] if names else [line.id]
    said: dict[str, Plain] = {
        "events": gone,
        "kind": "help-request",
        "title": "Gone",
        "level": "low",
        "about": [],
    }
    service.store.erase(
        event("gail", line.about, Verb.ERASED, said),
        sign=GAIL.sign,
        expected={line.about: told.seq},
    )
    return line.about


def test_an_erased_entry_leaves_the_log_whole_and_its_words_nowhere(lived: Service) -> None:
    about = erased(lived)
    found = checked(lived.store)
    assert found.is_whole, found.finding
    assert found.erased == 2
    assert [each.body for each in lived.store.events_of(about)[:2]] == [None, None]
    with lived.store.reading() as connection:
        for part in ("search_content", "search_data", "content"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {part}").all()
            assert "canary" not in str(rows), part
            assert b"canary" not in b"".join(x for row in rows for x in row if isinstance(x, bytes))
    assert lived.store.path.with_name(f"{FILE}-wal").stat().st_size == 0


def test_more_gone_than_the_erasing_names_is_found(lived: Service) -> None:
    about = erased(lived, names=False)
    with lived.store.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM content WHERE event = (SELECT seq FROM event WHERE about = ?"
            " AND verb = 'decided')",
            (about,),
        )
    assert finding(lived).what == "its content is gone, and nobody erased it."


def test_a_reader_elsewhere_delays_the_last_of_the_erasing_and_is_named(
    lived: Service, folder: Path
) -> None:
    with reopen(folder) as other, other.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()
        with pytest.raises(AnotherIsSaving):
            erased(lived)
    lived.store.empty_wal()
    assert checked(lived.store).erased == 2


# views and file


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DELETE FROM entry WHERE seq = 9", "the lists do not have its entry."),
        (
            "DELETE FROM \"grant\" WHERE seq = 9 AND reader = 'gail'",
            "its readers and the log differ",
        ),
        ("UPDATE \"grant\" SET reader = 'saul' WHERE seq = 9 AND reader = 'gail'", "its readers"),
        ("UPDATE search SET entry = 'nothing' WHERE rowid / 4 = 9", "search and the log differ"),
        ("INSERT INTO search (rowid, note, readers) VALUES (38, 'x', 'y')", "search and the log"),
        ("INSERT INTO search (rowid, entry, readers) VALUES (9999, 'x', 'y')", "nobody sent it"),
        ("INSERT INTO \"grant\" VALUES ('x', 'saul', 1, 0, 0, '', '', NULL)", "nobody sent it"),
        ("INSERT INTO mark VALUES ('sunny', 'x')", "nobody sent it"),
        ("INSERT INTO mark SELECT 'sunny', id FROM entry LIMIT 1", "the contacts in it"),
        ("INSERT INTO content VALUES (999, x'00', x'00')", "belongs to no event"),
    ],
)
def test_a_view_that_differs_from_the_log_is_found_and_made_again(
    lived: Service, statement: str, what: str
) -> None:
    tamper(lived, statement)
    assert what in str(finding(lived))
    if "content VALUES" not in statement:
        make_again(lived.store)
        assert checked(lived.store).is_whole


def test_a_damaged_page_is_named(lived: Service) -> None:
    lived.store.empty_wal()
    lived.store.close()
    with lived.store.path.open("r+b") as file:
        file.seek(4096 * 5 + 99)
        file.write(b"\x00\x01\x02\x03")
    assert "The file is damaged (HMAC verification failed for page 6)" in str(finding(lived))


def test_rescue_can_be_verified_too(lived: Service, folder: Path) -> None:
    lived.store.empty_wal()
    with Store.rescue(folder, [KEY], LOGBOOK) as rescued:
        assert checked(rescued).is_whole


def test_what_is_not_whole_is_refused_with_the_finding() -> None:
    with pytest.raises(NotWhole, match="Line 3: it is missing"):
        expect_whole(Verified(finding=Finding(seq=3, what="it is missing.")))
    assert expect_whole(Verified()).is_whole


def test_a_log_nobody_started_has_no_authors(tmp_path: Path) -> None:
    with Store.create(tmp_path, KEY, LOGBOOK) as store:
        assert checked(store).is_whole
        store.append([event("sam", "x", Verb.EXPORTED)], sign=SAM.sign)
        found = checked(store).finding
    assert found == Finding(seq=1, what="its author had no account here by then.")
    assert replace(Verified(), finding=found).is_whole is False


# what no logbook of today would have written, and its author signed


def _signed_by_its_author(actor: str, _old: bytes, message: bytes) -> bytes:
    return Signer(actor).sign(message)


def test_a_verb_that_nobody_knows_names_the_entry_it_happened_to(lived: Service) -> None:
    tamper(lived, f"UPDATE event SET verb = 'from-tomorrow' WHERE seq = {LINE}")
    rechain(lived, sign=_signed_by_its_author)
    assert str(finding(lived)) == f"Line {LINE - 1}: no entry can be made of it."


@pytest.mark.parametrize("body", [b"{", b"[]", b'"words"', b"\xff"])
def test_words_that_are_no_words_name_the_entry_they_belong_to(lived: Service, body: bytes) -> None:
    commitment = commitment_of(b"salt", body)
    tamper(
        lived,
        f"UPDATE content SET salt = x'73616c74', body = x'{body.hex()}' WHERE event = {LINE}",
        f"UPDATE event SET commitment = '{commitment}' WHERE seq = {LINE}",
    )
    rechain(lived, sign=_signed_by_its_author)
    assert str(finding(lived)) == f"Line {LINE - 1}: no entry can be made of it."


def test_an_erasing_that_cannot_be_read_is_named(lived: Service) -> None:
    about = erased(lived)
    line = lived.store.events_of(about)[-1].seq
    commitment = commitment_of(b"salt", b"{")
    tamper(
        lived,
        f"UPDATE content SET salt = x'73616c74', body = x'7b' WHERE event = {line}",
        f"UPDATE event SET commitment = '{commitment}' WHERE seq = {line}",
    )
    rechain(lived, sign=_signed_by_its_author)
    assert str(finding(lived)) == f"Line {line}: what it says cannot be read."
