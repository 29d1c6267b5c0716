"""The manager's review: what is asked before an entry is decided, and only what matters for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from logbook.domain.conditions import ALWAYS, NEVER, Condition, answer_to
from logbook.domain.days import TO_COME
from logbook.domain.kinds import Block, Kind
from logbook.domain.levels import Level
from logbook.domain.questions import (
    Day,
    LongText,
    MomentOf,
    OneOf,
    Option,
    Question,
    SeveralOf,
    ShortText,
    Told,
    YesNo,
)
from logbook.policy.lists import GENERAL_MANAGER_RESPONDED, INFORMED, NONE_OF_THESE, OutcomeKey

WORRIES = frozenset({"safety", "staff"})
"""Topics under which somebody may have been harmed."""
CONCERNS = WORRIES | {"tracing", "identifying", "connection"}
"""Topics of which a manager is asked more than what it came to."""
SETTLED = (
    "help-given",
    "declined",
    OutcomeKey.STOPPED,
    OutcomeKey.IGNORED,
    OutcomeKey.GOOD_NEWS,
    "advice",
    "not-upheld",
    "duplicate",
)
"""Outcomes after which nothing is left to do, where nobody was worried."""
WATCH = "watch"
MOST_ACTIONS = 5
"""Agreed within one review; more are added afterwards."""
AGREE = "agree"

LOOKED = Option("looked", "I have looked at these")
APPEARS = (
    Option("yes", "It appears so"),
    Option("no", "It appears not"),
    Option("unsure", "Not enough is known yet"),
)
NOTIFY = (
    Option("abuse", "Abuse, or somebody alleges it"),
    Option("police", "The police were told, or are looking into it"),
    NONE_OF_THESE,
)
OUTSIDE = (
    Option("police", "The police"),
    Option("bank", "The bank"),
    Option("platform", "The platform"),
    NONE_OF_THESE,
)
LAWFUL_ROUTES = (
    Option("social-worker", "Their social worker"),
    Option("advocate", "An advocate"),
    Option("intermediary", "An adoption or intermediary service"),
    Option("not-wanted", "They want none of these", alone=True),
    Option("not-yet", "Not talked about yet", detail="Write when that will be", alone=True),
)
LEAST = (
    Option("yes", "Yes", detail="Write what else was thought of"),
    Option("none", "Nothing is restricted"),
    Option("not-yet", "Not yet", detail="Write why"),
)
RISK = (
    Option("remained", "The risk remains"),
    Option("reduced", "The risk is smaller"),
    Option("removed", "The risk is gone"),
)
WISHES_MET = (
    Option("fully", "Fully"),
    Option("partly", "In part"),
    Option("not", "Not"),
    Option("not-asked", "They were not asked"),
    Option("none-expressed", "They expressed none"),
)
EVERY = (
    Option("once", "Once"),
    Option("week", "Every week"),
    Option("fortnight", "Every two weeks"),
    Option("month", "Every month"),
)
FEEDBACK = (
    Option("given", "Yes", detail="Write how and when"),
    Option("not-given", "No", detail="Write why, or when it will be"),
)
SOMEBODY_ELSE = Option("else", "Somebody else", detail="Write their name")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an entry before its review, on which it depends what is asked."""

    author: str
    """The name of whoever wrote it."""
    person: str
    """Initials of the service user; empty where there is none."""
    topics: frozenset[str]
    level: Level
    is_discussed: bool
    earlier: tuple[str, ...]
    """A line for each of the newest earlier entries about the same person."""
    earlier_count: int
    outcomes: tuple[Option, ...]
    staff: tuple[Option, ...]
    """Whom an action can be given to, by their id."""

    @property
    def is_concern(self) -> bool:
        return self.level > Level.LOW or bool(self.topics & CONCERNS)


def review_of(facts: Facts) -> Kind:
    """The questions of one review, in order."""
    return Kind(
        key="review",
        title="Review",
        send="decide",
        steps=(
            *_look_first(facts),
            *_level(facts),
            *_talk(facts),
            *_section_42(facts),
            *_outside(facts),
            *_data(facts),
            *_tracing(facts),
            *_least(facts),
            *_decision(facts),
            *_result(facts),
            *_actions(facts),
            *_afterwards(facts),
            _sentence(facts),
        ),
    )


def _look_first(facts: Facts) -> Iterable[Question]:
    if not facts.earlier:
        return
    count = facts.earlier_count
    are = f"are {count} earlier entries" if count > 1 else "is 1 earlier entry"
    more = f"and {count - len(facts.earlier)} more. " if count > len(facts.earlier) else ""
    yield OneOf(
        "earlier",
        f"There {are} about {facts.person}",
        short="Earlier entries",
        hint="\n".join((*facts.earlier, f"{more}To read them: Esc, then b.\n")),
        missing="Say that you have looked at them: press 1, then Enter.",
        options=(LOOKED,),
        firm=True,
    )


# the level


