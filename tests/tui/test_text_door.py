"""Facts about the one door: whatever the screens make of words goes through it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from logbook import tui

PACKAGE = Path(tui.__file__).parent
SHOWS = frozenset({"Static", "Label", "update"})
"""What draws the words that it is given, and would read marks of its own in them."""


def _shown() -> Iterator[tuple[str, ast.expr]]:
    """Every first argument of what shows words, and where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SHOWS:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.args[0]


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _is_put_together(given: ast.expr) -> bool:
    match given:
        case ast.IfExp(body=one, orelse=other):
            return _is_put_together(one) or _is_put_together(other)
        case ast.JoinedStr() | ast.BinOp():
            return True
        case _:
            return False


def test_words_put_together_are_shown_through_the_door_alone() -> None:
    shown = list(_shown())
    assert len(shown) > 100
    assert [where for where, given in shown if _is_put_together(given)] == []
