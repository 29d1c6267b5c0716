"""Who is here and how the service is set up, and who may change that."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from happenings import (
    AMIR,
    DEV,
    GAIL,
    HENRY,
    LENA,
    MONDAY,
    SAM,
    SANDRA,
    SAUL,
    STAFF,
    member,
    staff_of,
)

from logbook.domain import configuring, staffing, supported
from logbook.domain.directory import Directory
from logbook.domain.events import GENESIS, Event, Logged, Plain, Verb, b64
from logbook.domain.folding.directory import fold_directory
from logbook.domain.people import FileClosed, Member, Person, Role, Staff
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import Settings
from logbook.domain.supported import initials_for

DANA = Person(id="dana", name="Dana Wells", initials="D.W.", house="Maple House")


def logged(*events: Event) -> list[Logged]:
    return [
        Logged(
            seq=seq,
            id=event.id,
            at=event.at,
            actor=event.actor,
            about=event.about,
            verb=event.verb,
            version=event.version,
            body=event.body,
            commitment="",
            previous=GENESIS,
            hash=GENESIS,
            signature=b"",
        )
        for seq, event in enumerate(events, start=1)
    ]


def started() -> Event:
    return staffing.start(
        GAIL,
        at=MONDAY,
        event_id="e1",
        sealing_key=b"gail-seals",
        signing_key=b"gail-signs",
        recovery_key=b"paper",
        service_name="Birch Lane Support",
        logbook_id="book",
    )


def added(new: Member, staff: Staff, by: Member = GAIL) -> Event:
    return staffing.add_member(
        staff,
        new,
        by=by,
        at=MONDAY,
        event_id=f"add-{new.id}",
        sealing_key=f"{new.id}-seals".encode(),
        signing_key=f"{new.id}-signs".encode(),
    )


def small() -> list[Event]:
    return [
        started(),
        added(HENRY, staff_of(GAIL)),
        added(SAUL, staff_of(GAIL, HENRY), by=HENRY),
    ]


def folded(*more: Event) -> Directory:
    return fold_directory(logged(*small(), *more))


# what the log says


def test_a_started_logbook_has_its_general_manager_and_its_name() -> None:
    directory = fold_directory(logged(started()))
    assert directory.staff.general_manager == GAIL
    assert directory.settings.service_name == "Birch Lane Support"
    assert directory.recovery_key == b"paper"
    assert directory.logbook_id == "book"
    assert not directory.keys["gail"].provisional
    assert directory.signing_key("gail", 1) == b"gail-signs"


def test_members_come_back_from_the_log_as_they_went_in() -> None:
    agency = replace(SAM, manager="henry", house="Oak House", ends_on=date(2026, 12, 31))
    directory = folded(added(agency, staff_of(GAIL, HENRY, SAUL)))
    assert directory.staff["sam"] == agency
    assert directory.revision == 4


def test_a_new_member_has_provisional_keys_until_their_first_sign_in() -> None:
    assert folded().keys["saul"].provisional
    own = staffing.replace_keys(
        SAUL, at=MONDAY, event_id="own", sealing_key=b"own-seals", signing_key=b"own-signs"
    )
    directory = folded(own)
    assert not directory.keys["saul"].provisional
    assert directory.keys["saul"].sealing == b"own-seals"


def test_replacing_keys_is_signed_with_the_keys_replaced() -> None:
    own = staffing.replace_keys(
        SAUL, at=MONDAY, event_id="own", sealing_key=b"own-seals", signing_key=b"own-signs"
    )
    directory = folded(own)
    assert directory.signing_key("saul", 4) == b"saul-signs"
    assert directory.signing_key("saul", 5) == b"own-signs"


def test_nobody_signs_before_they_have_a_key() -> None:
    with pytest.raises(NotFound, match="line 2"):
        folded().signing_key("saul", 2)


def test_a_reset_is_kept_to_be_shown_to_its_owner() -> None:
    reset = staffing.reset_member(
        staff_of(GAIL, HENRY, SAUL),
        "saul",
        by=HENRY,
        at=MONDAY,
        event_id="reset",
        sealing_key=b"new-seals",
        signing_key=b"new-signs",
    )
    directory = folded(reset)
    assert directory.keys["saul"].provisional
    assert [each.by for each in directory.resets_of("saul")] == ["henry"]
    assert directory.resets_of("henry") == ()


def test_a_leaver_keeps_their_name_and_loses_their_keys() -> None:
    gone = staffing.remove_member(
        staff_of(GAIL, HENRY, SAUL), "saul", by=HENRY, at=MONDAY, event_id="gone"
    )
    directory = folded(gone)
    assert directory.staff["saul"].left
    assert directory.staff.name("saul") == "Saul"
    assert "saul" not in directory.keys
    assert directory.signing_key("saul", 9) == b"saul-signs"


def test_a_changed_member_is_as_given() -> None:
    away = replace(HENRY, away=True, cover="gail", house="Oak House")
    event = staffing.change_member(
        staff_of(GAIL, HENRY, SAUL), away, by=GAIL, at=MONDAY, event_id="away"
    )
    assert event.body["changes"] == {"away": True, "cover": "gail", "house": "Oak House"}
    assert folded(event).staff["henry"] == away


def test_people_are_added_and_changed() -> None:
    add = supported.add_person({}, DANA, by=HENRY, at=MONDAY, event_id="p1")
    moved = replace(DANA, house="Oak House")
    change = supported.change_person({"dana": DANA}, moved, by=HENRY, at=MONDAY, event_id="p2")
    assert change.body == {"id": "dana", "changes": {"house": "Oak House"}}
    assert folded(add, change).people == {"dana": moved}


def test_a_setting_changed_holds_from_then_on() -> None:
    event = configuring.change_setting(
        Settings(), "service_name", "Elm Road", by=GAIL, at=MONDAY, event_id="s"
    )
    assert folded(event).settings.service_name == "Elm Road"


@pytest.mark.parametrize(("name", "value"), [("cover_minutes", 240), ("no_longer_there", "yes")])
def test_a_setting_that_is_out_of_range_by_now_keeps_its_former_value(
    name: str, value: Plain
) -> None:
    fits, narrowed = (
        Event(
            id=f"e-{each}",
            at=MONDAY,
            actor=GAIL.id,
            about=each,
            verb=Verb.SETTING_CHANGED,
            body={"name": each, "value": said},
        )
        for each, said in (("cover_minutes", 7), (name, value))
    )
    directory = folded(fits, narrowed)
    assert directory.settings.cover_minutes == 7
    assert directory.settings.service_name == "Birch Lane Support"


def test_erased_details_leave_somebody_without_them() -> None:
    events = logged(*small(), supported.add_person({}, DANA, by=HENRY, at=MONDAY, event_id="p1"))
    directory = fold_directory([replace(event, body=None) for event in events])
    assert directory.people["dana"].initials == "–"
    assert directory.staff["saul"].left


@pytest.mark.parametrize(
    "verb",
    [
        Verb.MEMBER_CHANGED,
        Verb.MEMBER_REMOVED,
        Verb.PERSON_CHANGED,
        Verb.SETTING_CHANGED,
        Verb.HOUSE_ADDED,
        Verb.HOUSE_RENAMED,
        Verb.HOUSE_CLOSED,
    ],
)
def test_an_erased_change_changes_nothing(verb: Verb) -> None:
    events = logged(*small())
    unknown = replace(events[-1], seq=4, verb=verb, about="elsewhere", body=None)
    after = fold_directory([*events, unknown])
    assert replace(after, revision=3) == fold_directory(events)


def test_events_of_entries_are_left_out() -> None:
    events = logged(*small())
    seen = replace(events[-1], seq=4, verb=Verb.SEEN, about="entry")
    assert fold_directory([*events, seen]) == fold_directory(events)


# initials


@pytest.mark.parametrize(
    ("name", "taken", "initials"),
    [
        ("Dana Wells", set(), "D.W."),
        ("Dana Wells", {"D.W."}, "D.W.2"),
        ("Dana Wells", {"D.W.", "D.W.2"}, "D.W.3"),
        ("Mary Ann Smith", set(), "M.S."),
        ("Cher", set(), "C."),
        ("émile zola", set(), "É.Z."),
    ],
)
def test_initials_are_short_and_nobody_elses(name: str, taken: set[str], initials: str) -> None:
    assert initials_for(name, taken) == initials


def test_a_name_without_letters_has_no_initials() -> None:
    with pytest.raises(NotAllowed):
        initials_for(" – ", set())


# who may change what


def test_set_up_is_the_general_managers() -> None:
    with pytest.raises(NotAllowed, match="General Manager"):
        staffing.start(
            SANDRA,
            at=MONDAY,
            event_id="e1",
            sealing_key=b"",
            signing_key=b"",
            recovery_key=b"",
            service_name="",
            logbook_id="book",
        )


NEW_WORKER = member("nia", Role.WORKER, manager="sandra")
NEW_MANAGER = member("nia", Role.LINE_MANAGER, manager="gail")
NEW_LEAD = member("nia", Role.LEAD, manager="gail")
NEW_DEPUTY = member("nia", Role.DEPUTY, manager="gail")


@pytest.mark.parametrize(
    ("new", "by", "allowed"),
    [
        (NEW_WORKER, SANDRA, True),
        (NEW_WORKER, GAIL, True),
        (NEW_WORKER, AMIR, False),
        (NEW_WORKER, SAM, False),
        (NEW_WORKER, DEV, False),
        (NEW_WORKER, LENA, False),
        (replace(NEW_MANAGER, manager="sandra"), SANDRA, False),
        (NEW_MANAGER, GAIL, True),
        (NEW_LEAD, GAIL, True),
        (NEW_LEAD, AMIR, False),
        (NEW_DEPUTY, GAIL, True),
        (NEW_DEPUTY, DEV, False),
        (replace(NEW_WORKER, roles=frozenset()), GAIL, False),
        (replace(NEW_WORKER, manager=""), GAIL, False),
        (replace(NEW_WORKER, manager="sam"), GAIL, False),
        (replace(NEW_WORKER, name="SANDRA"), GAIL, False),
        (replace(NEW_WORKER, name=" "), GAIL, False),
        (replace(NEW_WORKER, id="saul"), SANDRA, False),
    ],
)
def test_managers_add_workers_under_themselves_and_the_general_manager_everybody(
    new: Member, by: Member, *, allowed: bool
) -> None:
    if allowed:
        assert added(new, STAFF, by=by).actor == by.id
        return
    with pytest.raises(NotAllowed):
        added(new, STAFF, by=by)


@pytest.mark.parametrize(
    ("whom", "by", "allowed"),
    [
        (SAM, SANDRA, True),
        (SAM, AMIR, True),
        (SAM, GAIL, True),
        (SAM, HENRY, False),
        (SAM, SAUL, False),
        (SAM, DEV, False),
        (SAM, LENA, False),
        (SANDRA, AMIR, True),
        (SANDRA, SAM, False),
        (AMIR, SANDRA, False),
        (LENA, GAIL, True),
        (DEV, GAIL, True),
        (GAIL, DEV, True),
        (GAIL, AMIR, False),
        (GAIL, LENA, False),
        (GAIL, GAIL, False),
        (SAM, SAM, False),
    ],
)
def test_resets_go_upward_only(whom: Member, by: Member, *, allowed: bool) -> None:
    assert (staffing.why_not_reset(STAFF, whom, by) == "") is allowed


def test_nobody_resets_somebody_who_left() -> None:
    staff = Staff({**STAFF.members, "sam": replace(SAM, left=True)})
    with pytest.raises(NotFound):
        staffing.reset_member(
            staff, "sam", by=GAIL, at=MONDAY, event_id="r", sealing_key=b"", signing_key=b""
        )


@pytest.mark.parametrize(
    ("whom", "by", "sentence"),
    [
        (GAIL, DEV, "Only another General Manager"),
        (DEV, GAIL, "only deputy"),
        (LENA, GAIL, "only safeguarding lead"),
        (SANDRA, AMIR, "The General Manager removes"),
        (SAM, HENRY, "Only those Sam answers to"),
        (SANDRA, SANDRA, "own account"),
    ],
)
def test_some_removals_are_refused(whom: Member, by: Member, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        staffing.remove_member(STAFF, whom.id, by=by, at=MONDAY, event_id="x")


def test_the_last_of_a_role_can_go_once_another_holds_it() -> None:
    second = member("liv", Role.LEAD, manager="gail")
    staff = Staff({**STAFF.members, "liv": second})
    event = staffing.remove_member(staff, "lena", by=GAIL, at=MONDAY, event_id="x")
    assert event.body == {"id": "lena"}


def changed(new: Member, by: Member) -> Mapping[str, Plain]:
    event = staffing.change_member(STAFF, new, by=by, at=MONDAY, event_id="c")
    found = event.body["changes"]
    assert isinstance(found, Mapping)
    return found


def test_a_manager_marks_themselves_away_with_cover() -> None:
    away = replace(SANDRA, away=True, cover="henry")
    assert changed(away, SANDRA) == {"away": True, "cover": "henry"}


def test_the_deputy_marks_the_general_manager_away() -> None:
    assert changed(replace(GAIL, away=True), DEV) == {"away": True}


@pytest.mark.parametrize(
    ("new", "by", "sentence"),
    [
        (SAM, GAIL, "nothing to save"),
        (replace(SAM, house="Elm"), SAM, "Only those Sam answers to"),
        (replace(SAM, house="Elm"), HENRY, "Only those Sam answers to"),
        (replace(SAM, roles=frozenset({Role.LEAD})), SANDRA, "by the General Manager"),
        (replace(SAM, manager="henry"), SANDRA, "by the General Manager"),
        (replace(SAM, roles=frozenset()), GAIL, "at least one role"),
        (replace(DEV, roles=frozenset({Role.WORKER})), GAIL, "only deputy"),
        (replace(SANDRA, roles=frozenset({Role.WORKER})), GAIL, "Sam would answer to nobody"),
        (replace(AMIR, manager="sandra"), GAIL, "answers to Amir already"),
        (replace(SANDRA, cover="sam"), SANDRA, "another manager"),
        (replace(SANDRA, cover="sandra"), SANDRA, "another manager"),
        (replace(SANDRA, name="Henry"), GAIL, "a Henry here already"),
    ],
)
def test_some_changes_are_refused(new: Member, by: Member, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        changed(new, by)


def test_a_manager_comes_back_though_whoever_covered_has_left() -> None:
    away = replace(SANDRA, away=True, cover=HENRY.id)
    staff = staff_of(*(each for each in STAFF if each.id not in {SANDRA.id, HENRY.id}))
    staff = Staff({**staff.members, SANDRA.id: away, HENRY.id: replace(HENRY, left=True)})
    back = staffing.change_member(
        staff, replace(away, away=False), by=away, at=MONDAY, event_id="back"
    )
    assert back.body["changes"] == {"away": False}


def test_somebody_whose_manager_left_can_still_be_changed() -> None:
    staff = Staff({**STAFF.members, SANDRA.id: replace(SANDRA, left=True)})
    moved = staffing.change_member(
        staff, replace(SAM, house="Oak House"), by=GAIL, at=MONDAY, event_id="moved"
    )
    assert moved.body["changes"] == {"house": "Oak House"}


def test_the_last_of_a_role_gets_no_last_day() -> None:
    with pytest.raises(NotAllowed, match="only safeguarding lead"):
        staffing.change_member(
            STAFF, replace(LENA, ends_on=date(2026, 11, 30)), by=GAIL, at=MONDAY, event_id="e"
        )


def test_the_list_of_people_is_kept_by_managers() -> None:
    with pytest.raises(NotAllowed, match="ask your manager"):
        supported.add_person({}, DANA, by=SAM, at=MONDAY, event_id="p")


def test_two_people_are_not_shown_by_the_same_initials() -> None:
    other = Person(id="dev-w", name="Devi West", initials="D.W.")
    with pytest.raises(NotAllowed, match=r"D\.W\.2 is free"):
        supported.add_person({"dana": DANA}, other, by=HENRY, at=MONDAY, event_id="p")


@pytest.mark.parametrize(
    ("person", "error"),
    [
        (DANA, NotAllowed),
        (replace(DANA, name=""), NotAllowed),
        (replace(DANA, id="nobody"), NotFound),
    ],
)
def test_a_person_is_changed_only_into_somebody(person: Person, error: type[Exception]) -> None:
    with pytest.raises(error):
        supported.change_person({"dana": DANA}, person, by=HENRY, at=MONDAY, event_id="p")


def test_somebody_listed_is_not_added_again() -> None:
    with pytest.raises(NotAllowed, match="listed already"):
        supported.add_person({"dana": DANA}, DANA, by=HENRY, at=MONDAY, event_id="p")


def test_settings_are_the_general_managers() -> None:
    with pytest.raises(NotAllowed, match="General Manager"):
        configuring.change_setting(
            Settings(), "service_name", "Elm Road", by=AMIR, at=MONDAY, event_id="s"
        )


@pytest.mark.parametrize("by", [GAIL, HENRY, DEV])
def test_managers_and_the_deputy_say_who_is_on_call(by: Member) -> None:
    event = configuring.change_setting(
        Settings(), "on_call", "R. Hale · 01632 960 118", by=by, at=MONDAY, event_id="s"
    )
    assert folded(event).settings.on_call == "R. Hale · 01632 960 118"
    with pytest.raises(NotAllowed, match="Managers say who is on call"):
        configuring.change_setting(Settings(), "on_call", "me", by=SAM, at=MONDAY, event_id="s")


def test_a_closed_file_says_why_and_can_be_opened_again() -> None:
    add = supported.add_person({}, DANA, by=HENRY, at=MONDAY, event_id="p1")
    closed = replace(DANA, closed=FileClosed.MOVED, aliases=("Dee",))
    close = supported.change_person({"dana": DANA}, closed, by=HENRY, at=MONDAY, event_id="p2")
    assert close.body["changes"] == {"aliases": ("Dee",), "closed": "moved"}
    assert folded(add, close).people == {"dana": closed}
    reopen = supported.change_person(
        {"dana": closed}, replace(closed, closed=None), by=HENRY, at=MONDAY, event_id="p3"
    )
    assert folded(add, close, reopen).people["dana"].closed is None


def test_somebody_is_away_until_a_day() -> None:
    away = replace(HENRY, away=True, cover="gail", away_until=date(2026, 11, 27))
    event = staffing.change_member(
        staff_of(GAIL, HENRY, SAUL), away, by=HENRY, at=MONDAY, event_id="away"
    )
    assert folded(event).staff["henry"] == away


def test_a_reason_is_there_before_somebody_tries() -> None:
    assert "General Manager" in staffing.why_not_change(STAFF, SAM, {"roles"}, SANDRA)
    assert staffing.why_not_change(STAFF, SAM, {"house"}, SANDRA) == ""
    assert staffing.why_not_remove(STAFF, SAM, SANDRA) == ""
    assert "Only those" in staffing.why_not_remove(STAFF, SAM, SAUL)
    assert (
        staffing.why_not_remove(STAFF, GAIL, DEV) == "Only another General Manager can remove Gail."
    )
    assert (
        staffing.why_not_change(STAFF, GAIL, {"house"}, DEV)
        == "Only Gail can change that: ask them."
    )
    assert supported.why_not_keep_people(SANDRA) == "" != supported.why_not_keep_people(SAM)


def test_keys_stand_in_the_log_as_text() -> None:
    event = added(NEW_WORKER, STAFF, by=SANDRA)
    assert event.body["signing_key"] == b64(b"nia-signs")
    assert event.at - MONDAY == timedelta()