def _level(facts: Facts) -> Iterable[Question]:
    if not facts.is_concern:
        return
    others = (each for each in reversed(Level) if each is not facts.level)
    yield OneOf(
        "level",
        f"It stands at {facts.level.word}. Is that right?",
        short="Level",
        hint="The first level stays on record, whatever you say here.",
        missing="Say whether the level is right.",
        options=(
            Option(AGREE, f"Yes, {facts.level.word}"),
            *(Option(each.key, f"No, {each.word}") for each in others),
        ),
        firm=True,
    )
    yield LongText(
        "level-because",
        "Why that level?",
        short="Because",
        hint=f"{facts.author} reads it.",
        missing="Say why the level changes: the reason stays with it.",
        when=answer_to("level").is_not(AGREE),
        firm=True,
    )


def _is_urgent(facts: Facts) -> Condition:
    """High or above, as it stands or as this review sets it; never asked of what no one fears."""
    if not facts.is_concern:
        return NEVER
    keys = [each.key for each in Level if each >= Level.HIGH and each is not facts.level]
    return answer_to("level").is_(*keys, *([AGREE] if facts.level >= Level.HIGH else []))


def _may_be_harmed(facts: Facts) -> Condition:
    return ALWAYS if facts.topics & WORRIES else _is_urgent(facts)


def _talk(facts: Facts) -> Iterable[Question]:
    """An Emergency is told by voice first of all; what was in the way stays on record."""
    if facts.is_discussed or not facts.is_concern:
        return
    now = AGREE if facts.level is Level.EMERGENCY else Level.EMERGENCY.key
    yield LongText(
        "no-talk",
        "No talk about this Emergency is written down. Why was there none?",
        short="Not talked through",
        hint="Was there one? Esc, then k: with whom, and when. A message left is no talk.",
        missing="Say why nobody talked it through. Or leave with Esc, press k, and write the "
        "talk down.",
        when=answer_to("level").is_(now),
        firm=True,
    )


# whom it concerns outside


def _section_42(facts: Facts) -> Iterable[Block]:
    hint = "What appears to be so is enough; nobody has to be sure."
    tests = Block(
        "section-42",
        (
            OneOf(
                "s42-needs",
                "Do they have needs for care and support?",
                short="s.42: needs",
                hint=hint,
                options=APPEARS,
            ),
            OneOf(
                "s42-risk",
                "Are they experiencing abuse or neglect, or at risk of it?",
                short="s.42: at risk",
                hint=hint,
                options=APPEARS,
            ),
            OneOf(
                "s42-unable",
                "Because of those needs, are they unable to protect themselves?",
                short="s.42: unable",
                hint=hint,
                options=APPEARS,
            ),
            Told(
                "la-told",
                "Who at the local authority was told?",
                short="Local authority",
                banner="All three tests appear to be met: raise it with the local authority.",
                roles=_informed("local-authority", "emergency-duty"),
                outside=True,
                when=answer_to("s42-needs").is_("yes")
                & answer_to("s42-risk").is_("yes")
                & answer_to("s42-unable").is_("yes"),
            ),
        ),
    )
    yield tests.when(_may_be_harmed(facts))


def _outside(facts: Facts) -> Iterable[Block]:
    block = Block(
        "outside",
        (
            SeveralOf(
                "cqc",
                "Does the Care Quality Commission have to be notified of any of this?",
                short="CQC",
                options=NOTIFY,
            ),
            Told(
                "cqc-told",
                "Who at the Care Quality Commission was told?",
                short="CQC notified",
                hint="A name, or “the online form”; and when.",
                roles=_informed("cqc"),
                outside=True,
                when=answer_to("cqc").is_("abuse", "police"),
            ),
            SeveralOf(
                "outside",
                "Does anybody else outside have to know?",
                short="Also outside",
                options=OUTSIDE,
            ),
            Told(
                "outside-told",
                "Who outside was told?",
                short="Told outside",
                roles=_informed(
                    "police",
                    "bank",
                    "fraud-reporting",
                    "platform",
                    "report-harmful-content",
                    "revenge-porn-helpline",
                ),
                outside=True,
                when=answer_to("outside").is_("police", "bank", "platform"),
            ),
        ),
    )
    yield block.when(_may_be_harmed(facts))


def _data(facts: Facts) -> Iterable[Question]:
    if "identifying" not in facts.topics:
        return
    yield YesNo(
        "breach",
        "Is this a personal-data breach?",
        short="Data breach",
        hint="What somebody posts about themselves is none.",
    )
    yield Told(
        "breach-told",
        "Who told the data-protection lead?",
        short="Data-protection lead",
        hint="Name the data-protection lead who was told.",
        roles=_informed("data-protection"),
        when=answer_to("breach").is_("yes", "unsure"),
    )


def _tracing(facts: Facts) -> Iterable[Question]:
    if "tracing" not in facts.topics:
        return
    yield SeveralOf(
        "routes",
        "Which lawful ways were they told of?",
        short="Lawful ways",
        hint="The policy bars support by staff, and not the adult's own choice to look.",
        options=LAWFUL_ROUTES,
    )


