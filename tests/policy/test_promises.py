"""A new question is one line in its kind's file; a new kind is one file and its name in a tuple."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import logbook

PACKAGE = Path(logbook.__file__).parent
HELP_REQUEST, HANDS = "policy/kinds/help_request.py", "policy/blocks/hands.py"
_STAFF = 'answer_to("careful").is_(STAFF_PART)'

NEW_QUESTION = (
    '        LongText("device", "Which device did they use?", missing="Write which device."),\n'
)

NEW_KIND = '''"""A good deed."""

from logbook.domain.kinds import Kind
from logbook.domain.questions import LongText, Who

GOOD_DEED = Kind("good-deed", "Good deed", (Who("person", "Who?"), LongText("what", "What?")))
'''

WALK = """
import json
from datetime import UTC, datetime
from logbook.domain.answers import CannotSay
from logbook.domain.entries import Entry
from logbook.domain.journey import Journey, journey_of
from logbook.domain.questions import Asking
from logbook.export.notes import Names, Noted
from logbook.policy.kinds import KINDS

now = datetime(2026, 11, 16, 14, 5, tzinfo=UTC)
seen = {}
for kind in KINDS:
    journey = Journey(kind, now)
    while (question := journey.current) is not None:
        typed = "I cannot say now" if question.may_be_unsaid else "stop"
        journey = journey.answer(question.key, question.read(typed, Asking(now=now)))
    entry = journey.entry(entry_id="k74qh2aaaaaaaaaa", author="sam", policy="v")
    stored = Entry.from_plain(json.loads(json.dumps(entry.to_plain())))
    assert journey_of(kind, stored, now).counting == journey.counting
    noted = Noted.of(stored, Names.of(()), happened="", recorded="")
    seen[kind.key] = {
        "asked": [question.key for question in journey.path],
        "stored": [[each.question, each.shown] for each in stored.responses],
        "noted": [each.question for each in noted.answers],
    }
print(json.dumps(seen))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "tui", "cli", "storage", "vault", "services")
    shutil.copytree(PACKAGE, tmp_path / "logbook", ignore=ignored)
    return tmp_path


def walked(copy: Path) -> Mapping[str, Mapping[str, list[object]]]:
    done = subprocess.run(  # noqa: S603 - our own program, in a copy of our own package
        [sys.executable, "-c", WALK],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: Mapping[str, Mapping[str, list[object]]] = json.loads(done.stdout)
    return seen


def before(path: Path, mark: str, line: str) -> None:
    text = path.read_text()
    assert text.count(mark) == 1
    path.write_text(text.replace(mark, line + mark))


def test_a_new_question_is_one_line_in_its_kinds_file(copy: Path) -> None:
    as_it_was = walked(copy)["help-request"]
    before(copy / "logbook" / HELP_REQUEST, "        DID,\n", NEW_QUESTION)
    now = walked(copy)["help-request"]
    assert "device" not in as_it_was["asked"]
    assert now["asked"][now["asked"].index("did") - 1] == "device"
    assert ["Which device did they use?", "I cannot say now"] in now["stored"]
    assert "Which device did they use?" in now["noted"]
    assert [key for key in now["asked"] if key != "device"] == as_it_was["asked"]


def test_a_new_kind_is_one_file_and_its_name(copy: Path) -> None:
    kinds = copy / "logbook" / "policy" / "kinds"
    (kinds / "good_deed.py").write_text(NEW_KIND)
    listing = kinds / "__init__.py"
    before(listing, "\nKINDS:", "from logbook.policy.kinds.good_deed import GOOD_DEED\n")
    text = listing.read_text()
    start = text.index("KINDS: tuple[Kind, ...] = (") + len("KINDS: tuple[Kind, ...] = (")
    listing.write_text(f"{text[:start]}GOOD_DEED, {text[start:]}")
    seen = walked(copy)
    assert next(iter(seen)) == "good-deed"
    assert seen["good-deed"]["asked"] == ["person", "what"]
    assert ["What?", "I cannot say now"] in seen["good-deed"]["stored"]
    assert "help-request" in seen


@pytest.mark.parametrize(
    ("file", "mark", "replaced", "says"),
    [
        (HELP_REQUEST, _STAFF, 'answer_to("carefull").is_(STAFF_PART)', "staff"),
        (HELP_REQUEST, _STAFF, 'answer_to("next").is_filled()', "staff"),
        (HELP_REQUEST, _STAFF, 'answer_to("careful").is_("staf")', "careful"),
        (HELP_REQUEST, 'LongText(\n            "next"', 'LongText(\n            "asked"', "asked"),
        (HANDS, 'answer_to("did").is_("mine")),', 'answer_to("dit").is_("mine")),', "dit"),
    ],
    ids=["typo", "look ahead", "misspelt option", "doubled key", "rule on nothing"],
)
def test_a_wrong_line_fails_at_import_and_is_named(
    copy: Path, file: str, mark: str, replaced: str, says: str
) -> None:
    path = copy / "logbook" / file
    text = path.read_text()
    assert mark in text
    path.write_text(text.replace(mark, replaced, 1))
    with pytest.raises(AssertionError, match=rf"BadDeclaration: help-request: .*“{says}"):
        walked(copy)
