"""How far a long job is, on standard error and only where somebody is looking."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


@contextmanager
def watched(doing: str) -> Iterator[Progress]:
    """A line that counts to 100 % and is gone when the job is."""
    if not sys.stderr.isatty():
        yield _unwatched
        return
    line = _Line(doing)
    try:
        yield line
    finally:
        line.end()


def _unwatched(_done: int, _of: int) -> None:
    """Nobody is looking."""


class _Line:
    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._shown = ""

    def __call__(self, done: int, of: int) -> None:
        share = f"{self._doing}: {100 * done // of if of else 100} %"
        if share != self._shown:
            self._shown = share
            print(f"\r{share}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown:
            print(f"\r{' ' * len(self._shown)}\r", end="", file=sys.stderr, flush=True)
