"""Help requests on every path: what they reach, how urgent they are, and that none is refused."""

import json
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
import tables
from tables import NO, TESTS, UNSAID, UNSURE, YES
from ways import (
    NOBODY_YET,
    NOW,
    finish,
    pick,
    walk,
)

from logbook.domain.answers import (
    Answer,
    Choice,
    Skipped,
    Someone,
    Someones,
    Telling,
    Tellings,
)
from logbook.domain.conditions import chosen
from logbook.domain.entries import Entry
from logbook.domain.journey import Journey, journey_of
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.people import Role
from logbook.domain.questions import LEFT_MESSAGE, Stop
from logbook.policy.clauses import NO_TRACING, NOT_AT_WORK, VERSION
from logbook.policy.kinds.help_request import HELP_REQUEST
from logbook.policy.lists import (
    CARE_ACT_TYPES,
    COMMERCE_HARM,
    CONDUCT_HARM,
    CONTACT_HARM,
    CONTENT_HARM,
    INFORMED,
    MANAGERS,
    OUTCOMES,
    SEARCHED,
    OutcomeKey,
)

NOT_NO = (YES, UNSURE, UNSAID)
CALM: Mapping[str, Answer] = dict.fromkeys(TESTS, NO)
LOST_TOUCH: Mapping[str, Answer] = {"relative": YES, "in-touch": Choice("lost-touch")}
WORRIED: Mapping[str, Answer] = {"careful": pick("money"), "worried": YES}


def on(answers: Mapping[str, Answer]) -> Journey:
    return walk(HELP_REQUEST, answers)


def sent(journey: Journey, raised_to: Level | None = None) -> Entry:
    return journey.entry(
        entry_id="k74qh2aaaaaaaaaa", author="sam", policy=VERSION, raised_to=raised_to
    )


def keys(journey: Journey) -> list[str]:
    return [question.key for question in journey.path]


# every path, by the answers that can make a difference


def differing() -> Iterator[dict[str, Answer]]:
    """One of each set of answers that no condition tells apart, before the safety prompts."""
    relatives: list[dict[str, Answer]] = [{}]
    asking: list[dict[str, Answer]] = [
        {"help": pick("set-up"), "relative": YES},
        {"help": pick("find-relative"), "relative": NO},
        {"help": UNSAID, "relative": UNSAID},
    ]
    for asked in asking:
        relatives += [
            {**asked, "in-touch": Choice(way)} for way in ("regularly", "contacted-first")
        ]
        relatives += [
            {**asked, "in-touch": Choice("never-met"), "searched": searched, "orders": orders}
            for searched in (pick("no"), pick("with-staff"), pick("contact-made", "alone"), UNSAID)
            for orders in (YES, UNSAID)
        ]
    worries: list[dict[str, Answer]] = [{"careful": pick("none")}]
    worries += [
        {"careful": careful, "worried": worried}
        for careful in (pick("money"), pick("staff", "money"), UNSAID)
        for worried in (YES, NO, UNSAID)
    ]
    for relative, worry in product(relatives, worries):
        asked_tests = "worried" in worry and worry["worried"] != NO
        asked_tests |= "in-touch" in relative and relative["in-touch"] != Choice("regularly")
        if not asked_tests:
            yield {**relative, **worry}
            continue
        yes_no_or_not: list[Answer] = [YES, NO, UNSAID]
        for answers in product(yes_no_or_not, repeat=len(TESTS)):
            yield {**relative, **worry, **dict(zip(TESTS, answers, strict=True))}


@pytest.fixture(scope="module")
def every_path() -> list[Journey]:
    return [on(answers) for answers in differing()]


def test_every_path_ends_and_every_entry_is_made(every_path: list[Journey]) -> None:
    assert len(every_path) > 15_000
    for journey in every_path:
        assert journey.finished
    for answers in list(differing())[::1000]:
        assert finish(Journey(HELP_REQUEST, NOW, answers)).finished
    for journey in every_path[::50]:
        entry = sent(journey)
        assert Entry.from_plain(json.loads(json.dumps(entry.to_plain()))) == entry
        assert journey_of(HELP_REQUEST, entry, NOW) == Journey(
            HELP_REQUEST, NOW, journey.counting.given
        )


def test_levels_are_what_the_policy_says_on_every_path(every_path: list[Journey]) -> None:
    for journey in every_path:
        assert journey.suggested.level is tables.level("help-request", journey.counting.given)


def test_tracing_always_reaches_the_stop_page_before_anything_else_is_asked(
    every_path: list[Journey],
) -> None:
    for journey in every_path:
        given = journey.counting.given
        asks = given["relative"] != NO or "find-relative" in chosen(given["help"])
        in_touch = given.get("in-touch", Choice("regularly"))
        is_tracing = not chosen(in_touch) & {"regularly", "contacted-first"}
        asked = keys(journey)
        assert ("in-touch" in asked) is asks
        assert ("tracing-stop" in asked) is is_tracing
        if is_tracing:
            assert asked[asked.index("in-touch") + 1] == "tracing-stop"


