"""The pictures in the README show the program as it is now."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
IN_EVERY_RUN = "home"
"""The demo takes seconds to make, and each picture one more."""


def _pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", DOCS / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PICTURES = _pictures()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return PICTURES.demo_in(tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(each, marks=[] if each == IN_EVERY_RUN else pytest.mark.slow)
        for each in PICTURES.PICTURES_OF
    ],
)
async def test_a_picture_shows_what_the_program_draws_now(made: Any, name: str) -> None:
    kept = (DOCS / "pictures" / f"{name}.svg").read_text("utf-8")
    drawn = await PICTURES.drawn(made, name)
    assert drawn == kept, (
        f"docs/pictures/{name}.svg is not what the screen looks like now. Make the pictures anew "
        "with `python docs/make_pictures.py`, look at them, and commit them."
    )


def test_every_picture_that_is_kept_can_be_made_anew() -> None:
    assert {each.stem for each in (DOCS / "pictures").glob("*.svg")} == {*PICTURES.PICTURES_OF}
