"""Many terminals at once, and terminals that die in the middle of a save."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from makers import reopen, verify_signature

from logbook.storage import log
from logbook.storage.verify import verify

TESTS = str(Path(__file__).parent)

WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from makers import SAM, entry, reopen, sent

store = reopen(Path(sys.argv[2]))
print("open", flush=True)
for n in range(int(sys.argv[3])):
    made = entry(words=f"entry {n}")
    (logged,) = store.append([sent(made)], sign=SAM.sign, expected={made.id: 0})
    print(logged.id, flush=True)
"""


def writer(folder: Path, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WRITER, TESTS, str(folder), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_terminals_saving_at_once_make_one_whole_chain(folder: Path) -> None:
    terminals = [writer(folder, 12) for _ in range(8)]
    said = [terminal.communicate(timeout=120) for terminal in terminals]
    assert [errors for _, errors in said] == [""] * 8
    acknowledged = [line for out, _ in said for line in out.splitlines() if line != "open"]
    assert len(set(acknowledged)) == 8 * 12
    with reopen(folder) as store, store.reading() as connection:
        assert {row.id for row in log.stream(connection, after=7)} == set(acknowledged)
    with reopen(folder) as store:
        found = verify(store, verify_signature)
    assert found.is_whole, found.finding
    assert found.entries == 8 * 12


def acknowledged_through_crashes(folder: Path, rounds: int) -> int:
    program = [sys.executable, str(Path(TESTS) / "crashing.py"), str(folder), str(rounds)]
    told = subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (told.returncode, told.stderr) == (0, ""), told.stderr
    return int(told.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_nothing_acknowledged_is_lost_when_terminals_are_killed(folder: Path) -> None:
    assert acknowledged_through_crashes(folder, 20) >= 20


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_nothing_acknowledged_is_lost_in_two_hundred_crashes(folder: Path) -> None:
    assert acknowledged_through_crashes(folder, 200) >= 200


def test_a_copy_taken_while_terminals_save_is_whole_or_refused(
    folder: Path, tmp_path: Path
) -> None:
    """A file copied by hand is no backup: here with its log, so that it opens as after a crash."""
    terminal = writer(folder, 10)
    assert terminal.stdout is not None
    assert terminal.stdout.readline() == "open\n"
    terminal.stdout.readline()
    terminal.communicate(timeout=60)
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    with reopen(copy) as store:
        assert verify(store, verify_signature).is_whole
