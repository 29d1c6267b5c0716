"""Facts about the maps of the folders: whoever opens one is told where everything in it is."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "logbook"

MANY = 10
"""A folder of more modules than this opens with a map of them."""


def _long_folders() -> list[str]:
    folders = (each.parent for each in PACKAGE.rglob("__init__.py"))
    long = (each for each in folders if len([*each.glob("*.py")]) > MANY)
    return sorted(str(each.relative_to(PACKAGE)) for each in long)


@pytest.mark.parametrize("folder", _long_folders())
def test_the_map_of_a_long_folder_names_all_that_is_in_it_and_nothing_else(folder: str) -> None:
    here = PACKAGE / folder
    modules = {each.stem for each in here.glob("*.py")} - {"__init__"}
    folders = {f"{each.parent.name}/" for each in here.glob("*/__init__.py")}
    said = ast.get_docstring(ast.parse((here / "__init__.py").read_text())) or ""
    assert set(said.split("`")[1::2]) == modules | folders


def test_every_file_begins_with_a_sentence_on_what_it_is() -> None:
    opened = {each: ast.parse(each.read_text()) for each in PACKAGE.rglob("*.py")}
    assert [str(each) for each, tree in opened.items() if not ast.get_docstring(tree)] == []
