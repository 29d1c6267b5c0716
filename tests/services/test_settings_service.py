"""Settings as the General Manager changes them, and as everybody can read who changed what."""

import pytest
from service_makers import (
    GENERAL_MANAGER,
    ORDINARY,
    SAM,
    SANDRA,
    WORRIED,
    BirchLane,
    answered,
    sent,
)

from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.own_options import NotAList
from logbook.domain.questions import NotAnAnswer, OneOf
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import NotASetting, UnknownSetting
from logbook.policy.lists import LISTS
from logbook.services import drafts, recording, settings
from logbook.services.desk import Desk


@pytest.fixture
def grace(lane: BirchLane) -> Desk:
    return lane.desk(GENERAL_MANAGER)


def platforms(desk: Desk) -> list[str]:
    question = recording.begin(desk, "help-request").draft.kind.question("platform")
    assert isinstance(question, OneOf)
    return [each.label for each in question.offered]


def test_every_setting_has_a_name_a_label_and_words(grace: Desk) -> None:
    everything = settings.all_of(grace)
    assert [each.name for each in everything] == list(settings.NAMES)
    assert all(each.label and each.hint and each.words for each in everything)
    assert not any(each.why_not for each in everything)


def test_a_line_manager_reads_them_and_is_told_who_changes_them(lane: BirchLane) -> None:
    sandra = lane.desk(SANDRA)
    assert all("General Manager" in each.why_not for each in settings.all_of(sandra))
    with pytest.raises(NotAllowed, match="General Manager keeps the settings"):
        settings.change(sandra, "cover_minutes", 5)
    with pytest.raises(NotAllowed, match="General Manager keeps the settings"):
        settings.add_option(sandra, "platforms", "Mastodon")


def test_a_change_says_who_made_it_and_when(grace: Desk) -> None:
    settings.change(grace, "cover_minutes", 5)
    settings.change(grace, "clocks.high", {**_high(grace), "decide": "12 h"})
    last = settings.one(grace, "cover_minutes").last
    assert last is not None
    assert (last.before, last.after, last.by) == ("3 minutes", "5 minutes", GENERAL_MANAGER)
    assert [each.name for each in settings.history(grace)][:2] == ["clocks.high", "cover_minutes"]
    assert [each.name for each in settings.history(grace, "clocks.high")] == ["clocks.high"]


def test_a_change_of_the_whole_table_is_told_level_by_level(grace: Desk) -> None:
    rows = [each.to_plain() for each in grace.directory.settings.clocks]
    rows[1]["decide"] = "12 h"
    settings.change(grace, "clocks", tuple(rows))
    assert next(each.name for each in settings.history(grace)) == "clocks.high"


def _high(desk: Desk) -> dict[str, Plain]:
    return desk.directory.settings.clock(Level.HIGH).to_plain()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(grace: Desk) -> None:
    settings.change(grace, "cover_minutes", 5, seen=3)
    with pytest.raises(NotAllowed, match="It is now: 5 minutes"):
        settings.change(grace, "cover_minutes", 4, seen=3)
    with pytest.raises(NotAllowed, match="nothing to save"):
        settings.change(grace, "cover_minutes", "5")


def test_open_entries_are_counted_before_they_get_a_new_time(lane: BirchLane, grace: Desk) -> None:
    sent(lane.desk(SAM), ORDINARY)
    sent(lane.desk(SAM), WORRIED)
    assert settings.affected(grace, "clocks.high") == 1
    assert settings.affected(grace, "region") == len((ORDINARY, WORRIED))
    assert settings.affected(grace, "cover_minutes") == 0
    assert settings.affected_words(1).startswith("1 open entry gets a new time")
    assert settings.affected_words(0) == ""


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("clocks.high.decide", "soon", "like 30 min"),
        ("clocks.high.decide", "3 working days", "does not wait for Monday"),
        ("clocks.high.climbs", "never", "has to climb"),
        ("clocks.high.climbs", "to Bob", "Write each climb like"),
        ("clocks", "x", "one by one"),
        ("lists.help", "x", "answer by answer"),
        ("outside_contacts", "x", "one by one"),
        ("supervision_weeks", "3", "from 4 to 8"),
        ("retention.help-request", "long", "whole number of years"),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_settings_words(
    grace: Desk, name: str, text: str, why: str
) -> None:
    with pytest.raises(NotASetting, match=why):
        settings.change(grace, *settings.typed(grace.directory.settings, name, text))


@pytest.mark.parametrize("name", ["colour", "clocks.purple.decide", "retention.good-deed"])
def test_a_setting_nobody_knows_is_refused(grace: Desk, name: str) -> None:
    with pytest.raises(UnknownSetting):
        settings.typed(grace.directory.settings, name, "x")


def test_climbs_are_read_as_they_are_worded(grace: Desk) -> None:
    words = "next manager after 20 min, General Manager when late to decide"
    name, value = settings.typed(grace.directory.settings, "clocks.high.climbs", words)
    after = settings.change(grace, name, value)
    assert words in after.words("clocks.high")


