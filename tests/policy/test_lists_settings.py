"""Lists that a service may change: pinned, and never without what the rules look for."""

from logbook.domain.answers import UNKNOWN
from logbook.domain.own_options import OWN
from logbook.domain.questions import OneOf, Told
from logbook.policy.kinds import KINDS
from logbook.policy.lists import LISTS
from logbook.policy.retention import RETENTION

PERMANENT = (
    *("came-to-light", "platforms", "help", "contact-harm", "content-harm", "conduct-harm"),
    *("commerce-harm", "relationships", "done-now", "informed", "exchanged", "shown", "helped"),
    "outcomes",
)


def test_the_keys_of_lists_are_permanent() -> None:
    assert tuple(LISTS) == PERMANENT


def test_every_list_but_the_outcomes_is_asked_somewhere_and_no_two_are_the_same() -> None:
    asked = {each.options for kind in KINDS for each in kind.questions if isinstance(each, OneOf)}
    asked |= {each.roles for kind in KINDS for each in kind.questions if isinstance(each, Told)}
    assert all(each.options in asked for key, each in LISTS.items() if key != "outcomes")
    assert len({each.options for each in LISTS.values()}) == len(LISTS)


def test_no_option_of_the_policy_has_the_key_of_a_services_own() -> None:
    keys = {option.key for each in LISTS.values() for option in each.options}
    assert not {key for key in keys if key.startswith(OWN)}
    assert UNKNOWN in keys


def test_every_kind_says_how_long_it_is_kept() -> None:
    assert set(RETENTION) == {kind.key for kind in KINDS}
