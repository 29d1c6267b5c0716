"""Sealed entries: who can open them, who never knows of them, and how they are worked on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from service_makers import (
    CONDUCT,
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    NAMED,
    NIA,
    PASSPHRASE,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    answered,
)

from logbook.domain import course
from logbook.domain.events import Verb, reference
from logbook.domain.folding.entries import fold, fold_in_clear
from logbook.domain.people import Role
from logbook.domain.questions import Typed
from logbook.domain.refusals import ChangedElsewhere, NotAllowed, NotFound
from logbook.domain.standing import State
from logbook.domain.triage import named_openly
from logbook.services import (
    accounts,
    amending,
    drafts,
    figures,
    giving,
    home,
    keeping,
    queue,
    reading,
    recording,
    sealing,
    signing_in,
    since,
    triage,
)
from logbook.services.desk import Desk
from logbook.services.exporting import entries, leaving
from logbook.services.finding import Finder
from logbook.services.queue import Show
from logbook.services.sealing import NotSealedToYou

CANARY = "zebrafinch"


def conduct(desk: Desk, typed: dict[str, Typed] = CONDUCT) -> str:
    """A sealed entry that this person sends."""
    opened = answered(desk, typed, "staff-conduct")
    return recording.send(desk, opened).entry


def shown(desk: Desk, show: Show = Show.ALL) -> list[str]:
    return [line.entry.id for line in queue.page(desk, show)]


def agrees(desk: Desk, entry: str) -> bool:
    """Whether what everybody can see of it says the same as its words do to a reader."""
    directory, stored = desk.directory, desk.stored_events_of(entry)
    inside, outside = fold(sealing.opened(stored, desk.keys)), fold_in_clear(stored)
    return all(
        seen(inside) == seen(outside)
        for seen in (
            lambda it: (it.state, it.holder, it.revision, it.passages, it.unread_since),
            lambda it: course.reading(it, directory.staff, directory.settings),
            lambda it: course.queue(it, directory.staff, directory.settings),
        )
    )


def as_lead(lane: BirchLane, name: str) -> None:
    """The General Manager makes somebody a safeguarding lead besides."""
    desk = lane.desk(GENERAL_MANAGER)
    member = accounts.by_name(desk, name)
    accounts.change(desk, replace(member, roles=member.roles | {Role.LEAD}))


def test_a_lead_reads_it_and_nobody_else_knows_that_it_is_there(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    entry = conduct(sam)
    lena = lane.desk(LEAD)
    assert shown(lena, Show.MINE) == [entry]
    opened = reading.open_entry(lena, entry)
    assert CANARY in str(opened.standing.entry.to_plain())
    for name in (SANDRA, GENERAL_MANAGER, DEPUTY, HENRY, NIA, SAUL):
        desk = lane.desk(name)
        assert shown(desk) == shown(desk, Show.MINE) == []
        assert queue.counts(desk).mine == 0
        assert Finder(desk).page(CANARY) == ()
        with pytest.raises(NotFound):
            reading.open_entry(desk, entry)
        with pytest.raises(NotSealedToYou):
            desk.events_of(entry)
    assert keeping.verify(lane.desk(NIA)).is_whole


def test_a_lead_works_on_it_and_the_worker_hears_back(lane: BirchLane) -> None:
    sam, lena = lane.desk(SAM), lane.desk(LEAD)
    entry = conduct(sam)
    opened = triage.take(lena, reading.open_entry(lena, entry))
    assert agrees(lena, entry)
    opened = triage.ask(lena, opened, f"Which {CANARY}?")
    assert agrees(lena, entry)
    (back,) = home.home(sam).came_back
    assert back.news.answer
    assert back.line.entry.title == "Staff conduct"
    answering = amending.begin_answer(sam, entry)
    answering.draft = answering.draft.with_typed(amending.ANSWER, f"the red {CANARY}")
    amending.answer(sam, answering)
    assert agrees(lena, entry)
    opened = triage.decide(
        lena,
        reading.open_entry(lena, entry),
        outcome="advice-given",
        because=f"{CANARY} talked to her",
        next_step="see again",
        words=f"We talked with her, {CANARY}",
    )
    assert agrees(lena, entry)
    assert any(CANARY in each.news.words for each in home.home(sam).came_back)
    opened = triage.close(lena, opened)
    assert opened.standing.state is State.CLOSED
    assert agrees(lena, entry)
    triage.reopen(lena, opened, "there is more")
    assert agrees(lena, entry)
    opened = triage.undo(lena, triage.wait(lena, reading.open_entry(lena, entry), "the police"))
    assert agrees(lena, entry)
    for desk in (sam, lena):
        assert CANARY in "".join(line.words for line in reading.open_entry(desk, entry).history)
    assert CANARY not in str([each.body for each in lena.stored_events_of(entry)])
    assert keeping.verify(lane.desk(GENERAL_MANAGER)).is_whole


def test_a_lead_takes_back_the_newest_step(lane: BirchLane) -> None:
    lena = lane.desk(LEAD)
    entry = conduct(lane.desk(SAM))
    opened = triage.take(lena, reading.open_entry(lena, entry))
    assert opened.standing.holder == lena.keys.member_id
    opened = triage.undo(lena, opened)
    assert not opened.standing.holder
    assert opened.standing.state is State.SENT
    assert shown(lena, Show.MINE) == [entry]
    assert keeping.verify(lena).is_whole


def test_opening_is_written_down_once_for_each_reader_and_never_for_its_author(
    lane: BirchLane,
) -> None:
    as_lead(lane, DEPUTY)
    sam = lane.desk(SAM)
    entry = conduct(sam)
    reading.open_entry(sam, entry)
    for name in (LEAD, DEPUTY, LEAD, DEPUTY):
        reading.open_entry(lane.desk(name), entry)
    opened = reading.open_entry(sam, entry).events
    actors = [each.actor for each in opened if each.verb is Verb.OPENED]
    assert actors == [lane.keys[LEAD].member_id, lane.keys[DEPUTY].member_id]


def test_it_is_one_leads_at_once_and_a_day_later_the_next_ones_too(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    first, second = (lena, dev) if shown(lena, Show.MINE) else (dev, lena)
    assert shown(second, Show.MINE) == []
    assert shown(second) == [entry]
    lane.clock.pass_(hours=23, minutes=59)
    assert shown(second, Show.MINE) == []
    lane.clock.pass_(minutes=1)
    assert shown(second, Show.MINE) == [entry]
    reading.open_entry(second, entry)
    assert shown(first, Show.MINE) == []
    assert shown(second, Show.MINE) == [entry]


def test_one_that_was_opened_in_time_goes_no_further(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    first, second = (lena, dev) if shown(lena, Show.MINE) else (dev, lena)
    reading.open_entry(first, entry)
    lane.clock.pass_(hours=72)
    assert shown(first, Show.MINE) == [entry]
    assert shown(second, Show.MINE) == []


def test_a_lead_whom_it_is_about_never_knows_of_it(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM), {**CONDUCT, "staff": LEAD})
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    assert shown(lena) == []
    with pytest.raises(NotFound):
        reading.open_entry(lena, entry)
    with pytest.raises(NotSealedToYou):
        lena.events_of(entry)
    assert shown(dev, Show.MINE) == [entry]
    with pytest.raises(NotAllowed, match="never anyone it is about"):
        giving.give(dev, entry, lena.keys.member_id)
    assert giving.without(dev) == ()


def test_a_lead_who_turns_out_to_be_the_one_reads_nothing_from_then_on(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    reading.open_entry(lena, entry)
    opened = triage.name_about(dev, reading.open_entry(dev, entry), [lena.keys.member_id])
    triage.take(dev, opened)
    assert agrees(dev, entry)
    assert shown(lena) == []
    with pytest.raises(NotFound):
        reading.open_entry(lena, entry)
    newest = lena.stored_events_of(entry)[-1]
    assert lena.keys.member_id not in str(newest.body)
    assert keeping.verify(dev).is_whole


def test_undoing_that_lets_them_read_again(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    opened = triage.name_about(dev, reading.open_entry(dev, entry), [lena.keys.member_id])
    triage.undo(dev, opened)
    again = reading.open_entry(lena, entry)
    assert again.standing.about == {lane.keys[SANDRA].member_id}
    assert any("(closed to you)" in line.words for line in again.history)


def test_a_new_lead_has_nothing_older_until_a_lead_gives_it(lane: BirchLane) -> None:
    entry, lena = conduct(lane.desk(SAM)), lane.desk(LEAD)
    triage.take(lena, reading.open_entry(lena, entry))
    as_lead(lane, HENRY)
    henry = lane.desk(HENRY)
    assert shown(henry) == []
    (lacks,) = giving.without(lena)
    assert (lacks.member.name, lacks.entries) == (HENRY, (entry,))
    assert giving.give_all(lena, henry.keys.member_id) == 1
    assert shown(henry) == [entry]
    assert CANARY in str(reading.open_entry(henry, entry).standing.entry.to_plain())
    history = reading.open_entry(lena, entry).history
    assert "gave it to Henry Cole" in "".join(line.words for line in history)
    assert giving.without(lena) == ()
    assert keeping.verify(henry).is_whole


def test_a_lead_is_told_at_sign_in_who_cannot_open_what(lane: BirchLane) -> None:
    conduct(lane.desk(SAM))
    assert not lane.sign_in(LEAD).notices
    as_lead(lane, HENRY)
    (notice,) = lane.sign_in(LEAD).notices
    assert notice.startswith("Henry Cole cannot open 1 sealed entry that you can.")


def test_only_a_lead_gives_it_and_only_to_leads(lane: BirchLane) -> None:
    entry = conduct(lane.desk(SAM))
    grace, lena = lane.desk(GENERAL_MANAGER), lane.desk(LEAD)
    with pytest.raises(NotFound):
        giving.give(grace, entry, grace.keys.member_id)
    with pytest.raises(NotFound):
        giving.give(lane.desk(SAM), entry, lane.keys[NIA].member_id)
    with pytest.raises(NotAllowed, match="Only safeguarding leads"):
        giving.give(lena, entry, grace.keys.member_id)


def reset(lane: BirchLane, name: str) -> Desk:
    """Somebody with a new sign-in, made by the General Manager."""
    code = accounts.reset(lane.desk(GENERAL_MANAGER), lane.keys[name].member_id)
    desk = signing_in.accept_invitation(
        lane.folder, code.member.id, code.code, PASSPHRASE, clock=lane.clock
    ).desk
    lane.desks.append(desk)
    lane.keys[name] = desk.keys
    return desk


def test_a_lead_with_a_new_sign_in_has_them_back_from_another_lead(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = reset(lane, LEAD), lane.desk(DEPUTY)
    assert [line.entry.title for line in queue.page(lena, Show.ALL)] == ["A sealed entry"]
    with pytest.raises(NotSealedToYou, match="before your sign-in was reset"):
        reading.open_entry(lena, entry)
    triage.take(dev, reading.open_entry(dev, entry))
    with pytest.raises(NotSealedToYou):
        lena.events_of(entry)
    giving.give(dev, entry, lena.keys.member_id)
    assert CANARY in str(reading.open_entry(lena, entry).standing.entry.to_plain())


def test_its_author_with_a_new_sign_in_has_it_back_from_a_lead(lane: BirchLane) -> None:
    entry = conduct(lane.desk(SAM))
    sam, lena = reset(lane, SAM), lane.desk(LEAD)
    assert [line.entry.id for line in queue.mine(sam)] == [entry]
    assert home.home(sam).came_back == ()
    giving.give(lena, entry, sam.keys.member_id)
    assert CANARY in str(reading.open_entry(sam, entry).standing.entry.to_plain())


def test_the_recovery_key_lets_the_only_lead_in_again_and_shows_nothing(lane: BirchLane) -> None:
    entry = conduct(lane.desk(SAM))
    lena, grace = reset(lane, LEAD), lane.desk(GENERAL_MANAGER)
    with pytest.raises(NotAllowed, match="does this"):
        giving.recover(lane.desk(SAM), lane.recovery_key.text)
    assert giving.recover(grace, lane.recovery_key.text) == 1
    assert giving.recover(grace, lane.recovery_key.text) == 0
    assert CANARY in str(reading.open_entry(lena, entry).standing.entry.to_plain())
    assert shown(grace) == []
    with pytest.raises(NotSealedToYou):
        grace.events_of(entry)
    assert keeping.verify(grace).is_whole


def test_what_is_sealed_to_a_code_opens_after_the_first_sign_in(lane: BirchLane) -> None:
    grace = lane.desk(GENERAL_MANAGER)
    code = accounts.add(grace, name="Lou Ward", roles=frozenset({Role.LEAD}))
    entry = conduct(lane.desk(SAM))
    lou = signing_in.accept_invitation(
        lane.folder, code.member.id, code.code, PASSPHRASE, clock=lane.clock
    ).desk
    lane.desks.append(lou)
    assert CANARY in str(reading.open_entry(lou, entry).standing.entry.to_plain())
    lena = lane.desk(LEAD)
    triage.take(lena, reading.open_entry(lena, entry))
    assert reading.open_entry(lou, entry).standing.holder == lena.keys.member_id


def test_with_nobody_left_to_read_it_it_is_sent_all_the_same(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    opened = answered(sam, {**CONDUCT, "staff": LEAD}, "staff-conduct")
    before = recording.preview(sam, opened.draft)
    assert (before.goes_to, before.also_able, before.sealed) == ((), (), True)
    assert before.read_by is not None
    entry = recording.send(sam, opened).entry
    assert CANARY in str(reading.open_entry(sam, entry).standing.entry.to_plain())
    assert shown(lane.desk(LEAD)) == []
    as_lead(lane, DEPUTY)
    assert giving.recover(lane.desk(GENERAL_MANAGER), lane.recovery_key.text) == 1
    assert shown(lane.desk(DEPUTY), Show.MINE) == [entry]


def test_a_leaver_reads_nothing_more(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    dev, grace = lane.desk(DEPUTY), lane.desk(GENERAL_MANAGER)
    lena = lane.keys[LEAD].member_id
    accounts.remove(grace, lena)
    lane.clock.pass_(minutes=1)
    assert shown(dev, Show.MINE) == [entry]
    opened = triage.take(dev, reading.open_entry(dev, entry))
    sealed = dev.stored_events_of(opened.id)[-1].body or {}
    assert lena not in str(sealed["sealed"])
    assert keeping.verify(dev).is_whole


def test_sending_it_twice_is_sending_it_once(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    opened = answered(sam, CONDUCT, "staff-conduct")
    first = recording.send(sam, opened)
    assert recording.send(sam, opened).entry == first.entry
    assert len(sam.stored_events_of(first.entry)) == 1


def test_what_its_author_adds_is_sealed_too(lane: BirchLane) -> None:
    sam, lena = lane.desk(SAM), lane.desk(LEAD)
    entry = conduct(sam)
    reading.open_entry(lena, entry)
    adding = amending.begin(sam, entry)
    adding.draft = adding.draft.with_typed(amending.NOTE, f"and {CANARY} again")
    assert amending.preview(sam, adding.draft).goes_to == (LEAD,)
    amending.send(sam, adding)
    amending.send(sam, adding)
    opened = reading.open_entry(lena, entry)
    assert opened.standing.amendments[0].note == f"and {CANARY} again"
    assert CANARY not in str([each.body for each in sam.stored_events_of(entry)])


def test_two_leads_are_told_what_the_other_did(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    before = reading.open_entry(lena, entry)
    triage.ask(dev, reading.open_entry(dev, entry), "Where was it?")
    with pytest.raises(ChangedElsewhere) as why:
        triage.take(lena, before)
    assert "Where was it?" in str([each.body for each in why.value.since])


def test_another_who_only_opened_it_is_in_nobodys_way(lane: BirchLane) -> None:
    as_lead(lane, DEPUTY)
    entry = conduct(lane.desk(SAM))
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    before = reading.open_entry(lena, entry)
    reading.open_entry(dev, entry)
    assert triage.take(lena, before).standing.holder == lena.keys.member_id


def test_practice_is_sealed_to_its_author_alone(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    opened = answered(sam, CONDUCT, "staff-conduct")
    opened.draft = replace(opened.draft, practice=True)
    entry = recording.send(sam, opened).entry
    assert shown(lane.desk(LEAD)) == []
    assert reading.open_entry(sam, entry).standing.entry.practice
    assert CANARY not in str([each.body for each in sam.stored_events_of(entry)])
    (line,) = queue.mine(sam)
    assert line.entry.practice


# one entry that leaves as two


def split(lane: BirchLane) -> tuple[recording.Sent, str]:
    sam = lane.desk(SAM)
    done = recording.send(sam, answered(sam, NAMED))
    return done, reading.open_entry(sam, done.entry).standing.linked


def test_what_names_a_colleague_leaves_sealed_and_the_rest_says_no_more(lane: BirchLane) -> None:
    done, part = split(lane)
    assert done.preview.part is not None
    assert done.preview.part.goes_to == (LEAD,)
    assert SANDRA not in (*done.preview.goes_to, *done.preview.also_able)
    grace, lena, sandra = lane.desk(GENERAL_MANAGER), lane.desk(LEAD), lane.desk(SANDRA)
    whole = reading.open_entry(grace, done.entry)
    said = [each.shown for each in whole.standing.entry.responses]
    assert "A member of staff is part of this; the safeguarding leads know." in said
    assert CANARY not in str(whole.standing.entry.to_plain())
    assert SANDRA not in str(whole.standing.entry.to_plain())
    assert shown(sandra) == []
    assert shown(grace) == [done.entry]
    opened = reading.open_entry(lena, part)
    assert opened.standing.linked == done.entry
    assert CANARY in str(opened.standing.entry.to_plain())
    assert opened.standing.about == {sandra.keys.member_id}
    for desk in (grace, sandra):
        with pytest.raises(NotFound):
            reading.open_entry(desk, part)
    assert Finder(grace).page(CANARY) == Finder(grace).page("Whitlow") == ()
    assert keeping.verify(grace).is_whole


def test_naming_only_oneself_splits_nothing(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    done = recording.send(sam, answered(sam, {**NAMED, "staff": SAM}))
    assert not done.part
    assert CANARY in str(reading.open_entry(lane.desk(SANDRA), done.entry).standing.entry)


def test_sending_both_twice_is_sending_them_once(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    opened = answered(sam, NAMED)
    first = recording.send(sam, opened)
    assert recording.send(sam, opened) == first
    assert len(queue.mine(sam)) == 2


def test_adding_to_the_ordinary_part_keeps_the_name_out_of_it(lane: BirchLane) -> None:
    done, part = split(lane)
    sam, grace = lane.desk(SAM), lane.desk(GENERAL_MANAGER)
    adding = amending.begin(sam, done.entry)
    assert amending.changed(sam, adding.draft, reading.open_entry(sam, done.entry)) == ()
    change(sam, adding, "next", "he wants it gone")
    adding.draft = adding.draft.with_typed(amending.REASON, "he said so")
    amending.send(sam, adding)
    opened = reading.open_entry(grace, done.entry)
    assert CANARY not in str(opened.events)
    assert SANDRA not in str(opened.events)
    assert len(lane.desk(LEAD).events_of(part)) == 1


def change(desk: Desk, adding: drafts.Open, key: str, typed: Typed) -> None:
    question = adding.draft.kind.question(key)
    adding.draft = recording.answer(desk, adding.draft, question, typed)


def test_a_colleague_named_later_leaves_sealed_too(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    done = recording.send(sam, answered(sam, {**NAMED, "careful": "none"}))
    adding = amending.begin(sam, done.entry)
    for key in ("careful", "staff", "staff-did", "worried"):
        change(sam, adding, key, NAMED[key])
    adding.draft = adding.draft.with_typed(amending.REASON, "I saw it only now")
    assert amending.preview(sam, adding.draft).part is not None
    amending.send(sam, adding)
    amending.send(sam, adding)
    whole = reading.open_entry(lane.desk(GENERAL_MANAGER), done.entry)
    assert CANARY not in str(whole.events)
    assert SANDRA not in str(whole.events)
    assert shown(lane.desk(SANDRA)) == []
    part = reading.open_entry(lane.desk(LEAD), whole.standing.linked)
    assert CANARY in str(part.standing.entry)


def test_whom_its_author_names_in_the_sealed_part_never_reads_the_other(lane: BirchLane) -> None:
    done, part = split(lane)
    sam, grace = lane.desk(SAM), lane.desk(GENERAL_MANAGER)
    adding = amending.begin(sam, part)
    change(sam, adding, "staff", f"{SANDRA}\n{GENERAL_MANAGER}")
    adding.draft = adding.draft.with_typed(amending.REASON, "both of them")
    amending.send(sam, adding)
    assert shown(grace) == []
    with pytest.raises(NotFound):
        reading.open_entry(grace, done.entry)


# said of one part, it holds for both


def reads_of_it(desk: Desk, done: recording.Sent) -> tuple[object, ...]:
    """Everywhere that an ordinary entry could show: lists, counts, search, figures, exports."""
    november = figures.of_period(desk, figures.Period(date(2026, 11, 1), date(2026, 11, 30)))
    return (
        done.entry in shown(desk),
        queue.counts(desk).mine,
        [each.entry.id for each in Finder(desk).page("posting")] == [done.entry],
        november.total,
        entries.count(desk, entries.Wanted()),
    )


def test_whom_a_lead_names_in_the_sealed_part_never_reads_the_other(lane: BirchLane) -> None:
    done, part = split(lane)
    grace, lena = lane.desk(GENERAL_MANAGER), lane.desk(LEAD)
    assert reads_of_it(grace, done) == (True, 1, True, 1, 1)
    triage.name_about(lena, reading.open_entry(lena, part), [grace.keys.member_id], "he says so")
    assert reads_of_it(grace, done) == (False, 0, False, 0, 0)
    with pytest.raises(NotFound):
        reading.open_entry(grace, done.entry)
    assert keeping.verify(grace).is_whole
    # it goes to the deputy, in whose history nobody is named and nothing is said of why
    dev = lane.desk(DEPUTY)
    history = [each.words for each in reading.open_entry(dev, done.entry).history]
    assert history[-1].endswith(f"{LEAD} keeps it from a member of staff who is part of this")
    assert GENERAL_MANAGER not in str(history)
    assert "he says so" not in str(dev.events_of(done.entry))


def test_a_lead_who_takes_that_back_takes_it_back_from_both(lane: BirchLane) -> None:
    done, part = split(lane)
    grace, lena = lane.desk(GENERAL_MANAGER), lane.desk(LEAD)
    named = triage.name_about(lena, reading.open_entry(lena, part), [grace.keys.member_id])
    triage.undo(lena, named)
    assert reads_of_it(grace, done) == (True, 1, True, 1, 1)
    assert keeping.verify(grace).is_whole


def test_it_is_not_taken_back_once_somebody_went_on_with_the_other_part(lane: BirchLane) -> None:
    done, part = split(lane)
    grace, lena, dev = lane.desk(GENERAL_MANAGER), lane.desk(LEAD), lane.desk(DEPUTY)
    named = triage.name_about(lena, reading.open_entry(lena, part), [grace.keys.member_id])
    triage.take(dev, reading.open_entry(dev, done.entry))
    with pytest.raises(NotAllowed, match="went on with the other part"):
        triage.undo(lena, named)
    assert shown(grace) == []


def test_whom_its_author_names_in_the_ordinary_part_never_reads_the_sealed_one(
    lane: BirchLane,
) -> None:
    as_lead(lane, DEPUTY)
    done, part = split(lane)
    sam, dev = lane.desk(SAM), lane.desk(DEPUTY)
    assert shown(dev) == [part]
    triage.name_about(sam, reading.open_entry(sam, done.entry), [dev.keys.member_id])
    assert shown(dev) == []


def test_a_manager_is_not_told_whom_the_sealed_part_names(lane: BirchLane) -> None:
    """Naming somebody again is no question that the ordinary part answers."""
    done, _ = split(lane)
    grace, sandra = lane.desk(GENERAL_MANAGER), lane.member(SANDRA)
    whole = reading.open_entry(grace, done.entry)
    assert named_openly(whole.standing) == frozenset()
    again = triage.name_about(grace, whole, [sandra.id])
    assert again.standing.about == {sandra.id}


def test_no_export_of_the_ordinary_part_says_whom_it_is_kept_from(lane: BirchLane) -> None:
    done, part = split(lane)
    lena, dev = lane.desk(LEAD), lane.desk(DEPUTY)
    grace = lane.member(GENERAL_MANAGER)
    triage.name_about(lena, reading.open_entry(lena, part), [grace.id])
    proven, folder = leaving.prove(dev, PASSPHRASE), leaving.place_at(dev, place(lane))
    made = entries.write(dev, proven, folder, entries.Form.JSONL, entries.Wanted())
    text = made.path.read_text("utf-8")
    assert reference(done.entry) in text
    for member in (lane.member(SANDRA), grace):
        assert member.id not in text
        assert member.name not in text


def place(lane: BirchLane) -> Path:
    folder = lane.folder.parent / f"{lane.folder.name}-taken-out"
    folder.mkdir(exist_ok=True)
    return folder


def test_an_urgent_sealed_entry_offers_an_ordinary_one_without_the_name(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    urgent = {**WORRIED, **CONDUCT, "supporting": "yes", "hurt": "yes", "danger": "yes"}
    opened = answered(sam, {**urgent, "person": "D.W.", "tell-now": "stop"}, "staff-conduct")
    assert opened.draft.journey(sam.now).current is None
    done = recording.send(sam, opened)
    assert done.offers == "safety-concern"
    beside = recording.begin_beside(sam, done.entry)
    assert set(beside.draft.answers) == {"person"}
    assert CANARY not in str(beside.draft.to_plain())
    assert [each.id for each in drafts.unfinished(sam)] == [beside.draft.id]


def test_what_happened_since_says_no_word_of_it_and_only_to_who_can_open_it(
    lane: BirchLane,
) -> None:
    before = {}
    for name in (LEAD, SANDRA, HENRY, NIA, DEPUTY):
        desk = lane.desk(name)
        before[name] = since.arrive(desk).before
    entry = conduct(lane.desk(SAM))
    (told,) = since.since(lane.desk(LEAD), before[LEAD]).lines
    assert told.line.entry.id == entry
    assert (told.person, told.words) == ("sealed", "Sam Okafor sent it")
    for name in (SANDRA, HENRY, NIA, DEPUTY):
        assert since.since(lane.desk(name), before[name]).lines == ()
