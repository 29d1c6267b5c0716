"""Erasing an entry: two people, a reason, every word gone, and the copies named."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from service_makers import (
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    BirchLane,
    sent,
)
from sqlalchemy import Connection

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import (
    actions,
    amending,
    drafts,
    erasing,
    keeping,
    queue,
    reading,
    recording,
    retention,
    triage,
)
from logbook.services.desk import Desk
from logbook.services.drafts import DraftGone
from logbook.services.exporting import entries, leaving
from logbook.services.finding import Finder
from logbook.services.queue import Show
from logbook.storage.beside import drafts as stored
from logbook.storage.folders import FILE
from logbook.vault.slots import WrongPassphrase

CANARY = "parakeet"
YEARS = timedelta(days=3 * 365 + 2)


def closed(lane: BirchLane, said: str = CANARY) -> reading.OpenEntry:
    """Closed three years ago; the words are its author's, a manager's, and of a managers' note."""
    entry = sent(lane.desk(SAM), {**ORDINARY, "asked": f"a {said} is posting as me"})
    sandra = lane.desk(SANDRA)
    opened = triage.take(sandra, reading.open_entry(sandra, entry.id))
    opened = triage.decide(
        sandra,
        opened,
        outcome="help-given",
        because=f"The {said} is blocked.",
        next_step="",
        words=f"Thank you, the {said} is gone.",
    )
    opened = actions.note(sandra, opened, f"The {said} once more.")
    done = triage.close(sandra, opened)
    lane.clock.now += YEARS
    return done


def asked(lane: BirchLane, entry: reading.OpenEntry, second: str = SANDRA) -> erasing.Waiting:
    grace = lane.desk(GENERAL_MANAGER)
    return erasing.ask(grace, entry.reference, lane.member(second).id, "Its years are over.")


def all_words(desk: Desk) -> bytes:
    """Every value of every table of the store, as anybody with the data key could read it."""
    found = b""
    with desk.store.reading() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).scalars()
        for table in list(tables):
            every = f'SELECT * FROM "{table}"'  # noqa: S608 - our own tables
            for row in connection.exec_driver_sql(every):
                found += b"|".join(
                    each if isinstance(each, bytes) else str(each).encode() for each in row
                )
    return found


def test_two_people_erase_it_and_its_words_are_nowhere(lane: BirchLane) -> None:
    entry, other = closed(lane), closed(lane, "starling")
    assert CANARY.encode() in all_words(lane.desk(SANDRA))
    wanted = asked(lane, entry)
    sandra = lane.desk(SANDRA)
    done = erasing.confirm(sandra, wanted.request.id, PASSPHRASE)
    assert (done.asked_by, done.done_by) == (GENERAL_MANAGER, SANDRA)
    assert done.because == "Its years are over."
    words = all_words(sandra)
    assert CANARY.encode() not in words
    assert b"starling" in words
    assert lane.folder.joinpath(f"{FILE}-wal").stat().st_size == 0
    gone = reading.open_entry(sandra, entry.id)
    assert gone.standing.erased
    assert CANARY not in str(gone.history)
    assert gone.history[-1].words.endswith("erased its content because its years are over.")
    assert [each.entry.reference for each in Finder(sandra).page("posting")] == [other.reference]
    assert [each.entry.id for each in queue.page(sandra, Show.OPEN)] == []
    assert keeping.verify(sandra).is_whole
    grace = lane.desk(GENERAL_MANAGER)
    assert [each.reference for each in retention.past(grace)] == [other.reference]
    assert erasing.erased(grace) == (done,)
    assert erasing.waiting_for_me(sandra) == ()


