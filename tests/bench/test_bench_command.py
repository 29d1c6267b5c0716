"""T16: how soon the command line answers, against a script that imports the like and prints."""

import subprocess
import time
from pathlib import Path

import pytest
from figures import alternated, control_of, told
from terminal import python

PAIRS = 15
GENEROUS = 4.0
SCRIPT = "import argparse, json, sqlite3; argparse.ArgumentParser(description='x').print_help()"


def ended_after(command: list[str], compiled: Path) -> float:
    environment = {"PYTHONPYCACHEPREFIX": str(compiled), "PATH": "/usr/bin:/bin"}
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, env=environment)
    return time.perf_counter() - began


@pytest.mark.bench
def test_help_is_there_at_once(tmp_path: Path) -> None:
    ours, theirs = alternated(
        PAIRS,
        lambda: ended_after(python("-m", "logbook", "--help"), tmp_path),
        lambda: ended_after(python("-c", SCRIPT), tmp_path),
        ("logbook --help", "argparse, json and sqlite3"),
    )
    ratio = told("T16 (target 2)", ours, theirs, control_of(theirs))
    assert ratio < GENEROUS


HEAVY = ("textual", "sqlalchemy", "sqlmodel", "pydantic", "sqlcipher3", "cryptography", "rich")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, runpy\n"
        "sys.argv = ['logbook', '--help']\n"
        "try: runpy.run_module('logbook', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print('MODULES', *sys.modules)"
    )
    said = subprocess.run(python("-c", code), capture_output=True, text=True, check=True).stdout
    loaded = {each.split(".")[0] for each in said.rpartition("MODULES")[2].split()}
    assert "logbook" in loaded
    assert not loaded & set(HEAVY)
