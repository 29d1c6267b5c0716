"""Why somebody cannot do something to an entry now, in a sentence that they can be shown."""

from collections.abc import Callable, Mapping

from logbook.domain.events import Verb
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import (
    AUTHORS,
    OFFERED,
    TRIAGE,
    Action,
    has_copy,
    may,
    offerable,
    offered,
    readers,
    triagers,
)
from logbook.domain.standing import ENDED, UNDECIDED, Standing, State

NOTHING_HERE = "There is no entry of that reference here. Check it with whoever gave it to you."
"""What anybody reads who may not know of the entry: it has to leave no trace for them."""

UNDOABLE = frozenset(
    {
        Verb.SEEN,
        Verb.TAKEN,
        Verb.LEVEL_SET,
        Verb.DISCUSSED,
        Verb.DECIDED,
        Verb.WAITING,
        Verb.RESUMED,
        Verb.CLOSED,
        Verb.ABOUT_NAMED,
    }
)
"""What tells nobody anything yet, and so can be taken back by whoever just did it."""


JUDGING = TRIAGE | {Action.CLOSE, Action.RAISE, Action.DISCUSS}
"""What whoever deals with an entry does with it."""


# why something cannot be done


def why_not(action: Action, standing: Standing, member: Member, staff: Staff) -> str | None:
    """Why this member cannot do this to the entry now, in a sentence; None where they can."""
    if not may(member, action, standing, staff):
        return _whose_it_is(action, standing, member, staff)
    if standing.erased and action not in {Action.READ, Action.EXPORT}:
        return WORDS_ERASED
    if action not in _NOT_NOW:
        return None
    return _NOT_NOW[action](standing, member, staff)


WORDS_ERASED = (
    "The words of this were erased, so nothing more is done with it. Record a new entry for what "
    "is new."
)


def check(action: Action, standing: Standing, member: Member, staff: Staff) -> None:
    refusal = why_not(action, standing, member, staff)
    if refusal is not None:
        raise NotAllowed(refusal)


def _whose_it_is(action: Action, standing: Standing, member: Member, staff: Staff) -> str:
    knows = member.id in readers(standing, staff) | triagers(standing, staff)
    if member.left or not knows:
        return NOTHING_HERE
    handed = _whose_offer_it_is(action, standing, member, staff)
    if handed:
        return handed
    if action in AUTHORS:
        author = staff.name(standing.author)
        return f"Only {author}, who wrote it, can do that. You can ask them a question."
    if member.id in {standing.author, _closing_source(action, standing)}:
        return _to_an_author(action, for_them=member.id != standing.author)
    if action in TRIAGE or action is Action.CLOSE:
        whom = "safeguarding leads" if standing.sealed else "managers it goes to"
        return f"This is for the {whom}. You can read it, and talk to them."
    return "This is not yours to do. Ask the manager who has it."


def _whose_offer_it_is(action: Action, standing: Standing, member: Member, staff: Staff) -> str:
    """What an offer, or a copy, has to do with why it is not theirs; empty where nothing has."""
    if action in OFFERED | {Action.RECALL}:
        return "Nobody offers you this, and you offer it to nobody."
    if action not in JUDGING or member.id == standing.author:
        return ""
    if has_copy(member, standing, staff):
        return _to_a_copy(standing, staff)
    offer = offered(standing, staff)
    if offer is not None and offer.to == member.id:
        return f"{staff.name(offer.by)} offers you this. Accept it first, or refuse it: v."
    if action is Action.OFFER and standing.sealed:
        return "A sealed entry is not offered. Any safeguarding lead who can open it takes it: t."
    return ""


def _to_a_copy(standing: Standing, staff: Staff) -> str:
    role = Role(standing.straight_to).words
    theirs = sorted(staff.name(each) for each in triagers(standing, staff))
    names = f" ({', '.join(theirs)})" if theirs else ""
    return (
        f"You have a copy. It went straight to the {role}{names}, and is theirs to answer. "
        "You can read it, and talk to them."
    )


def _closing_source(action: Action, standing: Standing) -> str:
    """For whom it was written down, who closes it as little as whoever wrote it."""
    return standing.entry.source_member if action is Action.CLOSE else standing.author


def _to_an_author(action: Action, *, for_them: bool) -> str:
    if for_them:
        return (
            "This was written down for you, and above Low nobody closes what they told: somebody "
            "else has to look at it."
        )
    if action is Action.CLOSE:
        return (
            "Above Low, nobody closes an entry they wrote: somebody else has to look at it. "
            "Your manager closes it."
        )
    if action is Action.LOWER:
        return (
            "You can raise the level of what you wrote, and only a manager lowers it. If it "
            "turned out better than you thought, add that to the entry."
        )
    return "You wrote this, so somebody else looks at it. You can add to it at any time."


def _not_to_see(standing: Standing, member: Member, _staff: Staff) -> str | None:
    if standing.unread_since is not None:
        return None
    if member.id in {seen.by for seen in standing.seen_by}:
        return "You have read this, and nothing was added since."
    if standing.state in ENDED:
        return "This is settled, and nothing in it waits to be read."
    return None


