"""Every kind of entry, in the order of the menu. A new kind is one file and one name here."""

from logbook.domain.kinds import Kind
from logbook.domain.refusals import NotFound
from logbook.policy.kinds.follow_request import FOLLOW_REQUEST
from logbook.policy.kinds.good_news import GOOD_NEWS
from logbook.policy.kinds.help_request import HELP_REQUEST
from logbook.policy.kinds.identifying_material import IDENTIFYING_MATERIAL
from logbook.policy.kinds.post_comment import POST_COMMENT
from logbook.policy.kinds.safety_concern import SAFETY_CONCERN
from logbook.policy.kinds.staff_conduct import STAFF_CONDUCT
from logbook.policy.kinds.tracing import TRACING_REQUEST

KINDS: tuple[Kind, ...] = (
    HELP_REQUEST,
    TRACING_REQUEST,
    SAFETY_CONCERN,
    FOLLOW_REQUEST,
    IDENTIFYING_MATERIAL,
    POST_COMMENT,
    STAFF_CONDUCT,
    GOOD_NEWS,
)


def kind_of(key: str) -> Kind:
    """The kind of this key.

    Raises:
        NotFound: a newer logbook, or another service's, knows it; this one does not.
    """
    for kind in KINDS:
        if kind.key == key:
            return kind
        if kind.part is not None and kind.part.key == key:
            return kind.part
    raise NotFound(f"This version of logbook does not know the kind “{key}”. Update logbook.")