def test_stopped_and_referred_is_the_only_outcome_and_only_of_tracing(
    every_path: list[Journey],
) -> None:
    for journey in every_path:
        stopped = "tracing-stop" in journey.counting.given
        assert journey.outcome == (OutcomeKey.STOPPED if stopped else "")
        assert ("tracing" in journey.topics) is stopped


def test_not_sure_about_safety_counts_as_a_concern(every_path: list[Journey]) -> None:
    for journey in every_path:
        given = journey.counting.given
        worries = [given.get(key, NO) for key in ("worried", *TESTS)]
        if any(each != NO for each in worries):
            assert journey.suggested.level >= Level.MEDIUM
            assert {"told", "saw", "signs"} <= set(given)
            assert "safety" in journey.topics


# the four tests


@pytest.mark.parametrize(
    ("tests", "level"),
    [
        ({"danger": YES}, Level.EMERGENCY),
        ({"life": YES}, Level.EMERGENCY),
        ({"forced": YES}, Level.EMERGENCY),
        ({"at-risk": YES}, Level.HIGH),
        ({"at-risk": YES, "forced": YES}, Level.EMERGENCY),
        ({"danger": UNSURE}, Level.HIGH),
        ({"at-risk": UNSURE}, Level.MEDIUM),
        ({}, Level.MEDIUM),
    ],
)
@pytest.mark.parametrize("start", [WORRIED, LOST_TOUCH], ids=["worried", "tracing"])
def test_the_four_tests_set_the_level(
    start: Mapping[str, Answer], tests: Mapping[str, Answer], level: Level
) -> None:
    assert on({**start, **CALM, **tests}).suggested.level is level


@pytest.mark.parametrize("test", ["danger", "life", "forced"])
def test_an_emergency_says_so_at_once(test: str) -> None:
    advice = on({**WORRIED, test: YES}).advice[0]
    assert advice.urgent
    assert advice.words.startswith("Call 999 now, then your manager.")


# tracing


@pytest.mark.parametrize("asked", [{"relative": each} for each in NOT_NO], ids=str)
@pytest.mark.parametrize("touch", ["lost-touch", "never-met", "unsure", ""])
def test_asking_to_trace_is_stopped_whatever_is_not_known(
    asked: Mapping[str, Answer], touch: str
) -> None:
    journey = on({**asked, "in-touch": Choice(touch) if touch else UNSAID})
    assert "tracing-stop" in keys(journey)
    assert NO_TRACING in journey.clauses


def test_ticking_find_a_relative_is_asking_to_trace_even_if_no_is_said_after() -> None:
    journey = on({"help": pick("post", "find-relative"), "relative": NO, **LOST_TOUCH})
    assert "tracing-stop" in keys(journey)


def test_the_stop_page_says_no_what_to_say_and_what_to_do() -> None:
    stop = HELP_REQUEST.question("tracing-stop")
    assert isinstance(stop, Stop)
    for way in ("names or photos", "people you may know", "family-tree or DNA", "groups"):
        assert way in stop.says
    for way in ("your own account", "a colleague"):
        assert way in stop.says
    assert stop.say.startswith("“I can hear")
    assert stop.do == (
        "listen",
        "write their wish in their own words",
        "tell your manager",
        "offer an advocate or social worker",
    )
    assert "still recorded" in stop.after


def test_no_outcome_says_that_staff_helped_to_search() -> None:
    words = [f"{each.label} {each.hint}".casefold() for each in OUTCOMES]
    for each in words:
        assert "search" not in each
        assert "trac" not in each
        assert "relative" not in each


@pytest.mark.parametrize("others", [(), ("alone",), ("contact-made",), ("alone", "contact-made")])
@pytest.mark.parametrize("worry", [{}, WORRIED], ids=["calm", "worried"])
def test_a_member_of_staff_already_helped_is_always_a_fact_that_can_be_told(
    others: tuple[str, ...], worry: Mapping[str, Answer]
) -> None:
    assert "with-staff" in {option.key for option in SEARCHED if option.enabled}
    assert not next(option for option in SEARCHED if option.key == "with-staff").alone
    journey = on({**LOST_TOUCH, **worry, "searched": pick("with-staff", *others)})
    assert journey.suggested.level is Level.HIGH
    assert journey.routes == (Role.GENERAL_MANAGER.value,)
    assert journey.outcome == OutcomeKey.STOPPED
    assert "searched-staff" in keys(journey)
    assert any(each.words.startswith("Thank you. Logging this") for each in journey.advice)


def test_staff_who_helped_to_search_never_read_it_but_its_author_does() -> None:
    helped = Someones((Someone("sam", "Sam"), Someone("henry", "Henry")))
    journey = on({**LOST_TOUCH, "searched": pick("with-staff"), "searched-staff": helped})
    assert sent(journey).about == ("henry",)
    assert "staff" in journey.topics


