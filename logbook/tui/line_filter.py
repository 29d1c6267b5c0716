"""The net beneath every widget: no control character in a drawn line reaches the terminal."""

import re
from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from logbook.domain.text import BIDI, visible

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TURNING = re.compile(f"[{BIDI}]")


class ControlFilter(LineFilter):
    """Draws controls as pictures and leaves out what turns text, which has no width of its own.

    Editors show what was typed before `ingest` has seen it: this is what stands between them and
    the terminal. Segments that Textual marks as control are its own and pass untouched.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the base class names it
        if not any(_unsafe(segment) for segment in segments):
            return segments
        width = Segment.get_line_length(segments)
        return _narrowed([_safe(segment) for segment in segments], width)


def _unsafe(segment: Segment) -> bool:
    return not segment.control and bool(
        _CONTROL.search(segment.text) or _TURNING.search(segment.text)
    )


def _safe(segment: Segment) -> Segment:
    if segment.control:
        return segment
    return Segment(_CONTROL.sub(_picture, _TURNING.sub("", segment.text)), segment.style)


def _picture(match: re.Match[str]) -> str:
    """One cell for one control, newline and tab too: none of them belongs in a drawn line."""
    shown = {"\n": "␊", "\t": "␉"}.get(match[0]) or visible(match[0])
    return shown if len(shown) == 1 else "�"


def _narrowed(segments: Sequence[Segment], width: int) -> list[Segment]:
    """The line at its old width: pictures take their cells from the blanks nearest the right."""
    excess = Segment.get_line_length(list(segments)) - width
    kept: list[Segment] = []
    for segment in reversed(segments):
        blanks = 0 if segment.control else len(segment.text) - len(segment.text.rstrip(" "))
        taken = max(0, min(blanks, excess))
        excess -= taken
        kept.append(_shortened(segment, taken) if taken else segment)
    return Segment.adjust_line_length(kept[::-1], width)


def _shortened(segment: Segment, by: int) -> Segment:
    return Segment(segment.text[:-by], segment.style)