def test_neither_of_the_two_can_do_it_alone(lane: BirchLane) -> None:
    entry = closed(lane)
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.desk(SANDRA)
    with pytest.raises(NotAllowed, match="General Manager"):
        erasing.ask(sandra, entry.reference, grace.keys.member_id, "I want it gone.")
    with pytest.raises(NotAllowed, match="second person"):
        erasing.ask(grace, entry.reference, grace.keys.member_id, "I want it gone.")
    with pytest.raises(NotAllowed, match="second person"):
        erasing.ask(grace, entry.reference, lane.member(SAM).id, "I want it gone.")
    wanted = asked(lane, entry)
    for desk in (grace, lane.desk(HENRY), lane.desk(DEPUTY)):
        with pytest.raises(NotFound):
            erasing.confirm(desk, wanted.request.id, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        erasing.confirm(sandra, wanted.request.id, "not her passphrase at all")
    assert CANARY.encode() in all_words(grace)


def test_both_are_in_the_log(lane: BirchLane) -> None:
    entry = closed(lane)
    wanted = asked(lane, entry, LEAD)
    lena = lane.desk(LEAD)
    erasing.confirm(lena, wanted.request.id, PASSPHRASE)
    said = [
        (each.verb, each.actor)
        for each in (*lena.store.events_of(lena.store.logbook_id), *lena.events_of(entry.id))
        if each.verb in {Verb.ERASING_ASKED, Verb.ERASED}
    ]
    assert said == [
        (Verb.ERASING_ASKED, lane.member(GENERAL_MANAGER).id),
        (Verb.ERASED, lena.keys.member_id),
    ]


def test_the_second_person_is_told_at_sign_in_and_of_no_word_that_it_says(lane: BirchLane) -> None:
    entry = closed(lane)
    asked(lane, entry, LEAD)
    lena = lane.desk(LEAD)
    assert entry.reference in erasing.notice(lena)
    (waiting,) = erasing.waiting_for_me(lena)
    assert CANARY not in str(waiting)
    assert "D.W." not in str(waiting)
    with pytest.raises(NotFound):
        reading.open_entry(lena, entry.id)
    assert erasing.notice(lane.desk(SANDRA)) == ""


def test_it_is_asked_once_and_refused_or_taken_back_it_stays(lane: BirchLane) -> None:
    entry = closed(lane)
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.desk(SANDRA)
    wanted = asked(lane, entry)
    with pytest.raises(NotAllowed, match=f"{SANDRA} was asked already"):
        asked(lane, entry, LEAD)
    with pytest.raises(NotAllowed, match="Say why it stays"):
        erasing.end(sandra, wanted.request.id)
    erasing.end(sandra, wanted.request.id, "Her complaint is open.")
    with pytest.raises(NotFound):
        erasing.confirm(sandra, wanted.request.id, PASSPHRASE)
    (past,) = retention.past(grace)
    assert past.fate.ended is not None
    assert past.fate.ended.because == "Her complaint is open."
    again = asked(lane, entry)
    erasing.end(grace, again.request.id)
    assert erasing.waiting_for_me(sandra) == ()


def test_a_hold_stops_it_even_when_it_was_asked_for_before(lane: BirchLane) -> None:
    entry = closed(lane)
    grace = lane.desk(GENERAL_MANAGER)
    wanted = asked(lane, entry)
    retention.hold(grace, entry.reference, "The coroner asked for it.")
    with pytest.raises(NotFound):
        erasing.confirm(lane.desk(SANDRA), wanted.request.id, PASSPHRASE)
    assert retention.past(grace) == ()
    assert [each.reference for each in retention.held(grace)] == [entry.reference]
    lane.clock.pass_(days=800)
    assert retention.past(grace) == ()
    with pytest.raises(NotAllowed, match="need not be held"):
        retention.let_go(grace, entry.reference, " ")
    retention.let_go(grace, entry.reference, "The inquest is over.")
    assert [each.reference for each in retention.past(grace)] == [entry.reference]


def test_one_that_was_opened_again_is_not_erased(lane: BirchLane) -> None:
    entry = closed(lane)
    wanted = asked(lane, entry)
    sandra = lane.desk(SANDRA)
    triage.reopen(sandra, reading.open_entry(sandra, entry.id), "It began again.")
    with pytest.raises(NotAllowed, match="still open"):
        erasing.confirm(sandra, wanted.request.id, PASSPHRASE)


def test_copies_that_hold_it_are_named_and_others_are_not(lane: BirchLane, tmp_path: Path) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    keeping.back_up(grace, tmp_path / "before.backup")
    entry, other = closed(lane), closed(lane, "starling")
    place, proven = leaving.place_at(grace, tmp_path), leaving.prove(grace, PASSPHRASE)
    entries.write(grace, proven, place, entries.Form.CSV, entries.Wanted())
    one = entries.Wanted(words="starling")
    entries.write(grace, proven, place, entries.Form.JSONL, one)
    keeping.back_up(grace, tmp_path / "after.backup")
    wanted = asked(lane, entry)
    done = erasing.confirm(lane.desk(SANDRA), wanted.request.id, PASSPHRASE)
    assert [each.partition(" (")[0] for each in done.copies] == [
        "a backup",
        "an export of 2 entries as csv",
    ]
    assert done.reference in done.words
    assert "It may still be in: a backup" in done.words
    wanted = asked(lane, other)
    done = erasing.confirm(lane.desk(SANDRA), wanted.request.id, PASSPHRASE)
    assert len(done.copies) == 3


def test_nobody_but_the_general_manager_looks_at_what_was_erased(lane: BirchLane) -> None:
    with pytest.raises(NotAllowed, match="General Manager"):
        erasing.erased(lane.desk(SANDRA))


def test_what_was_half_written_about_it_goes_with_it_and_its_writer_is_told_once(
    lane: BirchLane,
) -> None:
    entry = closed(lane)
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    opened = amending.begin(sam, entry.id)
    drafts.keep(sam, opened, opened.draft.with_typed(amending.NOTE, "and once more"))
    other = recording.begin(sam, "good-news")
    kept = [each.id for each in sandra.read(drafts_of(sam))]
    assert set(kept) == {opened.draft.id, other.draft.id}
    erasing.confirm(sandra, asked(lane, entry).request.id, PASSPHRASE)
    assert [each.ciphertext for each in sandra.read(drafts_of(sam)) if each.entry] == []
    with pytest.raises(DraftGone, match="was erased"):
        drafts.keep(sam, opened, opened.draft)
    with pytest.raises(DraftGone, match="was erased"):
        drafts.resume(sam, opened.draft.id)
    assert [each.id for each in drafts.unfinished(sam)] == [other.draft.id]
    told = f"{entry.reference} was erased, and what you had begun to write about it is gone"
    assert told in " ".join(lane.sign_in(SAM).notices)
    assert not any("erased" in each for each in lane.sign_in(SAM).notices)
    assert not any("begun to write" in each for each in lane.sign_in(SANDRA).notices)


def drafts_of(desk: Desk) -> Callable[[Connection], tuple[stored.Draft, ...]]:
    return lambda connection: stored.of_author(connection, desk.keys.member_id)


def about(lane: BirchLane, who: str) -> reading.OpenEntry:
    """Closed three years ago, and a manager said whom it is about."""
    entry, sandra = sent(lane.desk(SAM)), lane.desk(SANDRA)
    opened = triage.name_about(sandra, entry_of(sandra, entry.id), [lane.member(who).id])
    opened = triage.decide(
        sandra, opened, outcome="help-given", because="Done.", next_step="", words="Thank you."
    )
    done = triage.close(sandra, opened)
    lane.clock.now += YEARS
    return done


def entry_of(desk: Desk, entry: str) -> reading.OpenEntry:
    return reading.open_entry(desk, entry)


def test_what_is_about_the_general_manager_the_deputy_erases_with_a_second(lane: BirchLane) -> None:
    entry = about(lane, GENERAL_MANAGER)
    grace, dev, lena = lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY), lane.desk(LEAD)
    with pytest.raises(NotFound):
        erasing.ask(grace, entry.reference, lena.keys.member_id, "I want it gone.")
    assert grace.keys.member_id not in {each.id for each in erasing.may_confirm(dev, entry.id)}
    wanted = erasing.ask(dev, entry.reference, lena.keys.member_id, "Its years are over.")
    with pytest.raises(NotFound):
        erasing.end(grace, wanted.request.id)
    done = erasing.confirm(lena, wanted.request.id, PASSPHRASE)
    assert erasing.erased(dev) == (done,)
    assert erasing.erased(grace) == ()


