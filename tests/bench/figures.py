"""Median, p95 and ratio of two things measured alternately, and the control against oneself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figures:
    """Seconds, as measured."""

    name: str
    times: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return percentile(self.times, 0.95)

    def line(self, unit: float = 1000.0) -> str:
        return (
            f"{self.name:<34} median {self.median * unit:9.3f} ms"
            f"   p95 {self.p95 * unit:9.3f} ms   n {len(self.times)}"
        )


def percentile(times: Sequence[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def alternated(
    pairs: int, one: Callable[[], float], other: Callable[[], float], names: tuple[str, str]
) -> tuple[Figures, Figures]:
    """Two measurements taken in turn, the first of each left out; their order changes sides."""
    one(), other()
    ours, theirs = [], []
    for nth in range(pairs):
        if nth % 2:
            theirs.append(other())
            ours.append(one())
        else:
            ours.append(one())
            theirs.append(other())
    return Figures(names[0], tuple(ours)), Figures(names[1], tuple(theirs))


def told(title: str, ours: Figures, theirs: Figures, control: float) -> float:
    """Print a comparison.

    Returns:
        The ratio of the medians.
    """
    ratio = ours.median / theirs.median
    print(f"\n{title}")
    print("  " + ours.line())
    print("  " + theirs.line())
    print(f"  ratio {ratio:.3f}   of p95 {ours.p95 / theirs.p95:.3f}   control A/A {control:.3f}")
    return ratio


def control_of(figures: Figures) -> float:
    """The ratio of the medians of every second time to the others: what chance alone makes."""
    return Figures("", figures.times[::2]).median / Figures("", figures.times[1::2]).median
