"""One entry on the whole screen: what it says, to its manager and to whoever wrote it."""

from pathlib import Path
from typing import Any

import pytest
from desks import at_desk, entry_room, on, press, quiet, said, seen_at_last, shown, toasts, write
from hostile import HOSTILE
from pages import SMALL, WIDE, lines
from service_makers import (
    GENERAL_MANAGER,
    NIA,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    answered,
    sent,
)
from textual.pilot import Pilot

from logbook.domain.questions import Typed
from logbook.domain.standing import State
from logbook.services import accounts, home, reading, recording, triage
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry
from logbook.storage.faults import disk_full
from logbook.tui.screens.entry import EntryScreen
from logbook.tui.screens.moves.acting import OnAnEntry
from logbook.tui.screens.moves.leaving import NOT_YOURS, leave
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.widgets.entry_detail import EntryDetail
from logbook.tui.widgets.entry_words import sections
from logbook.tui.widgets.own_entry import own_sections

COMMENT: dict[str, Typed] = {
    "post": "The garden party",
    "platform": "our-page",
    "comment": "Must be nice, a brass band on the council.",
    "written-by": "public",
    "happened": "today 1pm",
    "noticed": "today 1pm",
    "flagged": "controversial",
    "screenshot": "no",
    "replied": "no",
    "staff-part": "no",
}
TRACED = {
    **ORDINARY,
    "relative": "yes",
    "in-touch": "lost-touch",
    "tracing-stop": "stop",
    "relative-who": "her birth mother",
    "relative-why": "it is her birthday",
    "searched": "no",
    "orders": "no",
    "feeling": "sad",
    "danger": "no",
    "life": "no",
    "at-risk": "no",
    "forced": "no",
    "told": [{"who": SANDRA, "role": "line-manager", "how": "phone", "when": "today 2pm"}],
}


def read_by(lane: BirchLane, name: str, entry: OpenEntry) -> OpenEntry:
    return reading.open_entry(lane.desk(name), entry.id)


def words_of(opened: OpenEntry) -> str:
    return "\n".join(
        f"{section.heading}|{part.label}|{part.words}"
        for section in sections(opened)
        for part in section.parts
    )


# what it says


def test_level_reasons_and_times_come_first(lane: BirchLane) -> None:
    words = words_of(read_by(lane, SANDRA, sent(lane.desk(SAM), WORRIED)))
    head = words.split("Safety|")[0]
    assert "!! High · sent" in head
    assert "Suggested High: someone's safety is at risk" in head
    assert "Read it by Wednesday 18 November 2026, 6:05pm" in head
    assert "Sent today 2.05pm by Sam Okafor · happened today 2pm · noticed today 1pm" in head


