"""`logbook people`, by people who may and people who may not."""

import json
import re

import pytest
from command_line import NOW, PASSPHRASE, Answer, BirchLane, at_birch_lane, birch_lane, logbook
from service_makers import DANIEL, DEPUTY, GENERAL_MANAGER, LEAD, NIA, SAM, SANDRA, SAUL

from logbook.domain.events import Verb
from logbook.vault import keyfile

CHOSEN = "another quiet set of words"
CODE = re.compile(r"Code for (?P<name>.+): (?P<code>[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})$", re.MULTILINE)


@pytest.fixture
def birch(tmp_path_factory: pytest.TempPathFactory) -> BirchLane:
    return birch_lane(tmp_path_factory.mktemp("birch") / "data")


def code_in(answer: Answer) -> str:
    found = CODE.search(answer.done)
    assert found, answer.out
    return found["code"]


def accept(birch: BirchLane, name: str, code: str) -> Answer:
    return logbook("accept", "--as", name, "--in", birch.folder, typed=f"{code}\n{CHOSEN}\n")


def listed(birch: BirchLane) -> dict[str, dict[str, object]]:
    answer = at_birch_lane(birch, GENERAL_MANAGER, "people", "list", "--json")
    return {each["name"]: each for each in json.loads(answer.done)["staff"]}


def lines_of_the_log(birch: BirchLane) -> int:
    desk = birch.desk(GENERAL_MANAGER)
    try:
        return desk.store.head().seq
    finally:
        desk.close()


# adding


def test_a_manager_adds_a_worker_who_then_signs_in(birch: BirchLane) -> None:
    added = at_birch_lane(birch, SANDRA, "people", "add", "Ann Lee", "--house", "Maple House")
    assert "It is good once, until Thursday 19 November 2026, 2:05pm" in added.out
    assert 'logbook accept --as "Ann Lee"' in added.out
    assert added.err == ""
    assert accept(birch, "Ann Lee", code_in(added)).status == 0
    ann = listed(birch)["Ann Lee"]
    assert (ann["roles"], ann["house"], ann["invited"]) == (["worker"], "Maple House", False)
    assert ann["manager"] == birch.member(SANDRA).id


def test_the_general_manager_adds_several_roles_under_somebody_until_a_day(
    birch: BirchLane,
) -> None:
    answer = at_birch_lane(
        birch, GENERAL_MANAGER, "people", "add", "Kim Roe",
        "--role", "line-manager", "--role", "lead", "--manager", SANDRA, "--until", "31/1/2027",
    )  # fmt: skip
    assert answer.status == 0
    kim = listed(birch)["Kim Roe"]
    assert kim["roles"] == ["lead", "line-manager"]
    assert kim["manager"] == birch.member(SANDRA).id
    assert kim["ends_on"] == "2027-01-31"
    assert kim["invited"] is True


@pytest.mark.parametrize(
    ("by", "arguments", "says"),
    [
        (SAM, ("Ann Lee",), "Only managers add people"),
        (SANDRA, ("Ann Lee", "--role", "lead"), "You can add support workers"),
        (SANDRA, ("Ann Lee", "--manager", "Henry"), "You can add people who answer to you"),
        (GENERAL_MANAGER, (SAM,), "There is a Sam Okafor here already"),
        (GENERAL_MANAGER, ("  ",), "needs a name"),
        (GENERAL_MANAGER, ("Ann Lee", "--manager", "Nobody"), "Nobody named “Nobody”"),
        (GENERAL_MANAGER, ("Ann \u202eLee",), "⟨U+202E⟩"),
        (GENERAL_MANAGER, ("Ann\x1b]52;c;AA\x07",), "␛"),
        (GENERAL_MANAGER, ("A" * 300,), "a name holds 200"),
        (GENERAL_MANAGER, ("Ann\udcff",), "⟨U+DCFF⟩"),
    ],
)
def test_who_may_not_be_added_is_refused_and_nothing_is_saved(
    birch: BirchLane, by: str, arguments: tuple[str, ...], says: str
) -> None:
    before, keys = lines_of_the_log(birch), keyfile.load(birch.folder)
    answer = at_birch_lane(birch, by, "people", "add", *arguments)
    assert says in answer.refusal
    assert "\x1b" not in answer.err
    assert answer.out == ""
    assert lines_of_the_log(birch) == before
    assert keyfile.load(birch.folder) == keys


@pytest.mark.parametrize("until", ["31/02/2027", "soon", "", "not known", "04/13/2027", "\x1b[2J"])
def test_a_last_day_that_cannot_be_read_costs_no_passphrase(birch: BirchLane, until: str) -> None:
    answer = logbook(
        "people", "add", "Ann Lee", "--until", until, "--as", SANDRA, "--in", birch.folder
    )
    assert answer.status == 2
    assert "--until" in answer.err
    assert "\x1b" not in answer.err


