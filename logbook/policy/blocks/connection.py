"""The connection block: someone we support and a member of staff are connected online."""

from logbook.domain.conditions import answer_to
from logbook.domain.kinds import Apply, Block, Suggest
from logbook.domain.levels import Level
from logbook.domain.questions import MomentOf, OneOf, SeveralOf, YesNo
from logbook.policy.clauses import IGNORE_REQUESTS
from logbook.policy.lists import ENDING, EXCHANGED

_exchanged = answer_to("exchanged")

CONNECTION = Block(
    "staff",
    (
        YesNo(
            "connected",
            "Is there a connection now?",
            short="Connected now?",
            hint="It helps to know. Nobody is in trouble for saying so.",
            missing="Choose yes, no or not sure.",
        ),
        MomentOf(
            "connected-since",
            "Since when?",
            short="Connected since",
            hint="Such as “today 2pm”, “friday”, or “not known”.",
            missing="Enter since when, or “not known”.",
            when=answer_to("connected").is_("yes"),
        ),
        SeveralOf(
            "exchanged",
            "What was sent or shared, either way?",
            short="Sent or shared",
            hint="Choose all that fit.",
            options=EXCHANGED,
            missing="Choose what was sent or shared, or “Nothing”.",
        ),
        YesNo(
            "before",
            "Has something like this come up before?",
            short="Come up before?",
            hint="With this person, or someone else we support.",
            missing="Choose yes, no or not sure.",
        ),
        OneOf(
            "ending",
            "Have you agreed with your manager how to end it kindly?",
            short="Agreed ending",
            options=ENDING,
            missing="Choose whether you have agreed how to end it.",
            when=answer_to("connected").is_not("no"),
        ),
    ),
    (
        Suggest(
            Level.HIGH,
            "messages, money or pictures went between them",
            _exchanged.is_("messages", "money", "images"),
        ),
        Suggest(Level.HIGH, "it has come up before", answer_to("before").is_("yes")),
        Apply(IGNORE_REQUESTS, answer_to("connected").is_given()),
    ),
)