# lists


def test_an_answer_that_was_added_is_offered_everywhere_and_its_key_is_permanent(
    lane: BirchLane, grace: Desk
) -> None:
    made = settings.add_option(grace, "platforms", "Mastodon")
    assert made.key == "own-mastodon"
    sam = lane.desk(SAM)
    assert platforms(sam)[-3:] == ["Mastodon", "Another one", "I do not know"]
    entry = sent(sam, {**ORDINARY, "platform": "mastodon"})
    response = next(each for each in entry.standing.entry.responses if each.key == "platform")
    assert response.shown == "Mastodon"
    assert response.value == {"option": "own-mastodon", "detail": ""}


def test_what_is_not_offered_any_more_stays_in_the_draft_that_chose_it(
    lane: BirchLane, grace: Desk
) -> None:
    sam = lane.desk(SAM)
    chosen = answered(sam, {**ORDINARY, "platform": "twitch"})
    settings.stop_offering(grace, "platforms", "twitch")
    assert "Twitch" not in platforms(sam)
    again = drafts.resume(sam, chosen.draft.id)
    question = next(each for each in again.draft.journey(sam.now).path if each.key == "platform")
    assert question.read("twitch", sam.asking()) == again.draft.answers["platform"]
    assert recording.send(sam, again).reference
    fresh = recording.begin(sam, "help-request").draft.kind.question("platform")
    with pytest.raises(NotAnAnswer):
        fresh.read("twitch", sam.asking())


def test_an_answer_can_be_offered_again(grace: Desk) -> None:
    settings.stop_offering(grace, "platforms", "Twitch")
    assert settings.words_of(grace.directory.settings, "lists.platforms") == "not offered Twitch"
    settings.offer_again(grace, "platforms", "twitch")
    assert "Twitch" in platforms(grace)
    with pytest.raises(NotAllowed, match="offered already"):
        settings.offer_again(grace, "platforms", "twitch")


@pytest.mark.parametrize(
    ("of", "key", "why"),
    [
        ("platforms", "unknown", "always an answer"),
        ("platforms", "other", "could not be said"),
        ("help", "find-relative", "The policy acts on “Find a relative”"),
        ("exchanged", "none", "nothing else fits"),
        ("informed", "line-manager", "The policy acts on"),
        ("outcomes", "good-news", "The policy acts on"),
    ],
)
def test_what_the_policy_needs_stays_offered(grace: Desk, of: str, key: str, why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        settings.stop_offering(grace, of, key)


def test_no_list_is_left_empty(grace: Desk) -> None:
    may_go = [each.option.key for each in settings.options(grace, "shown") if not each.why_not]
    for key in may_go[:-1]:
        settings.stop_offering(grace, "shown", key)
    with pytest.raises(NotAllowed, match="last answer"):
        settings.stop_offering(grace, "shown", may_go[-1])


def test_the_same_words_are_not_added_twice(grace: Desk) -> None:
    settings.stop_offering(grace, "platforms", "twitch")
    with pytest.raises(NotAllowed, match="offer it again instead"):
        settings.add_option(grace, "platforms", "TWITCH")
    with pytest.raises(NotAList):
        settings.add_option(grace, "platforms", " ")
    with pytest.raises(NotFound):
        settings.add_option(grace, "colours", "Red")


def test_every_list_takes_an_answer_of_ones_own(grace: Desk) -> None:
    for of in LISTS:
        settings.add_option(grace, of, "Something of ours")
        assert "Something of ours" in settings.words_of(grace.directory.settings, f"lists.{of}")


# contacts


def test_contacts_are_kept_one_by_one_with_the_day_they_were_checked(grace: Desk) -> None:
    settings.add_contact(grace, name="Adult safeguarding", telephone="01632 960001")
    settings.checked_contact(grace, "adult safeguarding")
    (contact,) = grace.directory.settings.outside_contacts
    assert contact.checked == grace.today
    settings.change_contact(
        grace, "Adult safeguarding", name="Safeguarding team", telephone="01632 960001"
    )
    assert grace.directory.settings.outside_contacts[0].checked == grace.today
    settings.change_contact(
        grace, "Safeguarding team", name="Safeguarding team", telephone="01632 960002"
    )
    untried = grace.directory.settings.outside_contacts[0]
    assert untried.to_plain()["checked"] is None
    with pytest.raises(NotAllowed, match="among the contacts already"):
        settings.add_contact(grace, name="safeguarding team", telephone="1")
    with pytest.raises(NotASetting, match="a name and a telephone number"):
        settings.add_contact(grace, name="Police", telephone="")
    settings.remove_contact(grace, "Safeguarding team")
    assert grace.directory.settings.outside_contacts == ()
    with pytest.raises(NotFound):
        settings.remove_contact(grace, "Safeguarding team")
