"""Numbers as blocks: a bar for a part, and a line of small bars for one number a week."""

from collections.abc import Sequence

FULL, HEIGHTS = "█", "▁▂▃▄▅▆▇█"
BAR, MOST_WEEKS = 10, 26


def bar(count: int, out_of: int) -> str:
    """As many blocks as tenths, and one at least for anything at all; blanks fill it up."""
    tenths = round(BAR * count / out_of) if out_of else 0
    return (FULL * min(BAR, max(tenths, 1 if count else 0))).ljust(BAR)


def sparkline(counts: Sequence[int]) -> str:
    """A small bar for each week, or for as many weeks together as make the line short enough."""
    apart = -(-len(counts) // MOST_WEEKS) or 1
    sums = [sum(counts[start : start + apart]) for start in range(0, len(counts), apart)]
    top = max(sums, default=0)
    return "".join(_height(each, top) for each in sums)


def _height(count: int, top: int) -> str:
    return HEIGHTS[round((len(HEIGHTS) - 1) * count / top)] if top else HEIGHTS[0]
