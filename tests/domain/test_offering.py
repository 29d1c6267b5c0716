"""What a service changed about a list: offered, kept where it was chosen, and named for good."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from logbook.domain.answers import Choice
from logbook.domain.conditions import answer_to
from logbook.domain.journey import Journey
from logbook.domain.kinds import Kind
from logbook.domain.offering import as_offered, named_in, offering
from logbook.domain.own_options import NotAList, OwnList, OwnOption, key_for, label_of
from logbook.domain.questions import Asking, NotAnAnswer, OneOf, Option, ShortText
from logbook.domain.settings import NotASetting, Settings

if TYPE_CHECKING:
    from logbook.domain.events import Plain

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
LIST = (
    Option("red", "Red"),
    Option("blue", "Blue"),
    Option("other", "Something else", detail="Write what"),
    Option("unknown", "I do not know", alone=True),
)
KIND = Kind(
    "paint",
    "Paint",
    (OneOf("colour", "Which?", options=LIST), ShortText("why", "Why?")),
    rules=(),
)
OWN = OwnList(of="colours", disabled=frozenset({"blue"}), added=(OwnOption("own-teal", "Teal"),))
CHANGED = offering(KIND, {LIST: as_offered(LIST, OWN)})
COLOUR = CHANGED.question("colour")


def test_what_was_added_stands_before_the_answers_that_end_a_list() -> None:
    assert [each.key for each in as_offered(LIST, OWN)] == [
        "red",
        "blue",
        "own-teal",
        "other",
        "unknown",
    ]


def test_what_is_disabled_is_not_offered_and_cannot_be_typed() -> None:
    assert isinstance(COLOUR, OneOf)
    assert [each.key for each in COLOUR.offered] == ["red", "own-teal", "other", "unknown"]
    with pytest.raises(NotAnAnswer, match="not one of the answers"):
        COLOUR.read("blue", Asking(now=NOW))
    assert COLOUR.read("teal", Asking(now=NOW)) == Choice("own-teal")


def test_what_is_disabled_stays_worded_and_stays_offered_to_whoever_chose_it() -> None:
    journey = Journey(CHANGED, NOW).answer("colour", Choice("blue"))
    kept = journey.path[0]
    assert isinstance(kept, OneOf)
    assert kept.wording(Choice("blue")) == "Blue"
    assert kept.read("blue", Asking(now=NOW)) == Choice("blue")
    assert "colour" in journey.counting.given
    fresh = Journey(CHANGED, NOW).path[0]
    assert isinstance(fresh, OneOf)
    assert "blue" not in {each.key for each in fresh.offered}


def test_a_kind_without_changes_is_the_same_kind() -> None:
    assert offering(KIND, {}) is KIND


def test_options_that_a_condition_looks_for_are_found() -> None:
    asks = Kind(
        "paint",
        "Paint",
        (
            OneOf("colour", "Which?", options=LIST),
            ShortText("why", "Why?", when=answer_to("colour").is_("blue")),
        ),
    )
    assert named_in((asks,), LIST) == {"blue"}


def test_a_key_is_made_once_and_never_taken_twice() -> None:
    assert key_for("Mastodon & others", ()) == "own-mastodon-others"
    assert key_for("Mastodon", {"own-mastodon"}) == "own-mastodon-2"
    assert key_for("微信", ()) == "own-answer"


@pytest.mark.parametrize("label", ["", "  ", "a: b", "a, b", "42", "x" * 61, "Red\u202e"])
def test_words_that_would_be_read_as_something_else_are_refused(label: str) -> None:
    with pytest.raises(NotAList):
        label_of(label)


def test_one_list_is_changed_without_the_others() -> None:
    settings = Settings().changed("lists.help", {"disabled": ["game"]})
    settings = settings.changed(
        "lists.platforms", {"added": [{"key": "own-mastodon", "label": "Mastodon"}]}
    )
    assert settings.own_list("help").disabled == {"game"}
    assert settings.own_list("platforms").added == (OwnOption("own-mastodon", "Mastodon"),)
    assert Settings.from_plain(settings.to_plain()) == settings


def test_one_level_is_changed_without_the_others() -> None:
    row: dict[str, Plain] = {
        "acknowledge": "2 h",
        "decide": "12 h",
        "climbs": [["general-manager", "decide"]],
    }
    settings = Settings().changed("clocks.high", row)
    assert settings.clocks[1].acknowledge.words == "2 h"
    assert settings.clocks[0] == Settings().clocks[0]
    assert settings.plain_of("clocks.high")["acknowledge"] == "2 h"  # type: ignore[index,call-overload]
    with pytest.raises(NotASetting, match="does not wait for Monday"):
        settings.changed("clocks.high", {**row, "decide": "2 working days"})


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"added": [{"key": "mastodon", "label": "Mastodon"}]}, "begins with own-"),
        ({"added": [{"key": "own-a", "label": "A"}] * 2}, "once"),
        ({"disabled": "red"}, "what is not offered"),
        ("red", "what is not offered"),
    ],
)
def test_changes_of_a_list_that_cannot_be_kept_are_refused(value: object, why: str) -> None:
    with pytest.raises(NotASetting, match=why):
        Settings().changed("lists.colours", value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("years", "taken"), [("8", 8), (0, 0), (100, 100)])
def test_years_are_kept_for_each_kind(years: object, taken: int) -> None:
    settings = Settings().changed("retention.good-news", years)  # type: ignore[arg-type]
    assert settings.plain_of("retention.good-news") == taken


@pytest.mark.parametrize("years", ["soon", -1, 101, True, None])
def test_years_out_of_range_are_refused(years: object) -> None:
    with pytest.raises(NotASetting, match="from 1 to 100"):
        Settings().changed("retention.good-news", years)  # type: ignore[arg-type]