@pytest.mark.parametrize(
    ("searched", "orders", "level"),
    [
        ("no", NO, Level.MEDIUM),
        ("alone", NO, Level.MEDIUM),
        ("unknown", NO, Level.MEDIUM),
        ("with-staff", NO, Level.HIGH),
        ("contact-made", NO, Level.HIGH),
        ("no", YES, Level.HIGH),
        ("no", UNSURE, Level.MEDIUM),
    ],
)
def test_tracing_is_medium_unless_done_or_under_an_order(
    searched: str, orders: Answer, level: Level
) -> None:
    journey = on({**LOST_TOUCH, **CALM, "searched": pick(searched), "orders": orders})
    assert journey.suggested.level is level


def test_regular_contact_with_a_relative_is_ordinary_help() -> None:
    journey = on({"relative": YES, "in-touch": Choice("regularly")})
    assert journey.suggested.level is Level.LOW
    assert journey.topics == ("help",)


def test_a_relative_who_made_contact_first_is_a_safety_matter() -> None:
    journey = on({"relative": YES, "in-touch": Choice("contacted-first")})
    assert journey.suggested.level is Level.MEDIUM
    assert journey.topics == ("help", "safety")


# safety


@pytest.mark.parametrize("sign", ["secret", "plans-to-meet", "has-met", "knows-address", "money"])
def test_signs_of_grooming_are_high(sign: str) -> None:
    assert on({**WORRIED, "signs": pick(sign)}).suggested.level is Level.HIGH


@pytest.mark.parametrize("sign", ["image-sent", "image-asked", "threats", "self-harm"])
def test_signs_of_harm_are_high(sign: str) -> None:
    journey = on({**WORRIED, "signs": pick(sign)})
    assert journey.suggested.level is Level.HIGH
    assert journey.suggested.reasons[0] != "worried about safety"


def test_one_of_the_first_three_boxes_must_be_filled() -> None:
    empty = {"saw": Skipped(), "said": Skipped(), "heard": Skipped(), "think": Skipped()}
    journey = Journey(HELP_REQUEST, NOW, {**on(WORRIED).answers, **empty})
    assert journey.current is not None
    assert journey.current.key == "heard"


def test_no_consent_never_stops_the_entry() -> None:
    refused = Choice("no", "She fears her brother; I told Sandra because she may be hurt")
    assert sent(on({**WORRIED, "consent": refused})).discussed is True


def test_every_harm_is_nearest_to_a_type_of_abuse() -> None:
    harms = {
        option.key
        for options in (CONTACT_HARM, CONTENT_HARM, CONDUCT_HARM, COMMERCE_HARM)
        for option in options
    } - {"unknown"}
    assert set(CARE_ACT_TYPES) == harms
    assert set(CARE_ACT_TYPES.values()) <= {
        "physical",
        "domestic",
        "sexual",
        "psychological",
        "financial or material",
        "modern slavery",
        "discriminatory",
        "organisational",
        "neglect",
        "self-neglect",
    }


# telling the manager


def telling(role: str, how: str = "phone", who: str = "Sandra", *, timed: bool = True) -> Tellings:
    when = Moment.at(NOW) if timed else Moment.unknown()
    return Tellings((Telling(who=who, role=role, how=how, when=when),))


@pytest.mark.parametrize(
    "told",
    [
        telling("line-manager", LEFT_MESSAGE),
        telling("line-manager", timed=False),
        telling("line-manager", who=" "),
        NOBODY_YET,
        UNSAID,
        *(telling(option.key) for option in INFORMED if option.key not in MANAGERS),
    ],
)
def test_without_a_manager_a_name_a_time_and_a_voice_it_is_not_discussed(told: Answer) -> None:
    entry = sent(on({**WORRIED, "told": told}))
    assert entry.discussed is False


@pytest.mark.parametrize("role", sorted(MANAGERS))
@pytest.mark.parametrize("how", ["in-person", "phone"])
def test_a_manager_reached_by_voice_is_discussed(role: str, how: str) -> None:
    assert sent(on({**WORRIED, "told": telling(role, how)})).discussed is True


# short, and never in the way


def test_an_ordinary_help_request_is_low_and_needs_no_talk() -> None:
    entry = sent(on({}))
    assert (entry.level, entry.discussed, entry.outcome) == (Level.LOW, None, "")
    assert entry.topics == ("help",)


@pytest.mark.parametrize("hands", ["talked", "theirs-they", "theirs-i", "mine", "nothing-yet"])
def test_help_given_is_low_whoever_held_the_device(hands: str) -> None:
    journey = on({"did": Choice(hands, "I showed her the settings")})
    assert journey.suggested.level is Level.LOW
    assert (NOT_AT_WORK in journey.clauses) is (hands == "mine")


def test_using_ones_own_device_is_thanked_for_before_anything_is_asked_of_one() -> None:
    (advice,) = on({"did": Choice("mine", "my phone")}).advice
    assert advice.words.startswith("Thank you. Logging this is what the policy asks.")
    assert advice.clause == NOT_AT_WORK
