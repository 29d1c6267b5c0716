"""What was typed at one terminal after the draft was sent, or thrown away, at another: kept."""

from dataclasses import replace

from logbook.domain.events import new_id, reference
from logbook.domain.refusals import NotFound
from logbook.services import amending, drafts, reading
from logbook.services.desk import Desk
from logbook.services.drafts import Draft, DraftGone
from logbook.services.reading import OpenEntry


def keep(desk: Desk, opened: drafts.Open, draft: Draft) -> None:
    """Save what is typed now; where it ended elsewhere, keep what would be lost apart.

    Raises:
        HeldElsewhere: it goes on at another terminal; what differs is kept as a second draft.
        DraftGone: it ended there; the sentence says where what differs is kept.
        StoreFault: it is not saved.
    """
    before = opened.draft
    try:
        drafts.keep(desk, opened, draft)
    except DraftGone as why:
        raise DraftGone(_rescued(desk, opened, draft, before) or str(why)) from why


def _rescued(desk: Desk, opened: drafts.Open, draft: Draft, before: Draft) -> str:
    """Keep what differs, and say where it is; nothing to say where nothing does."""
    entry = _sent_as(desk, draft)
    if entry is not None:
        return _as_addition(desk, opened, draft, entry)
    if opened.second is None and not drafts.differs(draft, before):
        return ""
    _keep_apart(desk, opened, draft)
    return (
        "This ended at another terminal. What you wrote here is kept: "
        "it is on Home, under what you have not finished."
    )


def _sent_as(desk: Desk, draft: Draft) -> OpenEntry | None:
    """The entry that it became, or that it added to by an event of its own."""
    try:
        entry = reading.open_entry(desk, draft.amends or draft.id)
    except NotFound:
        return None
    is_in_it = any(each.id.startswith(draft.id) for each in entry.events)
    return entry if is_in_it else None


def _as_addition(desk: Desk, opened: drafts.Open, draft: Draft, entry: OpenEntry) -> str:
    name = reference(entry.id)
    addition = replace(
        draft,
        amends=entry.id,
        at="",
        answers={**amending.given(desk, entry.standing).answers, **draft.answers},
        revision=entry.revision,
        as_form=False,
    )
    said = {words for each in entry.standing.amendments for words in (each.note, each.reason)} - {
        ""
    }
    half_written = [words for key in draft.typed if (words := draft.text(key)) not in said]
    if not half_written and not amending.changed(desk, addition, entry):
        return f"You sent this at another terminal, as {name}. All that is written here is in it."
    _keep_apart(desk, opened, addition)
    return (
        f"You sent this at another terminal, as {name}. What differs here is kept as an addition "
        "to it: it is on Home, under what you have not finished."
    )


def _keep_apart(desk: Desk, opened: drafts.Open, draft: Draft) -> None:
    """As a draft of its own, the same one however often more is typed."""
    if opened.second is None:
        opened.second = drafts.start(desk, replace(draft, id=new_id()))
    else:
        drafts.keep(desk, opened.second, replace(draft, id=opened.second.draft.id))
