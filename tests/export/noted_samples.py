"""Supervision notes of fictional people, and strings that have broken such files."""

import runpy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from logbook.domain.entries import Entry, Response, Suggested
from logbook.domain.events import Plain
from logbook.domain.levels import Level
from logbook.domain.people import Person
from logbook.export.notes import Agreed, Names, Noted, Notes, Times

HOSTILE: Mapping[str, str] = {
    **runpy.run_path(str(Path(__file__).parents[1] / "tui" / "hostile.py"))["HOSTILE"],
    "fence": "```\n# out\n```",
    "long fence": "`" * 40,
    "tilde fence": "~~~\nout\n~~~",
    "image": "![x](http://example.org/x.png)",
    "reference": "[x]: http://example.org\n[x]",
    "autolinks": "<http://example.org> http://example.org www.example.org a@example.org",
    "html": "</code></pre><script>alert(1)</script><img src=x onerror=y>",
    "entity": "&lt;b&gt; &#60;i&#62; &copy;",
    "table": "| a | b |\n| - | - |\n| c | d |",
    "list": "- a\n1. b\n+ c\n# d\n> e\n---",
    "indented": "    code\n\tmore",
    "hard break": "a  \nb\\\nc",
    "math and emoji": "$x^2$ :smile: #12 @someone",
    "formula with a space": " =1+1",
    "formula behind an apostrophe": "'=1+1",
    "formulas": "=1\n+2\n-3\n@4",
    "full-width formula": "＝1+1",
    "small-form formula": "﹫SUM(A1)",
    "minus": "-2+3",
    "tab first": "\t=1",
    "quotes": '"a","b"\n""',
    "semicolons": 'a;"b";=c',
    "long": "=" + "x" * 40_000,
}

DANIEL = Person(id="p1", name="Daniel Webb", initials="D.W.", house="Maple House")
MINA = Person(id="p2", name="Mina Tal", initials="M.T.", house="Oak House")
NAMES = Names.of((DANIEL, MINA))


def response(key: str, question: str, shown: str, value: Plain = None) -> Response:
    return Response(key=key, question=question, value=value or {"text": shown}, shown=shown)


def entry(*responses: Response, **more: object) -> Entry:
    made = Entry(
        id="k74qh2aaaaaaaaaa",
        kind="help-request",
        title="Help request",
        policy="2026-11",
        author="sam",
        responses=responses,
        suggested=Suggested(level=Level.MEDIUM, reasons=("not sure about safety",)),
        level=Level.MEDIUM,
        person="p1",
        person_shown="Daniel Webb",
    )
    return replace(made, **more)  # type: ignore[arg-type]


HELP = entry(
    response("person", "Who asked?", "Daniel Webb", [{"id": "p1", "name": "Daniel Webb"}]),
    response("asked", "How did they ask, in their own words?", "“someone is posting as me”"),
    response("happened", "When did they ask?", "Monday 16 November 2026, 2pm"),
    response("platform", "Which platform?", "Instagram", {"option": "instagram", "detail": ""}),
    response("relative", "Is it about a relative?", "No", {"option": "no", "detail": ""}),
    response("careful", "Does any of this apply?", "None", [{"option": "none", "detail": ""}]),
    response("think", "What do you think?", "–", {"skipped": True}),
    response("next", "What do they want?", "DANIEL  WEBB's page shut.\n\n  And to tell Mina Tal."),
    topics=("help", "safety"),
    discussed=False,
    late_because="on leave",
)
TRACING = entry(
    response("tracing-stop", "Do not search.", "Read", {"read": True}),
    response("relative-why", "Why now?", "Her [sic] birthday; see www.example.org & =SUM(A1)"),
    id="9xma00aaaaaaaaaa",
    person="p2",
    person_shown="Mina Tal",
    topics=("help", "tracing"),
    outcome="stopped-and-referred",
    discussed=True,
)


def noted(of: Entry = HELP, **more: object) -> Noted:
    made = Noted.of(
        of,
        NAMES,
        happened="Monday 16 November 2026, 2pm",
        recorded="Monday 16 November 2026, 2:05pm",
        level=Level.LOW if of is HELP else None,
        outcome="Advice given",
        told="Sandra read it. Decision: Daniel Webb changes his password. Next: check on Friday.",
        times=Times(
            seen="Monday 16 November 2026, 5:10pm",
            decided="Tuesday 17 November 2026, 9am",
            told="Tuesday 17 November 2026, 9:05am",
        ),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def notes(*each: Noted, **more: object) -> Notes:
    made = Notes(
        service="Birch Lane Support",
        worker="Sam Okafor",
        manager="Sandra Whitlow",
        start=date(2026, 11, 1),
        end=date(2026, 11, 30),
        head_seq=412,
        head_hash="0123456789abcdef" * 4,
        made_at="Monday 30 November 2026, 9am",
        made_by="Sandra Whitlow",
        noted=each,
    )
    return replace(made, **more)  # type: ignore[arg-type]


FULL = notes(
    noted(),
    noted(TRACING, outcome="", told="", times=Times()),
    agreed_before=(
        Agreed.of(NAMES, "Show Daniel Webb how to block", who="Sam", by="Friday", done="yes"),
        Agreed.of(NAMES, "Read the tracing page again", who="Sam"),
    ),
)
