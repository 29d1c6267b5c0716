"""The policy's tables, written once more and differently: level, route, outcome and topics."""

from collections.abc import Mapping

from logbook.domain.answers import Answer, CannotSay, Choice
from logbook.domain.conditions import chosen
from logbook.domain.levels import Level

Given = Mapping[str, Answer]

YES, NO, UNSURE, UNSAID = Choice("yes"), Choice("no"), Choice("unsure"), CannotSay()
TESTS = ("danger", "life", "at-risk", "forced")

HIGH: Mapping[str, set[str]] = {
    "at-risk": {"yes"},
    "searched": {"with-staff", "contact-made"},
    "orders": {"yes"},
    "signs": {
        *("secret", "plans-to-meet", "has-met", "knows-address", "money"),
        *("image-sent", "image-asked", "threats", "self-harm"),
    },
    "contact-harm": {
        *("grooming", "mate-crime", "romance-fraud", "sexual-exploitation", "sextortion"),
        *("stalking", "controlling", "radicalisation", "criminal-exploitation"),
    },
    "content-harm": {"self-harm"},
    "conduct-harm": {"intimate-image", "threats"},
    "relationship": {"staff"},
    "exchanged": {"messages", "money", "images"},
    "before": {"yes"},
    "flagged": {"identifies", "risk", "abuse", "press"},
    "hurt": {"yes"},
    "sort": {"bullying", "hate"},
    "identifiable": {"yes"},
}
"""One of these alone is enough for High."""

ALWAYS_MEDIUM = frozenset({"safety-concern", "post-comment", "staff-conduct"})


def options(given: Given, key: str) -> frozenset[str]:
    return chosen(given.get(key, UNSAID))


def left_open(given: Given, key: str, *plain: str) -> bool:
    """Asked, and answered by anything besides these plain answers."""
    return key in given and not (options(given, key) and options(given, key) <= set(plain))


def level(kind: str, given: Given) -> Level:
    emergency = ("danger", "life", "forced")
    if any(options(given, key) == {"yes"} for key in emergency):
        return Level.EMERGENCY
    high = [bool(options(given, key) & worst) for key, worst in HIGH.items()]
    high += [left_open(given, key, "no") for key in emergency]
    high.append(left_open(given, "posted-by", "person-self"))
    if any(high):
        return Level.HIGH
    medium = [
        kind in ALWAYS_MEDIUM,
        "tracing-stop" in given,
        options(given, "in-touch") == {"contacted-first"},
        left_open(given, "worried", "no"),
        left_open(given, "at-risk", "no"),
        left_open(given, "done", "left", "declined"),
        left_open(given, "worries", "none", "staff"),
        "harm" in given,
    ]
    return Level.MEDIUM if any(medium) else Level.LOW


def routes(kind: str, given: Given) -> tuple[str, ...]:
    if kind == "post-comment" or "with-staff" in options(given, "searched"):
        return ("general-manager",)
    return ()


def outcome(kind: str, given: Given) -> str:
    if "tracing-stop" in given:
        return "stopped-and-referred"
    if kind == "good-news":
        return "good-news"
    left_alone = options(given, "done") == {"left"} and options(given, "worries") == {"none"}
    return "ignored-as-policy" if left_alone else ""


def topics(kind: str, given: Given) -> set[str]:
    asked = {
        "help": kind == "help-request" or "in-touch" in given,
        "tracing": "tracing-stop" in given,
        "safety": kind == "safety-concern" or "saw" in given,
        "identifying": "identified" in given,
        "staff": (
            kind == "staff-conduct"
            or "connected" in given
            or any(key in given for key in NAMING_STAFF)
        ),
    }
    return {topic for topic, is_asked in asked.items() if is_asked}


NAMING_STAFF = (
    *("staff", "source-staff", "searched-staff"),
    *("posted-staff", "written-staff", "identified-staff"),
)


def is_tested(kind: str, given: Given) -> bool:
    """Whether the four tests, and with them the talk with a manager, belong on this path."""
    return any(
        (
            kind == "safety-concern",
            "tracing-stop" in given,
            options(given, "in-touch") == {"contacted-first"},
            left_open(given, "worried", "no"),
            options(given, "posted-by") == {"person-self"},
            left_open(given, "worries", "none", "staff"),
            bool(options(given, "flagged") & {"risk", "abuse", "unknown"}),
            given.get("flagged") == UNSAID,
            left_open(given, "hurt", "no"),
        )
    )


def is_safety(kind: str, given: Given) -> bool:
    """Whether the safety questions belong on this path: a worry, or a test that is not a no."""
    worry = any(
        (
            kind == "safety-concern",
            options(given, "in-touch") == {"contacted-first"},
            left_open(given, "worried", "no"),
            options(given, "posted-by") == {"person-self"},
            left_open(given, "worries", "none", "staff"),
            "risk" in options(given, "flagged"),
            left_open(given, "hurt", "no"),
        )
    )
    return worry or any(left_open(given, test, "no") for test in TESTS)


def is_deep(kind: str, given: Given) -> bool:
    """Whether all safety questions belong on it: a worry that is no doubt, or what is High."""
    return is_safety(kind, given) and any(
        (
            kind == "safety-concern",
            options(given, "in-touch") == {"contacted-first"},
            options(given, "posted-by") == {"person-self"},
            "worried" in options(given, "worries"),
            "risk" in options(given, "flagged"),
            *(options(given, key) == {"yes"} for key in ("worried", "hurt", "at-risk")),
            *(left_open(given, test, "no") for test in ("danger", "life", "forced")),
            bool(options(given, "signs") & HIGH["signs"]),
        )
    )