def test_a_copy_says_whose_it_is_to_read_and_asks_nothing_of_its_reader(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    done = recording.send(sam, answered(sam, COMMENT, "post-comment"))
    copy = words_of(reading.open_entry(lane.desk(SANDRA), done.entry))
    assert "A copy: it went straight to the General Manager, who answers it." in copy
    assert "|For the General Manager: read it by Thursday 19 November 2026, 5pm" in copy
    theirs = words_of(reading.open_entry(lane.desk(GENERAL_MANAGER), done.entry))
    assert "|Read it by Thursday 19 November 2026, 5pm" in theirs
    assert "A copy" not in theirs


def test_answers_stand_under_their_topics_with_short_labels(lane: BirchLane) -> None:
    words = words_of(read_by(lane, SANDRA, sent(lane.desk(SAM), WORRIED)))
    assert "Safety|I saw or heard|a message that asked him for his card" in words
    assert "What happened|In their words|someone is posting as me" in words
    assert "What happened|Told|Sandra Whitlow (line manager), by phone" in words


def test_the_manager_is_told_the_care_act_type_and_the_author_is_not(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    assert "For the manager|Care Act type|financial or material" in words_of(
        read_by(lane, SANDRA, entry)
    )
    assert "For the manager" not in words_of(read_by(lane, SAM, entry))


def test_stopped_tracing_tells_the_manager_what_is_lawful(lane: BirchLane) -> None:
    words = words_of(read_by(lane, SANDRA, sent(lane.desk(SAM), TRACED)))
    assert "It does not bar the adult's own choice" in words
    assert "an advocate" in words


def test_a_changed_answer_shows_the_newest_first_and_the_older_one_too(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    entry = sent(sam, ORDINARY)
    platform = entry.standing.entry.response("platform")
    assert platform is not None
    lane.clock.pass_(minutes=10)
    changed = type(platform)(
        key="platform",
        question=platform.question,
        value={"option": "facebook", "detail": ""},
        shown="Facebook",
    )
    amend(sam, entry, responses=[changed], reason="I looked again")
    words = words_of(read_by(lane, SANDRA, entry))
    assert (
        "Platform|Facebook\n(changed today 2.15pm, because I looked again)\n"
        "Before that: Instagram" in words
    )


def test_a_note_and_what_it_changed_are_said(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    entry = sent(sam, ORDINARY)
    amend(sam, entry, note="He rang again.")
    assert "Added later|Added|He rang again.\nSam Okafor, today 2.05pm" in words_of(
        read_by(lane, SANDRA, entry)
    )


def test_what_was_decided_and_told_and_what_is_owed(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    opened = read_by(lane, SANDRA, sent(lane.desk(SAM), ORDINARY))
    opened = triage.decide(
        sandra, opened, outcome="advice", because="it is safe", next_step="ring him"
    )
    words = words_of(opened)
    assert "Now|Decided|Advice given, because it is safe\nSandra Whitlow, today 2.05pm" in words
    assert "Now|Next|ring him" in words
    assert "Now|Told|Sam Okafor has not heard back yet" in words
    assert "Tell Sam Okafor by" in words
    told = words_of(triage.tell(sandra, opened, "Well done"))
    assert "Now|Sam was told|“Well done”" in told
    assert "has not heard back" not in told


def test_an_open_question_is_said_first(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    opened = triage.ask(sandra, read_by(lane, SANDRA, sent(lane.desk(SAM), ORDINARY)), "Which one?")
    first_after_head = sections(opened)[1]
    assert first_after_head.heading == "Now"
    assert first_after_head.parts[0].words.startswith("“Which one?”\nSandra Whitlow, today")


def test_history_and_the_clause_with_its_version_are_there(lane: BirchLane) -> None:
    opened = read_by(lane, SANDRA, sent(lane.desk(SAM), ORDINARY))
    words = words_of(opened)
    assert "History||today 2.05pm sent by Sam Okafor" in words
    version = opened.standing.entry.applied[0].version
    assert (
        f"Policy||Supporting service users with their social media accounts · v{version}" in words
    )


def test_a_part_of_the_policy_is_named_once_however_many_of_its_rules_applied(
    lane: BirchLane,
) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    opened = read_by(lane, SAM, entry)
    titles = [f"{each.title} · {each.version}" for each in opened.standing.entry.applied]
    assert len(titles) > len(set(titles))
    policy = next(each for each in own_sections(opened) if each.heading == "Our policy")
    assert [part.words for part in policy.parts] == list(dict.fromkeys(titles))


async def test_earlier_entries_are_counted_and_one_key_reads_them(lane: BirchLane) -> None:
    first = sent(lane.desk(SAM), ORDINARY)
    second = sent(lane.desk(NIA), ORDINARY)
    async with at_desk(lane, SANDRA, home=entry_room(second.id)) as pilot:
        await press(pilot, "end")
        assert "1 entry about D.W. (b to read them)" in shown(pilot)
        await press(pilot, "b", "enter")
        assert first.reference in lines(pilot.app)[0]
        await press(pilot, "escape", "escape")
        assert second.reference in lines(pilot.app)[0]


async def test_a_long_entry_scrolls_by_keyboard_at_80_columns(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), {**WORRIED, "saw": "one line\n" * 60 + "the last line"})
    async with at_desk(lane, SANDRA, home=entry_room(entry.id)) as pilot:
        assert "the last line" not in shown(pilot)
        seen = ""
        for _ in range(8):
            await press(pilot, "pagedown")
            seen += shown(pilot)
        assert "the last line" in seen
        assert "History" in seen


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_text_from_people_is_only_ever_text(lane: BirchLane, size: tuple[int, int]) -> None:
    nasty = " ".join(HOSTILE)[:4000]
    entry = sent(lane.desk(SAM), {**WORRIED, "saw": nasty, "next": "[/] [@click=app.bell]x[/]"})
    async with at_desk(lane, SANDRA, size=size, home=entry_room(entry.id)) as pilot:
        assert "\x1b" not in shown(pilot)
        await press(pilot, "end")
        await press(pilot, *["pageup"] * 3)
        assert isinstance(pilot.app.screen, EntryScreen)


# whoever wrote it


async def test_its_author_answers_the_question_with_enter(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    sandra = lane.desk(SANDRA)
    triage.ask(sandra, reading.open_entry(sandra, entry.id), "Which one?")
    async with at_desk(lane, SAM, home=entry_room(entry.id)) as pilot:
        assert "Enter answer" in lines(pilot.app)[-1]
        await press(pilot, "enter")
        assert "Sandra Whitlow asks: Which one?" in shown(pilot)
        await write(pilot, "the old one")
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Sent. Sandra Whitlow sees it now."
    assert reading.open_entry(sandra, entry.id).standing.answers[0].text == "the old one"


async def test_its_author_withdraws_it_with_a_reason(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SAM, home=entry_room(entry.id)) as pilot:
        await press(pilot, "x", "tab", "enter")
        assert "Error: Say why you withdraw it." in shown(pilot)
        await write(pilot, "written twice")
        await press(pilot, "tab", "enter")
        assert said(pilot) == "Withdrawn. It stays readable."
    assert read_by(lane, SANDRA, entry).standing.state is State.WITHDRAWN


async def test_a_worker_has_none_of_the_managers_keys(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SAM, home=entry_room(entry.id)) as pilot:
        await press(pilot, "s", "t", "d", "c", "n", "u")
        assert said(pilot) == ""
        assert isinstance(pilot.app.screen, EntryScreen)
    assert len(read_by(lane, SAM, entry).events) == 1


async def test_its_author_raises_the_level_and_does_not_lower_it(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SAM, home=entry_room(entry.id)) as pilot:
        await press(pilot, "l", "4", "enter")
        assert "Error: You can raise the level of what you wrote" in " ".join(shown(pilot).split())
        await press(pilot, "1", "enter", "tab", "enter")
        assert said(pilot) == "Saved. It is at Emergency now."


async def test_opening_it_tells_home_that_its_author_has_the_news(lane: BirchLane) -> None:
    sam, sandra = lane.desk(SAM), lane.desk(SANDRA)
    entry = sent(sam, ORDINARY)
    triage.see(sandra, reading.open_entry(sandra, entry.id))
    assert any(back.is_new for back in home.home(sam).came_back)
    async with at_desk(lane, SAM, home=entry_room(entry.id)):
        assert not any(back.is_new for back in home.home(sam).came_back)


# when something goes wrong


async def test_a_full_disk_is_said_nothing_is_lost_and_r_tries_again(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, home=entry_room(entry.id)) as pilot:
        await press(pilot, "w")
        await write(pilot, "which one")
        fill_the_disk(monkeypatch)
        await press(pilot, "tab", "enter")
        assert "Error: The disk is full." in shown(pilot)
        assert "which one" in shown(pilot)
        monkeypatch.undo()
        await press(pilot, "r")
        assert said(pilot) == "Asked. Sam Okafor sees it on Home."


async def test_a_key_that_met_a_full_disk_is_tried_again_with_r(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA, home=entry_room(entry.id)) as pilot:
        fill_the_disk(monkeypatch)
        await press(pilot, "s")
        assert said(pilot).startswith("The disk is full.")
        monkeypatch.undo()
        await press(pilot, "r")
        assert said(pilot) == "Seen. Sam Okafor is shown that."


async def test_a_file_that_cannot_be_read_is_said_in_the_list(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, SANDRA) as pilot:
        monkeypatch.setattr(Desk, "read", full)
        await press(pilot, "e")
        assert said(pilot).startswith("The disk is full.")


async def test_somebody_whose_account_is_removed_is_at_the_door_and_told(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OnAnEntry, "LOOK_EVERY", 0.1)
    sent(lane.desk(SAM), ORDINARY)
    async with at_desk(lane, "Henry Cole") as pilot:
        accounts.remove(lane.desk(GENERAL_MANAGER), lane.member("Henry Cole").id)
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, SignInScreen))
        await seen_at_last(pilot, lambda: bool(toasts(pilot)))
        assert toasts(pilot) == ["You no longer have an account here. Ask your manager."]


async def test_two_looks_that_find_the_account_gone_sign_out_once(lane: BirchLane) -> None:
    async with at_desk(lane, "Henry Cole") as pilot:
        leave(pilot.app, "You no longer have an account here.")
        leave(pilot.app, "You no longer have an account here.")
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, SignInScreen))
        await quiet(pilot)
        assert toasts(pilot) == ["You no longer have an account here."]


async def test_an_entry_out_of_sight_closes_under_the_cover_too(
    lane: BirchLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OnAnEntry, "LOOK_EVERY", 0.1)
    entry = sent(lane.desk(SAM), WORRIED)
    lane.clock.pass_(hours=5)
    async with at_desk(lane, SANDRA) as pilot:
        await press(pilot, "enter", "w", "f9")
        grace = lane.desk(GENERAL_MANAGER)
        opened = reading.open_entry(grace, entry.id)
        triage.name_about(grace, opened, [lane.member(SANDRA).id])
        await uncover(pilot)
        await seen_at_last(pilot, lambda: isinstance(pilot.app.screen, TriageScreen))
        await quiet(pilot)
        assert entry.reference not in shown(pilot)
        assert toasts(pilot) == [NOT_YOURS]


async def test_the_same_entry_read_again_stays_where_it_was_scrolled_to(lane: BirchLane) -> None:
    entry = sent(lane.desk(SAM), WORRIED)
    async with at_desk(lane, SANDRA, home=entry_room(entry.id)) as pilot:
        await press(pilot, "pagedown")
        detail = pilot.app.screen.query_one(EntryDetail)
        before = detail.scroll_offset
        on(pilot).read_again()
        await quiet(pilot)
        assert detail.scroll_offset == before != (0, 0)


# what a test needs


def amend(desk: Desk, entry: OpenEntry, **words: Any) -> None:
    from logbook.domain import triage as moves  # noqa: PLC0415 - only this asks for the move itself

    triage.act(desk, reading.open_entry(desk, entry.id), moves.amend, **words)


def full(*_: object, **__: object) -> Any:
    raise disk_full(Path("logbook.db"))


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "append", full)


async def uncover(pilot: Pilot[Any]) -> None:
    from service_makers import PASSPHRASE  # noqa: PLC0415 - typed at the cover

    await write(pilot, PASSPHRASE)
    await pilot.press("enter")
    await seen_at_last(pilot, lambda: pilot.app.current_mode == "desk")