def _least(facts: Facts) -> Iterable[Block]:
    asked = OneOf(
        "least",
        "Was the least restrictive way thought of?",
        short="Least restrictive",
        hint="What limits somebody goes no further than it has to.",
        options=LEAST,
    )
    always = bool(facts.topics & {"tracing"})
    yield Block("least", (asked,)).when(ALWAYS if always else _may_be_harmed(facts))


# what it came to


def _decision(facts: Facts) -> Iterable[Question]:
    yield OneOf(
        "outcome",
        "What did it come to?",
        short="Outcome",
        missing="Choose an outcome.",
        options=facts.outcomes,
        firm=True,
    )
    if any(each.key == GENERAL_MANAGER_RESPONDED for each in facts.outcomes):
        answered = answer_to("outcome").is_(GENERAL_MANAGER_RESPONDED)
        yield LongText(
            "answered-words",
            "What was answered, word for word?",
            short="Answered",
            missing="Write what was answered, as it stands there.",
            firm=True,
            when=answered,
        )
        yield MomentOf(
            "answered-when",
            "When was it answered?",
            short="Answered when",
            hint="Such as “today 10.15am”.",
            missing="Enter when it was answered, such as “today 10.15am”.",
            firm=True,
            when=answered,
        )
    yield LongText(
        "because",
        "Because …",
        short="Because",
        hint=f"The reason. {facts.author} reads it.",
        missing="Say why: whoever wrote this will read the reason.",
        firm=True,
    )


def _result(facts: Facts) -> Iterable[Question]:
    if not facts.is_concern:
        return
    yield OneOf("risk", "What became of the risk?", short="Risk", options=RISK)
    if facts.person:
        yield OneOf(
            "wishes",
            f"Were {facts.person}'s wishes met?",
            short="Wishes met",
            options=WISHES_MET,
        )


# what is done


def _actions(facts: Facts) -> Iterable[Question]:
    open_ended = ALWAYS if facts.is_concern else answer_to("outcome").has_other_than(*SETTLED)
    agreed = answer_to("actions").is_("yes")
    yield OneOf(
        "actions",
        "Was it agreed that somebody does something?",
        short="Actions",
        hint="Each has a name and a day. It waits on their list until it is done.",
        options=(Option("yes", "Yes"), Option("no", "No")),
        when=open_ended,
    )
    for number in range(1, MOST_ACTIONS + 1):
        yield from _action(number, facts, agreed)
        agreed = answer_to(f"action-{number}-more").is_("yes")
    yield LongText(
        "next",
        "What happens next?",
        short="Next",
        hint=f"{facts.author} reads it. What others do among themselves stays on their lists.",
        optional=ALWAYS,
        when=open_ended,
    )


def _action(number: int, facts: Facts, when: Condition) -> Iterable[Question]:
    key, nth = f"action-{number}", f"Action {number}"
    yield ShortText(
        f"{key}-what",
        f"{nth}: what is to be done?",
        short=f"{nth}",
        missing="Write what is to be done.",
        when=when,
        firm=True,
    )
    yield OneOf(
        f"{key}-who",
        f"{nth}: who does it?",
        short="Who",
        missing="Say who does it: an action is somebody's.",
        options=(*facts.staff, SOMEBODY_ELSE),
        when=when,
        firm=True,
    )
    yield Day(
        f"{key}-by",
        f"{nth}: by when?",
        short="By",
        hint=TO_COME,
        when=when,
        firm=True,
    )
    again = OneOf(
        f"{key}-every", f"{nth}: how often?", short="How often", options=EVERY, when=when, firm=True
    )
    yield again
    yield Day(
        f"{key}-until",
        f"{nth}: until when?",
        short="Until",
        hint="The last day it can fall on.",
        optional=ALWAYS,
        when=answer_to(again.key).is_("week", "fortnight", "month"),
    )
    if number < MOST_ACTIONS:
        yield OneOf(
            f"{key}-more",
            "Was anything else agreed?",
            short="More",
            options=(Option("yes", "Yes"), Option("no", "No")),
            when=when,
            firm=True,
        )


def _afterwards(facts: Facts) -> Iterable[Question]:
    watched = answer_to("outcome").is_(WATCH)
    yield Day(
        "look-again",
        "When is it looked at again?",
        short="Look again",
        hint="It waits on your own list that day. Write it like friday or in two weeks.",
        optional=answer_to("outcome").is_not(WATCH),
        when=ALWAYS if facts.is_concern else watched,
    )
    if facts.is_concern and facts.person:
        yield OneOf(
            "feedback",
            f"Has {facts.person} heard what became of it?",
            short="Feedback",
            options=FEEDBACK,
        )


def _sentence(facts: Facts) -> Question:
    return LongText(
        "words",
        f"One sentence back to {facts.author}",
        short="Sentence back",
        hint="What was decided and what they did well. They read it at home.",
        missing=f"Write one sentence for {facts.author}: they hear back, whatever it came to.",
        firm=True,
    )


def _informed(*keys: str) -> tuple[Option, ...]:
    return tuple(option for option in INFORMED if option.key in keys)
