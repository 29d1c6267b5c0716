"""Somebody being asked, on an ordinary Monday, and a question of every type."""

import runpy
from datetime import UTC, datetime
from pathlib import Path

from happenings import STAFF

from logbook.domain.answers import Answer
from logbook.domain.people import Person
from logbook.domain.questions import (
    Asking,
    Handle,
    LongText,
    MomentOf,
    NotAnAnswer,
    OneOf,
    Option,
    Question,
    SeveralOf,
    ShortText,
    Stop,
    Told,
    Typed,
    WhichStaff,
    Who,
    YesNo,
)

NOW = datetime(2026, 11, 16, 14, 5, tzinfo=UTC)
PEOPLE = {
    "p1": Person(id="p1", name="Daniel Webb", initials="D.W.", house="Maple House"),
    "p2": Person(id="p2", name="Mina Tal", initials="M.T.", house="Oak House"),
    "p3": Person(id="p3", name="Mina Torr", initials="M.T.2", house="Oak House"),
}
ASKING = Asking(now=NOW, people=PEOPLE, staff=STAFF)

HOSTILE: dict[str, str] = runpy.run_path(
    str(Path(__file__).parents[1] / "tui" / "hostile.py"),
)["HOSTILE"]

OPTIONS = (
    Option("log-in", "Log in, or a forgotten password"),
    Option("contact", "Contact: someone getting to them"),
    Option("gone", "No longer offered", enabled=False),
    Option("other", "Something else", detail="Write what it is"),
    Option("none", "None of these", alone=True),
    Option("unknown", "I do not know", alone=True),
    Option("post", "Make or edit a post"),
)
ROLES = (
    Option("line-manager", "Line manager"),
    Option("general-manager", "General Manager"),
    Option("gp", "GP or community nurse"),
    Option("bank", "Bank"),
)

LINE = ShortText("line", "What is its name?", missing="Write its name.")
STORY = LongText("story", "What did you see?", missing="Write what you saw.")
HANDLE = Handle("handle", "What handle do they use?", missing="Write the handle they use.")
ONE = OneOf("one", "What was it?", options=OPTIONS, missing="Choose what it was.")
SEVERAL = SeveralOf("several", "What applies?", options=OPTIONS, missing="Choose what applies.")
YES_NO = YesNo("sure", "Is it safe?", missing="Choose whether it is safe.")
WHEN = MomentOf("when", "When was it?", missing="Enter when it was.")
WHO = Who("who", "Who was it?", missing="Choose who it was.")
STAFF_PART = WhichStaff("staff", "Which staff?", missing="Choose which staff.")
TOLD = Told(
    "told",
    "Who was told?",
    missing="Enter who was told.",
    roles=ROLES,
    duty=frozenset({"line-manager", "general-manager"}),
)
STOP = Stop("stop", "Do not search.")

ANSWERABLE: tuple[Question, ...] = (
    LINE,
    STORY,
    HANDLE,
    ONE,
    SEVERAL,
    YES_NO,
    WHEN,
    WHO,
    STAFF_PART,
    TOLD,
)
"""One of every type that may be answered with “I cannot say now”."""

EVERY = (*ANSWERABLE, STOP)
TELLING = {
    "who": "Sandra",
    "role": "line-manager",
    "how": "phone",
    "when": "today 1pm",
    "answer": "Stay with them.",
    "reference": "R 12",
}


def attempt(question: Question, typed: Typed) -> Answer | NotAnAnswer:
    """The answer, or the refusal that a person would see."""
    try:
        return question.read(typed, ASKING)
    except NotAnAnswer as refused:
        return refused