def test_a_role_that_there_is_not_is_a_slip(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SANDRA, "people", "add", "Ann Lee", "--role", "boss")
    assert answer.status == 2
    assert "'boss' is not one of 'worker', 'line-manager'" in answer.err


def test_somebody_supported_is_listed_by_initials_that_nobody_has(birch: BirchLane) -> None:
    answer = at_birch_lane(
        birch, SANDRA, "people", "add-person", "Dora Wills", "--house", "Maple House"
    )
    assert answer.done == "Dora Wills is listed, and shown as D.W.2.\n"
    taken = at_birch_lane(birch, SANDRA, "people", "add-person", "Don West", "--initials", "D.W.")
    assert "Somebody else is shown as D.W." in taken.refusal
    worker = at_birch_lane(birch, SAM, "people", "add-person", "Don West")
    assert "Managers keep the list" in worker.refusal


# listing


def test_everybody_is_listed_in_columns(birch: BirchLane) -> None:
    lines = at_birch_lane(birch, SAM, "people", "list").done.splitlines()
    head = lines[0]
    assert head.split() == ["Name", "Role", "House", "Manager", "Account"]
    sam = next(line for line in lines if line.startswith(SAM))
    assert sam[head.index("Manager") :].startswith(SANDRA)
    assert any(line.startswith(DANIEL) and "D.W." in line for line in lines)


def test_whoever_has_not_used_their_code_is_marked(birch: BirchLane) -> None:
    at_birch_lane(birch, SANDRA, "people", "add", "Ann Lee", "--until", "1 March 2027")
    lines = at_birch_lane(birch, SAM, "people", "list").done.splitlines()
    (ann,) = [line for line in lines if line.startswith("Ann Lee")]
    assert ann.endswith("until Monday 1 March 2027, not used yet")


def test_the_document_is_json_alone_with_everybody_in_it(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, SAM, "people", "list", "--json")
    document = json.loads(answer.done)
    assert {each["name"] for each in document["supported"]} >= {DANIEL}
    assert all(set(each) >= {"id", "name", "roles", "invited"} for each in document["staff"])


# resetting


def test_a_reset_gives_a_code_and_the_old_passphrase_opens_nothing(birch: BirchLane) -> None:
    code = code_in(at_birch_lane(birch, SANDRA, "people", "reset", SAM))
    refused = at_birch_lane(birch, SAM, "people", "list")
    assert "Type the code you were given" in refused.refusal
    assert accept(birch, SAM, code).status == 0
    told = logbook("people", "list", "--as", SAM, "--in", birch.folder, typed=f"{CHOSEN}\n")
    assert "Sandra Whitlow made a new sign-in for you" in told.err


@pytest.mark.parametrize(
    ("by", "who", "says"),
    [
        (SAM, SANDRA, "Only those Sandra Whitlow answers to"),
        (SAM, NIA, "Only those Nia Rees answers to"),
        (SANDRA, SAUL, "Only those Saul Brennan answers to"),
        (SANDRA, GENERAL_MANAGER, "The recovery key is needed"),
        (SAM, SAM, "You are signed in"),
        (LEAD, DEPUTY, "Only those Dev Patel answers to"),
        (SANDRA, "Nobody", "Nobody named “Nobody”"),
        (SANDRA, "S", "More than one person's name begins with “S”"),
    ],
)
def test_resets_go_upward_only(birch: BirchLane, by: str, who: str, says: str) -> None:
    before, keys = lines_of_the_log(birch), keyfile.load(birch.folder)
    assert says in at_birch_lane(birch, by, "people", "reset", who).refusal
    assert lines_of_the_log(birch) == before
    assert keyfile.load(birch.folder) == keys


def test_the_deputy_resets_the_general_manager_with_the_recovery_key(birch: BirchLane) -> None:
    typed = f"{birch.recovery_key.text.lower()}\n"
    answer = at_birch_lane(birch, DEPUTY, "people", "reset", GENERAL_MANAGER, typed=typed)
    assert accept(birch, GENERAL_MANAGER, code_in(answer)).status == 0


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Nothing was typed"), ("\n", "needed"), ("AAAAA-BBBBB\n", "should be 40")],
)
def test_without_it_the_deputy_does_not(birch: BirchLane, typed: str, says: str) -> None:
    answer = at_birch_lane(birch, DEPUTY, "people", "reset", GENERAL_MANAGER, typed=typed)
    assert says in answer.refusal
    assert at_birch_lane(birch, GENERAL_MANAGER, "people", "list").status == 0


