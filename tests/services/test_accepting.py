"""A new version of the policy is accepted by each person, and waits for nobody's work."""

from dataclasses import replace

import pytest
from service_makers import GENERAL_MANAGER, SAM, SANDRA, BirchLane, sent

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed
from logbook.policy.clauses import CLAUSES, VERSION
from logbook.services import accepting
from logbook.services.accepting import Since


def test_all_of_it_is_shown_at_the_first_sign_in_and_no_entry_waits_for_it(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    waits = accepting.waiting(sam)
    assert waits.is_first
    assert sum(len(page.clauses) for page in waits.pages) == len(CLAUSES)
    assert sent(sam).reference
    signed_in = lane.sign_in(SAM)
    assert signed_in.waits == waits


def test_what_was_accepted_is_in_the_log_under_ones_own_name(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    accepting.accept(sam)
    assert accepting.waiting(sam).pages == ()
    event = sam.events_of(sam.member.id)[-1]
    assert (event.verb, event.actor) == (Verb.POLICY_ACCEPTED, sam.member.id)
    assert (event.body or {})["version"] == VERSION
    with pytest.raises(NotAllowed, match="already"):
        accepting.accept(sam)
    assert lane.sign_in(SAM).waits is None


def test_the_verb_is_permanent() -> None:
    assert Verb.POLICY_ACCEPTED.value == "policy-accepted"


def test_a_later_version_shows_only_what_is_new_or_worded_anew(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    accepting.accept(sam)
    first, second, *others = CLAUSES
    later = (replace(first, text="Other words."), *others, replace(second, key="brand-new"))
    waits = accepting.waiting(sam, later, "2027-01")
    shown = [clause for page in waits.pages for clause in page.clauses]
    assert shown == [(Since.CHANGED, "Other words."), (Since.NEW, second.text)]
    assert (waits.is_first, waits.taken_out) == (False, 1)


def test_a_later_version_with_the_same_clauses_shows_all_of_them(lane: BirchLane) -> None:
    sam = lane.desk(SAM)
    accepting.accept(sam)
    waits = accepting.waiting(sam, CLAUSES, "2027-01")
    assert sum(len(page.clauses) for page in waits.pages) == len(CLAUSES)


def test_it_is_known_who_has_not_accepted_yet(lane: BirchLane) -> None:
    accepting.accept(lane.desk(SAM))
    accepting.accept(lane.desk(GENERAL_MANAGER))
    names = [each.name for each in accepting.not_yet(lane.desk(GENERAL_MANAGER).directory)]
    assert SAM not in names
    assert SANDRA in names
