"""Facts about what a base class leaves to those made from it: each of them gives all of it."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from logbook import tui

PACKAGE = Path(tui.__file__).parent


def _classes() -> Iterator[type]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("logbook", "tui", *path.relative_to(PACKAGE).with_suffix("").parts)
        module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
        for each in vars(module).values():
            if inspect.isclass(each) and each.__module__ == module.__name__:
                yield each


def _left_open(made: type) -> Iterator[str]:
    """Methods that only raise, and values of the class that are declared and never given."""
    ours = [each for each in made.__mro__ if each.__module__.startswith("logbook.")]
    for name in {name: None for each in ours for name in vars(each)}:
        found = inspect.getattr_static(made, name)
        method = found.fget if isinstance(found, property) else found
        if isinstance(method, FunctionType) and "NotImplementedError" in method.__code__.co_names:
            yield name
    for each in ours:
        declared = vars(each).get("__annotations__", {})
        only = (name for name, of in declared.items() if "ClassVar" in str(of))
        yield from (name for name in only if not hasattr(made, name))


def test_nothing_that_a_base_class_leaves_open_is_left_open_by_the_last_of_its_line() -> None:
    classes = set(_classes())
    last = {each for each in classes if not classes.intersection(each.__subclasses__())}
    left_open = {each: [*_left_open(each)] for each in classes}
    assert sum(map(bool, left_open.values())) > 10
    assert {each.__qualname__: left_open[each] for each in last if left_open[each]} == {}