# removing


def test_a_leaver_is_asked_about_first_and_cannot_sign_in_afterwards(birch: BirchLane) -> None:
    before = keyfile.load(birch.folder).data_key_ids
    kept = at_birch_lane(birch, SANDRA, "people", "remove", SAM, typed="no\n")
    assert kept.refusal == "Nothing was done."
    assert at_birch_lane(birch, SAM, "people", "list").status == 0
    gone = at_birch_lane(birch, SANDRA, "people", "remove", SAM, typed="yes\n")
    assert gone.done == "Sam Okafor no longer has an account. The logbook has a new key.\n"
    assert "Nobody named “Sam Okafor”" in at_birch_lane(birch, SAM, "people", "list").refusal
    assert keyfile.load(birch.folder).data_key_ids != before
    assert "Whole" in at_birch_lane(birch, SANDRA, "verify").done


def test_who_says_nothing_removes_nobody(birch: BirchLane) -> None:
    assert "Nothing was typed" in at_birch_lane(birch, SANDRA, "people", "remove", SAM).refusal
    assert SAM in listed(birch)


@pytest.mark.parametrize(
    ("by", "who", "says"),
    [
        (SANDRA, SAUL, "Only those Saul Brennan answers to"),
        (SANDRA, SANDRA, "Nobody removes their own account"),
        (GENERAL_MANAGER, LEAD, "is the only safeguarding lead here"),
        (GENERAL_MANAGER, DEPUTY, "is the only deputy here"),
        (SAM, SANDRA, "Only those Sandra Whitlow answers to"),
    ],
)
def test_who_may_not_be_removed_stays_with_the_key(
    birch: BirchLane, by: str, who: str, says: str
) -> None:
    before = keyfile.load(birch.folder)
    assert says in at_birch_lane(birch, by, "people", "remove", who, "--yes").refusal
    assert keyfile.load(birch.folder) == before


# changing


def test_what_is_given_is_changed_and_the_rest_stays(birch: BirchLane) -> None:
    answer = at_birch_lane(
        birch,
        GENERAL_MANAGER,
        "people",
        "change",
        SAM,
        "--house",
        "Oak House",
        "--manager",
        "Henry",
    )
    assert answer.done == "Sam Okafor: support worker, Oak House, answers to Henry Cole.\n"
    dated = at_birch_lane(birch, GENERAL_MANAGER, "people", "change", SAM, "--until", "24 December")
    assert dated.done.endswith("answers to Henry Cole, until Thursday 24 December 2026.\n")
    assert keyfile.load(birch.folder).slot(birch.member(SAM).id).ends_on is not None  # type: ignore[union-attr] # it is there
    undated = at_birch_lane(birch, GENERAL_MANAGER, "people", "change", SAM, "--until", "none")
    assert "until" not in undated.done


def test_an_account_is_good_until_its_last_day_is_over(birch: BirchLane) -> None:
    at_birch_lane(birch, SANDRA, "people", "change", SAM, "--until", "19 November")
    assert at_birch_lane(birch, SAM, "people", "list", now=NOW.replace(day=19)).status == 0
    refused = at_birch_lane(birch, SAM, "people", "list", now=NOW.replace(day=20))
    assert "Your account was good until 19 November 2026" in refused.refusal


@pytest.mark.parametrize(
    ("by", "arguments", "says"),
    [
        (SAM, (NIA, "--house", "Oak House"), "Only those Nia Rees answers to"),
        (SANDRA, (SAM, "--house", "Mapel House"), "There is no house called “Mapel House”. Those"),
        (SANDRA, (SAM, "--role", "lead"), "Roles, and who answers to whom"),
        (GENERAL_MANAGER, (SANDRA, "--role", "worker"), "would answer to nobody"),
        (GENERAL_MANAGER, (SANDRA, "--manager", SANDRA), "Say which manager"),
        (GENERAL_MANAGER, (SAM, "--house", "Maple House"), "Nothing about Sam Okafor was changed"),
    ],
)
def test_what_may_not_be_changed_stays(
    birch: BirchLane, by: str, arguments: tuple[str, ...], says: str
) -> None:
    before = lines_of_the_log(birch)
    assert says in at_birch_lane(birch, by, "people", "change", *arguments).refusal
    assert lines_of_the_log(birch) == before


def test_nothing_to_change_is_a_slip(birch: BirchLane) -> None:
    answer = at_birch_lane(birch, GENERAL_MANAGER, "people", "change", SAM)
    assert answer.status == 2
    assert "Say what changes" in answer.err


