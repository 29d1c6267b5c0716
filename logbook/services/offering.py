"""What questions offer here: the kinds of the policy, with this service's own lists."""

from functools import lru_cache

from logbook.domain.kinds import Kind
from logbook.domain.offering import Options, as_offered, offering
from logbook.domain.own_options import OwnList
from logbook.domain.settings import Settings
from logbook.policy.kinds import KINDS, kind_of
from logbook.policy.lists import LISTS
from logbook.services.desk import Desk

_REMEMBERED = 4 * len(KINDS)


def kind_at(desk: Desk, key: str) -> Kind:
    """The kind of this key as it is asked here.

    Raises:
        NotFound: this version does not know the kind.
    """
    return _kind(key, desk.directory.settings.lists)


@lru_cache(maxsize=_REMEMBERED)
def _kind(key: str, lists: tuple[OwnList, ...]) -> Kind:
    changed = {
        LISTS[own.of].options: as_offered(LISTS[own.of].options, own)
        for own in lists
        if own.of in LISTS
    }
    return offering(kind_of(key), changed)


def options_of(settings: Settings, of: str) -> Options:
    """A list as it is here, disabled options too."""
    return as_offered(LISTS[of].options, settings.own_list(of))


def label(settings: Settings, of: str, key: str) -> str:
    """How an option is worded now; its key, where no list has it."""
    return next((each.label for each in options_of(settings, of) if each.key == key), key)
