"""A change of key that is killed at any moment loses nothing, and the next sign-in finishes it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("rounds", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_whoever_removes_a_leaver_may_be_killed_at_any_moment(tmp_path: Path, rounds: int) -> None:
    done = subprocess.run(  # noqa: S603 - our own program, beside this file
        [sys.executable, str(HERE / "leaving_and_dying.py"), str(tmp_path), str(rounds)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    killed = {how: int(times) for how, times in re.findall(r"(\w+)=(\d+)", done.stdout)}
    assert sum(killed.values()) == rounds
    if rounds > 4:
        assert killed["within"], "none was killed in the middle, so nothing is proved"