def test_every_change_of_people_is_in_the_log(birch: BirchLane) -> None:
    at_birch_lane(birch, SANDRA, "people", "add", "Ann Lee")
    at_birch_lane(birch, SANDRA, "people", "change", "Ann Lee", "--house", "Maple House")
    at_birch_lane(birch, SANDRA, "people", "reset", "Ann Lee")
    at_birch_lane(birch, SANDRA, "people", "remove", "Ann Lee", "--yes")
    desk = birch.desk(GENERAL_MANAGER)
    (ann_id,) = [each.id for each in desk.staff if each.name == "Ann Lee"]
    verbs = [each.verb for each in desk.store.events_of(ann_id)]
    desk.close()
    assert verbs == [
        Verb.MEMBER_ADDED,
        Verb.MEMBER_CHANGED,
        Verb.MEMBER_RESET,
        Verb.MEMBER_REMOVED,
    ]


def test_nobody_has_to_write_their_whole_name(birch: BirchLane) -> None:
    answer = logbook(
        "people", "list", "--as", "sam o", "--in", birch.folder, typed=f"{PASSPHRASE}\n"
    )
    assert answer.status == 0
    two = logbook("people", "list", "--as", "sa", "--in", birch.folder, typed=f"{PASSPHRASE}\n")
    assert "More than one person's name begins with “sa”" in two.refusal


# service users, houses, being away, and who is on call


def test_a_file_is_closed_and_opened_again(birch: BirchLane) -> None:
    closed = at_birch_lane(birch, SANDRA, "people", "close-file", "D.W.", "--because", "moved")
    assert closed.done == "The file of Daniel Webb is closed: moved to another service.\n"
    lines = at_birch_lane(birch, SAM, "people", "list").done.splitlines()
    assert any(line.endswith("closed: moved to another service") for line in lines)
    opened = at_birch_lane(birch, SANDRA, "people", "reopen-file", DANIEL)
    assert opened.done == "The file of Daniel Webb is open.\n"


def test_somebody_supported_is_changed_and_the_rest_stays(birch: BirchLane) -> None:
    changed = at_birch_lane(
        birch, SANDRA, "people", "change-person", "dw", "--also", "Danny", "--house", "oak house"
    )
    assert changed.done == "Daniel Webb, shown as D.W., also Danny, Oak House.\n"
    none = at_birch_lane(birch, SANDRA, "people", "change-person", "danny", "--also", "none")
    assert none.done == "Daniel Webb, shown as D.W., Oak House.\n"
    assert at_birch_lane(birch, SANDRA, "people", "change-person", "dw").status == 2


def test_houses_are_the_general_managers(birch: BirchLane) -> None:
    assert at_birch_lane(birch, GENERAL_MANAGER, "people", "add-house", "Ash Lodge").status == 0
    renamed = at_birch_lane(
        birch, GENERAL_MANAGER, "people", "rename-house", "Ash Lodge", "Ash Court"
    )
    assert renamed.done == "Ash Lodge is called Ash Court now.\n"
    listed = at_birch_lane(birch, SAM, "people", "list").done
    assert "Houses: Ash Court, Maple House, Oak House." in listed
    closed = at_birch_lane(birch, GENERAL_MANAGER, "people", "close-house", "Oak House")
    assert "are still in Oak House" in closed.refusal
    refused = at_birch_lane(birch, SANDRA, "people", "close-house", "Ash Court")
    assert "General Manager keeps the list of houses" in refused.refusal


def test_a_manager_is_away_until_a_day_and_back(birch: BirchLane) -> None:
    gone = at_birch_lane(
        birch, SANDRA, "people", "away", SANDRA, "--until", "Friday", "--cover", "Henry"
    )
    assert gone.done == (
        "Sandra Whitlow is away until Friday 20 November 2026. Henry Cole covers.\n"
    )
    back = at_birch_lane(birch, SANDRA, "people", "back", SANDRA)
    assert back.done == "Sandra Whitlow is back.\n"


def test_who_is_on_call_is_said_by_managers(birch: BirchLane) -> None:
    said = at_birch_lane(birch, SANDRA, "people", "on-call", "J. Ames", "01632 960 777", "--tried")
    assert said.done == "On call: J. Ames · 01632 960 777, tried Wednesday 18 November 2026.\n"
    assert keyfile.load(birch.folder).on_call == "J. Ames · 01632 960 777"
    half = at_birch_lane(birch, SANDRA, "people", "on-call", "J. Ames")
    assert "needs a name and a telephone number" in half.refusal
    assert at_birch_lane(birch, SANDRA, "people", "on-call").status == 2
    worker = at_birch_lane(birch, SAM, "people", "on-call", "--tried")
    assert "Managers say who is on call" in worker.refusal