def test_whoever_turns_out_to_be_whom_it_is_about_is_not_asked_any_more(lane: BirchLane) -> None:
    entry = closed(lane)
    wanted = asked(lane, entry, LEAD)
    lena, sandra = lane.desk(LEAD), lane.desk(SANDRA)
    assert erasing.waiting_for_me(lena) == (wanted,)
    triage.name_about(sandra, entry_of(sandra, entry.id), [lena.keys.member_id])
    assert (erasing.waiting_for_me(lena), erasing.notice(lena)) == ((), "")
    with pytest.raises(NotFound):
        erasing.confirm(lena, wanted.request.id, PASSPHRASE)
    erasing.take_back(lane.desk(GENERAL_MANAGER), entry.id)


def test_what_turns_out_to_be_about_the_general_manager_is_the_deputys_to_take_back(
    lane: BirchLane,
) -> None:
    entry = closed(lane)
    wanted = asked(lane, entry, LEAD)
    sandra, grace, dev = lane.desk(SANDRA), lane.desk(GENERAL_MANAGER), lane.desk(DEPUTY)
    triage.name_about(sandra, entry_of(sandra, entry.id), [grace.keys.member_id])
    with pytest.raises(NotFound):
        erasing.take_back(grace, entry.id)
    with pytest.raises(NotFound, match="not open any more"):
        erasing.confirm(lane.desk(LEAD), wanted.request.id, PASSPHRASE)
    assert erasing.take_back(dev, entry.id).reference == entry.reference
