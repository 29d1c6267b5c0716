"""Every kind of entry, in the order of the menu. A new kind is one file and one name here."""

from logbook.domain.kinds import Kind
from logbook.policy.kinds.help_request import HELP_REQUEST

KINDS: tuple[Kind, ...] = (HELP_REQUEST,)