def _not_to_take(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.holder == member.id and standing.state in UNDECIDED:
        return "This is with you already."
    if standing.state not in UNDECIDED:
        return _settled(standing)
    holder = staff.members.get(standing.holder)
    if holder is None or holder.left or holder.away or standing.sealed:
        return None
    if holder.ends_on is not None:
        return None  # after their last day it is others' work, who are not all above them
    above = staff.managers_above(holder.id)
    if member.id in {each.id for each in above}:
        return None
    who = (
        ", or to the manager above them, who can take it." if above else ": they can hand it over."
    )
    return f"{holder.name} has this. Talk to them{who}"


def _not_to_set_level(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    return _settled(standing) if standing.state in ENDED else None


def _not_to_lower(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state in ENDED:
        return _settled(standing)
    return _with_another(standing, member, staff)


def _not_to_judge(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state not in UNDECIDED:
        return _settled(standing)
    return _with_another(standing, member, staff)


def _not_to_ask(standing: Standing, member: Member, staff: Staff) -> str | None:
    settled = _not_to_judge(standing, member, staff)
    if settled is not None:
        return settled
    if standing.question is not None:
        return f"One question at a time: “{standing.question.text}” is not answered yet."
    author = staff.members.get(standing.author)
    if author is None or author.left or author.id in standing.about:
        return "Whoever wrote this cannot answer here. Write down what you find out some other way."
    return None


def _not_to_answer(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.question is None:
        return "No question is open. You can add to the entry instead."
    return None


def _not_to_tell(standing: Standing, _member: Member, staff: Staff) -> str | None:
    author = staff.name(standing.author)
    if standing.decision is None:
        return f"Decide first, so that there is something to tell {author}."
    if standing.told is not None:
        return f"{author} has been told already. Open it again if there is more to say."
    return None


def _not_to_wait(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state is State.WAITING_OUTSIDE:
        return f"This waits for {standing.waiting_for or 'someone outside'} already."
    return _not_to_judge(standing, member, staff)


def _not_to_resume(standing: Standing, member: Member, staff: Staff) -> str | None:
    if standing.state is not State.WAITING_OUTSIDE:
        return "This waits for nobody outside, so there is nothing to go on with."
    return _with_another(standing, member, staff)


def _not_to_close(standing: Standing, _member: Member, staff: Staff) -> str | None:
    author = staff.name(standing.author)
    if standing.state in ENDED:
        return _settled(standing)
    if standing.decision is None:
        return "Decide first: an entry is closed with an outcome and a reason."
    if standing.told is None:
        return f"{author} has not heard back yet. Tell them in a sentence, then close it."
    if standing.unread_since is not None:
        return (
            f"{author} added something that nobody has read yet. Read it, mark it seen, then close."
        )
    return None


def _not_to_reopen(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state in UNDECIDED:
        return "This is open already."
    return None


def _not_to_withdraw(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state is State.WITHDRAWN:
        return "You withdrew this already. It stays readable."
    if standing.state not in UNDECIDED:
        return "This is decided already, so it stays. Add to it what turned out to be wrong."
    return None


def _not_to_amend(standing: Standing, _member: Member, _staff: Staff) -> str | None:
    if standing.state is State.WITHDRAWN:
        return "You withdrew this, so nothing is added to it. Record a new entry for what is new."
    if standing.entry.brought_in is not None:
        return "This is an old record, and stays as it was. Record a new entry for what is new."
    return None


def _not_to_undo(standing: Standing, member: Member, staff: Staff) -> str | None:
    last = standing.last
    if last.verb is Verb.UNDONE:
        return "Only the newest step can be undone, and it was."
    if last.by != member.id:
        return f"The newest step is {staff.name(last.by)}'s. Only your own can be undone."
    if last.verb is Verb.LEVEL_SET and member.id == standing.author:
        return "You raised the level, and only a manager lowers it. Tell yours why."
    if last.verb not in UNDOABLE or _told_with_it(standing):
        return "Somebody has been told of this step, so it stays. Say in a next step what changed."
    return None


def _told_with_it(standing: Standing) -> bool:
    return standing.last.verb is Verb.DECIDED and standing.told is not None


def _not_to_offer(standing: Standing, member: Member, staff: Staff) -> str | None:
    settled = _not_to_judge(standing, member, staff)
    if settled is not None:
        return settled
    offer = offered(standing, staff)
    if offer is not None:
        return (
            f"This is offered to {staff.name(offer.to)}, who has not answered yet. "
            "v takes the offer back."
        )
    if not offerable(standing, member, staff):
        return "There is nobody here now to whom this could be offered."
    return None


def _settled(standing: Standing) -> str:
    return f"This is {standing.state.words}. Open it again, with a reason, if there is more to do."


def _with_another(standing: Standing, member: Member, staff: Staff) -> str | None:
    """Two managers never work on one entry without knowing: the second takes it over, or not."""
    holder = staff.members.get(standing.holder)
    if holder is None or holder.left or holder.id == member.id:
        return None
    return _not_to_take(standing, member, staff) or (
        f"{holder.name} has this. Talk to them, or take it over first: t."
    )


_NOT_NOW: Mapping[Action, Callable[[Standing, Member, Staff], str | None]] = {
    Action.SEE: _not_to_see,
    Action.TAKE: _not_to_take,
    Action.RAISE: _not_to_set_level,
    Action.LOWER: _not_to_lower,
    Action.ASK: _not_to_ask,
    Action.ANSWER: _not_to_answer,
    Action.DECIDE: _not_to_judge,
    Action.TELL: _not_to_tell,
    Action.WAIT: _not_to_wait,
    Action.RESUME: _not_to_resume,
    Action.CLOSE: _not_to_close,
    Action.REOPEN: _not_to_reopen,
    Action.OFFER: _not_to_offer,
    Action.WITHDRAW: _not_to_withdraw,
    Action.AMEND: _not_to_amend,
    Action.UNDO: _not_to_undo,
}
