"""The log: what append promises, and what nobody can do to it afterwards."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import GAIL, SAM, SANDRA, Service, entry, event, sent, started, verify_signature
from sqlalchemy.exc import IntegrityError

from logbook.domain.events import (
    GENESIS,
    Event,
    Logged,
    Plain,
    Verb,
    chain_hash,
    new_id,
    reference,
    utc_text,
)
from logbook.domain.refusals import ChangedElsewhere
from logbook.storage import log
from logbook.storage.faults import ReferenceTaken, SameIdOtherContent
from logbook.storage.log import signed_message


def test_a_saved_event_comes_back_as_it_was_said(service: Service) -> None:
    said = sent(entry(words="ünï “quoted”\n[b]not bold[/b] \u202e"))
    (logged,) = service.store.append([said], sign=SAM.sign)
    (read,) = service.store.events_of(said.about)
    assert read == logged
    assert {each.name: getattr(read, each.name) for each in fields(Event)} == {
        each.name: getattr(said, each.name) for each in fields(Event)
    }


plain: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), plain, max_size=4))
def test_any_content_makes_the_round_trip(service: Service, body: dict[str, Plain]) -> None:
    said = event("gail", "the record", Verb.EXPORTED, body)
    try:
        (logged,) = service.store.append([said], sign=GAIL.sign)
    except UnicodeEncodeError:
        return
    with service.store.reading() as connection:
        assert log.event(connection, said.id) == logged
    assert logged.body == body


def test_every_line_follows_the_one_before_it(service: Service) -> None:
    for _ in range(5):
        service.send()
    with service.store.reading() as connection:
        rows = list(log.stream(connection, chunk=2))
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]


def test_the_hash_covers_the_row_and_the_signature_covers_the_hash(service: Service) -> None:
    line = service.send()
    assert line.hash == chain_hash(
        seq=line.seq,
        event_id=line.id,
        at=utc_text(line.at),
        actor=line.actor,
        about=line.about,
        verb=line.verb,
        version=line.version,
        commitment=line.commitment,
        previous=line.previous,
    )
    assert verify_signature(SAM.public, line.signature, signed_message(line.hash))


def test_the_same_words_commit_differently_each_time(service: Service) -> None:
    assert service.send("the same").commitment != service.send("the same").commitment


def test_saving_twice_is_saving_once(service: Service) -> None:
    said = sent(entry())
    first = service.store.append([said], sign=SAM.sign, expected={said.about: 0})
    again = service.store.append([said], sign=SAM.sign, expected={said.about: 0})
    assert again == first
    assert service.store.head().seq == first[0].seq


def test_an_id_that_is_taken_cannot_say_something_else(service: Service) -> None:
    said = sent(entry(words="one thing"))
    service.store.append([said], sign=SAM.sign)
    other = sent(entry(words="another", entry_id=said.about))
    with pytest.raises(SameIdOtherContent, match="other words"):
        service.store.append(
            [Event(**{**vars(other), "id": said.id})],
            sign=SAM.sign,
        )


def test_half_saved_before_is_refused_as_a_whole(service: Service) -> None:
    first, second = sent(entry()), sent(entry())
    service.store.append([first], sign=SAM.sign)
    with pytest.raises(SameIdOtherContent, match="Part of this"):
        service.store.append([first, second], sign=SAM.sign)
    assert service.store.events_of(second.about) == ()


def test_several_events_are_saved_together_or_not_at_all(service: Service) -> None:
    before = service.store.head()
    good, bad = sent(entry()), event("sam", "nothing-like-that", Verb.SEEN)
    with pytest.raises(Exception, match="nobody sent it"):
        service.store.append([good, bad], sign=SAM.sign)
    assert service.store.head() == before


def test_one_append_has_one_actor(service: Service) -> None:
    with pytest.raises(ValueError, match="one actor"):
        service.store.append([sent(entry()), sent(entry(author="saul"))], sign=SAM.sign)


def test_whoever_comes_second_is_told_what_the_first_did(service: Service) -> None:
    seen = service.send()
    taken = service.does("sandra", seen.about, Verb.TAKEN, expected={seen.about: seen.seq})
    with pytest.raises(ChangedElsewhere, match="Somebody else") as refused:
        service.does("gail", seen.about, Verb.SEEN, expected={seen.about: seen.seq})
    assert refused.value.since == (taken,)
    assert service.store.events_of(seen.about) == (seen, taken)


def test_a_new_entry_expects_that_nothing_happened_to_it(service: Service) -> None:
    made = entry()
    service.store.append([sent(made)], sign=SAM.sign, expected={made.id: 0})
    with pytest.raises(ChangedElsewhere):
        service.store.append([sent(made)], sign=SAM.sign, expected={made.id: 0})


def test_a_reference_belongs_to_one_entry(service: Service) -> None:
    first = new_id()
    second = first[:6] + new_id()[6:]
    service.send(entry_id=first)
    before = service.store.head()
    with pytest.raises(ReferenceTaken, match=reference(first)):
        service.send(entry_id=second)
    assert service.store.head() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'somebody' WHERE seq = 1",
        "DELETE FROM event WHERE seq = 1",
        "UPDATE content SET body = x'7b7d' WHERE event = 1",
        "DELETE FROM content WHERE event = 1",
        "DELETE FROM event",
    ],
)
def test_the_engine_itself_refuses_to_change_the_log(service: Service, statement: str) -> None:
    with pytest.raises(IntegrityError), service.store.writing() as connection:
        connection.exec_driver_sql(statement)


def test_a_stream_reads_from_a_place_on(service: Service) -> None:
    lines = [service.send() for _ in range(4)]
    with service.store.reading() as connection:
        assert [row.id for row in log.stream(connection, after=lines[1].seq)] == [
            line.id for line in lines[2:]
        ]


def test_the_directory_is_read_by_an_index_of_its_own(service: Service) -> None:
    for query, values in ((log._DIRECTORY, (0,)), (log._DIRECTORY_HEAD, ())):
        assert "event_directory" in _plan(service, query, values)


def _plan(service: Service, query: str, values: tuple[object, ...]) -> str:
    with service.store.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)
        return " ".join(row[3] for row in rows)


def test_starting_events_name_everybody(service: Service) -> None:
    staff = service.store.directory().staff
    assert {member.id for member in staff} == {
        "gail",
        *(each.about for each in started()[1:]),
    }


@pytest.mark.parametrize("read", [log.head, log.directory_head])
def test_the_end_of_the_log_is_what_was_appended_last(
    service: Service, read: Callable[..., log.Head]
) -> None:
    added = service.does("gail", "zone", Verb.SETTING_CHANGED, {})
    with service.store.reading() as connection:
        assert read(connection) == log.Head(seq=added.seq, hash=added.hash)


def test_an_event_nobody_saved_is_not_found(service: Service) -> None:
    with service.store.reading() as connection:
        assert log.event(connection, "nothing") is None
        assert log.hash_at(connection, 10_000) == ""


def test_sandra_is_not_sam(service: Service) -> None:
    line: Logged = service.send()
    assert not verify_signature(SANDRA.public, line.signature, signed_message(line.hash))
